//! Resources' policies name users and roles by ARN, and mean those that have it now.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users>

use super::Identities;
use crate::Arn;
use parhelion_policy::Policy;
use std::sync::Arc;

/// Ties a policy to the users and roles that it names: others that have the same ARNs later are not
/// meant. What is said of accounts that nobody knows is left as it is.
///
/// # Errors
/// The ARN or the unique id of one that is not there.
pub fn tie(known: &dyn Identities, policy: &mut Policy) -> Result<(), String> {
    // Sessions come and go, and who will have one is not known.
    let is_missing = |name: &str| {
        let entity = Arn::parse(name).filter(|arn| is_entity(arn.resource));
        let is_there = || known.principal(name).is_some() || known.service_user(name).is_some();
        entity.is_some_and(|arn| !is_there() && known.has_principals(arn.account))
    };
    let missing = {
        let arns = policy.principals().flat_map(|it| &it.arns);
        let ids = policy.principals().flat_map(|it| &it.ids);
        let arns = arns.filter(|arn| is_missing(arn));
        arns.chain(ids.filter(|id| known.bearer(id).is_none())).next().cloned()
    };
    if let Some(missing) = missing {
        return Err(missing.into());
    }
    pin(known, policy);
    Ok(())
}

/// Ties a policy to those whom it names and who are there.
pub fn pin(known: &dyn Identities, policy: &mut Policy) {
    policy.pin(|arn| known.principal(arn).map(|held| (&*held.id).into()));
}

fn is_entity(resource: &str) -> bool {
    resource.starts_with("user/") || resource.starts_with("role/")
}

/// A text of a policy as it is shown: with the ARNs that users and roles have now, and the unique ids
/// of those who are gone.
pub fn shown(known: &dyn Identities, policy: &Policy, text: &str) -> String {
    policy.shown(text, |arn, id| Some(arn_of(known, arn, id)?.to_string()))
}

/// The ARN that the user or role with this id has now, who had another one; `None`: it is gone.
pub fn arn_of<'a>(known: &'a dyn Identities, arn: &str, id: &str) -> Option<&'a Arc<str>> {
    let same = known.principal(arn).filter(|held| *held.id == *id);
    let of = Arn::parse(arn).map(|arn| arn.account);
    let renamed = || known.bearer(id).filter(|held| of == Some(&*held.account));
    same.or_else(renamed).map(|held| &held.arn)
}
