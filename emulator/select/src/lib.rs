//! The SQL of S3 Select: one expression over one object of CSV or JSON, record by record.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference.html>; where that is
//! silent, PartiQL (<https://partiql.org>), whose dialect it is. Nothing here knows of requests or of
//! the wire: [`Selection`] is given an expression, the bytes of an object and both serializations, and
//! gives the bytes of the answer piece by piece, in memory that no object can make grow.
//!
//! - [`lexer`], [`parser`], [`syntax`]: an expression as text, as tokens, as a tree;
//! - [`value`], [`number`], [`timestamp`], [`pattern`], [`cast`]: values, and what becomes of them;
//! - [`bind`], [`evaluate`], [`functions`], [`aggregate`]: a tree over records;
//! - [`bytes`], [`csv`], [`json`] and, with the feature `parquet`, `parquet`: records out of an object; [`output`]: records as an answer;
//! - [`selection`]: all of it.
//!
//! It is not built on a general SQL parser: paths (`S3Object[*].a[0]`), literals of Ion, `MISSING` and
//! calls with words in them are none of SQL, and AWS's errors name tokens by kind, line and column.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod aggregate;
mod bind;
mod bytes;
mod cast;
mod csv;
mod evaluate;
mod functions;
mod json;
mod lexer;
mod limits;
mod number;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod parser;
mod pattern;
mod problem;
mod selection;
mod syntax;
#[cfg(test)]
mod tests;
mod timestamp;
mod value;

pub use bytes::{Compression, Stored};
pub use csv::{CsvInput, Header};
pub use json::parse as parse_json;
pub use limits::{EXPRESSION_MAX, RECORD_MAX};
pub use output::{CsvOutput, Output, Quoting};
pub use problem::Problem;
pub use selection::{Input, Progress, Request, ScanRange, Selection, Step};
