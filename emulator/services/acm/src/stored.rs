//! A certificate as ACM holds it.

use crate::Acm;
use crate::model::errors;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use parhelion_x509::KeyAlgorithm;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use std::sync::Arc;

/// A certificate as ACM holds it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub arn: Arc<str>,
    pub account: Account,
    pub domain: Arc<str>,
    /// The domain first, each once (ACM-1.2).
    pub names: Vec<Arc<str>>,
    pub key: KeyAlgorithm,
    pub created: Timestamp,
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    /// The resources that use it; a time: until then, though they no longer do (ACM-N4).
    pub users: OrdMap<Arc<str>, Option<Timestamp>>,
    pub source: Source,
}

/// Where it comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Source {
    Requested(Requested),
    Imported(Imported),
}

/// One that was requested.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Requested {
    pub method: Method,
    /// Where mails go to, for names that say so: as they were given.
    pub mail_domains: OrdMap<Arc<str>, Arc<str>>,
    pub token: Option<Arc<str>>,
    /// Of a private authority's, which is not here.
    pub private_authority: Option<Arc<str>>,
    pub managed_by: Option<Arc<str>>,
    pub logs_transparently: bool,
    pub may_be_exported: bool,
    pub exported: bool,
    /// When its details can be read (ACM-N1).
    pub details_at: Timestamp,
    pub progress: Progress,
    pub renewed: Option<Timestamp>,
}

/// How names are validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Method {
    Dns,
    Email,
    Http,
}

/// How far a request has come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Progress {
    Pending {
        /// `None`: never.
        validated: Option<Timestamp>,
    },
    TimedOut,
    Failed {
        reason: Arc<str>,
    },
    Issued(Issue),
}

/// What a certificate says besides its names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Issue {
    pub at: Timestamp,
    pub serial: [u8; 16],
    /// Its key comes from it.
    pub seed: [u8; 32],
    pub not_before: Timestamp,
    pub not_after: Timestamp,
}

/// One that was imported: PEM, as it came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Imported {
    pub at: Timestamp,
    pub certificate: Arc<str>,
    pub chain: Option<Arc<str>>,
    /// Never shown.
    pub private_key: Arc<str>,
    pub said: Said,
}

/// What an imported certificate says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Said {
    pub serial: String,
    pub subject: String,
    pub issuer: String,
    pub signature: String,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    pub key_usage: Option<[bool; 9]>,
    pub extended_key_usage: Vec<String>,
}

impl Stored {
    /// ACM-1.2.
    pub(crate) fn status(&self, now: Timestamp) -> &'static str {
        match &self.source {
            Source::Requested(it) => match &it.progress {
                Progress::Pending { .. } => "PENDING_VALIDATION",
                Progress::TimedOut => "VALIDATION_TIMED_OUT",
                Progress::Failed { .. } => "FAILED",
                Progress::Issued(issue) if issue.not_after <= now => "EXPIRED",
                Progress::Issued(_) => "ISSUED",
            },
            Source::Imported(it) if it.said.not_after <= now => "EXPIRED",
            Source::Imported(_) => "ISSUED",
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match &self.source {
            Source::Requested(it) if it.private_authority.is_some() => "PRIVATE",
            Source::Requested(_) => "AMAZON_ISSUED",
            Source::Imported(_) => "IMPORTED",
        }
    }

    pub(crate) fn requested(&self) -> Option<&Requested> {
        match &self.source {
            Source::Requested(it) => Some(it),
            Source::Imported(_) => None,
        }
    }

    pub(crate) fn requested_mut(&mut self) -> Option<&mut Requested> {
        match &mut self.source {
            Source::Requested(it) => Some(it),
            Source::Imported(_) => None,
        }
    }

    pub(crate) fn issue(&self) -> Option<&Issue> {
        match &self.requested()?.progress {
            Progress::Issued(issue) => Some(issue),
            _ => None,
        }
    }

    /// From when until when it is valid.
    pub(crate) fn validity(&self) -> Option<(Timestamp, Timestamp)> {
        match &self.source {
            Source::Imported(it) => Some((it.said.not_before, it.said.not_after)),
            Source::Requested(_) => self.issue().map(|issue| (issue.not_before, issue.not_after)),
        }
    }

    /// The resources that use it, as far as ACM knows.
    pub(crate) fn users(&self, now: Timestamp) -> impl Iterator<Item = &Arc<str>> {
        let uses = self.users.iter();
        uses.filter(move |(_, until)| until.is_none_or(|until| now < until)).map(|(user, _)| user)
    }

    /// "ELIGIBLE if associated with another AWS service" or exported; imported ones never are
    /// (userguide/managed-renewal).
    pub(crate) fn is_renewed(&self, now: Timestamp) -> bool {
        let used = self.users(now).next().is_some();
        self.requested().is_some_and(|it| used || it.exported) && self.status(now) == "ISSUED"
    }
}

impl Acm {
    /// The caller's certificate, here: those of other accounts and regions do not exist.
    pub(crate) fn certificate(&self, cx: &Context, arn: &str) -> Result<&Arc<Stored>> {
        let own = arn.starts_with(&cx.arn("acm", "certificate/"));
        self.certificates.get(arn).filter(|_| own).ok_or_else(|| {
            errors::resource_not_found_exception(format!("Could not find certificate {arn}."))
        })
    }

    /// Changes a certificate of the caller's; `f` refuses before it changes anything.
    pub(crate) fn change(
        &mut self,
        cx: &mut Context,
        arn: &str,
        f: impl FnOnce(&mut Stored) -> Result<()>,
    ) -> Result<()> {
        let mut stored = (**self.certificate(cx, arn)?).clone();
        f(&mut stored)?;
        self.put(stored);
        Ok(())
    }

    pub(crate) fn put(&mut self, stored: Stored) {
        self.certificates.insert(stored.arn.clone(), Arc::new(stored));
    }

    /// The caller's certificates here, in the order of their ARNs.
    pub(crate) fn own(&self, cx: &Context) -> impl Iterator<Item = &Arc<Stored>> {
        let beginning: Arc<str> = cx.arn("acm", "certificate/").into();
        let range = (Bound::Included(beginning.clone()), Bound::Unbounded);
        let from = self.certificates.range::<_, Arc<str>>(range);
        from.take_while(move |(arn, _)| arn.starts_with(&*beginning)).map(|(_, stored)| stored)
    }
}
