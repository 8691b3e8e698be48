//! Tags of buckets and objects (S3-3.18): [`tag_set`] is the rules, [`operations`] read and write them.

mod operations;
pub(crate) mod tag_set;
