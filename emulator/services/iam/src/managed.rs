//! Managed policies: the account's own, and AWS's.

use crate::model::*;
use crate::policies::HeldPolicy;
use crate::{Directory, ID, Iam, aws_managed, document, limits, paging, shown, tags};
use parhelion_policy::iam::Kind;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::ManagedPolicy;
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_policy(
        &mut self,
        cx: &mut Context,
        input: CreatePolicyInput,
    ) -> Result<CreatePolicyOutput> {
        let CreatePolicyInput { policy_name, path, policy_document, description, tags } = input;
        let path = path.unwrap_or_else(|| "/".to_owned());
        let arn: Arc<str> = format!("arn:aws:iam::{}:policy{path}{policy_name}", cx.account).into();
        let document = document(policy_document, Kind::Managed)?;
        let account = cx.account.clone();
        let is_named =
            |held: &Arc<HeldPolicy>| held.managed.name.eq_ignore_ascii_case(&policy_name);
        if self.directory.policies(&account).any(is_named) {
            let message = format!(
                "A policy called {policy_name} already exists. Duplicate names \
                                   are not allowed."
            );
            return Err(errors::entity_already_exists_exception(message));
        }
        limits::room(
            self.directory.policies(&account).count(),
            limits::POLICIES,
            "PoliciesPerAccount",
        )?;
        check_size(&document.text)?;
        let managed = ManagedPolicy {
            arn,
            name: policy_name.into(),
            path: path.into(),
            id: format!("ANPA{}", cx.id(ID, 17)).into(),
            description: description.map(Arc::from),
            document,
            created: crate::now(cx),
        };
        let mut made = HeldPolicy::new(managed, 1);
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        // https://docs.aws.amazon.com/cli/latest/reference/iam/create-policy.html#examples
        let shown = Policy {
            tags: tags::shown_if_any(&made.tags),
            ..shown::policy(&self.directory, &cx.account, &made)
        };
        let arn = made.managed.arn.clone();
        self.directory.put_policy(made);
        self.hide(cx, &arn);
        Ok(CreatePolicyOutput { policy: Some(shown) })
    }

    pub(crate) fn get_policy(
        &mut self,
        cx: &mut Context,
        input: GetPolicyInput,
    ) -> Result<GetPolicyOutput> {
        let GetPolicyInput { policy_arn } = input;
        let held = self.found(cx, &policy_arn)?;
        let shown = Policy {
            description: held.managed.description.as_deref().map(str::to_owned),
            tags: Some(tags::shown(&held.tags)),
            ..shown::policy(&self.directory, &cx.account, &held)
        };
        Ok(GetPolicyOutput { policy: Some(shown) })
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
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let usage = shown::Usage::of(&self.directory, &account);
        let below = |held: &&Arc<HeldPolicy>| held.managed.path.starts_with(&prefix);
        let show = |held: &Arc<HeldPolicy>| shown::counted_policy(&usage, held);
        let aws = aws_managed::all().filter(|_| scope != "Local").filter(below).map(show);
        let own = self.directory.policies(&account).filter(|_| scope != "AWS");
        let mut shown: Vec<Policy> = aws.chain(own.filter(below).map(show)).collect();
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
        let name = |it: &Policy| it.policy_name.clone().unwrap_or_default();
        shown.sort_by_cached_key(name);
        let asked = paging::Asked { marker, max_items };
        let arn = |it: &Policy| it.arn.clone().unwrap_or_default();
        let (page, marker) = paging::page_as_is(shown, arn, &asked)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListPoliciesOutput { policies: Some(page), is_truncated, marker })
    }

    pub(crate) fn delete_policy(
        &mut self,
        cx: &mut Context,
        input: DeletePolicyInput,
    ) -> Result<()> {
        let DeletePolicyInput { policy_arn } = input;
        let held = self.own_policy(cx, &policy_arn)?;
        let arn = &held.managed.arn;
        let in_use = self
            .directory
            .everybody(&cx.account)
            .any(|one| one.attached.contains(arn) || one.boundary.as_ref() == Some(arn));
        if in_use {
            let message = "Cannot delete a policy attached to entities.";
            return Err(errors::delete_conflict_exception(message));
        }
        if held.versions.len() > 1 {
            let message = "This policy has more than one version. Before you delete a policy, you \
                           must delete the policy's versions. The default version is deleted with \
                           the policy.";
            return Err(errors::delete_conflict_exception(message));
        }
        self.directory.remove_policy(arn);
        Ok(())
    }

    /// A managed policy that somebody wants to see.
    pub(crate) fn found(&self, cx: &Context, arn: &str) -> Result<Arc<HeldPolicy>> {
        check_arn(arn)?;
        let held = self.directory.policy(arn);
        let seen = held.filter(|held| [&*cx.account, "aws"].contains(&held.account()));
        seen.ok_or_else(|| errors::no_such_entity_exception(format!("Policy {arn} was not found.")))
    }

    /// One that the caller's account may change.
    pub(crate) fn own_policy(&self, cx: &Context, arn: &str) -> Result<Arc<HeldPolicy>> {
        let held = self.found(cx, arn)?;
        if held.account() != &*cx.account {
            let message = "Policy is outside your own account.";
            return Err(Error::new(403, "AccessDenied", message));
        }
        Ok(held)
    }

    pub(crate) fn change_policy(
        &mut self,
        cx: &mut Context,
        arn: &str,
        f: impl FnOnce(&mut HeldPolicy) -> Result<()>,
    ) -> Result<()> {
        let old = self.own_policy(cx, arn)?;
        let mut held = (*old).clone();
        f(&mut held)?;
        let decides = held.managed.document.text != old.managed.document.text;
        self.directory.put_policy(held);
        if decides {
            self.spread_policy(cx, old);
        }
        Ok(())
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) fn check_size(document: &str) -> Result<()> {
    limits::room(limits::size(document).saturating_sub(1), limits::POLICY_SIZE, "PolicySize")
}

/// What names no policy at all.
pub(crate) fn check_arn(arn: &str) -> Result<()> {
    let resource = parhelion_world::Arn::parse(arn).filter(|it| it.service == "iam");
    match resource {
        Some(it) if it.resource.starts_with("policy/") => Ok(()),
        _ => Err(errors::invalid_input_exception(format!("ARN {arn} is not valid."))),
    }
}

fn is_used(count: Option<i32>) -> bool {
    count.is_some_and(|count| count > 0)
}

impl Directory {
    /// A managed policy: an account's own, or one of AWS's.
    pub(crate) fn policy(&self, arn: &str) -> Option<Arc<HeldPolicy>> {
        let own = self.own_policy(arn).filter(|_| !self.spreading.hides(arn));
        own.cloned().or_else(|| aws_managed::find(arn))
    }
}
