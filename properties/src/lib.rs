//! The harness: properties of a correct AWS architecture, and what it takes to prove them.
//!
//! - [`property`]: what a property is; [`stage`]: where one of its cases is played;
//! - [`service`]: a web application under test; [`process`]: … that is stopped, or loses its power;
//! - [`observation`] and [`monitor`]: what was seen, and whether it may be; [`facts`]: what many
//!   properties see, with the clauses over it;
//! - [`sweep`]: one async test, under everything that AWS may legally do;
//! - [`suite`]: stored cases, deviations alone and in pairs, then cases at random;
//! - [`case`], [`minimise`]: a failure, stored and made as small as it gets;
//! - [`privilege`]: the rights without which a property does not hold;
//! - [`target`]: on what a property is proved: the fake, any endpoint, or a real account;
//! - [`patience`]: how often the harness tries again before it blames the application;
//! - [`property_16`]: AWS services are connected and used, of an [`application`];
//! - [`linearizability`]: whether an order of calls explains what clients saw of a key of S3;
//! - [`story`]: a run, told; [`report`]: what a person, a script and a CI server read.

pub mod application;
pub mod case;
pub mod facts;
pub mod linearizability;
pub mod minimise;
pub mod monitor;
pub mod observation;
mod panics;
pub mod patience;
pub mod privilege;
pub mod process;
pub mod property;
pub mod property_16;
pub mod report;
pub mod service;
pub mod stage;
pub mod story;
pub mod suite;
pub mod sweep;
pub mod target;

pub use application::{Application, Deployment, Running};
pub use case::{Case, CaseOf};
pub use monitor::{Monitor, Violation};
pub use observation::Observed;
pub use process::{Interruption, Process};
pub use property::{Property, Title};
pub use service::Service;
pub use stage::Stage;
pub use story::Story;
pub use suite::{Options, Outcome, Shard, Suite};
pub use sweep::Sweep;
pub use target::{Clients, Target};
