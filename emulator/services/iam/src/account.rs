//! What belongs to an account as a whole.

use crate::tags::Tags;
use crate::totp::Seed;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_world::identity::OpenIdProvider;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AccountThings {
    pub(crate) alias: Option<Arc<str>>,
    pub(crate) password_policy: Option<Rules>,
    /// By name.
    pub(crate) profiles: Table<Arc<str>, Arc<Profile>>,
    /// By ARN.
    pub(crate) open_id_providers: Table<Arc<str>, OpenIdHeld>,
    /// By ARN.
    pub(crate) saml_providers: Table<Arc<str>, Arc<SamlHeld>>,
    /// By name.
    pub(crate) server_certificates: Table<Arc<str>, Arc<ServerCertificate>>,
    /// By serial number, which is the ARN.
    pub(crate) mfa_devices: Table<Arc<str>, Device>,
    /// Ids of what was asked for and is done.
    pub(crate) deletions: Table<Arc<str>, Timestamp>,
    pub(crate) report: Option<Report>,
    /// False: tokens of the global endpoint are of version 1, for Regions that need no opt-in.
    pub(crate) second_token_version: bool,
    /// The issuer of its tokens for others, once it has one.
    #[serde(default)]
    pub(crate) web_issuer: Option<Arc<str>>,
    /// Whether it gives out such tokens now.
    #[serde(default)]
    pub(crate) gives_web_tokens: bool,
}

equal_by_identity!(Device, OpenIdHeld, Profile, SamlHeld, ServerCertificate);

impl AccountThings {
    /// The tags of the thing of an ARN.
    pub(crate) fn tags_of(&self, arn: &str) -> Option<&Tags> {
        let profiles = self.profiles.values().map(|it| (&it.arn, &it.tags));
        let certificates = self.server_certificates.values().map(|it| (&it.arn, &it.tags));
        let devices = self.mfa_devices.values().map(|it| (&it.serial, &it.tags));
        let saml = self.saml_providers.values().map(|it| (&it.arn, &it.tags));
        let open_id = self.open_id_providers.get(arn).map(|it| &it.tags);
        let mut all = profiles.chain(certificates).chain(devices).chain(saml);
        open_id.or_else(|| all.find(|(held, _)| ***held == *arn).map(|(_, tags)| tags))
    }
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

/// A server's certificate; its private key is in no answer and is not kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServerCertificate {
    pub(crate) arn: Arc<str>,
    pub(crate) path: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) id: Arc<str>,
    pub(crate) body: Arc<str>,
    pub(crate) chain: Option<Arc<str>>,
    pub(crate) uploaded: Timestamp,
    pub(crate) expires: Timestamp,
    pub(crate) tags: Tags,
}

/// A virtual device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Device {
    pub(crate) serial: Arc<str>,
    pub(crate) seed: Seed,
    pub(crate) tags: Tags,
}

/// An instance profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) arn: Arc<str>,
    pub(crate) path: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) id: Arc<str>,
    pub(crate) created: Timestamp,
    /// The ARN of its role: it has one at most.
    pub(crate) role: Option<Arc<str>>,
    pub(crate) tags: Tags,
}

/// A report as it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    /// When it is ready.
    pub(crate) ready: Timestamp,
    pub(crate) text: Arc<str>,
}

/// An account's own policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rules {
    pub(crate) length: i32,
    pub(crate) symbols: bool,
    pub(crate) numbers: bool,
    pub(crate) uppercase: bool,
    pub(crate) lowercase: bool,
    pub(crate) users_may_change: bool,
    pub(crate) max_age_days: Option<i32>,
    /// How many earlier passwords may not come again.
    pub(crate) reuse: Option<i32>,
    pub(crate) hard_expiry: Option<bool>,
}
