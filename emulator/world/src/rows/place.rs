//! Where a thread is in what it writes or reads. Serde hands no context down to where a table is met: it is
//! set by a guard for as long as a world is written or read, and never seen outside.

use bytes::Bytes;
use std::cell::RefCell;
use std::thread::LocalKey;

/// What goes on in a thread, if it does.
pub(super) type Local<S> = RefCell<Option<S>>;

/// Puts back what was before, also when the closure panics.
pub(super) struct Guard<S: 'static> {
    of: &'static LocalKey<Local<S>>,
    before: Option<S>,
}

impl<S> Guard<S> {
    pub(super) fn enter(of: &'static LocalKey<Local<S>>, scope: S) -> Self {
        Self { of, before: of.replace(Some(scope)) }
    }

    pub(super) fn leave(self) -> Option<S> {
        self.of.take()
    }
}

impl<S> Drop for Guard<S> {
    fn drop(&mut self) {
        self.of.set(self.before.take());
    }
}

/// Which row is written or read, and how many tables of it have been met.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    row: Bytes,
    tables: u16,
}

impl Place {
    pub(super) fn of(row: Bytes) -> Self {
        Self { row, tables: 0 }
    }

    /// Where the next table's rows are.
    pub(super) fn next_table(&mut self) -> Vec<u8> {
        let mut path = self.row.to_vec();
        path.extend_from_slice(&self.tables.to_be_bytes());
        self.tables = self.tables.wrapping_add(1);
        path
    }
}
