//! What fuzzers look for by the hour, for seconds.
#![allow(clippy::unwrap_used)]

mod histories;
mod malformed;
mod replays;
mod rows;
mod saving;
mod sockets;
mod targets;
