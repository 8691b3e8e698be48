//! Access control lists: what they grant, and how requests spell them (S3-7.6).

use crate::access::owner;
use crate::errors;
use crate::model::{AccessControlPolicy, Grant as GrantShell, Grantee as GranteeShell, Owner};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Caller;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Permission {
    FullControl,
    Read,
    Write,
    ReadAcp,
    WriteAcp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Grantee {
    /// By canonical id.
    User(Arc<str>),
    Everybody,
    /// Whoever signs.
    Authenticated,
    LogDelivery,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub grantee: Grantee,
    pub permission: Permission,
}

/// Grants of a bucket or of an object. The owner is kept with that, not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Acl {
    pub grants: Vec<Grant>,
}

/// `x-amz-acl` and `x-amz-grant-*`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AclHeaders {
    pub canned: Option<String>,
    pub full_control: Option<String>,
    pub read: Option<String>,
    pub read_acp: Option<String>,
    pub write: Option<String>,
    pub write_acp: Option<String>,
}

/// The service that writes access logs, as bucket policies name it.
pub(crate) const LOG_DELIVERY: &str = "logging.s3.amazonaws.com";

const GRANTS_MAX: usize = 100;
static GROUPS: [(Grantee, &str); 3] = [
    (Grantee::Everybody, "http://acs.amazonaws.com/groups/global/AllUsers"),
    (Grantee::Authenticated, "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"),
    (Grantee::LogDelivery, "http://acs.amazonaws.com/groups/s3/LogDelivery"),
];

impl Permission {
    const ALL: [Self; 5] =
        [Self::FullControl, Self::Read, Self::Write, Self::ReadAcp, Self::WriteAcp];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FullControl => "FULL_CONTROL",
            Self::Read => "READ",
            Self::Write => "WRITE",
            Self::ReadAcp => "READ_ACP",
            Self::WriteAcp => "WRITE_ACP",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// What an action on a bucket, or on an object, needs of an ACL.
    pub(crate) fn of_action(action: &str) -> Option<(AclResource, Self)> {
        Some(match action {
            "s3:ListBucket" | "s3:ListBucketVersions" | "s3:ListBucketMultipartUploads" => {
                (AclResource::Bucket, Self::Read)
            }
            "s3:PutObject" | "s3:DeleteObject" => (AclResource::Bucket, Self::Write),
            "s3:GetBucketAcl" => (AclResource::Bucket, Self::ReadAcp),
            "s3:PutBucketAcl" => (AclResource::Bucket, Self::WriteAcp),
            "s3:GetObject" | "s3:GetObjectVersion" => (AclResource::Object, Self::Read),
            "s3:GetObjectAcl" | "s3:GetObjectVersionAcl" => (AclResource::Object, Self::ReadAcp),
            "s3:PutObjectAcl" | "s3:PutObjectVersionAcl" => (AclResource::Object, Self::WriteAcp),
            _ => return None,
        })
    }
}

/// Which of an ACL's grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grants {
    /// Those to accounts, and to the service that delivers logs.
    Named,
    /// Those to everybody, or to whoever signs.
    Public,
}

/// What an ACL belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AclResource {
    Bucket,
    Object,
}

impl Acl {
    /// An ACL by its canned name; The outer `None` means that there is no such
    /// name, the inner one that the ACL is private.
    pub(crate) fn canned(
        of: AclResource,
        name: &str,
        owner: &str,
        bucket_owner: &str,
    ) -> Option<Option<Self>> {
        let more = |grants: &[(Grantee, Permission)]| {
            let grants = grants.iter().cloned();
            let mut all = vec![full(owner)];
            all.extend(grants.map(|(grantee, permission)| Grant { grantee, permission }));
            Some(Self { grants: all })
        };
        let bucket_owner_gets = |permission| match (of, owner == bucket_owner) {
            (AclResource::Object, false) => {
                more(&[(Grantee::User(owner::canonical_id(bucket_owner).into()), permission)])
            }
            _ => None,
        };
        use Grantee::{Authenticated, Everybody, LogDelivery};
        Some(match name {
            "private" | "aws-exec-read" => None,
            "public-read" => more(&[(Everybody, Permission::Read)]),
            "public-read-write" => {
                more(&[(Everybody, Permission::Read), (Everybody, Permission::Write)])
            }
            "authenticated-read" => more(&[(Authenticated, Permission::Read)]),
            "bucket-owner-read" => bucket_owner_gets(Permission::Read),
            "bucket-owner-full-control" => bucket_owner_gets(Permission::FullControl),
            "log-delivery-write" if of == AclResource::Bucket => {
                more(&[(LogDelivery, Permission::Write), (LogDelivery, Permission::ReadAcp)])
            }
            _ => return None,
        })
    }

    /// Grants something to a group of users of other accounts (S3-7.5).
    pub(crate) fn is_public(&self) -> bool {
        self.grants.iter().any(Grant::is_public)
    }

