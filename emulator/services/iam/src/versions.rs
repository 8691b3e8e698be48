//! Versions of managed policies.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html>

use crate::managed::check_size;
use crate::model::*;
use crate::policies::{HeldPolicy, Version, version_name, version_number};
use crate::{Iam, document, limits, paging, shown};
use parhelion_policy::iam::Kind;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Iam {
    pub(crate) fn create_policy_version(
        &mut self,
        cx: &mut Context,
        input: CreatePolicyVersionInput,
    ) -> Result<CreatePolicyVersionOutput> {
        let CreatePolicyVersionInput { policy_arn, policy_document, set_as_default } = input;
        let document = document(policy_document, Kind::Managed)?;
        let now = crate::now(cx);
        let mut shown = None;
        self.change_policy(cx, &policy_arn, |held| {
            check_size(&document.text)?;
            if held.versions.len() >= limits::VERSIONS_OF_POLICY {
                let message = "A managed policy can have up to 5 versions. Before you create a new \
                               version, you must delete an existing version.";
                return Err(errors::limit_exceeded_exception(message));
            }
            held.last += 1;
            let number = held.last;
            held.versions.insert(number, Version { document, created: now });
            if set_as_default == Some(true) {
                held.set_default(number, now);
            }
            // The document is not shown again:
            // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
            shown = Some(PolicyVersion { document: None, ..version(held, number, now) });
            Ok(())
        })?;
        Ok(CreatePolicyVersionOutput { policy_version: shown })
    }

    pub(crate) fn get_policy_version(
        &mut self,
        cx: &mut Context,
        input: GetPolicyVersionInput,
    ) -> Result<GetPolicyVersionOutput> {
        let GetPolicyVersionInput { policy_arn, version_id } = input;
        let held = self.found(cx, &policy_arn)?;
        let number = numbered(&held, &policy_arn, &version_id)?;
        let found = held.versions.get(&number);
        let shown = found.map(|found| PolicyVersion {
            document: Some(shown::encoded(&found.document.text)),
            ..version(&held, number, found.created)
        });
        Ok(GetPolicyVersionOutput { policy_version: shown })
    }

    /// The latest first.
    pub(crate) fn list_policy_versions(
        &mut self,
        cx: &mut Context,
        input: ListPolicyVersionsInput,
    ) -> Result<ListPolicyVersionsOutput> {
        let ListPolicyVersionsInput { policy_arn, marker, max_items } = input;
        let held = self.found(cx, &policy_arn)?;
        let all = held.versions.iter().rev();
        let all = all.map(|(number, it)| version(&held, *number, it.created)).collect();
        let asked = paging::Asked { marker, max_items };
        let key = |it: &PolicyVersion| it.version_id.clone().unwrap_or_default();
        let (versions, marker) = paging::page_as_is(all, key, &asked)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListPolicyVersionsOutput { versions: Some(versions), is_truncated, marker })
    }

    pub(crate) fn set_default_policy_version(
        &mut self,
        cx: &mut Context,
        input: SetDefaultPolicyVersionInput,
    ) -> Result<()> {
        let SetDefaultPolicyVersionInput { policy_arn, version_id } = input;
        let now = crate::now(cx);
        self.change_policy(cx, &policy_arn, |held| {
            let number = numbered(held, &policy_arn, &version_id)?;
            held.set_default(number, now);
            Ok(())
        })
    }

    pub(crate) fn delete_policy_version(
        &mut self,
        cx: &mut Context,
        input: DeletePolicyVersionInput,
    ) -> Result<()> {
        let DeletePolicyVersionInput { policy_arn, version_id } = input;
        self.change_policy(cx, &policy_arn, |held| {
            let number = numbered(held, &policy_arn, &version_id)?;
            if number == held.default {
                let message = "Cannot delete the default version of a policy.";
                return Err(errors::delete_conflict_exception(message));
            }
            held.versions.remove(&number);
            Ok(())
        })
    }
}

/// The number of a version that is there.
fn numbered(held: &HeldPolicy, arn: &str, name: &str) -> Result<u32> {
    let number = version_number(name).filter(|number| held.versions.contains_key(number));
    number.ok_or_else(|| -> Error {
        errors::no_such_entity_exception(format!(
            "Policy {arn} version {name} does not exist or is not attachable."
        ))
    })
}

/// Without its document.
pub(crate) fn version(
    held: &HeldPolicy,
    number: u32,
    created: parhelion_wire::Timestamp,
) -> PolicyVersion {
    PolicyVersion {
        document: None,
        version_id: Some(version_name(number)),
        is_default_version: Some(number == held.default),
        create_date: Some(created),
    }
}
