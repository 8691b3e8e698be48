//! AWS's managed policies that callers are given most, from the AWS Managed Policy Reference, each in
//! its default version.
//! <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>

use crate::policies::HeldPolicy;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Document, ManagedPolicy};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A policy as `aws-managed` has it.
pub(crate) struct Row {
    arn: &'static str,
    version: &'static str,
    created: &'static str,
    updated: &'static str,
    /// Empty where the reference was not at hand.
    description: &'static str,
    document: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/aws_managed.rs"));

/// By ARN.
static ALL: LazyLock<BTreeMap<&str, Arc<HeldPolicy>>> =
    LazyLock::new(|| ROWS.iter().filter_map(|row| Some((row.arn, held(row)?))).collect());

pub(crate) fn find(arn: &str) -> Option<Arc<HeldPolicy>> {
    ALL.get(arn).cloned()
}

pub(crate) fn all() -> impl Iterator<Item = &'static Arc<HeldPolicy>> {
    ALL.values()
}

fn held(row: &Row) -> Option<Arc<HeldPolicy>> {
    let (_, place) = row.arn.split_once(":policy/")?;
    let (path, name) = place
        .rsplit_once('/')
        .map_or(("/".to_owned(), place), |(path, name)| (format!("/{path}/"), name));
    let policy = Policy::parse(row.document, Purpose::Identity).ok()?;
    let created = Timestamp::parse_date_time(row.created)?;
    let mut held = HeldPolicy::new(
        ManagedPolicy {
            arn: row.arn.into(),
            name: name.into(),
            path: path.into(),
            id: id(row.arn).into(),
            description: (!row.description.is_empty()).then(|| row.description.into()),
            document: Document { text: row.document.trim_end().into(), policy: Arc::new(policy) },
            created,
        },
        row.version.strip_prefix('v')?.parse().ok()?,
    );
    held.updated = Timestamp::parse_date_time(row.updated)?;
    Some(Arc::new(held))
}

/// Of the form that AWS's ids have, and always the same: AWS's own are in no reference.
fn id(arn: &str) -> String {
    let fold = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = arn.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    let mut id = "ANPA".to_owned();
    for _ in 0..17 {
        let digit = usize::try_from(hash % 32).unwrap_or(0);
        id.push(char::from(crate::ID.get(digit).copied().unwrap_or(b'A')));
        hash /= 32;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_managed_policy_parses() {
        for row in ROWS {
            assert!(held(row).is_some(), "{}", row.arn);
        }
        assert_eq!(all().count(), ROWS.len(), "each is there once");
        let ids: BTreeSet<_> = all().map(|held| held.managed.id.clone()).collect();
        assert_eq!(ids.len(), ROWS.len());
        assert!(find("arn:aws:iam::aws:policy/Nothing").is_none());
    }

    #[test]
    fn paths_stand_in_the_arn() {
        let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        let held = find(arn).map(|held| held.managed.clone());
        let place = held.as_ref().map(|held| (&*held.path, &*held.name));
        assert_eq!(place, Some(("/service-role/", "AWSLambdaBasicExecutionRole")));
    }
}
