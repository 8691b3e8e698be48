//! What one service sends to a resource of another.

use crate::identity::{Account, Caller};
use bytes::Bytes;
use std::sync::Arc;

/// A message on its way to the resource that an ARN names. It is delivered after the handler that
/// sent it has returned, in order, and the receiver decides by its own policies whether to take it.
#[derive(Clone, Debug)]
pub struct Message {
    /// The receiver's ARN.
    pub to: Arc<str>,
    /// What it gets.
    pub payload: Bytes,
    /// Who sends: an AWS service on behalf of a resource.
    pub from: Caller,
}

impl Message {
    /// From a service principal (`s3.amazonaws.com`) on behalf of a resource.
    pub fn from_service(
        principal: &str,
        source_account: &Account,
        source_arn: &str,
        to: impl Into<Arc<str>>,
        payload: impl Into<Bytes>,
    ) -> Self {
        let from = Caller::Service {
            principal: principal.into(),
            source_account: source_account.clone(),
            source_arn: source_arn.into(),
        };
        Self { to: to.into(), payload: payload.into(), from }
    }
}
