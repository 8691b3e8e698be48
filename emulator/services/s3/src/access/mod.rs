//! Who may do what: [`authorization`] is where every handler asks, with [`request_keys`] for the
//! conditions of policies; what it decides by are [`bucket_policy`], [`acl`], [`ownership`] and
//! [`public_access`] ([`public_access_block`]: its flags). [`actions`] and [`condition_keys`] list what
//! policies can name, [`owner`] the ids of accounts.

pub(crate) mod acl;
mod acl_operations;
pub(crate) mod actions;
pub(crate) mod authorization;
pub(crate) mod bucket_policy;
mod bucket_policy_operations;
mod condition_keys;
pub(crate) mod form_signature;
pub(crate) mod owner;
pub(crate) mod ownership;
mod ownership_operations;
pub(crate) mod public_access;
pub(crate) mod public_access_block;
mod public_access_operations;
mod request_keys;
