//! Worlds row by row: what a durable store keeps of a world, and what has changed since it was last
//! asked.
//!
//! A world is a tree of persistent maps, and forks of it share what has not changed. So what a call has
//! changed is found by walking from the roots of the world as it was and as it is, past everything that
//! they share: the cost is that of the change, however much there is beside it.
//!
//! - [`Table`] is a map whose entries are rows of their own; whatever is in no table stands in the row
//!   around it. A row may have tables in it: a bucket's row has its keys.
//! - [`Set`] is a set whose members are, [`Queue`] a vector whose items are.
//! - [`RowKey`] is how keys are written: in order, so that a store's rows, read once from the first to the
//!   last, come as the tree wants them.
//! - [`Written`] remembers what was written last.
//!
//! A row's key is the path to it: the key of the row around it, the number of the table in that, and its
//! own key there.

mod key;
mod queue;
mod reading;
mod set;
mod table;
mod world;
mod writing;

#[cfg(test)]
mod tests;

pub use key::{RowKey, row_key_by_serde};
pub use queue::{Queue, Same};
pub use reading::KeyAndBytes;
pub use set::Set;
pub use table::{Table, equal_by_identity};
pub use writing::{Change, Row, Written};

use reading::Reading;
use std::cell::RefCell;
use writing::Writing;

/// What goes on in this thread. Serde hands no context down to where a table is met; it is set by a guard
/// for as long as a world is written or read, and never seen outside.
enum Scope {
    Writing(Writing),
    Reading(Reading),
}

thread_local! {
    static SCOPE: RefCell<Option<Scope>> = const { RefCell::new(None) };
}

/// Puts back what was before, also when the closure panics.
struct Guard(Option<Scope>);

impl Guard {
    fn enter(scope: Scope) -> Self {
        Self(SCOPE.replace(Some(scope)))
    }

    fn leave(mut self) -> Option<Scope> {
        let ours = SCOPE.replace(self.0.take());
        std::mem::forget(self);
        ours
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        SCOPE.set(self.0.take());
    }
}

/// Which row is written or read, and how many tables of it have been met.
#[derive(Clone, Debug, Default)]
struct Place {
    row: Vec<u8>,
    tables: u16,
}

impl Place {
    fn of(row: Vec<u8>) -> Self {
        Self { row, tables: 0 }
    }

    /// Where the next table's rows are.
    fn next_table(&mut self) -> Vec<u8> {
        let mut path = self.row.clone();
        path.extend_from_slice(&self.tables.to_be_bytes());
        self.tables = self.tables.wrapping_add(1);
        path
    }
}

/// What stands in a row in the place of a table. No unit: that reads back as none of an option.
const STUB: u8 = 0;
