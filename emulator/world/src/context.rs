//! What a handler may see of the world besides its own state and its input.

use crate::Declaration;
use crate::choice::{Attempt, Pick, Point};
use crate::commons::{Background, Commons, Sent};
use crate::effect::{Effect, Pause};
use crate::identity::{self, Account, Caller, Credential, Identities};
use crate::journal::What;
use crate::message::Message;
use crate::service::{Resume, Scope};
use crate::timer::{Encoded, Timer};
use parhelion_wire::Timestamp;
use std::sync::Arc;

/// What policies and errors may ask about the request as it came in.
#[derive(Clone, Debug, Default)]
pub struct RequestInfo {
    /// Over TLS, or over something that stands for it (`aws:SecureTransport`).
    pub secure: bool,
    /// `aws:SourceIp`.
    pub source_ip: Arc<str>,
    /// `x-amz-request-id`, `x-amzn-requestid`: unique in this world.
    pub request_id: Arc<str>,
    /// `x-amz-id-2`, where the service has one.
    pub host_id: Arc<str>,
    /// As sent.
    pub method: http::Method,
    /// As sent: path and query, still encoded.
    pub uri: http::Uri,
    /// As sent, but for what the door took off (`aws-chunked`).
    pub headers: http::HeaderMap,
    /// True if the query carried the signature.
    pub presigned: bool,
    /// True where nobody checks signatures (`--auth off`).
    pub unverified: bool,
}

/// A handler's view of the world.
pub struct Context<'a> {
    /// What the world's clock shows.
    pub now: Timestamp,
    /// When the request was first run: earlier than `now` in a handler that is run again.
    pub arrived: Timestamp,
    /// The account that the call acts in: the caller's, or the resource owner's for anonymous calls.
    pub account: Account,
    /// The region that it acts in.
    pub region: Arc<str>,
    /// Who calls.
    pub caller: Caller,
    /// The request as it came in.
    pub request: &'a RequestInfo,
    pub(crate) may_wait: bool,
    pub(crate) action: Option<&'static str>,
    /// The endpoint prefix of the service that asks for this on its caller's behalf, if one does.
    pub via: Option<&'static str>,
    pub(crate) service: &'static str,
    pub(crate) scope: Scope,
    pub(crate) commons: &'a mut Commons,
}

const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEX: &[u8] = b"0123456789abcdef";

impl<'w> Context<'w> {
    /// `n` characters of an alphabet, from the world's seed.
    pub fn id(&mut self, alphabet: &[u8], n: usize) -> String {
        self.commons.random.text(alphabet, n)
    }

