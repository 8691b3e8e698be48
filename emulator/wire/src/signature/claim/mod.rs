//! What a request claims: which scheme, which key, which scope (S3-2.1).
//!
//! [`Claim`] is what was read; `parse` selects the scheme, `header` and `query` read what the two
//! places have, and `parts` what both of them have.

mod header;
mod parse;
mod parts;
mod query;
mod value;

pub use parse::parse;
pub use value::{Claim, CredentialScope, SigV4};
