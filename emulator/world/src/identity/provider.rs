//! Who vouches for people that an account does not know itself.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An OpenID Connect provider that an account trusts.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIdProvider {
    /// `arn:aws:iam::<account>:oidc-provider/<url>`
    pub arn: Arc<str>,
    /// The issuer's URL without `https://`.
    pub url: Arc<str>,
    /// The audiences that tokens may be for.
    pub client_ids: Vec<Arc<str>>,
    /// SHA-1 of certificates of its server.
    pub thumbprints: Vec<Arc<str>>,
}
