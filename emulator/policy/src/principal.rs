//! Who a statement is about (S3-7.2a–d).

use crate::document::{Json, MalformedPolicy};
use crate::request::{FederatingUser, Keys};
use crate::services;

/// The principal that makes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPrincipal<'a> {
    /// No credentials: matched by `*` alone.
    Anonymous,
    /// A principal of an account by its ARN: root, user, role session, federated user.
    Aws {
        /// Its 12 digits.
        account: &'a str,
        /// As `aws:PrincipalArn` has it, or a session's own.
        arn: &'a str,
    },
    /// An AWS service: `cloudfront.amazonaws.com`.
    Service(&'a str),
    /// Somebody for whom a provider vouches: its ARN, or a web identity's domain.
    Federated(&'a str),
}

/// The `Principal` or `NotPrincipal` of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrincipalElement {
    /// `"*"` or `{"AWS": "*"}`: includes anonymous callers in resource policies.
    pub everyone: bool,
    /// Whole accounts: an id, or the ARN of its root.
    pub accounts: Vec<Box<str>>,
    /// Users, roles, role sessions, federated users.
    pub arns: Vec<Box<str>>,
    /// Users and roles by their unique ids: `AIDA…`, `AROA…`.
    pub ids: Vec<Box<str>>,
    /// Whom ARNs of users and roles meant when they were written, by unique id: these are meant under
    /// whatever name, and another principal that has the ARN later is not.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
    pub pins: Vec<(Box<str>, Box<str>)>,
    /// `{"Service": …}`: names as `cloudfront.amazonaws.com`.
    pub services: Vec<Box<str>>,
    /// `{"Federated": …}`: ARNs of SAML and OIDC providers, or a web identity's domain.
    pub federated: Vec<Box<str>>,
    /// `{"CanonicalUser": …}`: S3's ids of accounts, 64 hex digits, or of origin access identities
    /// (CF-6.6), 96.
    pub canonical_users: Vec<Box<str>>,
}

/// How closely an element means a principal; what it gives depends on that.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// By its account, which decides by its own policies.
    Account,
    /// By the role of a session, or by the user who federated it.
    Maker,
    /// Itself, or everybody.
    Itself,
}

impl PrincipalElement {
    /// Reads the element's value.
    ///
    /// # Errors
    /// It is neither `"*"` nor an object of known kinds, or a value is no principal of its kind.
    pub fn parse(json: &Json) -> Result<Self, MalformedPolicy> {
        let mut principal = Self::default();
        match json {
            Json::Text(text) if text == "*" => principal.everyone = true,
            Json::Object(members) if !members.is_empty() => {
                for (kind, values) in members {
                    for value in values.one_or_many() {
                        principal.add(kind, value)?;
                    }
                    if values.one_or_many().is_empty() {
                        return Err(invalid(kind, ""));
                    }
                }
            }
            Json::Text(text) => {
                return Err(
                    MalformedPolicy::new("Invalid principal in policy").detail(text.as_str())
                );
            }
            _ => return Err(MalformedPolicy::syntax()),
        }
        Ok(principal)
    }

    /// # Errors
    /// It names a service that AWS does not have.
    pub(crate) fn check_services(&self) -> Result<(), MalformedPolicy> {
        match self.services.iter().find(|name| !services::may_exist(name)) {
            Some(name) => Err(invalid("Service", name)),
            None => Ok(()),
        }
    }

    fn add(&mut self, kind: &str, value: &Json) -> Result<(), MalformedPolicy> {
        let text = match value {
            Json::Text(text) | Json::Number(text) => text.as_str(),
            _ => return Err(MalformedPolicy::syntax()),
        };
        let wrong = || invalid(kind, text);
        match kind {
            "AWS" if text == "*" => self.everyone = true,
            "AWS" if is_account_id(text) => self.accounts.push(text.into()),
            "AWS" if is_unique_id(text) => self.ids.push(text.into()),
            "AWS" => match principal_arn(text).ok_or_else(wrong)? {
                (account, "root") => self.accounts.push(account.into()),
                _ => self.arns.push(text.into()),
            },
            "Service" if services::is_name(text) => self.services.push(text.into()),
            "Federated" if !text.is_empty() && text != "*" => self.federated.push(text.into()),
            "CanonicalUser" if is_canonical(text) => self.canonical_users.push(text.into()),
            _ => return Err(wrong()),
        }
        Ok(())
    }

