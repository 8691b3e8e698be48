//! XML bodies: rest-xml's requests and answers, awsQuery's answers.

mod read;
mod write;

pub use read::{Demands, Reader};
pub use write::{Writer, escape};

/// What stands before S3's and CloudFront's documents (S3-0.5(a)).
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
