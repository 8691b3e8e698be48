//! Property 16: AWS services are connected and used. For any file upload, the file is stored in
//! S3; for any static asset request, it is served via CloudFront; for any production log, it is
//! sent to CloudWatch. With it 6.4 (access), 6.5 (compression, caching) and freshness.
//!
//! - [`Property16`]: the property of an application; [`operation`]: what is done to it;
//! - [`drive`], [`upload`], [`file`], [`asset`], [`access`]: how it is done; [`names`], [`links`]: of files and on
//!   pages; [`seen`], [`probe`], [`versions`]: what is seen of it;
//! - [`clauses`]: what must be true of that; [`words`]: all of it in a reader's words.

mod access;
mod asset;
pub mod browser;
pub mod clauses;
pub mod drive;
mod file;
pub mod links;
pub mod names;
pub mod operation;
pub mod probe;
pub mod property;
pub mod seen;
mod upload;
pub mod versions;
mod words;

pub use clauses::monitors;
pub use drive::Driver;
pub use operation::Operation;
pub use property::Property16;
pub use seen::Seen;
