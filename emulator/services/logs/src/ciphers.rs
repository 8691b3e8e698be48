//! Which key the events of a group were encrypted with: a key is for what comes after it, and what came
//! before keeps its own (CW-A2.5).

use imbl::Vector;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::ask::Ask;
use parhelion_world::{Caller, Context};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A data key, as KMS encrypted it, and the key that can decrypt it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Cipher {
    pub key: Arc<str>,
    pub blob: Arc<str>,
}

/// Each with the number of the first event that it is for, in order. At most one for each event.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Ciphers(Vector<(u64, Option<Cipher>)>);

impl Ciphers {
    /// Events from this number on are encrypted so.
    pub(crate) fn set(&mut self, from: u64, cipher: Option<Cipher>) {
        if self.0.back().is_some_and(|(number, _)| *number == from) {
            self.0.pop_back();
        }
        if cipher.is_some() || !self.0.is_empty() {
            self.0.push_back((from, cipher));
        }
    }

    fn of(&self, number: u64) -> Option<&Cipher> {
        let (_, cipher) = self.0.iter().rev().find(|(from, _)| *from <= number)?;
        cipher.as_ref()
    }

    /// What will be read.
    pub(crate) fn reading(&self) -> Used<'_> {
        Used { ciphers: self, found: BTreeSet::new() }
    }
}

/// The keys of events that are read.
pub(crate) struct Used<'a> {
    ciphers: &'a Ciphers,
    found: BTreeSet<&'a Cipher>,
}

impl Used<'_> {
    /// The event of this number is read.
    pub(crate) fn note(&mut self, number: u64) {
        self.found.extend(self.ciphers.of(number));
    }

    /// "If you revoke CloudWatch Logs access to an associated key or delete an associated KMS key, your
    /// encrypted data in CloudWatch Logs can no longer be retrieved"
    /// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>).
    ///
    /// # Errors
    /// KMS does not decrypt for CloudWatch Logs; AWS has not said with which code.
    pub(crate) fn check(self, cx: &Context, group: &str) -> Result<()> {
        self.found.into_iter().try_for_each(|cipher| cipher.check(cx, group))
    }
}

impl Cipher {
    fn check(&self, cx: &Context, group: &str) -> Result<()> {
        let arn = crate::arns::group(cx, group);
        let Self { key, blob } = self;
        let input = json!({
            "KeyId": &**key,
            "CiphertextBlob": &**blob,
            "EncryptionContext": { "aws:logs:arn": arn },
        });
        let ask = Ask::new("kms", "Decrypt", input).by(service(cx, &arn));
        cx.ask_to_read(ask).map(drop).map_err(|_| {
            let message = format!(
                "The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'"
            );
            Error::new(400, "AccessDeniedException", message)
        })
    }
}

/// CloudWatch Logs, before KMS.
pub(crate) fn service(cx: &Context, group_arn: &str) -> Caller {
    Caller::Service {
        principal: format!("logs.{}.amazonaws.com", cx.region).into(),
        source_account: cx.account.clone(),
        source_arn: group_arn.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cw_a2_5_a_key_is_for_what_comes_after_it() {
        let cipher = |key: &str| Some(Cipher { key: key.into(), blob: "".into() });
        let mut ciphers = Ciphers::default();
        ciphers.set(3, None);
        assert!(ciphers.0.is_empty(), "nothing was ever encrypted");
        ciphers.set(5, cipher("a"));
        ciphers.set(5, cipher("b"));
        ciphers.set(7, None);
        let of = |number| ciphers.of(number).map(|cipher| &*cipher.key);
        assert_eq!([4, 5, 6, 7].map(of), [None, Some("b"), Some("b"), None]);
    }
}
