//! The protocols, on a small model made by hand.
//!
//! Every operation of the real models is driven through them by the package `parhelion`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod protocols;
