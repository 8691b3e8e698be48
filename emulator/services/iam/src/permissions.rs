//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>

use crate::Iam;
use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::identity::PrincipalKind;
use parhelion_world::{Context, Permission};

impl Iam {
    pub(crate) fn needed(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        let fields = Fields::of(&MODEL, operation, input);
        let resource = self.about(cx, operation.name, &fields);
        let mut actions = vec![operation.name];
        if fields.get("Tags").is_some() {
            actions.extend(match operation.name {
                "CreateUser" => Some("TagUser"),
                "CreateRole" => Some("TagRole"),
                "CreatePolicy" => Some("TagPolicy"),
                _ => None,
            });
        }
        let needed = |action: &str| Permission {
            action: format!("iam:{action}").into(),
            resource: resource.clone(),
        };
        actions.into_iter().map(needed).collect()
    }

    fn about(&self, cx: &Context, operation: &str, fields: &Fields<'_>) -> String {
        match operation {
            "ListUsers" | "ListRoles" | "ListPolicies" => "*".to_owned(),
            "CreatePolicy" => {
                let name = fields.text("PolicyName").unwrap_or_default();
                new_arn(cx, "policy", fields.text("Path"), name)
            }
            "GetPolicy" | "GetPolicyVersion" | "DeletePolicy" => {
                fields.text("PolicyArn").unwrap_or_default().to_owned()
            }
            _ => match (fields.text("RoleName"), fields.text("UserName")) {
                (Some(name), _) => self.named(cx, PrincipalKind::Role, name, fields.text("Path")),
                (None, Some(name)) => {
                    self.named(cx, PrincipalKind::User, name, fields.text("Path"))
                }
                // Without a name: the caller.
                (None, None) => cx.caller.arn().to_owned(),
            },
        }
    }

    /// The ARN of a principal that is there, or that would be made.
    fn named(&self, cx: &Context, kind: PrincipalKind, name: &str, path: Option<&str>) -> String {
        let word = match kind {
            PrincipalKind::User => "user",
            PrincipalKind::Role => "role",
        };
        match self.find(cx, kind, name) {
            Ok(held) if path.is_none() => held.arn.to_string(),
            _ => new_arn(cx, word, path, name),
        }
    }
}

fn new_arn(cx: &Context, kind: &str, path: Option<&str>, name: &str) -> String {
    format!("arn:aws:iam::{}:{kind}{}{name}", cx.account, path.unwrap_or("/"))
}

/// `iam:PolicyARN` of what is attached, `iam:PermissionsBoundary` of what is set.
pub(crate) fn condition(
    operation: &'static Operation,
    input: &Value,
    name: &str,
) -> Option<Vec<String>> {
    let fields = Fields::of(&MODEL, operation, input);
    let member = match name {
        "iam:policyarn" if operation.name.ends_with("Policy") => "PolicyArn",
        "iam:permissionsboundary" => "PermissionsBoundary",
        _ => return None,
    };
    fields.text(member).map(|arn| vec![arn.to_owned()])
}
