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
//! - [`format`](crate::format) is how values stand in the rows of tables.
//! - [`RowKey`] is how keys are written: in order, so that a store's rows, read once from the first to the
//!   last, come as the tree wants them.
//! - [`Written`] remembers what was written last.
//!
//! A row's key is the path to it: the key of the row around it, the number of the table in that, and its
//! own key there.

mod in_parallel;
mod key;
mod numbered;
mod place;
mod queue;
mod reading;
mod set;
mod table;
mod world;
mod writing;

#[cfg(test)]
mod tests;

pub use key::{RowKey, row_key_by_serde};
pub use numbered::Same;
pub use queue::Queue;
pub use reading::KeyAndBytes;
pub use set::Set;
pub use table::{Table, equal_by_identity};
pub(crate) use writing::shape_number;
pub use writing::{Change, Row, Written};

/// Before all other rows: the number of the format that values have in the rows of tables.
const OF_FORMAT: &[u8] = b"ae";

/// And the names that they name by numbers.
const OF_SHAPES: &[u8] = b"af";

/// What stands in a row in the place of a table. No unit: that reads back as none of an option.
const STUB: u8 = 0;
