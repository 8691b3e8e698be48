//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>

use crate::model::MODEL;
use crate::{Iam, linked_roles};
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
        let needed = |action: String, resource: &str| Permission {
            action: format!("iam:{action}").into(),
            resource: resource.to_owned(),
        };
        let mut all = vec![needed(operation.name.to_owned(), &resource)];
        // To make something with tags is to tag it.
        let made = operation.name.strip_prefix("Create").or(operation.name.strip_prefix("Upload"));
        if let (Some(made), true) = (made, fields.get("Tags").is_some()) {
            all.push(needed(format!("Tag{}", made.replace("Virtual", "")), &resource));
        }
        // Under another name it is another resource, which the caller must be allowed as well.
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
        let renamed = match operation.name {
            "UpdateUser" => Some(("user", "UserName", "NewUserName")),
            "UpdateGroup" => Some(("group", "GroupName", "NewGroupName")),
            "UpdateServerCertificate" => {
                Some(("server-certificate", "ServerCertificateName", "NewServerCertificateName"))
            }
            _ => None,
        };
        if let Some((word, old, new)) = renamed {
            let name = fields.text(new).or(fields.text(old)).unwrap_or_default();
            let path = fields.text("NewPath").unwrap_or_else(|| path_of(&resource, word));
            let renamed = new_arn(cx, word, Some(path), name);
            if renamed != resource {
                all.push(needed(operation.name.to_owned(), &renamed));
            }
        }
        // Whoever hands a role to an instance profile passes it on.
        if operation.name == "AddRoleToInstanceProfile"
            && let Some(role) = fields.text("RoleName")
        {
            let role = self.named(cx, PrincipalKind::Role, role, None);
            all.push(needed("PassRole".to_owned(), &role));
        }
        all
    }

    fn about(&self, cx: &Context, operation: &str, fields: &Fields<'_>) -> String {
        // The most telling member decides, whatever the operation is called.
        let text = |name: &str| fields.text(name);
        let path = text("Path");
        if ON_ALL.contains(&operation) {
            return "*".to_owned();
        }
        match operation {
            "CreateServiceLinkedRole" => {
                let service = text("AWSServiceName").unwrap_or_default();
                let (path, name) = linked_roles::place(service, text("CustomSuffix"));
                return new_arn(cx, "role", Some(&path), &name);
            }
            "CreateOpenIDConnectProvider" => {
                let url = text("Url").unwrap_or_default();
                let place = url.strip_prefix("https://").unwrap_or(url);
                return new_arn(cx, "oidc-provider", None, place.trim_end_matches('/'));
            }
            "CreateSAMLProvider" => {
                return new_arn(cx, "saml-provider", None, text("Name").unwrap_or_default());
            }
            // Keys are a user's, deletions a role's: their ids say whose.
            "GetAccessKeyLastUsed" => {
                let key = text("AccessKeyId").and_then(|id| self.directory.find(id));
                return key.map_or_else(|| "*".to_owned(), |key| key.caller.arn().to_owned());
            }
            "GetServiceLinkedRoleDeletionStatus" => {
                let task = text("DeletionTaskId").unwrap_or_default();
                let role = task.strip_prefix("task/").and_then(|it| it.rsplit_once('/'));
                return new_arn(cx, "role", None, role.map_or("*", |(role, _)| role));
            }
            "CreatePolicy" => {
                return new_arn(cx, "policy", path, text("PolicyName").unwrap_or_default());
            }
            _ => {}
        }
        if let Some(arn) = self.about_ones_own(cx, operation, fields) {
            return arn;
        }
        let kinds = [
            ("GroupName", PrincipalKind::Group),
            ("RoleName", PrincipalKind::Role),
            ("UserName", PrincipalKind::User),
        ];
        let named = kinds
            .iter()
            .find_map(|(member, kind)| text(member).map(|name| self.named(cx, *kind, name, path)));
        // Without a name: the caller.
        named.unwrap_or_else(|| cx.caller.arn().to_owned())
    }

    /// What has an ARN of its own that is no principal's.
    fn about_ones_own(&self, cx: &Context, operation: &str, fields: &Fields<'_>) -> Option<String> {
        let text = |name: &str| fields.text(name);
        if let Some(name) = text("InstanceProfileName") {
            let held = self.profile(cx, name).map(|held| held.arn.to_string());
            let made = || new_arn(cx, "instance-profile", text("Path"), name);
            return Some(held.unwrap_or_else(|_| made()));
        }
        if let Some(name) = text("ServerCertificateName") {
            return Some(self.server_certificate_arn(cx, name, text("Path")));
        }
        if let Some(name) = text("VirtualMFADeviceName") {
            return Some(new_arn(cx, "mfa", text("Path"), name));
        }
        let device = matches!(
            operation,
            "DeleteVirtualMFADevice" | "TagMFADevice" | "UntagMFADevice" | "ListMFADeviceTags"
        );
        if let Some(serial) = text("SerialNumber").filter(|_| device) {
            return Some(serial.to_owned());
        }
        if operation == "ListPoliciesGrantingServiceAccess" {
            return text("Arn").map(str::to_owned);
        }
        // Of a policy that is given to somebody, the other is what it is about.
        let given = operation.starts_with("Attach") || operation.starts_with("Detach");
        let arns = ["OpenIDConnectProviderArn", "SAMLProviderArn", "PolicySourceArn"];
        let arn = arns.iter().find_map(|member| text(member));
        let arn = arn.or_else(|| text("PolicyArn").filter(|_| !given));
        arn.map(str::to_owned)
    }

    /// The ARN of a principal that is there, or that would be made.
    fn named(&self, cx: &Context, kind: PrincipalKind, name: &str, path: Option<&str>) -> String {
        match self.find(cx, kind, name) {
            Ok(held) if path.is_none() => held.arn.to_string(),
            _ => new_arn(cx, kind.word(), path, name),
        }
    }
}

