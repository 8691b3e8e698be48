//! What grants let whom do (KMS-3.7): with the key that they are of, exactly the operations that they
//! name, under their constraints. A deny of the caller's own policies outweighs them, and what limits
//! a role's session limits them.

use super::{Constraints, Grant, Party};
use crate::Kms;
use crate::material::EncryptionContext;
use crate::model::MODEL;
use parhelion_policy::{Naming, PrincipalElement, RequestPrincipal};
use parhelion_wire::Fields;
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::{Arn, Call, Caller, Context, Permission, identity};

/// Those of an encryption context in a call for an action.
fn context(fields: &Fields<'_>, action: &str) -> EncryptionContext {
    let pairs = fields.pairs(member_of(action));
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The member of a call that has the encryption context for an action.
pub(crate) fn member_of(action: &str) -> &'static str {
    match action {
        "ReEncryptFrom" => "SourceEncryptionContext",
        "ReEncryptTo" => "DestinationEncryptionContext",
        _ => "EncryptionContext",
    }
}

impl Kms {
    /// What grants, by their tokens or known everywhere, give the caller.
    pub(crate) fn granted_to(
        &self,
        cx: &Context,
        call: Call<'_>,
        wanted: &Permission,
    ) -> Option<identity::Grant> {
        let action = wanted.action.strip_prefix("kms:")?;
        let fields = Fields::of(&MODEL, call.operation, call.input);
        if action == "RetireGrant" {
            return self.may_retire(cx, &fields, &wanted.resource);
        }
        let tokens = fields.texts("GrantTokens");
        let tokens: Vec<_> =
            tokens.into_iter().filter_map(|token| self.named_by(token).ok()).collect();
        let counts = |grant: &Grant| {
            let shown = || tokens.iter().any(|named| *named.id == *grant.id);
            grant.ended.is_none_or(|at| cx.now < at) && (grant.known <= cx.now || shown())
        };
        let said = context(&fields, action);
        let grants = self.grants.all_of(&wanted.resource);
        let grants = grants.filter(|grant| grant.allows(action) && counts(grant));
        let grants = grants.filter(|grant| match action {
            "CreateGrant" => grant.covers(&fields),
            "DescribeKey" => true,
            _ => grant.constraints.hold(&said),
        });
        grants.filter_map(|grant| grant.grantee.is(cx)).max()
    }

    /// KMS-3.8
    fn may_retire(&self, cx: &Context, fields: &Fields<'_>, key: &str) -> Option<identity::Grant> {
        let id = match fields.text("GrantToken") {
            Some(token) => self.named_by(token).ok()?.id,
            None => fields.text("GrantId")?.to_owned(),
        };
        let owner = Arn::parse(key).map(|arn| arn.account.to_owned());
        let owns = |account: &str| cx.caller.account().is_some_and(|own| **own == *account);
        let Some(grant) = self.grants.get(key, &id) else {
            // There is none; the key's own account hears it.
            return owner.filter(|owner| owns(owner)).map(|_| identity::Grant::Nothing);
        };
        let account = owner.is_some_and(|owner| owns(&owner)) || owns(&grant.issuer);
        let retiring = grant.retiring.as_ref().and_then(|party| party.is(cx));
        let grantee = grant.allows("RetireGrant").then(|| grant.grantee.is(cx)).flatten();
        account.then_some(identity::Grant::Nothing).max(retiring).max(grantee)
    }
}

impl Party {
    /// Whether the caller is meant: by name, as a role's session, or as one of a whole account, whose
    /// own policies then say who.
    fn is(&self, cx: &Context) -> Option<identity::Grant> {
        let (account, arn) = match &cx.caller {
            Caller::Principal { account, arn, .. } => (account, arn),
            Caller::Service { principal, .. } => {
                return (*principal == self.arn).then_some(identity::Grant::Direct);
            }
            Caller::ServiceUser { .. } | Caller::Anonymous => return None,
        };
        let whole = self.arn.strip_suffix(":root").and_then(|arn| arn.rsplit(':').next());
        if let Some(whole) = whole {
            return (*whole == **account).then_some(identity::Grant::Nothing);
        }
        if let Some(id) = &self.id {
            // Under whatever name.
            let of = Arn::parse(&self.arn)?.account;
            let acting = cx.principal().filter(|held| held.id == *id && *held.account == *of)?;
            let itself = *acting.arn == **arn;
            return Some(if itself { identity::Grant::Direct } else { identity::Grant::Role });
        }
        let named = PrincipalElement { arns: vec![(*self.arn).into()], ..Default::default() };
        match named.naming(&RequestPrincipal::Aws { account, arn }, &GlobalKeys(cx))? {
            Naming::Itself => Some(identity::Grant::Direct),
            Naming::Maker | Naming::Account => Some(identity::Grant::Role),
        }
    }
}

impl Grant {
    fn allows(&self, operation: &str) -> bool {
        self.operations.iter().any(|known| **known == *operation)
    }

    /// Whether the grant that a call would make gives no more than this one does.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html>
    fn covers(&self, fields: &Fields<'_>) -> bool {
        let said = fields.inner("Constraints");
        let of = |name: &str| -> Option<EncryptionContext> {
            let pairs = said.pairs(name).into_iter();
            let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
            Some(pairs.collect()).filter(|pairs: &EncryptionContext| !pairs.is_empty())
        };
        let asked = Constraints {
            subset: of("EncryptionContextSubset"),
            equals: of("EncryptionContextEquals"),
        };
        fields.texts("Operations").iter().all(|operation| self.allows(operation))
            && self.constraints.are_kept_by(&asked)
    }
}

fn has_all(context: &EncryptionContext, pairs: &EncryptionContext) -> bool {
    pairs.iter().all(|(name, value)| context.get(name) == Some(value))
}

impl Constraints {
    /// KMS-3.6
    fn hold(&self, said: &EncryptionContext) -> bool {
        self.subset.as_ref().is_none_or(|pairs| has_all(said, pairs))
            && self.equals.as_ref().is_none_or(|pairs| said == pairs)
    }

    /// Whether others are as strict.
    fn are_kept_by(&self, others: &Constraints) -> bool {
        let equal = self.equals.as_ref().is_none_or(|pairs| others.equals.as_ref() == Some(pairs));
        let subset = self.subset.as_ref().is_none_or(|pairs| {
            [&others.subset, &others.equals].into_iter().flatten().any(|all| has_all(all, pairs))
        });
        equal && subset
    }
}
