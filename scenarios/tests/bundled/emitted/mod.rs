//! What `--emit-test` writes, as it stands, but for the line that keeps it from being run by itself.

mod lost_answer_stored_twice;
