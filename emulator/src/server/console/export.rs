//! Tests out of the journal.
