//! Resources' policies name users and roles by ARN, and mean those that have it now.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users>

use super::Identities;
use crate::Arn;
use parhelion_policy::Policy;

/// Ties a policy to the users and roles that it names: others that have the same ARNs later are not
/// meant. What is said of accounts that nobody knows is left as it is.
///
/// # Errors
/// The ARN of one that is not there.
pub fn tie(known: &dyn Identities, policy: &mut Policy) -> Result<(), String> {
    let account = |arn: &str| Arn::parse(arn).map_or(String::new(), |arn| arn.account.to_owned());
    let is_missing =
        |arn: &&str| known.principal(arn).is_none() && known.has_principals(&account(arn));
    if let Some(missing) = policy.entities().find(is_missing) {
        return Err(missing.to_owned());
    }
    policy.pin(|arn| known.principal(arn).map(|held| (&*held.id).into()));
    Ok(())
}

/// A text of a policy as it is shown: with the unique ids of users and roles that are gone.
pub fn shown(known: &dyn Identities, policy: &Policy, text: &str) -> String {
    policy.shown(text, |arn, id| known.principal(arn).is_some_and(|held| *held.id == *id))
}
