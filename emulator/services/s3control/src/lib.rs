//! Amazon S3 Control, as far as buckets' users need it: an account's Block Public Access, tags by
//! ARN, and access points as settings.
//!
//! - [`public_access`]: S3 asks for it; [`tags`]: S3's own, of its [`buckets`],
//!   which is asked for them; [`access_points`]: kept here, and nothing reads through them yet.

mod access_points;
mod buckets;
mod flags;
mod permissions;
mod public_access;
mod tags;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use access_points::AccessPoint;
use flags::PublicAccessBlock;
use model::*;
use parhelion_wire::error::Result;
use parhelion_wire::signature::Head;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;
use parhelion_wire::{Error, Value};
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::service::Hooks;
use parhelion_world::{
    Account, Address, Context, Declaration, HostName, Permission, Recognition, RequestIds,
    ResourcePolicy, SignatureScope,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

equal_by_identity!(AccessPoint);

/// S3 Control of all accounts and regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct S3Control {
    /// What accounts forbid all their buckets.
    public_access: Table<Account, PublicAccessBlock>,
    /// By account, region and name.
    access_points: Table<(Account, Arc<str>, Arc<str>), Arc<AccessPoint>>,
}

static DECLARATION: Declaration = Declaration {
    endpoints: &["s3-control"],
    address: Some(address),
    recognise: Some(recognise),
    signature: SignatureScope::Head,
    request_ids: RequestIds::Extended,
    action_prefix: "s3",
    // S3 keeps to what accounts forbid all their buckets.
    lets_services: &[("s3.amazonaws.com", &["s3:GetAccountPublicAccessBlock"])],
    ..Declaration::DEFAULT
};

/// The account stands before the endpoint.
fn address(host: &HostName) -> Option<Address> {
    Address::of_endpoint(host, &["s3-control"], true)
}

/// The API's version stands in every path, and the account in a header: signed as S3 is, at any host.
fn recognise(head: Head<'_>) -> Recognition {
    let is =
        head.uri.path().starts_with("/v20180820/") && head.headers.contains_key("x-amz-account-id");
    if is { Recognition::Surely } else { Recognition::No }
}

parhelion_world::service! { S3Control, "s3control", Global {
    GetPublicAccessBlock => get_public_access_block,
    PutPublicAccessBlock => put_public_access_block,
    DeletePublicAccessBlock => delete_public_access_block,
    ListTagsForResource => list_tags_for_resource,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    CreateAccessPoint => create_access_point,
    GetAccessPoint => get_access_point,
    ListAccessPoints => list_access_points,
    DeleteAccessPoint => delete_access_point,
} }

impl Hooks for S3Control {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    /// Of buckets, which the tag calls are about.
    fn resource_policy(&self, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
        buckets::policy_of(cx, &wanted.resource)
    }

    fn resource_tags(&self, cx: &Context, arn: &str) -> Vec<(String, String)> {
        buckets::deciding_tags(cx, arn)
    }

    /// The model's pattern leaves out buckets' ARNs, which have no region:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html>
    fn enforces(&self, _: &'static Operation, problem: &Problem) -> bool {
        problem.path != "resourceArn"
    }
}

/// A request must be about the caller's own account.
fn check_account(cx: &Context, account: &str) -> Result<()> {
    match cx.caller.account() {
        Some(own) if **own == *account => Ok(()),
        _ => Err(Error::new(403, "AccessDenied", "Access Denied")),
    }
}
