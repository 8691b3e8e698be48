//! What a service is to the world.
//!
//! - [`contract`]: [`Service`], a state with operations, [`Hooks`], what it does besides, and
//!   [`Outcome`], what a handler comes to;
//! - [`kind`]: [`ServiceKind`], the type of such a state, by which the world makes one;
//! - [`handler`]: handlers as typed calls, and what they may return;
//! - [`streams`]: what answers that go on are made of;
//! - [`scope`]: how far one instance reaches; [`permission`]: what calls need to be allowed;
//!   [`served`]: what is shown over TLS.

pub mod contract;
pub mod handler;
pub mod kind;
pub mod permission;
pub mod scope;
pub mod served;
pub mod streams;

pub use contract::{Hooks, Outcome, Request, Response, Resume, Service, Source, Supply};
pub use handler::{Handles, Interrupt, IntoOutcome, run, run_retryable};
pub use kind::{ServiceKind, Wakes, entry};
pub use permission::{Call, Permission, ResourcePolicy};
pub use scope::{Scope, ScopeKind};
pub use served::{Secures, ServedCertificate, ServedHost};
pub use streams::{Next, Producer};
