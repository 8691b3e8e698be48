//! What a call needs to be allowed, and what a resource says of who may use it.

use crate::identity::Document;
use parhelion_wire::Value;
use parhelion_wire::table::Operation;
use std::borrow::Cow;
use std::sync::Arc;

/// A call that is asked about: which operation, with which input.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// Its input, as it was read.
    pub input: &'a Value,
}

/// Something that an operation needs the caller to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `logs:PutLogEvents`
    pub action: Cow<'static, str>,
    /// The ARN that policies name; `*` where AWS has none.
    pub resource: String,
}

impl Permission {
    /// For an action on any resource.
    pub fn on_all(action: impl Into<Cow<'static, str>>) -> Self {
        Self { action: action.into(), resource: "*".to_owned() }
    }
}

/// What a resource says of who may use it.
#[derive(Clone, Debug)]
pub struct ResourcePolicy {
    /// The account that owns the resource.
    pub owner: Arc<str>,
    /// None: only the owner's own policies count.
    pub document: Option<Document>,
}
