//! What a user has besides access keys and policies.

use imbl::OrdMap;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct UserThings {
    pub(crate) login: Option<Login>,
    /// Serial numbers of enabled devices, and since when.
    pub(crate) mfa: OrdMap<Arc<str>, Timestamp>,
    /// By id.
    pub(crate) ssh_keys: OrdMap<Arc<str>, SshKey>,
    /// By id.
    pub(crate) certificates: OrdMap<Arc<str>, SigningCertificate>,
    /// By id.
    pub(crate) service_credentials: OrdMap<Arc<str>, ServiceCredential>,
}

/// A user's certificate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SigningCertificate {
    pub(crate) body: Arc<str>,
    pub(crate) active: bool,
    pub(crate) uploaded: Timestamp,
}

/// A user's password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) created: Timestamp,
    pub(crate) changed: Timestamp,
    pub(crate) reset_required: bool,
    /// SHA-256 of the password and of earlier ones, the latest first.
    pub(crate) hashes: Vec<[u8; 32]>,
}

/// A credential; its password is in two answers only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServiceCredential {
    pub(crate) service: Arc<str>,
    pub(crate) service_user: Arc<str>,
    pub(crate) active: bool,
    pub(crate) created: Timestamp,
    pub(crate) expires: Option<Timestamp>,
}

/// A key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SshKey {
    pub(crate) body: Arc<str>,
    pub(crate) fingerprint: Arc<str>,
    pub(crate) active: bool,
    pub(crate) uploaded: Timestamp,
}
