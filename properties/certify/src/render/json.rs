//! For scripts.

use crate::certificate::Certificate;
use serde_json::Value;

/// The whole certificate: `verdict` (`certified`, `partly-certified` or `not-certified`) and `because`; of
/// `criteria` and `properties` each its `status` and `clauses`; `tasks` with their `doubts`; `sources`,
/// `failures`, `notes` and `remarks`.
pub fn of(certificate: &Certificate) -> Value {
    // Texts, numbers and lists: nothing that JSON has not.
    serde_json::to_value(certificate).unwrap_or_default()
}
