//! The harness: properties of a correct AWS architecture, and what it takes to prove them.
//!
//! - [`target`]: on what a property is proved: the fake, any endpoint, or a real account;
//! - [`application`]: what a property needs to know of an application;
//! - [`observation`] and [`monitor`]: what was seen, and whether it may be;
//! - [`property_16`]: the operations of a case, how they are driven, and the clauses;
//! - [`patience`]: how often the harness tries again before it blames the application;
//! - [`case`], [`minimise`]: a failure, stored and made as small as it gets;
//! - [`linearizability`]: whether an order of calls explains what clients saw of a key of S3;
//! - [`suite`]: stored cases, every single deviation, then cases at random;
//! - [`report`]: what a person, a script and a CI server read.

pub mod application;
pub mod case;
pub mod linearizability;
pub mod minimise;
pub mod monitor;
pub mod observation;
pub mod patience;
pub mod property_16;
pub mod report;
pub mod suite;
pub mod target;

pub use application::{Application, Deployment, Running};
pub use case::Case;
pub use monitor::{Monitor, Violation};
pub use observation::{Observations, Observed};
pub use suite::{Options, Outcome, Suite};
pub use target::{Clients, Target};