    /// Bytes from the world's seed.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.commons.random.bytes()
    }

    /// `n` characters of `A-Z0-9`.
    pub fn upper_id(&mut self, n: usize) -> String {
        self.id(UPPER, n)
    }

    /// `8-4-4-4-12` hex digits, version 4.
    pub fn uuid(&mut self) -> String {
        let mut hex = self.id(HEX, 32).into_bytes();
        hex[12] = b'4';
        hex[16] = b"89ab"[usize::from(hex[16] & 3)];
        hyphenated(&String::from_utf8_lossy(&hex))
    }

    /// A number below `bound`, from the world's seed.
    pub fn below(&mut self, bound: usize) -> usize {
        self.commons.random.below(bound)
    }

    /// `arn:aws:<service>:<region>:<account>:<resource>`, with the call's region and account.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    /// Wakes this service ([`Wakes`](crate::service::Wakes)) with `timer` when `at` has come.
    /// Entries of the same moment run in the order in which they were made.
    pub fn later<T: Timer>(&mut self, at: Timestamp, timer: &T) {
        let key = (self.service, self.scope.clone());
        self.commons.schedule(at, key, Encoded::new(timer));
    }

    /// The IAM action by which this call is decided: its own, unless the service that asks for it has
    /// one in its stead.
    pub fn action_or(&self, own: &'static str) -> &'static str {
        self.action.unwrap_or(own)
    }

    /// How to wait until `deadline` or until `signal` is given, for a handler that has nothing to
    /// answer yet. `None`: the deadline is over, or nobody can wait here.
    pub fn wait(&self, deadline: Timestamp, signal: &str) -> Option<Pause> {
        let waits = self.may_wait && self.now < deadline;
        waits.then(|| Pause::Wait { until: deadline, signal: Some(signal.into()) })
    }

    /// Something happened that handlers may be waiting for.
    pub fn signal(&mut self, signal: &str) {
        self.commons.for_the_door.signals.push(signal.into());
    }

    /// Has something done that nobody waits for; `then` hears what came of it.
    pub fn in_background(&mut self, effect: Effect, then: Resume<()>) {
        let service = self.service;
        let work = Background { service, effect, resume: then };
        self.commons.for_the_door.begin(work);
    }

    /// What AWS does here. 0 is calm.
    pub fn choose(&mut self, point: &'static Point) -> Pick {
        self.commons.choose_here(point)
    }

    /// The milliseconds of the option chosen at a point whose options are delays.
    pub fn choose_delay(&mut self, point: &'static Point) -> std::time::Duration {
        let pick = usize::from(self.choose(point));
        std::time::Duration::from_millis(point.options[pick].millis)
    }

    /// Which attempt of which call this is.
    pub fn attempt(&self) -> Option<&Attempt> {
        self.commons.attempt.as_ref()
    }

    /// Notes work that came due, or anything else that no caller asked for.
    pub fn note(&mut self, event: &str, resource: &str, detail: &[(&str, &str)]) {
        if self.commons.journal.is_off() {
            return;
        }
        let what = What::Background {
            service: self.service.into(),
            event: event.into(),
            resource: resource.into(),
            detail: detail.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
        };
        self.commons.journal.push(self.now, self.commons.attempt.clone(), what);
    }

    /// What this service says of itself.
    pub fn declaration(&self) -> &'static Declaration {
        self.commons.entry(self.service).declaration
    }

    /// This service's API.
    pub(crate) fn model(&self) -> &'static parhelion_wire::Model {
        self.commons.entry(self.service).model
    }

    /// What the caller's own policies say (S3-7.4); `request.principal` is the caller.
    pub fn decide(&self, request: &parhelion_policy::Request) -> identity::Verdict {
        self.decide_granted(request, identity::Grant::Nothing)
    }

    /// The same, where the policy of a resource in the caller's own account gives them something.
    pub fn decide_granted(
        &self,
        request: &parhelion_policy::Request,
        grant: identity::Grant,
    ) -> identity::Verdict {
        identity::decide(&*self.commons, &self.caller, request, grant)
    }

    /// The user or role that calls, if anybody knows it.
    pub fn principal(&self) -> Option<&identity::Principal> {
        identity::acting(&*self.commons, &self.caller).0.map(|held| &**held)
    }

    /// What limits the temporary credentials that sign, if they are temporary.
    pub fn session(&self) -> Option<&identity::Session> {
        let Caller::Principal { access_key, .. } = &self.caller else { return None };
        self.commons.credential(access_key)?.session.as_deref()
    }

    /// Whether temporary credentials sign that are no role's: a user's own, root's, or those of
    /// somebody whom a user federated.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
    pub fn is_users_session(&self) -> bool {
        self.session().is_some() && !self.caller.arn().contains(":assumed-role/")
    }

    /// Whether a second factor was shown for the session that calls.
    pub fn has_second_factor(&self) -> bool {
        self.session().is_some_and(|session| session.mfa_at.is_some())
    }

    /// The access keys and principals that exist; those that this service keeps, as they were before.
    pub fn identities(&self) -> &dyn Identities {
        &*self.commons
    }

    /// A key by which this service signs to others on behalf of a resource: made once, known to
    /// everybody from then on.
    pub fn service_credential(&mut self, access_key: &str, make: impl FnOnce() -> Credential) {
        let keys = &mut self.commons.service_credentials;
        if !keys.contains_key(access_key) {
            keys.insert(access_key.into(), make());
        }
    }

    /// Such a key is nobody's any more.
    pub fn drop_service_credential(&mut self, access_key: &str) {
        self.commons.service_credentials.remove(access_key);
    }

    /// Sends a message to the resource of an ARN, in order, after the handler has returned.
    /// Services deliver to each other by this only.
    pub fn send(&mut self, message: Message) {
        let sender = (self.service, self.scope.clone());
        self.commons.outbox.push_back(Sent { sender, message });
    }
}

/// 32 digits in groups of 8, 4, 4, 4 and 12.
pub fn hyphenated(digits: &str) -> String {
    let mut text = String::with_capacity(36);
    for (at, digit) in digits.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}
