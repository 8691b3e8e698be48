//! Refusals that several kinds of things have in common.

use crate::model::errors;
use parhelion_wire::Error;

/// `first`: what must go first.
pub(crate) fn conflict(first: &str) -> Error {
    errors::delete_conflict_exception(format!("Cannot delete entity, {first}."))
}

/// What is asked of callers who are no users and name none.
pub(crate) fn name_needed() -> Error {
    let message = "Must specify userName when calling with non-User credentials";
    Error::new(400, "ValidationError", message)
}
