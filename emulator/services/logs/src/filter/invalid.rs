//! What is no filter pattern.

/// Why a text is no pattern: the message of the `InvalidParameterException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid(pub String);

impl Invalid {
    pub(super) fn pattern() -> Self {
        Self("Invalid filter pattern".into())
    }

    pub(super) fn new(reason: impl std::fmt::Display) -> Self {
        Self(format!("Invalid filter pattern: {reason}"))
    }
}
