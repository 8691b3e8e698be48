//! Managed policies: the account's own, of one version each, and AWS's.

use crate::Directory;
use crate::model::*;
use crate::{ID, Iam, document, paging, shown};
use parhelion_policy::Purpose;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{ManagedPolicy, PrincipalKind};
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_policy(
        &mut self,
        cx: &mut Context,
        input: CreatePolicyInput,
    ) -> Result<CreatePolicyOutput> {
        let CreatePolicyInput { policy_name, path, policy_document, description, tags: _ } = input;
        let path = path.unwrap_or_else(|| "/".to_owned());
        let arn: Arc<str> = format!("arn:aws:iam::{}:policy{path}{policy_name}", cx.account).into();
        let account = cx.account.clone();
        let is_named = |held: &Arc<ManagedPolicy>| held.name.eq_ignore_ascii_case(&policy_name);
        if self.directory.policies(&account).any(is_named) {
            let message = format!(
                "A policy called {policy_name} already exists. Duplicate names \
                                   are not allowed."
            );
            return Err(errors::entity_already_exists_exception(message));
        }
        let made = ManagedPolicy {
            arn,
            name: policy_name.into(),
            path: path.into(),
            id: format!("ANPA{}", cx.id(ID, 17)).into(),
            description: description.map(Arc::from),
            document: document(policy_document, Purpose::Identity)?,
            created: cx.now,
        };
        let shown = shown::policy(&self.directory, &cx.account, &made);
        self.directory.put_policy(made);
        Ok(CreatePolicyOutput { policy: Some(shown) })
    }

    pub(crate) fn get_policy(
        &mut self,
        cx: &mut Context,
        input: GetPolicyInput,
    ) -> Result<GetPolicyOutput> {
        let GetPolicyInput { policy_arn } = input;
        let held = self.found(&policy_arn)?;
        Ok(GetPolicyOutput { policy: Some(shown::policy(&self.directory, &cx.account, &held)) })
    }

    pub(crate) fn get_policy_version(
        &mut self,
        _: &mut Context,
        input: GetPolicyVersionInput,
    ) -> Result<GetPolicyVersionOutput> {
        let GetPolicyVersionInput { policy_arn, version_id } = input;
        let held = self.found(&policy_arn)?;
        if version_id != "v1" {
            let message = format!(
                "Policy {policy_arn} version {version_id} does not exist or is not attachable."
            );
            return Err(errors::no_such_entity_exception(message));
        }
        Ok(GetPolicyVersionOutput {
            policy_version: Some(PolicyVersion {
                document: Some(shown::encoded(&held.document.text)),
                version_id: Some(version_id),
                is_default_version: Some(true),
                create_date: Some(held.created),
            }),
        })
    }

    pub(crate) fn list_policies(
        &mut self,
        cx: &mut Context,
        input: ListPoliciesInput,
    ) -> Result<ListPoliciesOutput> {
        let ListPoliciesInput {
            scope,
            only_attached,
            path_prefix,
            policy_usage_filter,
            marker,
            max_items,
        } = input;
        let scope = scope.as_deref().unwrap_or("All");
        let account = cx.account.clone();
        let mut held: Vec<Arc<ManagedPolicy>> = Vec::new();
        if scope != "Local" {
            held.extend(Directory::aws_policies());
        }
        if scope != "AWS" {
            held.extend(self.directory.policies(&account).cloned());
        }
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        held.retain(|policy| policy.path.starts_with(&prefix));
        let mut shown: Vec<Policy> =
            held.iter().map(|held| shown::policy(&self.directory, &cx.account, held)).collect();
        if only_attached == Some(true) {
            shown.retain(|policy| is_used(policy.attachment_count));
        }
        match policy_usage_filter.as_deref() {
            Some("PermissionsPolicy") => shown.retain(|it| is_used(it.attachment_count)),
            Some("PermissionsBoundary") => {
                shown.retain(|it| is_used(it.permissions_boundary_usage_count));
            }
            _ => {}
        }
        let (page, marker) = paging::page(
            shown,
            |it| it.arn.as_deref().unwrap_or_default(),
            marker.as_deref(),
            max_items,
        )?;
        let is_truncated = Some(marker.is_some());
        Ok(ListPoliciesOutput { policies: Some(page), is_truncated, marker })
    }

    pub(crate) fn delete_policy(
        &mut self,
        cx: &mut Context,
        input: DeletePolicyInput,
    ) -> Result<()> {
        let DeletePolicyInput { policy_arn } = input;
        let held = self.found(&policy_arn)?;
        let account = cx.account.clone();
        if held.arn.split(':').nth(4) != Some(&*account) {
            let message = "Policy is outside your own account.";
            return Err(Error::new(403, "AccessDenied", message));
        }
        let directory = &mut self.directory;
        let in_use = [PrincipalKind::User, PrincipalKind::Role].into_iter().any(|kind| {
            directory.principals(&account, kind).any(|one| {
                one.attached.contains(&held.arn) || one.boundary.as_ref() == Some(&held.arn)
            })
        });
        if in_use {
            let message = "Cannot delete a policy attached to entities.";
            return Err(errors::delete_conflict_exception(message));
        }
        directory.remove_policy(&held.arn);
        Ok(())
    }

    fn found(&self, arn: &str) -> Result<Arc<ManagedPolicy>> {
        self.policy(arn)
            .map_err(|_| errors::no_such_entity_exception(format!("Policy {arn} was not found.")))
    }
}

fn is_used(count: Option<i32>) -> bool {
    count.is_some_and(|count| count > 0)
}
