//! The access keys, principals and policies that exist.

use crate::account::AccountThings;
use crate::policies::HeldPolicy;
use crate::seen::Spreading;
use crate::tags::Tags;
use crate::user_things::UserThings;
use parhelion_wire::Timestamp;
use parhelion_world::Caller;
use parhelion_world::identity::{
    ACCESS_KEY, ACCOUNT, Account, Credential, Identities, ManagedPolicy, OpenIdProvider, Principal,
    PrincipalKind, SECRET_KEY,
};
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

impl Identities for Directory {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        self.spreading.keys.get(access_key).unwrap_or_else(|| self.find(access_key))
    }

    fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        self.spreading.principals.get(arn).unwrap_or_else(|| self.principals.get(arn))
    }

    fn bearer(&self, id: &str) -> Option<&Arc<Principal>> {
        self.principals.values().find(|held| *held.id == *id)
    }

    fn has_principals(&self, account: &str) -> bool {
        let mut all = self.principals.values();
        all.any(|held| *held.account == *account && held.kind != PrincipalKind::Group)
    }

    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>> {
        match self.spreading.policies.get(arn) {
            Some(seen) => seen.map(|held| held.managed.clone()),
            None => self.policy(arn).map(|held| held.managed.clone()),
        }
    }

    fn mfa_step(&self, user: &str, serial: &str, code: &str, now: Timestamp) -> Option<i64> {
        self.things.get(user)?.mfa.get(serial)?;
        let device = self.account(user.split(':').nth(4)?)?.mfa_devices.get(serial)?;
        device.seed.shows(code, now)
    }

    fn saml_metadata(&self, arn: &str) -> Option<Arc<str>> {
        let account = arn.split(':').nth(4)?;
        self.account(account)?.saml_providers.get(arn).map(|held| held.metadata.clone())
    }

    fn web_issuer(&self, account: &str) -> Option<Arc<str>> {
        self.account(account).filter(|held| held.gives_web_tokens)?.web_issuer.clone()
    }

    fn is_web_issuer(&self, issuer: &str) -> bool {
        self.accounts.values().any(|held| held.web_issuer.as_deref() == Some(issuer))
    }

    fn open_id_provider(&self, arn: &str) -> Option<&Arc<OpenIdProvider>> {
        let account = arn.split(':').nth(4).filter(|_| !self.spreading.hides(arn))?;
        self.account(account)?.open_id_providers.get(arn).map(|held| &held.provider)
    }
}

/// The access keys and principals that exist.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Directory {
    keys: Table<Arc<str>, Credential>,
    /// Users, roles and groups, by ARN.
    principals: Table<Arc<str>, Arc<Principal>>,
    /// Customers' managed policies, by ARN.
    policies: Table<Arc<str>, Arc<HeldPolicy>>,
    /// What belongs to an account as a whole.
    accounts: Table<Account, AccountThings>,
    /// What users have besides keys and policies, by the user's ARN.
    things: Table<Arc<str>, UserThings>,
    /// What others see of it.
    #[serde(default)]
    pub(crate) spreading: Spreading,
}

equal_by_identity!(AccountThings, HeldPolicy, UserThings);

impl Default for Directory {
    fn default() -> Self {
        let mut directory = Self {
            keys: Table::new(),
            principals: Table::new(),
            policies: Table::new(),
            accounts: Table::new(),
            things: Table::new(),
            spreading: Spreading::default(),
        };
        directory.insert_root(ACCOUNT, ACCESS_KEY, SECRET_KEY);
        directory
    }
}

impl Directory {
    pub(crate) fn find(&self, access_key: &str) -> Option<&Credential> {
        self.keys.get(access_key)
    }

    pub(crate) fn insert(&mut self, access_key: &str, credential: Credential) {
        self.keys.insert(access_key.into(), credential);
    }

    pub(crate) fn remove(&mut self, access_key: &str) -> Option<Credential> {
        self.keys.remove(access_key)
    }