/// The member that says most of what a call is about, for journals and sites.
pub(crate) fn subject<'a>(operation: &'static Operation, input: &'a Value) -> &'a str {
    let fields = Fields::of(&MODEL, operation, input);
    SUBJECTS.iter().find_map(|name| fields.text(name)).unwrap_or_default()
}

const SUBJECTS: [&str; 12] = [
    "UserName",
    "RoleName",
    "GroupName",
    "PolicyArn",
    "PolicyName",
    "InstanceProfileName",
    "ServerCertificateName",
    "OpenIDConnectProviderArn",
    "SAMLProviderArn",
    "SerialNumber",
    "VirtualMFADeviceName",
    "AWSServiceName",
];

/// The operations that AWS decides on `*` only.
const ON_ALL: &[&str] = &[
    "CreateAccountAlias",
    "DeleteAccountAlias",
    "DeleteAccountPasswordPolicy",
    "DisableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootSessions",
    "DisableOutboundWebIdentityFederation",
    "EnableOrganizationsRootCredentialsManagement",
    "EnableOrganizationsRootSessions",
    "EnableOutboundWebIdentityFederation",
    "GenerateCredentialReport",
    "GetAccountAuthorizationDetails",
    "GetAccountPasswordPolicy",
    "GetAccountSummary",
    "GetContextKeysForCustomPolicy",
    "GetCredentialReport",
    "GetOutboundWebIdentityFederationInfo",
    "ListAccountAliases",
    "ListGroups",
    "ListInstanceProfiles",
    "ListOpenIDConnectProviders",
    "ListOrganizationsFeatures",
    "ListPolicies",
    "ListRoles",
    "ListSAMLProviders",
    "ListServerCertificates",
    "ListUsers",
    "ListVirtualMFADevices",
    "SetSecurityTokenServicePreferences",
    "SimulateCustomPolicy",
    "UpdateAccountPasswordPolicy",
];

/// `/` or more, of an ARN of this kind.
fn path_of<'a>(arn: &'a str, word: &str) -> &'a str {
    let resource = arn.splitn(6, ':').nth(5).and_then(|it| it.strip_prefix(word));
    let place = resource.unwrap_or("/");
    place.rfind('/').and_then(|last| place.get(..=last)).unwrap_or("/")
}

fn new_arn(cx: &Context, kind: &str, path: Option<&str>, name: &str) -> String {
    format!("arn:aws:iam::{}:{kind}{}{name}", cx.account, path.unwrap_or("/"))
}

/// What the policies of a user or role say goes with its permissions boundary.
const BY_BOUNDARY: &[&str] = &[
    "AttachRolePolicy",
    "AttachUserPolicy",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteUserPermissionsBoundary",
    "DeleteUserPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "GetRole",
    "PutRolePolicy",
    "PutUserPolicy",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
];

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
impl Iam {
    pub(crate) fn condition(
        &self,
        permission: &Permission,
        operation: &'static Operation,
        input: &Value,
        name: &str,
    ) -> Option<Vec<String>> {
        let fields = Fields::of(&MODEL, operation, input);
        let name = name.strip_prefix("iam:")?;
        let (operation, resource) = (operation.name, permission.resource.as_str());
        // A role that is passed is asked about only that.
        if permission.action == "iam:PassRole" {
            let passed = name == "passedtoservice";
            return passed.then(|| vec!["ec2.amazonaws.com".to_owned()]);
        }
        if let Some(key) = name.strip_prefix("resourcetag/") {
            let held = self.directory.principal(resource)?;
            let (_, value) = held.tags.iter().find(|(held, _)| held.eq_ignore_ascii_case(key))?;
            return Some(vec![value.to_string()]);
        }
        let given = operation.starts_with("Attach") || operation.starts_with("Detach");
        let found = match name {
            "policyarn" if given => fields.text("PolicyArn")?,
            // Of whom it is to hang on, or of whose policies the call is about.
            "permissionsboundary" if BY_BOUNDARY.contains(&operation) => {
                self.directory.principal(resource)?.boundary.as_deref()?
            }
            "permissionsboundary" => fields.text("PermissionsBoundary")?,
            "awsservicename" => fields.text("AWSServiceName")?,
            "servicespecificcredentialservicename" => match fields.text("ServiceName") {
                Some(service) => service,
                None => {
                    let things = self.directory.things(resource)?;
                    let id = fields.text("ServiceSpecificCredentialId")?;
                    &things.service_credentials.get(id)?.service
                }
            },
            "servicespecificcredentialagedays" => {
                let Some(Value::Int(days)) = fields.get("CredentialAgeDays") else { return None };
                return Some(vec![days.to_string()]);
            }
            _ => return None,
        };
        Some(vec![found.to_owned()])
    }
}
