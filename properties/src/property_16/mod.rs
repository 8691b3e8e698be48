//! Property 16: AWS services are connected and used. For any file upload, the file is stored in
//! S3; for any static asset request, it is served via CloudFront; for any production log, it is
//! sent to CloudWatch. With it 6.4 (access), 6.5 (compression, caching) and freshness.

pub mod browser;
pub mod clauses;
pub mod drive;
pub mod operation;
pub mod probe;
pub mod versions;

pub use clauses::MONITORS;
pub use drive::drive;
pub use operation::Operation;

/// The scope of an operation's requests: what its choices are named after.
pub fn scope_of(operation: u32) -> String {
    format!("user/{operation}")
}
