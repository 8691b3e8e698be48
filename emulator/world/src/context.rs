//! What a handler may see of the world besides its own state and its input.

use crate::choice::{Attempt, Pick, Point};
use crate::identity::{Account, Caller, Directory, PublicAccessBlock};
use crate::journal::What;
use crate::service::{Scope, Service, Tags};
use crate::world::{Commons, Who};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use std::sync::Arc;

/// What policies and errors may ask about the request as it came in.
#[derive(Clone, Debug, Default)]
pub struct RequestInfo {
    /// Over TLS, or over something that stands for it (`aws:SecureTransport`).
    pub secure: bool,
    /// `aws:SourceIp`.
    pub source_ip: Arc<str>,
    pub request_id: Arc<str>,
    /// `x-amz-id-2`, where the service has one.
    pub host_id: Arc<str>,
    pub method: http::Method,
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
    pub now: Timestamp,
    /// The account that the call acts in: the caller's, or the resource owner's for anonymous calls.
    pub account: Account,
    pub region: Arc<str>,
    pub caller: Caller,
    pub request: &'a RequestInfo,
    pub(crate) service: &'static str,
    pub(crate) scope: Scope,
    pub(crate) commons: &'a mut Commons,
}

const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEX: &[u8] = b"0123456789abcdef";

impl Context<'_> {
    /// `n` characters of an alphabet, from the world's seed.
    pub fn id(&mut self, alphabet: &[u8], n: usize) -> String {
        self.commons.random.text(alphabet, n)
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
        let hex = String::from_utf8_lossy(&hex);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// A number below `bound`, from the world's seed.
    pub fn below(&mut self, bound: usize) -> usize {
        self.commons.random.below(bound)
    }

    /// `arn:aws:<service>:<region>:<account>:<resource>`, with the call's region and account.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    /// Calls this service's [`wake`](crate::Service::wake) with `subject` when `at` has come.
    /// Entries of the same moment run in the order in which they were made.
    pub fn later(&mut self, at: Timestamp, subject: impl Into<Arc<str>>) {
        self.commons.schedule(at, self.service, self.scope.clone(), subject.into());
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

    /// What the caller's own policies say (S3-7.4); `request.who` is the caller.
    pub fn decide(&self, request: &parhelion_policy::Request) -> crate::identity::Verdict {
        self.commons.directory.decide(&self.caller, request)
    }

    /// The user or role that calls, if the directory knows it.
    pub fn principal(&self) -> Option<&crate::identity::Principal> {
        self.commons.directory.acting(&self.caller).0.map(|held| &**held)
    }

    /// What an account forbids all its buckets (S3-7.5).
    pub fn public_access_of(&self, account: &str) -> PublicAccessBlock {
        self.commons.directory.public_access(account).unwrap_or_default()
    }

    /// The access keys that exist: edges sign with one of them.
    pub fn directory(&mut self) -> &mut Directory {
        &mut self.commons.directory
    }

    /// The tags of any service's resource, on the caller's behalf.
    ///
    /// # Errors
    /// The service's own; `None` of this service's: no such service.
    pub fn tags_of(&mut self, arn: &str) -> Option<Result<Tags>> {
        self.at_home_of(arn, |service, cx| service.hooks_mut().tags(cx, arn))
    }

    /// Replaces the tags of any service's resource.
    ///
    /// # Errors
    /// As [`Context::tags_of`].
    pub fn set_tags_of(&mut self, arn: &str, tags: Tags) -> Option<Result<()>> {
        self.at_home_of(arn, |service, cx| service.hooks_mut().set_tags(cx, arn, tags))
    }

    /// Lends the service of an ARN, if it is another one.
    fn at_home_of<R>(
        &mut self,
        arn: &str,
        f: impl FnOnce(&mut dyn Service, &mut Context) -> R,
    ) -> Option<R> {
        let name = arn.split(':').nth(2)?;
        let name = self.commons.known_name(name).filter(|name| *name != self.service)?;
        let who = Who {
            account: self.account.clone(),
            region: self.region.clone(),
            caller: self.caller.clone(),
            request: self.request,
        };
        let scope = self.commons.scope_of(name, &who);
        Some(self.commons.lend(name, scope, &who, f))
    }

    /// Sends `payload` to the resource of an ARN, in order, after the handler has returned.
    /// Services deliver to each other by this only.
    pub fn send(&mut self, arn: impl Into<Arc<str>>, payload: impl Into<bytes::Bytes>) {
        self.commons.outbox.push_back((arn.into(), payload.into()));
    }
}
