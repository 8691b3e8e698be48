//! Property 16 on an application in any language, as its `parhelion.toml` declares it.
//!
//! - [`declaration`]: what `parhelion.toml` says, and what is wrong with it;
//! - [`infrastructure`]: how what the application finds is set up, once;
//! - [`child`]: the application's process: its start, its output, its end;
//! - [`foreign`]: that process as an application that Property 16 knows;
//! - [`property`]: Property 16 on it, with crashes, and without what it does not have;
//! - [`clock`]: time in the process, where libfaketime is installed;
//! - [`wire`]: requests of users, as they go over a socket;
//! - [`report`]: what is told besides the harness's own reports;
//! - [`nightly`]: a deployed application and a real account, read-mostly.
//!
//! Each case has a fork of the cloud, served at a free port of the loopback, and a process of its own. The
//! process believes that it talks to AWS; the adversary acts on its calls as they come in. `docs/prove.md` is
//! the tutorial.

pub mod child;
pub mod clock;
pub mod declaration;
pub mod foreign;
pub mod infrastructure;
pub mod nightly;
pub mod property;
pub mod report;
pub mod wire;
