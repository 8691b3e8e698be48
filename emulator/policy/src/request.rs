//! What is asked of a policy, and its answer (S3-7.4).

use crate::principal::RequestPrincipal;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The values of a condition key in a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Values<'a> {
    /// A single-valued key: `aws:SourceIp`.
    One(Cow<'a, str>),
    /// A multi-valued key: `aws:TagKeys`.
    Many(Vec<Cow<'a, str>>),
}

impl<'a> Values<'a> {
    /// A single value, borrowed.
    pub fn one(text: &'a str) -> Self {
        Values::One(Cow::Borrowed(text))
    }

    /// A single value that was made for this question.
    pub fn owned(text: String) -> Self {
        Values::One(Cow::Owned(text))
    }

    /// All values of a multi-valued key.
    pub fn many(texts: Vec<String>) -> Self {
        Values::Many(texts.into_iter().map(Cow::Owned).collect())
    }

    /// The values in the request's order.
    pub fn as_slice(&self) -> &[Cow<'a, str>] {
        match self {
            Values::One(value) => std::slice::from_ref(value),
            Values::Many(values) => values,
        }
    }
}

/// The user who federated somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederatingUser<'a> {
    /// As it was then, or is now.
    pub arn: Cow<'a, str>,
    /// The unique id, where that is known.
    pub id: Option<Cow<'a, str>>,
}

/// A request's condition keys, asked for one by one: most policies look at few of them.
pub trait Keys {
    /// The value of a key by its lower-case name; `None` if the request does not carry it.
    fn get(&self, name: &str) -> Option<Values<'_>>;

    /// The caller's canonical user id, for `{"CanonicalUser": …}` principals.
    fn canonical_user(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The user who federated the caller.
    fn federating_user(&self) -> Option<FederatingUser<'_>> {
        None
    }

    /// Whether the caller's user or role has a permissions boundary.
    fn has_boundary(&self) -> bool {
        false
    }
}

/// By lower-case name; no value at all is an absent key.
impl Keys for BTreeMap<String, Vec<String>> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        match BTreeMap::get(self, name)?.as_slice() {
            [] => None,
            [one] => Some(Values::one(one)),
            many => Some(Values::Many(many.iter().map(|v| Cow::Borrowed(v.as_str())).collect())),
        }
    }
}

/// One action on one resource by one caller.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Who makes the request.
    pub principal: RequestPrincipal<'a>,
    /// `s3:GetObject`
    pub action: &'a str,
    /// `arn:aws:s3:::bucket/key`
    pub resource: &'a str,
    /// The request's condition keys.
    pub keys: &'a dyn Keys,
}

/// What one policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// No statement applies.
    Silent,
    /// A statement allows it and none denies it.
    Allow,
    /// An explicit deny, which no allow outweighs.
    Deny,
}
