//! The world: the whole cloud as one value, and what handlers may see of it.
//!
//! - [`world`]: the services, the clock's reading, what is due later, the journal; `Clone` is a fork.
//! - [`service`]: what a service is, and [`service!`], the list of its operations.
//! - [`context`]: what a handler gets besides its input: time, identity, ids, chance, other services.
//! - [`choice`]: the freedoms that AWS has, each a named point with its clause; who decides them.
//! - [`journal`]: everything that happened, in order.
//! - [`identity`]: accounts, principals, access keys. [`key_ring`]: the keys of KMS.
//!
//! Nothing here awaits, reads a clock or asks the OS for chance.

pub mod choice;
pub mod context;
pub mod identity;
pub mod journal;
pub mod key_ring;
pub mod random;
pub mod service;
#[allow(clippy::module_inception)]
pub mod world;

pub use choice::{Adversary, Attempt, Clause, Opt, Pick, Plan, Point, Site};
pub use context::{Context, RequestInfo};
pub use identity::{Account, Caller, Directory};
pub use journal::{Event, Journal, What};
pub use key_ring::KeyRing;
pub use random::Random;
pub use service::{Scope, Service};
pub use world::World;
