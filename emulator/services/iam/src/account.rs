//! What belongs to an account as a whole.

use crate::certificates::ServerCertificate;
use crate::mfa::Device;
use crate::password_policy::Rules;
use crate::profiles::Profile;
use crate::report::Report;
use crate::tags::Tags;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_world::identity::OpenIdProvider;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AccountThings {
    pub(crate) alias: Option<Arc<str>>,
    pub(crate) password_policy: Option<Rules>,
    /// By name.
    pub(crate) profiles: OrdMap<Arc<str>, Arc<Profile>>,
    /// By ARN.
    pub(crate) open_id_providers: OrdMap<Arc<str>, OpenIdHeld>,
    /// By ARN.
    pub(crate) saml_providers: OrdMap<Arc<str>, Arc<SamlHeld>>,
    /// By name.
    pub(crate) server_certificates: OrdMap<Arc<str>, Arc<ServerCertificate>>,
    /// By serial number, which is the ARN.
    pub(crate) mfa_devices: OrdMap<Arc<str>, Device>,
    /// Ids of what was asked for and is done.
    pub(crate) deletions: OrdMap<Arc<str>, Timestamp>,
    pub(crate) report: Option<Report>,
    /// False: tokens of the global endpoint are of version 1, for Regions that need no opt-in.
    pub(crate) second_token_version: bool,
}

/// A registered OpenID Connect provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OpenIdHeld {
    pub(crate) provider: Arc<OpenIdProvider>,
    pub(crate) created: Timestamp,
    pub(crate) tags: Tags,
}

/// A registered SAML provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SamlHeld {
    pub(crate) arn: Arc<str>,
    pub(crate) id: Arc<str>,
    pub(crate) metadata: Arc<str>,
    pub(crate) created: Timestamp,
    pub(crate) valid_until: Timestamp,
    /// `Required` or `Allowed`.
    pub(crate) encryption: Option<Arc<str>>,
    /// Ids of private keys, and when they were added; the keys themselves are in no answer.
    pub(crate) keys: OrdMap<Arc<str>, Timestamp>,
    pub(crate) tags: Tags,
}
