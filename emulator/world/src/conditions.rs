//! The global condition keys of a request: one set, for every service.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::context::Context;
use crate::identity::{Caller, Identities, Session};
use parhelion_policy::{FederatingUser, Keys, Values};
use std::borrow::Cow;

/// `aws:…`, looked up only when a policy asks.
pub struct GlobalKeys<'a>(pub &'a Context<'a>);

impl<'a> GlobalKeys<'a> {
    /// The value of a key by its lower-case name; `None` if the request does not carry it, or if it
    /// is no global key.
    pub fn get(&self, name: &str) -> Option<Values<'a>> {
        let name = name.strip_prefix("aws:")?;
        if let (Caller::Service { principal, .. }, "principalservicenameslist") =
            (&self.0.caller, name)
        {
            return Some(Values::Many(vec![Cow::Borrowed(principal)]));
        }
        self.of_request(name).or_else(|| self.of_caller(name)).map(Values::One)
    }

    /// The user who federated the caller.
    pub fn federating_user(&self) -> Option<FederatingUser<'a>> {
        let session = self.credential()?.session.as_deref()?;
        let user = self.0.principal();
        let arn = Cow::Borrowed(user.map_or(session.principal.as_deref()?, |user| &*user.arn));
        let id = session.principal_id.as_ref().or_else(|| user.map(|it| &it.id));
        Some(FederatingUser { arn, id: id.map(|id| Cow::Borrowed(&**id)) })
    }

    /// Whether the caller's user or role has a permissions boundary.
    pub fn has_boundary(&self) -> bool {
        self.0.principal().is_some_and(|principal| principal.boundary.is_some())
    }

    fn of_request(&self, name: &str) -> Option<Cow<'a, str>> {
        let Self(cx) = self;
        let request = cx.request;
        let flag = |is: bool| Cow::Borrowed(if is { "true" } else { "false" });
        // Of what a service asks for on its caller's behalf, the network's end is the service's own.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
        let direct = self.0.via.is_none();
        Some(match name {
            "currenttime" => cx.now.date_time().into(),
            "epochtime" => cx.now.secs().to_string().into(),
            "securetransport" => flag(request.secure),
            "sourceip" if direct && !request.source_ip.is_empty() => {
                Cow::Borrowed(&request.source_ip)
            }
            "useragent" => self.header("user-agent")?,
            "referer" if direct => self.header("referer")?,
            "requestedregion" => Cow::Borrowed(&cx.region),
            "resourceaccount" => Cow::Borrowed(&cx.account),
            "viaawsservice" => {
                flag(cx.via.is_some() && matches!(cx.caller, Caller::Principal { .. }))
            }
            // Of signed requests only.
            "principalisawsservice" if !matches!(cx.caller, Caller::Anonymous) => {
                flag(matches!(cx.caller, Caller::Service { .. }))
            }
            _ => return None,
        })
    }

    fn of_caller(&self, name: &str) -> Option<Cow<'a, str>> {
        let Self(cx) = self;
        if let Some(key) = name.strip_prefix("principaltag/") {
            return self.principal_tag(key);
        }
        Some(match (&cx.caller, name) {
            (Caller::Anonymous, "principaltype") => "Anonymous".into(),
            (Caller::Anonymous, "userid") => "anonymous".into(),
            (Caller::Principal { arn, account, .. }, "principalarn") => {
                self.principal_arn(account, arn)
            }
            (Caller::Principal { account, .. }, "principalaccount") => Cow::Borrowed(account),
            (Caller::Principal { .. }, "tokenissuetime") => self
                .credential()
                .filter(|held| held.session_token.is_some())?
                .created
                .date_time()
                .into(),
            (Caller::Principal { .. }, "multifactorauthpresent") => {
                let held = self.credential().filter(|held| held.session_token.is_some())?;
                let shown = held.session.as_ref().is_some_and(|held| held.mfa_at.is_some());
                Cow::Borrowed(if shown { "true" } else { "false" })
            }
            (Caller::Principal { .. }, "sourceidentity") => {
                Cow::Borrowed(self.session()?.source_identity.as_deref()?)
            }
            (Caller::Principal { .. }, "federatedprovider") => {
                Cow::Borrowed(self.session()?.provider.as_deref()?)
            }
            (Caller::Principal { .. }, "multifactorauthage") => {
                let shown = self.credential()?.session.as_ref()?.mfa_at?;
                cx.now.since(shown).as_secs().to_string().into()
            }
            (Caller::Principal { arn, account, .. }, _) => match (shape(arn), name) {
                (Shape::Root, "principaltype") => "Account".into(),
                (Shape::User(_), "principaltype") => "User".into(),
                (Shape::Session(_), "principaltype") => "AssumedRole".into(),
                (Shape::Federated(_), "principaltype") => "FederatedUser".into(),
                (Shape::Root, "userid") => Cow::Borrowed(account),
                (Shape::User(user), "username") => Cow::Borrowed(user),
                (Shape::User(user), "userid") => {
                    Cow::Borrowed(cx.principal().map_or(user, |known| &known.id))
                }
                (Shape::Federated(name), "userid") => format!("{account}:{name}").into(),
                (Shape::Session(session), "userid") => match cx.principal() {
                    Some(role) => {
                        let name = session.rsplit('/').next().unwrap_or(session);
                        format!("{}:{name}", role.id).into()
                    }
                    None => Cow::Borrowed(session),
                },
                _ => return None,
            },
            (Caller::ServiceUser { arn, .. }, "principalarn") => Cow::Borrowed(arn),
            (Caller::ServiceUser { .. }, "principaltype") => "User".into(),
            (Caller::Service { principal, .. }, "principalservicename") => Cow::Borrowed(principal),
            (Caller::Service { source_arn, .. }, "sourcearn") => Cow::Borrowed(source_arn),
            (Caller::Service { source_account, .. }, "sourceaccount") => {
                Cow::Borrowed(source_account)
            }
            _ => return None,
        })
    }

    /// Of a role's session it is the role's, with the role's path.
    fn principal_arn(&self, account: &str, arn: &'a str) -> Cow<'a, str> {
        match (shape(arn), self.0.principal()) {
            (Shape::Session(_), Some(role)) => Cow::Borrowed(&role.arn),
            (Shape::Session(session), None) => {
                let role = session.split('/').next().unwrap_or(session);
                format!("arn:aws:iam::{account}:role/{role}").into()
            }
            _ => Cow::Borrowed(arn),
        }
    }

    /// A session's own tags outweigh those of its principal.
    fn principal_tag(&self, key: &str) -> Option<Cow<'a, str>> {
        let tags = self.session().map(|session| &session.tags).into_iter();
        let tags = tags.chain(self.0.principal().map(|principal| &principal.tags));
        let mut all = tags.flat_map(|tags| tags.iter());
        let (_, value) = all.find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(Cow::Borrowed(value))
    }

    fn session(&self) -> Option<&'a Session> {
        self.credential()?.session.as_deref()
    }

    fn credential(&self) -> Option<&'a crate::identity::Credential> {
        let Caller::Principal { access_key, .. } = &self.0.caller else { return None };
        let known: &dyn Identities = self.0.identities();
        known.credential(access_key)
    }

    fn header(&self, name: &str) -> Option<Cow<'a, str>> {
        let value = self.0.request.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()))
    }
}

/// For calls that have no keys of their own.
impl Keys for GlobalKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        GlobalKeys::get(self, name)
    }

    fn federating_user(&self) -> Option<FederatingUser<'_>> {
        GlobalKeys::federating_user(self)
    }

    fn has_boundary(&self) -> bool {
        GlobalKeys::has_boundary(self)
    }
}

/// What an ARN says of whom it names.
enum Shape<'a> {
    Root,
    User(&'a str),
    /// `role/session` as `aws:userid` has it after the role's id.
    Session(&'a str),
    Federated(&'a str),
    Other,
}

fn shape(arn: &str) -> Shape<'_> {
    let resource = crate::Arn::parse(arn).map_or("", |arn| arn.resource);
    match resource.split_once('/') {
        None if resource == "root" => Shape::Root,
        Some(("user", path)) => Shape::User(path.rsplit('/').next().unwrap_or(path)),
        Some(("assumed-role", session)) => Shape::Session(session),
        Some(("federated-user", name)) => Shape::Federated(name),
        _ => Shape::Other,
    }
}
