//! What runs in a realm before any function does.

/// In the order of their dependencies: one function of `native` (see [`host`](crate::host)), `modern`, `frozen` and `most`.
pub(crate) const SOURCE: &str = concat!(
    "(function (native, modern, frozen, most) { 'use strict';\n",
    include_str!("prelude/spend.js"),
    include_str!("prelude/bytes.js"),
    include_str!("prelude/guards.js"),
    include_str!("prelude/date.js"),
    include_str!("prelude/modules.js"),
    "if (!modern) {\n",
    include_str!("prelude/byte_strings.js"),
    "}\nif (modern) {\n",
    include_str!("prelude/buffer.js"),
    include_str!("prelude/cloudfront.js"),
    "}\n",
    include_str!("prelude/prices.js"),
    include_str!("prelude/functions.js"),
    include_str!("prelude/language.js"),
    include_str!("prelude/freeze.js"),
    include_str!("prelude/invoke.js"),
    "price();\nrestrict();\nkeepInvoke();\nif (frozen) freeze();\n})"
);
