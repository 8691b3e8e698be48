//! What a user has besides access keys and policies.

use crate::certificates::SigningCertificate;
use crate::login::Login;
use crate::service_credentials::ServiceCredential;
use crate::ssh_keys::SshKey;
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