    pub(crate) fn allows(&self, caller: &Caller, wanted: Permission, by: Grants) -> bool {
        let mut grants = self.grants.iter().filter(|it| it.is_public() == (by == Grants::Public));
        grants.any(|grant| {
            let is_for = match &grant.grantee {
                Grantee::Everybody => true,
                Grantee::Authenticated => owner::party(caller).is_some(),
                Grantee::User(id) => {
                    owner::party(caller).is_some_and(|it| **id == owner::canonical_id(it))
                }
                Grantee::LogDelivery => match caller {
                    Caller::Service { principal, .. } => **principal == *LOG_DELIVERY,
                    _ => false,
                },
            };
            is_for && (grant.permission == wanted || grant.permission == Permission::FullControl)
        })
    }

    /// The grants as answers list them: `acl`, or those of a private one.
    pub(crate) fn shown(acl: Option<&Self>, owner: &str, without_public: bool) -> Vec<GrantShell> {
        let private = Self { grants: vec![full(owner)] };
        let grants = &acl.unwrap_or(&private).grants;
        let kept = grants.iter().filter(|grant| !(without_public && grant.is_public()));
        kept.map(Grant::shell).collect()
    }

    /// The ACL of a request's body (S3-7.6f).
    pub(crate) fn from_body(body: AccessControlPolicy, owner: &str) -> Result<Self> {
        let AccessControlPolicy { grants, owner: named } = body;
        let named = named.and_then(|owner: Owner| owner.id).ok_or_else(malformed)?;
        if named != owner::canonical_id(owner) {
            return Err(errors::access_denied("Access Denied"));
        }
        let grants = grants.unwrap_or_default();
        if grants.len() > GRANTS_MAX {
            return Err(malformed());
        }
        let grants = grants.into_iter().map(Grant::from_shell).collect::<Result<Vec<_>>>()?;
        Ok(Self { grants })
    }
}

impl Grant {
    fn is_public(&self) -> bool {
        matches!(self.grantee, Grantee::Everybody | Grantee::Authenticated)
    }

    fn shell(&self) -> GrantShell {
        let mut grantee = GranteeShell::default();
        match &self.grantee {
            Grantee::User(id) => {
                grantee.type_ = "CanonicalUser".to_owned();
                grantee.id = Some(id.to_string());
            }
            group => {
                grantee.type_ = "Group".to_owned();
                let uri = GROUPS.iter().find(|(known, _)| known == group).map(|(_, uri)| *uri);
                grantee.uri = uri.map(str::to_owned);
            }
        }
        GrantShell { grantee: Some(grantee), permission: Some(self.permission.name().to_owned()) }
    }

    fn from_shell(shell: GrantShell) -> Result<Self> {
        let grantee = shell.grantee.ok_or_else(malformed)?;
        let permission = shell.permission.as_deref().and_then(Permission::from_name);
        let permission = permission.ok_or_else(malformed)?;
        let grantee = match (grantee.id, grantee.uri, grantee.email_address) {
            (Some(id), None, None) => user(&id, "CanonicalUser/ID")?,
            (None, Some(uri), None) => group(&uri, "Group/URI")?,
            (None, None, Some(_)) => return Err(no_email()),
            _ => return Err(malformed()),
        };
        Ok(Self { grantee, permission })
    }
}

fn full(owner: &str) -> Grant {
    let grantee = Grantee::User(owner::canonical_id(owner).into());
    Grant { grantee, permission: Permission::FullControl }
}

fn user(id: &str, name: &'static str) -> Result<Grantee> {
    let valid = matches!(id.len(), 32 | 64 | 96) && id.bytes().all(|b| b.is_ascii_hexdigit());
    if valid {
        return Ok(Grantee::User(id.to_ascii_lowercase().into()));
    }
    Err(errors::invalid_argument("Invalid id", name, id))
}

fn group(uri: &str, name: &'static str) -> Result<Grantee> {
    let known = GROUPS.iter().find(|(_, known)| *known == uri);
    let invalid = || errors::invalid_argument("Invalid group uri", name, uri);
    known.map(|(group, _)| group.clone()).ok_or_else(invalid)
}

/// Grants by e-mail were withdrawn in 2025.
fn no_email() -> Error {
    errors::method_not_allowed("PUT", "ACL")
}

/// S3-7.6(f)
pub(crate) fn malformed() -> Error {
    let message =
        "The XML you provided was not well-formed or did not validate against our published schema";
    Error::new(400, "MalformedACLError", message)
}

