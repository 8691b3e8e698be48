//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html>

use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// The ARN that a request names.
pub(crate) fn named<'a>(operation: &'static Operation, input: &'a Value) -> &'a str {
    Fields::of(&MODEL, operation, input).text("CertificateArn").unwrap_or_default()
}

/// What an operation needs.
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    let resource = match operation.name {
        "RequestCertificate"
        | "ListCertificates"
        | "GetAccountConfiguration"
        | "PutAccountConfiguration"
        | "SearchCertificates" => "*".to_owned(),
        // One that is not there yet.
        "ImportCertificate" if named(operation, input).is_empty() => cx.arn("acm", "certificate/*"),
        _ => named(operation, input).to_owned(),
    };
    vec![Permission { action: format!("acm:{}", operation.name).into(), resource }]
}
