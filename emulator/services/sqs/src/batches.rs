//! Ten messages at once: what fails the whole call, and what fails one entry (SQS-4.7).

use crate::choices::BATCH_ENTRY;
use crate::errors;
use crate::model::BatchResultErrorEntry;
use crate::names;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;

const ENTRIES_MAX: usize = 10;

/// SQS-2.8. `entry` is what awsQuery calls one.
pub(crate) fn check<'a>(ids: impl ExactSizeIterator<Item = &'a String>, entry: &str) -> Result<()> {
    match ids.len() {
        0 => return Err(errors::empty_batch(entry)),
        n if n > ENTRIES_MAX => return Err(errors::too_many_entries(n)),
        _ => {}
    }
    let mut known = BTreeSet::new();
    for id in ids {
        if !names::is_entry_id(id) {
            return Err(errors::invalid_entry_id());
        }
        if !known.insert(id) {
            return Err(errors::id_repeated(id));
        }
    }
    Ok(())
}

/// A list of an answer: not there where it has no entry (SQS-1.8).
pub(crate) fn shown<T>(entries: impl IntoIterator<Item = T>) -> Option<Vec<T>> {
    let entries: Vec<T> = entries.into_iter().collect();
    (!entries.is_empty()).then_some(entries)
}

/// Does something with each entry; what succeeded and what failed, each in the order of the request.
pub(crate) fn run<E, S>(
    cx: &mut Context,
    entries: impl Iterator<Item = (String, E)>,
    mut each: impl FnMut(&mut Context, E) -> Result<S>,
) -> (Vec<(String, S)>, Vec<BatchResultErrorEntry>) {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (id, entry) in entries {
        let result = match cx.choose(&BATCH_ENTRY) {
            0 => each(cx, entry),
            _ => Err(Error::new(500, "InternalError", "We encountered an internal error.")),
        };
        match result {
            Ok(value) => successful.push((id, value)),
            Err(error) => failed.push(BatchResultErrorEntry {
                id,
                sender_fault: error.status() < 500,
                code: error.code().to_owned(),
                message: Some(error.message().to_owned()),
            }),
        }
    }
    (successful, failed)
}
