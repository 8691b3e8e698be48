//! The world: the whole cloud as one value, and what handlers may see of it. It names no service.
//!
//! - [`world`]: the services, the clock's reading, what is due later, the journal; `Clone` is a fork.
//! - [`service`]: what a service is, and [`service!`], the list of its operations; [`declaration`]:
//!   what it says of itself; [`host`]: the hosts that lead to it.
//! - [`context`]: what a handler gets besides its input: time, identity, ids, chance. By [`ask`] it
//!   calls another service, by [`message`] it sends to one, by [`timer`] it wakes itself later.
//! - [`effect`]: what is done outside, with no lock held: waits, digests, HTTP, functions.
//! - [`choice`]: the freedoms that AWS has, each a named point with its clause; who decides them;
//!   [`faults`]: those that any call has.
//! - [`journal`]: everything that happened, in order; [`input`]: what a replay needs besides.
//! - [`identity`]: accounts, principals, access keys; [`authorize`]: what they may do;
//!   [`conditions`] and [`request_tags`]: what policies may ask. [`regions`]: AWS's.
//! - [`saved`]: worlds at rest, in the [`state_format`]; [`rows`]: what has changed in one, for durable
//!   stores. [`arn`]: resource names; [`page`]: pages of lists, and their tokens.
//!
//! Nothing here awaits, reads a clock or asks the OS for chance.

pub mod arn;
pub mod ask;
pub mod authorize;
pub mod choice;
mod commons;
pub mod conditions;
pub mod context;
pub mod declaration;
pub mod effect;
mod epoch;
pub mod faults;
mod format;
pub mod host;
pub mod identity;
pub mod input;
pub mod journal;
mod keepers;
pub mod message;
pub mod page;
pub mod random;
pub mod regions;
pub mod request_tags;
pub mod rows;
pub mod saved;
pub mod service;
mod service_list;
pub mod state_format;
pub mod timer;
#[allow(clippy::module_inception)]
pub mod world;

pub use arn::Arn;
pub use ask::Ask;
pub use choice::{Adversary, Attempt, Clause, Opt, Pick, Plan, Point, Site};
pub use commons::{Background, Entry, OnBehalf};
pub use context::{Context, RequestInfo, hyphenated};
pub use declaration::{
    BodyMax, Declaration, Earlier, Freedoms, Recognition, RequestIds, SignatureScope,
};
pub use effect::{
    ChildProcess, Computation, Effect, EffectResult, ExchangeFailure, HttpExchange, Pause,
    RunFailure, Signal,
};
pub use faults::{Fault, FaultPoint, Faults};
pub use host::{Address, HostName, Plane};
pub use identity::{Account, Caller};
pub use input::{ApiInput, Input, SentRequest, Start, Step, ViewerInput, WrittenResult};
pub use journal::{Event, Journal, What};
pub use message::Message;
pub use page::Page;
pub use random::Random;
pub use saved::{Saved, SavedError};
pub use service::{Call, Next, Producer, Source, Supply};
pub use service::{Outcome, Permission, ResourcePolicy, Scope, Service};
pub use timer::Timer;
pub use world::World;
