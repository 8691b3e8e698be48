//! What all parts of the validation share.

use crate::errors;
use crate::model::OriginAccessControlConfig;
use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// What a configuration may refer to by id: what the caller's account has, and what is managed.
pub(crate) trait Known {
    fn has_cache_policy(&self, id: &str) -> bool;
    fn has_origin_request_policy(&self, id: &str) -> bool;
    fn has_response_headers_policy(&self, id: &str) -> bool;
    fn has_key_group(&self, id: &str) -> bool;
    /// A published function, by its ARN.
    fn has_live_function(&self, arn: &str) -> bool;
    fn has_origin_access_identity(&self, id: &str) -> bool;
    fn has_field_level_encryption(&self, id: &str) -> bool;
    fn has_vpc_origin(&self, id: &str) -> bool;
    fn has_anycast_ip_list(&self, id: &str) -> bool;
    fn check_realtime_log_config(&self, arn: &str) -> Result<()>;
    fn origin_access_control(&self, id: &str) -> Option<&OriginAccessControlConfig>;
}

/// Which operation asks: some codes belong to one of them only (CF-9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    Create,
    Update,
}

/// `InvalidArgument` with a message.
pub(crate) fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    errors::invalid_argument(message)
}

/// Text that is there and not empty. Both mean "none" in a configuration.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Whether all values differ from each other.
pub(crate) fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> bool {
    let mut values: Vec<T> = values.into_iter().collect();
    let count = values.len();
    values.sort();
    values.dedup();
    values.len() == count
}
