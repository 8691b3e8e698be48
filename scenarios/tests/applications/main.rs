//! The bundled applications hold, in whatever clothes; each of their bugs is caught.
#![allow(clippy::unwrap_used)]

mod hold;
mod mutants;
mod seeds;
mod variants;
