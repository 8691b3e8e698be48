//! Configurations and profiles as resources.

use crate::errors;
use crate::model::*;
use crate::resources::{Item, ResourceConfig};
use parhelion_wire::Error;
use std::sync::Arc;

/// Each configuration has a caller reference of its own.
impl ResourceConfig for FieldLevelEncryptionConfig {
    const MAX: usize = 10;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.caller_reference
    }

    fn missing() -> Error {
        errors::no_such_field_level_encryption_config(
            "The specified configuration for field-level encryption doesn't exist.",
        )
    }

    fn name_taken() -> Error {
        errors::field_level_encryption_config_already_exists(
            "The specified configuration for field-level encryption already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_field_level_encryption_configs(
            "The maximum number of configurations for field-level encryption have been created.",
        )
    }
}

impl ResourceConfig for FieldLevelEncryptionProfileConfig {
    const MAX: usize = 10;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_field_level_encryption_profile(
            "The specified profile for field-level encryption doesn't exist.",
        )
    }

    fn name_taken() -> Error {
        errors::field_level_encryption_profile_already_exists(
            "The specified profile for field-level encryption already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_field_level_encryption_profiles(
            "The maximum number of profiles for field-level encryption have been created.",
        )
    }
}
