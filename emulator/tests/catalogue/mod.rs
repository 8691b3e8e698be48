//! What is not built in is known by name.

mod botocore;
mod hosts;
mod lookups;