    /// The access keys of a principal, by id.
    pub(crate) fn keys_of<'a>(
        &'a self,
        arn: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Credential)> {
        self.keys.iter().filter(move |(_, held)| held.caller.arn() == arn)
    }

    /// An access key of an account's root user.
    pub fn insert_root(&mut self, account: &str, access_key: &str, secret: &str) {
        let caller = Caller::root(account, access_key);
        self.insert(access_key, Credential::permanent(secret, caller));
    }

    /// An access key of a user, who is made if there is none: with no policies yet, so with no
    /// rights but those that resources give.
    pub fn insert_user(&mut self, account: &str, user: &str, access_key: &str, secret: &str) {
        let arn: Arc<str> = format!("arn:aws:iam::{account}:user/{user}").into();
        if !self.principals.contains_key(&*arn) {
            // As unique as the name: only IAM's API makes principals that are made again.
            let id = format!("AIDA{:0>17}", user.to_ascii_uppercase());
            self.put_principal(Principal::new(PrincipalKind::User, account, "/", user, &id));
        }
        let caller =
            Caller::Principal { account: account.into(), arn, access_key: access_key.into() };
        self.insert(access_key, Credential::permanent(secret, caller));
    }

    /// A user or role by its ARN.
    pub fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        self.principals.get(arn)
    }

    /// A user or role as it is, in place of the one with its ARN, if any.
    pub fn put_principal(&mut self, principal: Principal) {
        self.principals.insert(principal.arn.clone(), Arc::new(principal));
    }

    /// With all that belongs to it; nobody trusts it any more.
    pub(crate) fn remove_principal(&mut self, arn: &str) {
        self.things.remove(arn);
        if let Some(held) = self.principals.remove(arn) {
            self.retrust(&held, None);
        }
    }

    /// A principal under another name or path, with all that is its own: id, keys, membership.
    pub(crate) fn rename(&mut self, old: &Principal, path: &str, name: &str) -> Principal {
        let arn: Arc<str> =
            format!("arn:aws:iam::{}:{}{path}{name}", old.account, old.kind.word()).into();
        let new =
            Principal { arn: arn.clone(), path: path.into(), name: name.into(), ..old.clone() };
        self.principals.remove(&old.arn);
        self.put_principal(new.clone());
        self.retrust(old, Some(&arn));
        if let Some(things) = self.things.remove(&old.arn) {
            self.things.insert(arn.clone(), things);
        }
        let renamed: Vec<_> = self
            .keys
            .iter()
            .filter_map(|(id, held)| Some((id.clone(), renamed(held, &old.arn, &arn)?)))
            .collect();
        self.keys.extend(renamed);
        if old.kind == PrincipalKind::Group {
            for member in self.members(&old.account, &old.arn) {
                let mut member = (*member).clone();
                member.groups.remove(&old.arn);
                member.groups.insert(arn.clone());
                self.put_principal(member);
            }
        }
        new
    }

    /// Principals of an account, by ARN.
    pub(crate) fn principals<'a>(
        &'a self,
        account: &'a str,
        kind: PrincipalKind,
    ) -> impl Iterator<Item = &'a Arc<Principal>> {
        self.everybody(account).filter(move |held| held.kind == kind)
    }

    /// Users, roles and groups of an account, by ARN, as far as IAM itself finds them.
    pub(crate) fn everybody<'a>(
        &'a self,
        account: &'a str,
    ) -> impl Iterator<Item = &'a Arc<Principal>> {
        let all = self.principals.values().filter(move |held| *held.account == *account);
        all.filter(|held| !self.spreading.hides(&held.arn))
    }

    /// Those of all accounts.
    pub(crate) fn all_principals(&self) -> impl Iterator<Item = &Arc<Principal>> {
        self.principals.values()
    }

    /// Who has this unique id.
    pub(crate) fn bearer(&self, id: &str) -> Option<&Arc<Principal>> {
        self.principals.values().find(|held| *held.id == *id)
    }

    /// Whether anything of an account is here.
    pub(crate) fn has_heard_of(&self, account: &str) -> bool {
        let mut callers = self.keys.values().map(|held| &held.caller);
        self.principals.values().any(|held| *held.account == *account)
            || self.accounts.contains_key(account)
            || callers.any(|caller| caller.account().is_some_and(|it| **it == *account))
    }

    /// Whether a name is not to be had.
    pub(crate) fn has_name(&self, account: &str, kind: PrincipalKind, name: &str) -> bool {
        let mut all = self.principals.values();
        let bears = |held: &Principal| {
            held.kind == kind && *held.account == *account && held.name.eq_ignore_ascii_case(name)
        };
        all.any(|held| bears(held)) || self.spreading.is_taken(account, kind, name)
    }

    /// The users in a group.
    pub(crate) fn members(&self, account: &str, group: &str) -> Vec<Arc<Principal>> {
        let users = self.principals(account, PrincipalKind::User);
        users.filter(|user| user.groups.contains(group)).cloned().collect()
    }

    /// A managed policy of an account.
    pub(crate) fn own_policy(&self, arn: &str) -> Option<&Arc<HeldPolicy>> {
        self.policies.get(arn)
    }

    pub(crate) fn put_policy(&mut self, policy: HeldPolicy) {
        self.policies.insert(policy.managed.arn.clone(), Arc::new(policy));
    }

    pub(crate) fn remove_policy(&mut self, arn: &str) {
        self.policies.remove(arn);
    }

    /// The account's own managed policies, by ARN.
    pub(crate) fn policies<'a>(
        &'a self,
        account: &'a str,
    ) -> impl Iterator<Item = &'a Arc<HeldPolicy>> {
        self.policies.values().filter(move |held| held.account() == account)
    }

    /// What an account has as a whole, if it has anything.
    pub(crate) fn account(&self, account: &str) -> Option<&AccountThings> {
        self.accounts.get(account)
    }

    pub(crate) fn account_mut(&mut self, account: &Account) -> &mut AccountThings {
        self.accounts.entry(account.clone()).or_default()
    }

    /// The tags of whatever has this ARN.
    pub(crate) fn tags_of(&self, arn: &str) -> Option<&Tags> {
        if let Some(held) = self.principals.get(arn) {
            return Some(&held.tags);
        }
        if let Some(held) = self.policies.get(arn) {
            return Some(&held.tags);
        }
        self.account(arn.split(':').nth(4)?)?.tags_of(arn)
    }

    /// Whether some account has this alias: they are one's only.
    pub(crate) fn has_alias(&self, alias: &str) -> bool {
        self.accounts.values().any(|held| held.alias.as_deref() == Some(alias))
    }

    /// What a user has, if it has anything.
    pub(crate) fn things(&self, user: &str) -> Option<&UserThings> {
        self.things.get(user)
    }

    pub(crate) fn things_mut(&mut self, user: &Arc<str>) -> &mut UserThings {
        self.things.entry(user.clone()).or_default()
    }

    /// Users that have something, by ARN.
    pub(crate) fn all_things(&self) -> impl Iterator<Item = (&Arc<str>, &UserThings)> {
        self.things.iter()
    }
}

