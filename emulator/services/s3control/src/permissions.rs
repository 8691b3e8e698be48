//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>

use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// What an operation needs.
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    let fields = Fields::of(&MODEL, operation, input);
    let action = match operation.name {
        "GetPublicAccessBlock" => "GetAccountPublicAccessBlock",
        "PutPublicAccessBlock" | "DeletePublicAccessBlock" => "PutAccountPublicAccessBlock",
        name => name,
    };
    let resource = match operation.name {
        "CreateAccessPoint" | "DeleteAccessPoint" => {
            cx.arn("s3", &format!("accesspoint/{}", fields.text("Name").unwrap_or_default()))
        }
        _ => fields.text("ResourceArn").unwrap_or("*").to_owned(),
    };
    vec![Permission { action: format!("s3:{action}").into(), resource }]
}
