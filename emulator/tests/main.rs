//! What needs all services at once.

mod wire;
