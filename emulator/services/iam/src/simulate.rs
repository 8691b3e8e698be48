//! The policy simulator: the same engine as for requests, asked without one.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>

use crate::model::*;
use crate::policy_text::{self, Place};
use crate::{Iam, paging};
use parhelion_policy::{Decision, Effect, Policy, Purpose, Request, RequestPrincipal};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::authorize::grant_of;
use parhelion_world::identity::{Document, Grant, Principal, PrincipalKind};
use parhelion_world::{Arn, Context, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A policy and what answers call it.
struct Source {
    id: String,
    document: Document,
}

/// What is asked, of whichever policies.
struct Question {
    policies: Vec<Source>,
    boundary: Option<Vec<Source>>,
    resource_policy: Option<Source>,
    actions: Vec<String>,
    /// None: `*`.
    resources: Option<Vec<String>>,
    /// Empty: nobody in particular.
    caller: String,
    /// The caller's.
    account: String,
    /// Of resources whose ARNs do not say whose they are; `None`: the caller's account.
    owner: Option<String>,
    keys: BTreeMap<String, Vec<String>>,
}

impl Iam {
    pub(crate) fn simulate_custom_policy(
        &mut self,
        cx: &mut Context,
        input: SimulateCustomPolicyInput,
    ) -> Outcome<SimulateCustomPolicyOutput> {
        Self::simulate(custom_question(cx, input))
    }

    /// Actions times resources times statements, with wildcards in both: no lock is held over that.
    fn simulate(asked: Result<(Question, paging::Asked)>) -> Outcome<SimulatePolicyResponse> {
        match asked {
            Ok((question, asked)) => Outcome::work(
                move || question.answer(asked),
                |_: &mut Self, _, answer| Outcome::Done(answer),
            ),
            Err(error) => Outcome::Done(Err(error)),
        }
    }

    pub(crate) fn simulate_principal_policy(
        &mut self,
        cx: &mut Context,
        input: SimulatePrincipalPolicyInput,
    ) -> Outcome<SimulatePrincipalPolicyOutput> {
        Self::simulate(self.principal_question(cx, input))
    }

    fn principal_question(
        &self,
        cx: &mut Context,
        input: SimulatePrincipalPolicyInput,
    ) -> Result<(Question, paging::Asked)> {
        let SimulatePrincipalPolicyInput {
            policy_source_arn,
            policy_input_list,
            permissions_boundary_policy_input_list: boundary,
            action_names,
            resource_arns,
            resource_policy,
            resource_owner,
            caller_arn,
            context_entries,
            resource_handling_option: _,
            max_items,
            marker,
        } = input;
        check_actions(&action_names)?;
        check_caller(caller_arn.as_deref())?;
        let principal = self.source(cx, &policy_source_arn)?;
        if resource_policy.is_some()
            && caller_arn.is_none()
            && principal.kind != PrincipalKind::User
        {
            return Err(nobody_for_the_resource_policy());
        }
        let mut policies = self.policies_of(&principal);
        let more = policy_input_list.unwrap_or_default();
        policies.extend(sources(more, "PolicyInputList", Purpose::Identity)?);
        let caller = caller_arn.unwrap_or_else(|| principal.arn.to_string());
        // One that is given stands in for the principal's own.
        let own = principal.boundary.as_deref().and_then(|arn| self.directory.policy(arn));
        let own = own.map(|held| {
            let document = held.managed.document.clone();
            vec![Source { id: held.managed.name.to_string(), document }]
        });
        let question = Question {
            policies,
            boundary: boundaries(boundary)?.or(own),
            resource_policy: resource_source(resource_policy)?,
            actions: action_names,
            resources: resource_arns,
            account: account_of(&caller).unwrap_or(&cx.account).to_owned(),
            caller,
            owner: resource_owner.as_deref().and_then(account_of).map(str::to_owned),
            keys: keys(context_entries),
        };
        Ok((question, paging::Asked { marker, max_items }))
    }

    pub(crate) fn get_context_keys_for_custom_policy(
        &mut self,
        _: &mut Context,
        input: GetContextKeysForCustomPolicyInput,
    ) -> Result<GetContextKeysForCustomPolicyOutput> {
        let GetContextKeysForCustomPolicyInput { policy_input_list } = input;
        let policies = sources(policy_input_list, "PolicyInputList", Purpose::Identity)?;
        Ok(GetContextKeysForCustomPolicyOutput { context_key_names: Some(names(&policies)) })
    }

    pub(crate) fn get_context_keys_for_principal_policy(
        &mut self,
        cx: &mut Context,
        input: GetContextKeysForPrincipalPolicyInput,
    ) -> Result<GetContextKeysForPrincipalPolicyOutput> {
        let GetContextKeysForPrincipalPolicyInput { policy_source_arn, policy_input_list } = input;
        let principal = self.source(cx, &policy_source_arn)?;
        let mut policies = self.policies_of(&principal);
        let more = policy_input_list.unwrap_or_default();
        policies.extend(sources(more, "PolicyInputList", Purpose::Identity)?);
        Ok(GetContextKeysForPrincipalPolicyOutput { context_key_names: Some(names(&policies)) })
    }

    /// Whose policies are asked.
    fn source(&self, cx: &Context, arn: &str) -> Result<Arc<Principal>> {
        let resource = Arn::parse(arn).filter(|it| it.service == "iam").map(|it| it.resource);
        let kind = match resource.and_then(|it| it.split_once('/')) {
            Some(("user", _)) => PrincipalKind::User,
            Some(("role", _)) => PrincipalKind::Role,
            Some(("group", _)) => PrincipalKind::Group,
            _ => {
                let message = format!(
                    "Invalid Entity Arn: {arn} does not clearly define entity type and name."
                );
                return Err(errors::invalid_input_exception(message));
            }
        };
        let held = self.directory.principal(arn).filter(|held| held.account == cx.account);
        let name = arn.rsplit('/').next().unwrap_or(arn);
        held.cloned().ok_or_else(|| crate::missing(kind, name))
    }

    /// Its own and its groups'.
    fn policies_of(&self, principal: &Principal) -> Vec<Source> {
        let groups = principal.groups.iter().filter_map(|arn| self.directory.principal(arn));
        let mut all = Vec::new();
        for held in std::iter::once(principal).chain(groups.map(|group| &**group)) {
            let (word, name) = (held.kind.word(), &held.name);
            for (policy, document) in &held.inline {
                let id = format!("{word}_{name}_{policy}");
                all.push(Source { id, document: document.clone() });
            }
            for policy in self.attached_to(held) {
                let (id, document) = (policy.managed.name.to_string(), &policy.managed.document);
                all.push(Source { id, document: document.clone() });
            }
        }
        all
    }
}

/// What SimulateCustomPolicy asks.
fn custom_question(
    cx: &Context,
    input: SimulateCustomPolicyInput,
) -> Result<(Question, paging::Asked)> {
    let SimulateCustomPolicyInput {
        policy_input_list,
        permissions_boundary_policy_input_list: boundary,
        action_names,
        resource_arns,
        resource_policy,
        resource_owner,
        caller_arn,
        context_entries,
        resource_handling_option: _,
        max_items,
        marker,
    } = input;
    if resource_policy.is_some() && caller_arn.is_none() {
        return Err(nobody_for_the_resource_policy());
    }
    check_actions(&action_names)?;
    check_caller(caller_arn.as_deref())?;
    let caller = caller_arn.unwrap_or_default();
    let question = Question {
        policies: sources(policy_input_list, "PolicyInputList", Purpose::Identity)?,
        boundary: boundaries(boundary)?,
        resource_policy: resource_source(resource_policy)?,
        actions: action_names,
        resources: resource_arns,
        account: account_of(&caller).unwrap_or(&cx.account).to_owned(),
        caller,
        owner: resource_owner.as_deref().and_then(account_of).map(str::to_owned),
        keys: keys(context_entries),
    };
    Ok((question, paging::Asked { marker, max_items }))
}

/// Policies that the caller gives along.
fn sources(texts: Vec<String>, list: &str, purpose: Purpose) -> Result<Vec<Source>> {
    let source = |(index, text): (usize, String)| {
        let policy = Policy::parse(&text, purpose)
            .map_err(|malformed| errors::invalid_input_exception(malformed.message))?;
        let document = Document { text: text.into(), policy: Arc::new(policy) };
        Ok(Source { id: format!("{list}.{}", index + 1), document })
    };
    texts.into_iter().enumerate().map(source).collect()
}

fn boundaries(texts: Option<Vec<String>>) -> Result<Option<Vec<Source>>> {
    let texts = texts.filter(|texts| !texts.is_empty());
    let list = "PermissionsBoundaryPolicyInputList";
    texts.map(|texts| sources(texts, list, Purpose::Identity)).transpose()
}

fn resource_source(text: Option<String>) -> Result<Option<Source>> {
    let mut all = sources(text.into_iter().collect(), "ResourcePolicy", Purpose::Resource)?;
    Ok(all.pop().map(|source| Source { id: "ResourcePolicy".to_owned(), ..source }))
}

/// The account that an ARN names, if it names one.
fn account_of(arn: &str) -> Option<&str> {
    let account = Arn::parse(arn)?.account;
    let is_one = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then_some(account)
}

/// "Each operation must include the service identifier, such as `iam:CreateUser`. This operation does
/// not support using wildcards (*) in an action name"
/// (<https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>); the words of
/// the refusal are our own.
fn check_actions(names: &[String]) -> Result<()> {
    let is_full = |name: &str| {
        let parts = name.split_once(':');
        parts.is_some_and(|(service, action)| !service.is_empty() && !action.is_empty())
            && !name.contains(['*', '?'])
    };
    match names.iter().find(|name| !is_full(name)) {
        Some(name) => Err(errors::invalid_input_exception(format!(
            "Invalid action name: {name}. It must include the service identifier and no wildcards."
        ))),
        None => Ok(()),
    }
}

/// "You can specify only the ARN of an IAM user"; the words of the refusal are our own.
fn check_caller(arn: Option<&str>) -> Result<()> {
    let is_user = |arn: &str| {
        Arn::parse(arn).is_some_and(|it| it.service == "iam" && it.resource.starts_with("user/"))
    };
    match arn.filter(|arn| !is_user(arn)) {
        Some(arn) => {
            let message = format!("CallerArn must be the ARN of an IAM user: {arn}");
            Err(errors::invalid_input_exception(message))
        }
        None => Ok(()),
    }
}

fn nobody_for_the_resource_policy() -> Error {
    errors::invalid_input_exception("CallerArn is required when ResourcePolicy is provided.")
}

/// By lower-case name.
fn keys(entries: Option<Vec<ContextEntry>>) -> BTreeMap<String, Vec<String>> {
    let mut keys = BTreeMap::new();
    for ContextEntry { context_key_name, context_key_values, context_key_type: _ } in
        entries.unwrap_or_default()
    {
        let name = context_key_name.unwrap_or_default().to_ascii_lowercase();
        keys.insert(name, context_key_values.unwrap_or_default());
    }
    keys
}

fn names(policies: &[Source]) -> Vec<String> {
    let mut all = BTreeMap::new();
    policies.iter().for_each(|it| all.extend(policy_text::context_keys(&it.document.text)));
    all.into_values().collect()
}

/// What came of one action on one resource.
struct Finding {
    decision: &'static str,
    statements: Vec<Statement>,
    missing: Vec<String>,
    /// Whether the boundary, if there is one, allows it.
    by_boundary: Option<bool>,
    /// What each side says, where the resource is another account's.
    details: Option<BTreeMap<String, String>>,
}

impl Question {
    fn answer(mut self, asked: paging::Asked) -> Result<SimulatePolicyResponse> {
        if let Some(name) =
            self.caller.split_once(":user/").and_then(|(_, it)| it.rsplit('/').next())
        {
            let name = vec![name.to_owned()];
            self.keys.entry("aws:username".to_owned()).or_insert(name);
        }
        let everything = ["*".to_owned()];
        let resources = self.resources.as_deref().filter(|all| !all.is_empty());
        let mut all = Vec::new();
        for action in &self.actions {
            for resource in resources.unwrap_or(&everything) {
                all.push(self.result(action, resource, resources.is_some()));
            }
        }
        let mut number = 0;
        let numbered = all.into_iter().map(|result| {
            number += 1;
            (number, result)
        });
        let (page, marker) =
            paging::page_as_is(numbered.collect(), |(number, _)| number.to_string(), &asked)?;
        Ok(SimulatePolicyResponse {
            evaluation_results: Some(page.into_iter().map(|(_, result)| result).collect()),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }

    /// "This parameter is populated for only cross-account simulations. … If the simulation evaluates
    /// policies within the same account and includes a resource ARN, then the parameter is present but
    /// the response is empty. If the simulation evaluates policies within the same account and
    /// specifies all resources (`*`), then the parameter is not returned", and keys that nobody gave
    /// are named with the resource where there is one.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>
    fn result(&self, action: &str, resource: &str, specific: bool) -> EvaluationResult {
        let found = self.find(action, resource);
        let detail = found.by_boundary.map(|allowed| PermissionsBoundaryDecisionDetail {
            allowed_by_permissions_boundary: Some(allowed),
        });
        let specific = specific.then(|| ResourceSpecificResult {
            eval_resource_name: resource.to_owned(),
            eval_resource_decision: found.decision.to_owned(),
            matched_statements: Some(found.statements.clone()),
            missing_context_values: Some(found.missing.clone()),
            eval_decision_details: found.details.clone(),
            permissions_boundary_decision_detail: detail.clone(),
        });
        let everything = resource == "*";
        let missing = if everything { found.missing } else { Vec::new() };
        let details = found.details.or_else(|| (!everything).then(BTreeMap::new));
        EvaluationResult {
            eval_action_name: action.to_owned(),
            eval_resource_name: Some(resource.to_owned()),
            eval_decision: found.decision.to_owned(),
            matched_statements: Some(found.statements),
            missing_context_values: Some(missing),
            organizations_decision_detail: None,
            permissions_boundary_decision_detail: detail,
            eval_decision_details: details,
            resource_specific_results: specific.map(|it| vec![it]),
        }
    }

    fn find(&self, action: &str, resource: &str) -> Finding {
        let account = &self.account;
        let principal = match self.caller.as_str() {
            "" => RequestPrincipal::Anonymous,
            arn => RequestPrincipal::Aws { account, arn },
        };
        let request = Request { principal, action, resource, keys: &self.keys };
        let own: Vec<&Source> = self.policies.iter().chain(&self.resource_policy).collect();
        let by_boundary = self.boundary.as_ref().map(|all| {
            let said: Vec<_> = all.iter().map(|it| it.document.policy.decide(&request)).collect();
            match said.contains(&Decision::Deny) {
                true => Decision::Deny,
                false if said.contains(&Decision::Allow) => Decision::Allow,
                false => Decision::Silent,
            }
        });
        let limits = self.boundary.iter().flatten();
        let all: Vec<&Source> = own.iter().copied().chain(limits).collect();
        let denying = matched(&all, &request, Effect::Deny);
        let allowing = matched(&own, &request, Effect::Allow);
        let (decision, statements) = if !denying.is_empty() {
            ("explicitDeny", denying)
        } else if self.is_allowed(&request, by_boundary) {
            ("allowed", allowing)
        } else {
            ("implicitDeny", Vec::new())
        };
        Finding {
            decision,
            statements,
            missing: self.missing(&all),
            by_boundary: by_boundary.map(|said| said == Decision::Allow),
            details: self.is_elsewhere(resource).then(|| self.sides(&request)),
        }
    }

    /// What the caller's own policies and the resource's say, each by itself; the names of the kinds
    /// are in no reference.
    fn sides(&self, request: &Request) -> BTreeMap<String, String> {
        let side = |sources: &mut dyn Iterator<Item = &Source>| {
            let said: Vec<_> = sources.map(|it| it.document.policy.decide(request)).collect();
            match (said.contains(&Decision::Deny), said.contains(&Decision::Allow)) {
                (true, _) => "explicitDeny",
                (false, true) => "allowed",
                (false, false) => "implicitDeny",
            }
        };
        let own = side(&mut self.policies.iter());
        let resource = side(&mut self.resource_policy.iter());
        [("IAM Policy", own), ("Resource Policy", resource)]
            .map(|(kind, said)| (kind.to_owned(), said.to_owned()))
            .into()
    }

    /// As live requests are decided, where nothing denies: what the caller's own policies say within
    /// the boundary, and what the resource's policy gives.
    fn is_allowed(&self, request: &Request, by_boundary: Option<Decision>) -> bool {
        let allows = |source: &Source| source.document.policy.decide(request) == Decision::Allow;
        let own = self.policies.iter().any(allows);
        let unlimited = by_boundary.is_none_or(|said| said == Decision::Allow);
        if self.is_elsewhere(request.resource) {
            // Both accounts must allow.
            return own && unlimited && self.resource_policy.as_ref().is_some_and(allows);
        }
        let Some(resource) = &self.resource_policy else { return own && unlimited };
        match grant_of(&resource.document.policy, request) {
            Grant::Direct => true,
            Grant::Role => unlimited,
            Grant::Nothing => own && unlimited,
        }
    }

    /// Whether a resource is another account's than the caller's.
    fn is_elsewhere(&self, resource: &str) -> bool {
        let owner = account_of(resource).or(self.owner.as_deref());
        !self.caller.is_empty() && owner.is_some_and(|owner| owner != self.account)
    }

    /// Keys that the policies ask for and nobody gave.
    fn missing(&self, all: &[&Source]) -> Vec<String> {
        let mut asked = BTreeMap::new();
        all.iter().for_each(|it| asked.extend(policy_text::context_keys(&it.document.text)));
        asked.retain(|name, _| !self.keys.contains_key(name));
        asked.into_values().collect()
    }
}

/// The statements of one effect that apply.
fn matched(all: &[&Source], request: &Request, effect: Effect) -> Vec<Statement> {
    let position = |place: &Place| Position { line: Some(place.line), column: Some(place.column) };
    let mut found = Vec::new();
    for source in all {
        let places = policy_text::statements(&source.document.text);
        for (index, statement) in source.document.policy.statements.iter().enumerate() {
            if statement.effect != effect || !statement.applies(request) {
                continue;
            }
            let place = places.get(index);
            found.push(Statement {
                source_policy_id: Some(source.id.clone()),
                source_policy_type: Some("IAM Policy".to_owned()),
                start_position: place.map(|(start, _)| position(start)),
                end_position: place.map(|(_, end)| position(end)),
            });
        }
    }
    found
}
