//! TLS for a server on this machine, without C: rustls with the ciphers of RustCrypto.
//!
//! - [`authority`]: the authority that clients are told to trust, made once and kept in a folder.
//! - [`identity`]: what is shown to a client: a certificate with its key, and the versions of TLS.
//! - [`accept`]: a handshake, in which the client's hello says what it is to be shown.
//! - [`provider`]: hashes, ciphers, key exchange and signatures, as rustls wants them.

pub mod accept;
pub mod authority;
pub mod identity;
mod provider;

pub use accept::{Accepted, accept};
pub use authority::Authority;
pub use identity::{Identity, Speaks};
pub use rustls;