    /// Whether a principal is meant. `keys` tell the canonical user, if anything asks for it.
    pub fn includes(&self, who: &RequestPrincipal, keys: &dyn Keys) -> bool {
        self.naming(who, keys).is_some()
    }

    /// How a principal is meant, by what is closest to it; `None`: it is not.
    pub fn naming(&self, who: &RequestPrincipal, keys: &dyn Keys) -> Option<Naming> {
        if self.everyone {
            return Some(Naming::Itself);
        }
        let (account, arn) = match who {
            RequestPrincipal::Aws { account, arn } => (account, arn),
            RequestPrincipal::Anonymous => return None,
            RequestPrincipal::Service(name) => return among(&self.services, name),
            RequestPrincipal::Federated(name) => return among(&self.federated, name),
        };
        let by_id = self.by_id(account, keys);
        let federated = || arn.contains(":federated-user/");
        let by_maker = || {
            keys.federating_user().is_some_and(|FederatingUser { arn, id }| {
                let id = id.as_deref();
                self.untied().any(|known| *known == *arn)
                    || id.is_some_and(|id| self.has_pin(account, id))
            })
        };
        let canonical = || {
            let id = keys.canonical_user();
            id.is_some_and(|id| self.canonical_users.iter().any(|known| **known == *id))
        };
        if self.untied().any(|known| *known == **arn)
            || by_id == Some(Naming::Itself)
            || self.has_service_user(keys)
        {
            Some(Naming::Itself)
        } else if by_id.is_some()
            || self.untied().any(|role| is_session_of(role, arn))
            || (federated() && by_maker())
        {
            Some(Naming::Maker)
        } else {
            let by_account = self.accounts.iter().any(|known| **known == **account)
                || (!self.canonical_users.is_empty() && canonical());
            by_account.then_some(Naming::Account)
        }
    }

    /// Whether a canonical id that is no account's means the principal: it is a user's own.
    fn has_service_user(&self, keys: &dyn Keys) -> bool {
        let mut users = self.canonical_users.iter().filter(|id| is_service_user(id)).peekable();
        users.peek().is_some()
            && keys.canonical_user().is_some_and(|own| users.any(|id| **id == *own))
    }

    /// ARNs that mean whoever has them.
    fn untied(&self) -> impl Iterator<Item = &str> {
        let is_tied = |arn: &str| self.pins.iter().any(|(known, _)| **known == *arn);
        self.arns.iter().map(|arn| &**arn).filter(move |arn| !is_tied(arn))
    }

    /// Whether an ARN meant the principal of this account with this id.
    fn has_pin(&self, account: &str, id: &str) -> bool {
        let of_account = |arn: &str| arn.split(':').nth(4) == Some(account);
        self.pins.iter().any(|(arn, known)| **known == *id && of_account(arn))
    }

    /// By unique id: `aws:userid` is a user's own, or begins with the role's of a session.
    fn by_id(&self, account: &str, keys: &dyn Keys) -> Option<Naming> {
        if self.ids.is_empty() && self.pins.is_empty() {
            return None;
        }
        let userid = keys.get("aws:userid")?;
        let userid = userid.as_slice().first()?;
        let (id, naming) = match userid.split_once(':') {
            Some((role, _)) => (role, Naming::Maker),
            None => (userid.as_ref(), Naming::Itself),
        };
        let known = self.ids.iter().any(|known| **known == *id) || self.has_pin(account, id);
        known.then_some(naming)
    }

    /// Whether a principal is named itself, as `NotPrincipal` asks: an account's name stands for its
    /// root alone, a role's for its sessions only where the account is named besides.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    pub fn names(&self, who: &RequestPrincipal, keys: &dyn Keys) -> bool {
        match who {
            RequestPrincipal::Aws { account, arn } if !arn.ends_with(":root") => {
                let by_account = self.accounts.iter().any(|known| **known == **account);
                let named =
                    |known: &str| *known == **arn || (by_account && is_session_of(known, arn));
                let by_id = match self.by_id(account, keys) {
                    Some(Naming::Itself) => true,
                    by_role => by_role.is_some() && by_account,
                };
                self.everyone || by_id || self.untied().any(named) || self.has_service_user(keys)
            }
            _ => self.includes(who, keys),
        }
    }

    /// True if only these can be meant, nobody unnamed (S3-7.5): web identities are anybody.
    pub fn is_fixed(&self) -> bool {
        let anybody = |provider: &str| !provider.starts_with("arn:");
        !self.everyone && !self.federated.iter().any(|provider| anybody(provider))
    }
}

