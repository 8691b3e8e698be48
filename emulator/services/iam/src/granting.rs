//! Which of an entity's policies give it anything of a service, and so what could be taken from it.
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html>

use crate::model::*;
use crate::{Iam, paging};
use parhelion_policy::document::Json;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Principal, PrincipalKind};
use parhelion_world::{Arn, Context};
use std::sync::Arc;

impl Iam {
    /// Of a user, what its groups have as well; boundaries and denials count for nothing.
    pub(crate) fn list_policies_granting_service_access(
        &mut self,
        cx: &mut Context,
        input: ListPoliciesGrantingServiceAccessInput,
    ) -> Result<ListPoliciesGrantingServiceAccessOutput> {
        let ListPoliciesGrantingServiceAccessInput { marker, arn, service_namespaces } = input;
        if Arn::parse(&arn).is_none_or(|arn| arn.service != "iam") {
            return Err(errors::invalid_input_exception(format!("ARN {arn} is not valid.")));
        }
        let held = self.directory.principal(&arn).filter(|held| held.account == cx.account);
        let held = held.cloned().ok_or_else(|| {
            errors::no_such_entity_exception(format!("ARN {arn} cannot be found."))
        })?;
        let all = service_namespaces.into_iter().map(|service| {
            let policies = Some(self.granting(&held, &service));
            ListPoliciesGrantingServiceAccessEntry { service_namespace: Some(service), policies }
        });
        let asked = paging::Asked { marker, max_items: None };
        let name = |it: &ListPoliciesGrantingServiceAccessEntry| {
            it.service_namespace.clone().unwrap_or_default()
        };
        let (page, marker) = paging::page_as_is(all.collect(), name, &asked)?;
        Ok(ListPoliciesGrantingServiceAccessOutput {
            policies_granting_service_access: page,
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }

    fn granting(&self, held: &Arc<Principal>, service: &str) -> Vec<PolicyGrantingServiceAccess> {
        let groups = held.groups.iter().filter_map(|arn| self.directory.principal(arn));
        let mut all = Vec::new();
        for bearer in std::iter::once(held).chain(groups) {
            let inline = bearer.inline.iter().filter(|(_, it)| grants(&it.text, service));
            all.extend(inline.map(|(name, _)| PolicyGrantingServiceAccess {
                policy_name: name.to_string(),
                policy_type: "INLINE".to_owned(),
                policy_arn: None,
                entity_type: Some(entity_type(bearer.kind).to_owned()),
                entity_name: Some(bearer.name.to_string()),
            }));
            let attached = self.attached_to(bearer).into_iter();
            let attached = attached.filter(|it| grants(&it.managed.document.text, service));
            all.extend(attached.map(|it| PolicyGrantingServiceAccess {
                policy_name: it.managed.name.to_string(),
                policy_type: "MANAGED".to_owned(),
                policy_arn: Some(it.managed.arn.to_string()),
                entity_type: None,
                entity_name: None,
            }));
        }
        // A policy of a user's and of a group of it is one policy.
        let mut seen: Vec<PolicyGrantingServiceAccess> = Vec::new();
        for policy in all {
            if !seen.contains(&policy) {
                seen.push(policy);
            }
        }
        seen
    }
}

fn entity_type(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::User => "USER",
        PrincipalKind::Role => "ROLE",
        PrincipalKind::Group => "GROUP",
    }
}

/// Whether a policy allows any action of a service, on whatever and on whichever condition.
fn grants(text: &str, service: &str) -> bool {
    let Ok(Json::Object(members)) = Json::parse(text) else { return false };
    let statements = members.iter().filter(|(name, _)| name == "Statement");
    let mut statements = statements.flat_map(|(_, value)| value.one_or_many());
    statements.any(|statement| {
        let Json::Object(members) = statement else { return false };
        let member = |wanted: &str| members.iter().find(|(name, _)| name == wanted).map(|it| &it.1);
        let actions = |name| member(name).map_or(&[][..], Json::one_or_many).iter();
        let texts = |name| actions(name).filter_map(Json::text);
        let allows = member("Effect").and_then(Json::text) == Some("Allow");
        let all_but = texts("NotAction").any(|action| {
            // Only the whole service takes all of it away.
            action == "*"
                || action.split_once(':').is_some_and(|(of, name)| is(of, service) && name == "*")
        });
        allows
            && match member("NotAction") {
                Some(_) => !all_but,
                None => texts("Action")
                    .any(|action| is(action.split_once(':').map_or(action, |(of, _)| of), service)),
            }
    })
}

fn is(vendor: &str, service: &str) -> bool {
    vendor == "*" || vendor.eq_ignore_ascii_case(service)
}