impl AclHeaders {
    fn grants(&self) -> [(&'static str, Permission, Option<&str>); 5] {
        [
            ("x-amz-grant-full-control", Permission::FullControl, self.full_control.as_deref()),
            ("x-amz-grant-read", Permission::Read, self.read.as_deref()),
            ("x-amz-grant-read-acp", Permission::ReadAcp, self.read_acp.as_deref()),
            ("x-amz-grant-write", Permission::Write, self.write.as_deref()),
            ("x-amz-grant-write-acp", Permission::WriteAcp, self.write_acp.as_deref()),
        ]
    }

    /// Nothing is said of an ACL.
    pub(crate) fn is_empty(&self) -> bool {
        self.canned.is_none() && !self.has_grants()
    }

    pub(crate) fn has_grants(&self) -> bool {
        self.grants().iter().any(|(_, _, text)| text.is_some())
    }

    /// The condition keys of a policy (S3-7.3).
    pub(crate) fn keys(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("x-amz-acl", self.canned.as_deref()),
            ("x-amz-grant-full-control", self.full_control.as_deref()),
            ("x-amz-grant-read", self.read.as_deref()),
            ("x-amz-grant-read-acp", self.read_acp.as_deref()),
            ("x-amz-grant-write", self.write.as_deref()),
            ("x-amz-grant-write-acp", self.write_acp.as_deref()),
        ]
    }

    /// S3-7.6(a, b), which count even where ACLs do not.
    pub(crate) fn check_canned(&self, of: AclResource) -> Result<()> {
        let Some(name) = self.canned.as_deref() else { return Ok(()) };
        if self.has_grants() {
            let message = "Specifying both Canned ACLs and Header Grants is not allowed";
            return Err(errors::invalid_request(message));
        }
        match Acl::canned(of, name, "", "") {
            Some(_) => Ok(()),
            None => Err(errors::invalid_argument("", "x-amz-acl", name)),
        }
    }

    /// The ACL that is asked for (S3-7.6a, b, e). `None`: private.
    pub(crate) fn acl(
        &self,
        of: AclResource,
        owner: &str,
        bucket_owner: &str,
    ) -> Result<Option<Acl>> {
        self.check_canned(of)?;
        if let Some(name) = self.canned.as_deref() {
            return Acl::canned(of, name, owner, bucket_owner)
                .ok_or_else(|| errors::invalid_argument("", "x-amz-acl", name));
        }
        if !self.has_grants() {
            return Ok(None);
        }
        let mut grants = Vec::new();
        for (header, permission, text) in self.grants() {
            let Some(text) = text else { continue };
            for grantee in text.split(',') {
                let grantee = grantee_of(header, grantee.trim())?;
                grants.push(Grant { grantee, permission });
            }
        }
        if grants.len() > GRANTS_MAX {
            return Err(malformed());
        }
        Ok(Some(Acl { grants }))
    }
}

/// `id="…"`, `uri="…"`
fn grantee_of(header: &'static str, text: &str) -> Result<Grantee> {
    let unknown = || errors::invalid_argument("Argument format not recognized", header, text);
    let (kind, value) = text.split_once('=').ok_or_else(unknown)?;
    let value = value.trim().trim_matches('"');
    match kind.trim().to_ascii_lowercase().as_str() {
        "id" => user(value, "id"),
        "uri" => group(value, "uri"),
        "emailaddress" => Err(no_email()),
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const OWNER: &str = "111122223333";

    #[test]
    fn s3_7_6_e_grant_headers() {
        let id = owner::canonical_id("444455556666");
        let read = |text: &str| AclHeaders { read: Some(text.into()), ..Default::default() };
        let text = format!("id=\"{id}\", uri=\"{}\"", GROUPS[0].1);
        let acl = read(&text).acl(AclResource::Object, OWNER, OWNER).unwrap().unwrap();
        assert_eq!(acl.grants.len(), 2);
        assert!(acl.is_public());
        for (text, message, name) in [
            ("who=\"x\"", "Argument format not recognized", "x-amz-grant-read"),
            ("x", "Argument format not recognized", "x-amz-grant-read"),
            ("id=\"x\"", "Invalid id", "id"),
            ("uri=\"http://x\"", "Invalid group uri", "uri"),
        ] {
            let error = read(text).acl(AclResource::Object, OWNER, OWNER).unwrap_err();
            assert_eq!((error.message(), error.field("ArgumentName")), (message, Some(name)));
        }
    }

    #[test]
    fn s3_7_6_a_b_canned() {
        let canned = |name: &str| AclHeaders { canned: Some(name.into()), ..Default::default() };
        assert_eq!(canned("private").acl(AclResource::Object, OWNER, OWNER).unwrap(), None);
        let public = canned("public-read").acl(AclResource::Object, OWNER, OWNER).unwrap().unwrap();
        assert!(public.allows(&Caller::Anonymous, Permission::Read, Grants::Public));
        assert!(!public.allows(&Caller::Anonymous, Permission::Read, Grants::Named), "ignored");
        assert!(!public.allows(&Caller::Anonymous, Permission::Write, Grants::Public));
        let unknown = canned("mine").acl(AclResource::Object, OWNER, OWNER).unwrap_err();
        assert_eq!(
            (unknown.code(), unknown.field("ArgumentName")),
            ("InvalidArgument", Some("x-amz-acl"))
        );
        let both = AclHeaders { read: Some("id=x".into()), ..canned("private") };
        assert_eq!(
            both.acl(AclResource::Object, OWNER, OWNER).unwrap_err().code(),
            "InvalidRequest"
        );
    }
}