fn invalid(kind: &str, text: &str) -> MalformedPolicy {
    MalformedPolicy::new("Invalid principal in policy").detail(format!("\"{kind}\" : \"{text}\""))
}

/// Whether a text has the form of an account's id: 12 digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A user's or role's unique id.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
fn is_unique_id(text: &str) -> bool {
    let rest = text.strip_prefix("AIDA").or_else(|| text.strip_prefix("AROA"));
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    rest.is_some_and(|rest| (8..=124).contains(&rest.len()) && rest.bytes().all(fits))
}

/// Services and providers are meant themselves.
fn among(names: &[Box<str>], name: &str) -> Option<Naming> {
    names.iter().any(|known| **known == *name).then_some(Naming::Itself)
}

fn is_canonical(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) || is_service_user(text)
}

/// The canonical id of a user that a service keeps: an origin access identity's (CF-6.6).
pub fn is_service_user(text: &str) -> bool {
    text.len() == 96 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Account and resource of a principal's ARN; no partial wildcards, no groups.
fn principal_arn(text: &str) -> Option<(&str, &str)> {
    let mut parts = text.splitn(6, ':');
    let (arn, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    // Origin access identities, CloudFront's older way, are users of an account of that name.
    let account_fits = is_account_id(account) || account == "cloudfront";
    if arn != "arn" || !partition.starts_with("aws") || !region.is_empty() || !account_fits {
        return None;
    }
    let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
    let known = match (service, kind) {
        ("iam", "root") => name.is_empty(),
        ("iam", "user" | "role") | ("sts", "federated-user") => !name.is_empty(),
        ("sts", "assumed-role") => {
            name.split_once('/').is_some_and(|(r, s)| !r.is_empty() && !s.is_empty())
        }
        _ => false,
    };
    (known && !name.contains(['*', '?'])).then_some((account, resource))
}

/// A role's ARN includes its sessions, whose ARNs name the role without its path.
fn is_session_of(role: &str, session: &str) -> bool {
    let name = |arn: &str, kind: &str| -> Option<(String, String)> {
        let mut parts = arn.splitn(6, ':').skip(4);
        let account = parts.next()?.to_owned();
        Some((account, parts.next()?.strip_prefix(kind)?.to_owned()))
    };
    let Some((session_account, named)) = name(session, "assumed-role/") else { return false };
    let Some((account, path)) = name(role, "role/") else { return false };
    let role_name = path.rsplit('/').next().unwrap_or_default();
    account == session_account && named.split('/').next() == Some(role_name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<PrincipalElement, MalformedPolicy> {
        let member = Json::parse(&format!("{{\"p\":{text}}}")).unwrap().member();
        PrincipalElement::parse(&member)
    }

    impl Json {
        fn member(self) -> Json {
            match self {
                Json::Object(members) => members.into_iter().next().unwrap().1,
                other => other,
            }
        }
    }

    fn includes(text: &str, who: RequestPrincipal) -> bool {
        let nothing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        parse(text).unwrap().includes(&who, &nothing)
    }

    const ROOT: RequestPrincipal =
        RequestPrincipal::Aws { account: "111122223333", arn: "arn:aws:iam::111122223333:root" };
    const USER: RequestPrincipal =
        RequestPrincipal::Aws { account: "111122223333", arn: "arn:aws:iam::111122223333:user/u" };
    const SESSION: RequestPrincipal = RequestPrincipal::Aws {
        account: "111122223333",
        arn: "arn:aws:sts::111122223333:assumed-role/r/s",
    };

    #[test]
    fn s3_7_2_a_who_is_meant() {
        for everyone in [r#""*""#, r#"{"AWS":"*"}"#, r#"{"AWS":["*"]}"#] {
            assert!(includes(everyone, RequestPrincipal::Anonymous), "{everyone}");
            assert!(includes(everyone, USER), "{everyone}");
        }
        let user = r#"{"AWS":"arn:aws:iam::111122223333:user/u"}"#;
        assert!(includes(user, USER));
        assert!(!includes(user, ROOT));
        assert!(!includes(user, RequestPrincipal::Anonymous));
        for role in ["role/r", "role/path/r"] {
            assert!(includes(&format!(r#"{{"AWS":"arn:aws:iam::111122223333:{role}"}}"#), SESSION));
        }
        let service = r#"{"Service":["cloudfront.amazonaws.com","logs.amazonaws.com"]}"#;
        assert!(includes(service, RequestPrincipal::Service("cloudfront.amazonaws.com")));
        assert!(!includes(service, RequestPrincipal::Service("s3.amazonaws.com")));
    }

    #[test]
    fn s3_7_2_b_accounts() {
        for account in [r#""111122223333""#, r#""arn:aws:iam::111122223333:root""#] {
            let text = format!(r#"{{"AWS":{account}}}"#);
            assert!(includes(&text, ROOT) && includes(&text, USER) && includes(&text, SESSION));
            assert!(!includes(&text, RequestPrincipal::Aws { account: "2", arn: "x" }));
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
    #[test]
    fn s3_7_4_how_closely_a_principal_is_named() {
        let naming = |text: &str, who: RequestPrincipal, userid: &str| {
            let keys: BTreeMap<String, Vec<String>> =
                [("aws:userid".to_owned(), vec![userid.to_owned()])].into();
            parse(text).unwrap().naming(&who, &keys)
        };
        let (user, role) = ("AIDAEXAMPLEUSER000000", "AROAEXAMPLEROLE000000");
        let session = format!("{role}:s");
        for (text, of_user, of_session) in [
            (r#""*""#, Some(Naming::Itself), Some(Naming::Itself)),
            (r#"{"AWS":"111122223333"}"#, Some(Naming::Account), Some(Naming::Account)),
            (r#"{"AWS":"arn:aws:iam::111122223333:user/u"}"#, Some(Naming::Itself), None),
            (r#"{"AWS":"arn:aws:iam::111122223333:role/r"}"#, None, Some(Naming::Maker)),
            (
                r#"{"AWS":["111122223333","arn:aws:sts::111122223333:assumed-role/r/s"]}"#,
                Some(Naming::Account),
                Some(Naming::Itself),
            ),
            (r#"{"AWS":"AIDAEXAMPLEUSER000000"}"#, Some(Naming::Itself), None),
            (r#"{"AWS":"AROAEXAMPLEROLE000000"}"#, None, Some(Naming::Maker)),
            (r#"{"AWS":"AIDAEXAMPLEOTHER00000"}"#, None, None),
        ] {
            assert_eq!(naming(text, USER, user), of_user, "{text}");
            assert_eq!(naming(text, SESSION, &session), of_session, "{text}");
        }
    }

    /// S3-7.2(d): each of root, role and session is exempt only where it is named.
    #[test]
    fn s3_7_2_d_not_principal_exempts_what_it_names() {
        let names = |text: &str, who: RequestPrincipal| {
            let nothing: BTreeMap<String, Vec<String>> = BTreeMap::new();
            parse(text).unwrap().names(&who, &nothing)
        };
        let account = r#"{"AWS":"111122223333"}"#;
        assert!(names(account, ROOT) && !names(account, USER) && !names(account, SESSION));
        let user = r#"{"AWS":["111122223333","arn:aws:iam::111122223333:user/u"]}"#;
        assert!(names(user, ROOT) && names(user, USER) && !names(user, SESSION));
        assert!(!names(r#"{"AWS":"arn:aws:iam::111122223333:role/r"}"#, SESSION));
        let both = r#"{"AWS":["111122223333","arn:aws:iam::111122223333:role/r"]}"#;
        assert!(names(both, SESSION));
        assert!(names(r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}"#, SESSION));
        assert!(names(r#""*""#, SESSION) && names(r#""*""#, RequestPrincipal::Anonymous));
        assert!(!names(user, RequestPrincipal::Anonymous));
    }

    #[test]
    fn federated_principals_are_named_by_their_provider() {
        let arn = "arn:aws:iam::111122223333:oidc-provider/id.example";
        let text = format!(r#"{{"Federated":["{arn}","accounts.google.com"]}}"#);
        for (who, is_meant) in [(arn, true), ("accounts.google.com", true), ("id.example", false)] {
            assert_eq!(includes(&text, RequestPrincipal::Federated(who)), is_meant, "{who}");
        }
    }

    #[test]
    fn s3_7_2_c_invalid_principals() {
        for text in [
            r#""111122223333""#,
            r#"{"AWS":"arn:aws:iam::111122223333:group/g"}"#,
            r#"{"AWS":"arn:aws:iam::111122223333:user/*"}"#,
            r#"{"AWS":"1234"}"#,
            r#"{"Service":"cloudfront"}"#,
            r#"{"CanonicalUser":"xyz"}"#,
            r#"{"Robot":"r2"}"#,
            r#"{"AWS":[]}"#,
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.message, "Invalid principal in policy", "{text}");
            assert!(error.detail.is_some(), "{text}");
        }
    }
}
