//! The bundled applications hold, in whatever clothes; some of their bugs are looked for.
#![allow(clippy::unwrap_used)]

mod hold;
mod mutants;
mod variants;
