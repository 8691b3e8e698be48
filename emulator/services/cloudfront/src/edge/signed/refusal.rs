//! What a viewer is told who is not let in (CF-10.6).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    MissingKey,
    InvalidKey,
    MalformedSignature,
    MalformedPolicy,
    AccessDenied,
}

impl Refusal {
    /// Its code and its message.
    pub(crate) fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::MissingKey => {
                ("MissingKey", "Missing Key-Pair-Id query parameter or cookie value")
            }
            Self::InvalidKey => ("InvalidKey", "Unknown Key"),
            Self::MalformedSignature => ("MalformedSignature", "Could not unencode Signature"),
            Self::MalformedPolicy => ("MalformedPolicy", "Malformed Policy"),
            Self::AccessDenied => ("AccessDenied", "Access denied"),
        }
    }
}
