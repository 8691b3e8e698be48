//! What the command line can do, a file a subcommand.
//!
//! | file | |
//! | --- | --- |
//! | `cloud` | the arguments that make a cloud, for every subcommand that serves one |
//! | `listen` | a server: a thread a core, until something ends |
//! | `log` | what a server tells of what it does |
//! | `serve` | `parhelion serve`, and its greeting |
//! | `habits` | what containers are told for LocalStack |
//! | `health` | `parhelion health`: whether a server is well |
//! | `doctor` | `parhelion doctor`: what a machine lacks |
//! | `run` | `parhelion run -- COMMAND` |
//! | `companion` | `parhelion prove`, `audit`, `certify`: programs of their own |

mod cloud;
pub(crate) mod companion;
pub(crate) mod doctor;
mod habits;
pub(crate) mod health;
mod https;
mod listen;
mod log;
pub(crate) mod run;
pub(crate) mod serve;

fn other(why: &str) -> std::io::Error {
    std::io::Error::other(why)
}
