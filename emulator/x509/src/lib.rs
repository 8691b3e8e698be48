//! X.509 certificates (RFC 5280) and their keys: made from seeds and given times, so that the same seed
//! makes the same bytes, and read. Nothing here reads a clock or asks the system for chance.
//!
//! - [`keys`]: private keys, and what they sign; [`pem`]: the text that both stand in.
//!   [`sealed`]: a key behind a passphrase.
//! - [`issue`]: an authority and the certificates that it signs; [`read`]: what a certificate says.

pub mod issue;
pub mod keys;
pub mod pem;
pub mod read;
pub mod sealed;

pub use issue::{Authority, Leaf};
pub use keys::{KeyAlgorithm, PrivateKey};
pub use read::Certificate;
