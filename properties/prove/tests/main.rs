//! The dashboard as a process of its own, and processes that misbehave. The processes are this test program
//! itself, in other roles.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod child;
mod nightly;
mod proved;
mod verdicts;
