//! How much there may be at the most
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html>).

/// The longest expression, in bytes.
pub const EXPRESSION_MAX: usize = 256 * 1024;

/// The longest record of an object or of an answer, in characters.
pub const RECORD_MAX: usize = 1 << 20;
