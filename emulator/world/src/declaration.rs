//! What a service says of itself: all that the kernel needs to know of it.

use crate::choice::Point;
use crate::faults::Faults;
use crate::host::{Address, HostName};
use crate::state_format::{SavedError, decode};
use parhelion_wire::signature::Head;
use parhelion_wire::{Body, Error};
use serde::de::DeserializeOwned;
use std::any::Any;

/// A service's declaration, a `static` in its own crate. [`Declaration::DEFAULT`] is what most
/// services are; its model says the rest (`endpoint_prefix`, `signing_name`, `target_prefix`).
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// First host labels besides the model's endpoint prefix: `stream-logs`.
    pub endpoints: &'static [&'static str],
    /// Hosts of another shape than `<endpoint>.<region>.amazonaws.com`.
    pub address: Option<fn(&HostName) -> Option<Address>>,
    /// What marks a request that names no host of AWS's.
    pub recognise: Option<fn(Head<'_>) -> Recognition>,
    /// Takes every request that nobody else recognises.
    pub takes_the_rest: bool,
    /// Has data planes, to which hosts of any name may lead
    /// ([`Hooks::serves_host`](crate::service::Hooks::serves_host)).
    pub has_data_plane: bool,
    /// What the signature covers.
    pub signature: SignatureScope,
    /// Takes Version 4A alone, and refuses Version 4.
    pub version_4a_only: bool,
    /// The longest body of a request, framing included.
    pub body_max: BodyMax,
    /// Reads of a big body what a hook will need of it, with no lock held. It leaves what it found in
    /// the request's extensions, and digests with the body; small bodies hooks read themselves.
    pub prepare: Option<fn(&mut http::Request<Body>)>,
    /// Whether a signature's region exists, where the service refuses those that do not.
    pub region_exists: Option<fn(&str) -> bool>,
    /// The look of request ids.
    pub request_ids: RequestIds,
    /// The operations that need no signature: what they are given proves who asks, or a resource's
    /// policy may let everybody in.
    pub unsigned: &'static [&'static str],
    /// What its IAM actions begin with: `s3`, `cloudwatch`.
    pub action_prefix: &'static str,
    /// Its refusals name actions in lower case.
    pub says_actions_in_lower_case: bool,
    /// Versions of its API that forms may name besides the model's, because their requests have the
    /// same form; the empty one stands for none.
    pub other_versions: &'static [&'static str],
    /// Members by which an answer of success says that a part of what was asked failed: the journal
    /// tells them.
    pub partial_failures: &'static [&'static str],
    /// Its condition keys that may have several values, in lower case: they are no policy variables.
    pub multivalued_keys: &'static [&'static str],
    /// Decides by itself who may do what; otherwise the kernel does, by
    /// [`Hooks::permissions`](crate::service::Hooks::permissions).
    pub authorizes_itself: bool,
    /// Whether its resources' policies must allow what is done to them, even by those whose own
    /// policies allow it.
    pub resource_policies_must_allow: bool,
    /// The service principals of AWS that may do something here which no resource's policy allows
    /// them, and what: the actions.
    pub lets_services: &'static [(&'static str, &'static [&'static str])],
    /// Knows access keys and principals ([`Hooks::identities`](crate::service::Hooks::identities)).
    /// Such a service is one for all accounts, and there from the start.
    pub keeps_identities: bool,
    /// Refuses the sessions of users, whom no second factor vouches for: those of roles may call it.
    pub refuses_users_sessions: bool,
    /// What may happen to any of its calls.
    pub faults: Faults,
    /// The version of its state in saved worlds: another one is refused, not misread. It rises with
    /// every change of the state that does not read what was written before.
    pub state_version: u32,
    /// How states of earlier versions become its state: saved worlds and folders of data may have them.
    pub earlier: &'static [Earlier],
    /// Its other freedoms, for lists.
    pub points: &'static [&'static Point],
    /// The numbered list of freedoms that its specification has.
    pub freedoms: Option<Freedoms>,
    /// Operations that change something though they are called as those that only read.
    pub changing_reads: &'static [&'static str],
    /// Where people find its data plane on a server, given the port.
    pub whereabouts: Option<fn(u16) -> String>,
}

/// An earlier version of a service's state.
#[derive(Clone, Copy, Debug)]
pub struct Earlier {
    pub(crate) version: u32,
    /// The present state of what was saved.
    pub(crate) read: ReadState,
}

/// How a saved state becomes one of the present.
pub(crate) type ReadState = fn(&[u8]) -> Result<Box<dyn Any>, SavedError>;

impl Earlier {
    /// The version in which the state was an `S`.
    pub const fn of<S, K>(version: u32) -> Self
    where
        S: DeserializeOwned,
        K: From<S> + 'static,
    {
        Self { version, read: |bytes| Ok(Box::new(K::from(decode::<S>(bytes)?))) }
    }
}

/// A numbered list of what AWS is free to do (`S3-9.4`: A1 to A38), each of which comes about by a
/// point that cites it or as said here.
#[derive(Clone, Copy, Debug)]
pub struct Freedoms {
    /// The list's rule.
    pub rule: &'static str,
    /// What stands before the numbers.
    pub letter: char,
    /// The last number.
    pub count: u8,
    /// Those that need no point of their own, and how they come about.
    pub without_a_point: &'static [(u8, &'static str)],
}

/// Whether a request is a service's, as far as its head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// It is not.
    No,
    /// If its signature does not say otherwise.
    Perhaps,
    /// Whatever its signature says.
    Surely,
}

/// What a request's signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureScope {
    /// The head, which tells the body's digest or that it has none (S3-2.4).
    Head,
    /// The body too.
    Whole,
}

/// How long a request's body may be. What is longer is not read to its end, before anybody asks who
/// sends it.
#[derive(Clone, Copy, Debug)]
pub struct BodyMax {
    /// In bytes.
    pub bytes: u64,
    /// What one of this length is answered, which is too long.
    pub refusal: fn(u64) -> Error,
}

impl BodyMax {
    /// AWS names no limit for the bodies of its JSON and query services; those that it has for what is
    /// in them, 1 MiB of events or messages at the most, fit in this, however they are escaped.
    pub const OF_CALLS: Self = Self {
        bytes: 8 << 20,
        refusal: |_| Error::new(413, "RequestEntityTooLarge", "Request entity too large"),
    };
}

/// How a service's answers are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestIds {
    /// A UUID in `x-amzn-requestid`.
    Uuid,
    /// Sixteen capitals and digits, and a second id of 76 base64 characters (S3-0.5e).
    Extended,
}

impl Declaration {
    /// A regional service over JSON or query: signed whole, known by UUIDs, never in doubt.
    pub const DEFAULT: Self = Self {
        endpoints: &[],
        address: None,
        recognise: None,
        takes_the_rest: false,
        has_data_plane: false,
        signature: SignatureScope::Whole,
        version_4a_only: false,
        body_max: BodyMax::OF_CALLS,
        prepare: None,
        region_exists: None,
        request_ids: RequestIds::Uuid,
        unsigned: &[],
        action_prefix: "",
        says_actions_in_lower_case: false,
        other_versions: &[],
        partial_failures: &[],
        multivalued_keys: &[],
        authorizes_itself: false,
        resource_policies_must_allow: false,
        lets_services: &[],
        keeps_identities: false,
        refuses_users_sessions: false,
        faults: Faults::NONE,
        state_version: 1,
        earlier: &[],
        points: &[],
        freedoms: None,
        changing_reads: &[],
        whereabouts: None,
    };
}
