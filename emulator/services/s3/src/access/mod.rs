//! Who may do what: [`authorization`] is where every handler asks, with [`request_keys`] for the
//! conditions of policies; what it decides by are [`bucket_policy`], [`acl`], [`ownership`] and
//! [`public_access`] ([`public_access_block`]: its flags). [`actions`] lists what policies can name, [`owner`] the ids of accounts.

pub mod acl;
mod acl_operations;
pub mod actions;
pub mod authorization;
pub mod bucket_policy;
mod bucket_policy_operations;
pub mod owner;
pub mod ownership;
mod ownership_operations;
pub mod public_access;
pub mod public_access_block;
mod public_access_operations;
mod request_keys;
