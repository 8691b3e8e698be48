//! What the source code itself promises, read from its files.

mod import_circles;
