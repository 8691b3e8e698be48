//! What an account keeps of an origin access identity (CF-6.6).

use crate::model::{CloudFrontOriginAccessIdentityConfig, errors};
use crate::resources::{Item, ResourceConfig};
use parhelion_wire::Error;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An identity's configuration, and its id among S3's owners and grantees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct IdentityConfig {
    pub config: CloudFrontOriginAccessIdentityConfig,
    pub canonical_user: Arc<str>,
}

impl ResourceConfig for IdentityConfig {
    const MAX: usize = 100;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    /// There is one for each caller reference.
    fn name(&self) -> &str {
        &self.config.caller_reference
    }

    fn missing() -> Error {
        errors::no_such_cloud_front_origin_access_identity(
            "The specified origin access identity does not exist.",
        )
    }

    fn name_taken() -> Error {
        errors::cloud_front_origin_access_identity_already_exists(
            "The caller reference that you are using to create a CloudFront origin access identity is \
             already associated with another identity.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_cloud_front_origin_access_identities(
            "Processing your request would cause you to exceed the maximum number of origin access \
             identities allowed.",
        )
    }
}
