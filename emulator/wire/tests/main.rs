//! The protocols, on a small model made by hand.
//!
//! Every operation of the real models is driven through them by the package `parhelion`.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![warn(missing_docs, unreachable_pub, clippy::missing_errors_doc, clippy::too_many_lines)] // lints-for-merge

mod protocols;
