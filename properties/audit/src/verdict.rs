//! What a check says about one thing.

use crate::mend::Mend;

/// What was seen, and what is to be thought of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In order; what shows it.
    Pass(String),
    /// Not in order.
    Fail {
        /// What shows it.
        evidence: String,
        /// The command after which it is.
        mend: Mend,
    },
    /// There is nothing to judge, and why.
    NotApplicable(String),
    /// It could not be looked at: denied, failed, or cut short.
    Unknown(String),
    /// What was asked does not have the operation, so nothing of the kind can be there.
    NotHere(String),
}

impl Verdict {
    /// In order.
    pub fn pass(evidence: impl Into<String>) -> Self {
        Self::Pass(evidence.into())
    }

    /// Not in order.
    pub fn fail(evidence: impl Into<String>, mend: Mend) -> Self {
        Self::Fail { evidence: evidence.into(), mend }
    }

    /// Nothing to judge.
    pub fn none(why: impl Into<String>) -> Self {
        Self::NotApplicable(why.into())
    }

    /// Could not look.
    pub fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown(why.into())
    }

    /// `pass`, `fail`, `not-applicable`, `unknown`, `not-here`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Pass(_) => "pass",
            Self::Fail { .. } => "fail",
            Self::NotApplicable(_) => "not-applicable",
            Self::Unknown(_) => "unknown",
            Self::NotHere(_) => "not-here",
        }
    }

    /// What was seen, or why nothing was.
    pub fn evidence(&self) -> &str {
        match self {
            Self::Pass(text)
            | Self::NotApplicable(text)
            | Self::Unknown(text)
            | Self::NotHere(text) => text,
            Self::Fail { evidence, .. } => evidence,
        }
    }

    /// The command that mends it.
    pub fn mend(&self) -> Option<&Mend> {
        match self {
            Self::Fail { mend, .. } => Some(mend),
            _ => None,
        }
    }
}