/// A key of a principal that has another ARN now; `None`: it is somebody else's.
fn renamed(held: &Credential, old: &Arc<str>, new: &Arc<str>) -> Option<Credential> {
    let own = held.caller.arn() == &**old;
    let session = held.session.as_deref().filter(|it| it.principal.as_ref() == Some(old));
    if !own && session.is_none() {
        return None;
    }
    let mut held = held.clone();
    if let (true, Caller::Principal { arn, .. }) = (own, &mut held.caller) {
        *arn = new.clone();
    }
    if let Some(session) = session {
        let mut session = session.clone();
        session.principal = Some(new.clone());
        held.session = Some(Arc::new(session));
    }
    Some(held)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use parhelion_policy::{Policy, Purpose, Request, RequestPrincipal};
    use parhelion_world::identity::{Cause, Document, Grant, Session, Verdict, decide};
    use std::collections::BTreeMap;

    fn policy(effect: &str, action: &str) -> Document {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Action":"{action}","Resource":"*"}}]}}"#
        );
        let policy = Arc::new(Policy::parse(&text, Purpose::Identity).unwrap());
        Document { text: text.into(), policy }
    }

    fn caller(arn: &str, key: &str) -> Caller {
        Caller::Principal { account: "1".into(), arn: arn.into(), access_key: key.into() }
    }

    fn decided(directory: &Directory, caller: &Caller, action: &str) -> Verdict {
        let keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let principal = RequestPrincipal::Aws { account: "1", arn: caller.arn() };
        decide(
            directory,
            caller,
            &Request { principal, action, resource: "arn:aws:s3:::b", keys: &keys },
            Grant::Nothing,
        )
    }

    /// S3-7.4, rules 4 and 6.
    #[test]
    fn users_have_what_their_policies_give() {
        let mut directory = Directory::default();
        directory.insert_user("1", "ann", "K", "s");
        let ann = caller("arn:aws:iam::1:user/ann", "K");
        assert_eq!(decided(&directory, &ann, "s3:Get"), Verdict::Implicit(Cause::Identity));
        let mut held = (**directory.principal(ann.arn()).unwrap()).clone();
        held.inline.insert("p".into(), policy("Allow", "s3:*"));
        directory.put_principal(held.clone());
        assert_eq!(decided(&directory, &ann, "s3:Get"), Verdict::Allow);
        held.inline.insert("q".into(), policy("Deny", "s3:Put*"));
        directory.put_principal(held.clone());
        assert_eq!(decided(&directory, &ann, "s3:PutX"), Verdict::Explicit(Cause::Identity));
        let boundary = ManagedPolicy {
            arn: "arn:aws:iam::1:policy/b".into(),
            name: "b".into(),
            path: "/".into(),
            id: "ANPA".into(),
            description: None,
            document: policy("Allow", "s3:List*"),
            created: parhelion_world::world::EPOCH,
        };
        directory.put_policy(HeldPolicy::new(boundary, 1));
        held.boundary = Some("arn:aws:iam::1:policy/b".into());
        directory.put_principal(held);
        assert_eq!(decided(&directory, &ann, "s3:Get"), Verdict::Implicit(Cause::Boundary));
        assert_eq!(decided(&directory, &ann, "s3:ListX"), Verdict::Allow);
        assert_eq!(
            decided(&directory, &caller("arn:aws:iam::1:root", "R"), "s3:X"),
            Verdict::Allow
        );
    }

    /// A session has what its role has and its session policies leave.
    #[test]
    fn sessions_are_limited_by_their_policies() {
        let mut directory = Directory::default();
        let mut role = Principal::new(PrincipalKind::Role, "1", "/", "r", "AROA");
        role.attached.insert("arn:aws:iam::aws:policy/AmazonS3FullAccess".into());
        let arn = role.arn.clone();
        directory.put_principal(role);
        let session = caller("arn:aws:sts::1:assumed-role/r/s", "ASIA");
        let mut credential = Credential::permanent("s", session.clone());
        let limits = vec![policy("Allow", "s3:Get*").policy];
        credential.session = Some(Arc::new(Session {
            principal: Some(arn),
            policies: limits,
            ..Session::default()
        }));
        directory.insert("ASIA", credential);
        assert_eq!(decided(&directory, &session, "s3:GetObject"), Verdict::Allow);
        assert_eq!(
            decided(&directory, &session, "s3:PutObject"),
            Verdict::Implicit(Cause::Session)
        );
        assert_eq!(decided(&directory, &session, "logs:X"), Verdict::Implicit(Cause::Identity));
    }
}
