//! Whom roles trust. A trust policy means principals, not names: it stays with a user who is renamed, and
//! means nobody any more, shown by an id, when the user is gone.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use crate::model::errors;
use crate::{Directory, Iam, document, limits};
use parhelion_policy::iam::Kind;
use parhelion_policy::naming::renamed;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Document, Identities, Principal, PrincipalKind, is_account_id};
use parhelion_world::{Arn, Context};
use std::sync::Arc;

impl Iam {
    /// A trust policy that may be a role's: its principals exist.
    pub(crate) fn trust(&self, cx: &Context, text: String) -> Result<Document> {
        let trust = document(text, Kind::Trust)?;
        let size = limits::size(&trust.text).saturating_sub(1);
        limits::room(size, limits::TRUST_SIZE, "ACLSizePerRole")?;
        for principal in trust.policy.statements.iter().filter_map(|it| it.principal.as_ref()) {
            let named = &principal.principal;
            if !named.federated.iter().all(|name| is_federated(name)) {
                return Err(malformed(
                    "Federated principals must be valid domain names or SAML metadata ARNs",
                ));
            }
            let by_arn = named.arns.iter().filter(|arn| !self.directory.is_one(cx, arn));
            let by_id = named.ids.iter().filter(|id| self.directory.bearer(id).is_none());
            if let Some(nobody) = by_arn.chain(by_id).next() {
                let message = format!("Invalid principal in policy: \"AWS\":\"{nobody}\"");
                return Err(malformed(message));
            }
        }
        // An id of somebody who is there is another way to name them.
        let by_arn = |id: &str| self.directory.bearer(id).map(|held| held.arn.clone());
        Ok(rewritten(&trust, by_arn).unwrap_or(trust))
    }
}

fn malformed(message: impl Into<String>) -> Error {
    errors::malformed_policy_document_exception(message.into())
}

/// A domain, or the ARN of a provider.
fn is_federated(name: &str) -> bool {
    let label = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match Arn::parse(name) {
        Some(arn) => {
            let kind = arn.resource.split_once('/').map(|(kind, _)| kind);
            arn.service == "iam"
                && is_account_id(arn.account)
                && matches!(kind, Some("saml-provider" | "oidc-provider"))
        }
        None => name.split('.').all(|part| !part.is_empty() && part.bytes().all(label)),
    }
}

impl Directory {
    /// Whether a principal of a trust policy exists. Of accounts that nobody here has heard of, it is
    /// taken on trust: their principals live outside of this world.
    fn is_one(&self, cx: &Context, text: &str) -> bool {
        let Some(arn) = Arn::parse(text) else { return true };
        if *arn.account != *cx.account && !self.has_heard_of(arn.account) {
            return true;
        }
        match (arn.service, arn.resource.split_once('/')) {
            ("iam", _) => Identities::principal(self, text).is_some(),
            ("sts", Some(("assumed-role", session))) => {
                let role = session.split('/').next().unwrap_or_default();
                let mut roles = self.principals(arn.account, PrincipalKind::Role);
                roles.any(|held| held.name.eq_ignore_ascii_case(role))
            }
            _ => true,
        }
    }

    /// Another ARN for whoever trusts somebody: `None` stands for an id, of one who is gone.
    pub(crate) fn retrust(&mut self, old: &Principal, new: Option<&Arc<str>>) {
        let names = |trust: &Document| {
            let principals = trust.policy.statements.iter().filter_map(|it| it.principal.as_ref());
            principals.flat_map(|it| &it.principal.arns).any(|arn| **arn == *old.arn)
        };
        let instead = new.unwrap_or(&old.id);
        let by = |arn: &str| (*arn == *old.arn).then(|| instead.clone());
        let trusting: Vec<Principal> = self
            .all_principals()
            .filter_map(|held| {
                let trust = held.trust.as_ref().filter(|trust| names(trust))?;
                let trust = rewritten(trust, by)?;
                Some(Principal { trust: Some(trust), ..(**held).clone() })
            })
            .collect();
        trusting.into_iter().for_each(|role| self.put_principal(role));
    }
}

/// A trust policy with other names for some principals; `None`: none of them has another.
fn rewritten(trust: &Document, by: impl Fn(&str) -> Option<Arc<str>>) -> Option<Document> {
    let text = renamed(&trust.text, |name| Some(by(name)?.to_string()))?;
    let policy = Policy::parse(&text, Purpose::Trust).ok()?;
    Some(Document { text: text.into(), policy: Arc::new(policy) })
}
