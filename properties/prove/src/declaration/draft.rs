//! What `parhelion prove --init` writes.

/// A declaration with a comment on every line that is to be changed.
pub const DRAFT: &str = include_str!("draft.toml");
