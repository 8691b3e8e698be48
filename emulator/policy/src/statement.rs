//! Policies and their statements: S3-7.2's grammar.

use crate::condition::Condition;
use crate::document::{Json, MalformedPolicy, write_members};
use crate::pattern::{Pattern, Syntax};
use crate::principal::{Naming, PrincipalElement};
use crate::request::{Decision, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a policy hangs, which decides whether its statements name principals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// On a resource: every statement names its principals.
    Resource,
    /// On an identity: no statement does.
    Identity,
    /// On a role, about whom it trusts: principals, and no resources.
    Trust,
}

/// A parsed policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Which grammar it was read by.
    pub purpose: Purpose,
    /// In the document's order, which decides nothing.
    pub statements: Vec<Statement>,
    /// The document as AWS gives it back: shortest JSON, members in AWS's order (S3-7.2i).
    pub document: String,
}

/// One statement: it applies to a request if all of its elements do.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What comes of a request that it applies to.
    pub effect: Effect,
    /// `None` in policies of identities: whoever the policy hangs on.
    pub principal: Option<PrincipalMatcher>,
    /// `s3:Get*`; compared without regard to the case of letters.
    pub actions: Matcher,
    /// ARNs, compared as they stand.
    pub resources: Matcher,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
}

/// A statement's `Effect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It grants what it applies to.
    Allow,
    /// It forbids what it applies to, whatever else allows it.
    Deny,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalMatcher {
    /// Whom the element names.
    pub principal: PrincipalElement,
    /// `NotPrincipal`: everybody but those.
    pub negated: bool,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq)]
pub struct Matcher {
    /// One of them has to match.
    pub patterns: Vec<Pattern>,
    /// `NotAction`, `NotResource`: none of them may.
    pub negated: bool,
}

/// A document's members.
pub(crate) const POLICY_MEMBERS: [&str; 3] = ["Version", "Id", "Statement"];
/// A statement's members, in AWS's order.
pub(crate) const STATEMENT_MEMBERS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Policy {
    /// Explicit deny before allow before silence.
    pub fn decide(&self, request: &Request) -> Decision {
        let mut decision = Decision::Silent;
        for statement in &self.statements {
            if decision == Decision::Allow && statement.effect == Effect::Allow {
                continue;
            }
            if statement.applies(request) {
                match statement.effect {
                    Effect::Deny => return Decision::Deny,
                    Effect::Allow => decision = Decision::Allow,
                }
            }
        }
        decision
    }

    /// Whom its statements name, or exempt.
    pub fn principals(&self) -> impl Iterator<Item = &PrincipalElement> {
        let matchers = self.statements.iter().filter_map(|it| it.principal.as_ref());
        matchers.map(|it| &it.principal)
    }

    /// Ties ARNs to whom they mean now, by unique id; those without one are left as they are.
    pub fn pin(&mut self, id_of: impl Fn(&str) -> Option<Box<str>>) {
        let principals = self.statements.iter_mut().filter_map(|it| it.principal.as_mut());
        for PrincipalMatcher { principal, .. } in principals {
            let arns = principal.arns.iter();
            principal.pins = arns.filter_map(|arn| Some((arn.clone(), id_of(arn)?))).collect();
        }
    }

    /// Whom its ARNs meant when they were written: ARNs and unique ids.
    pub fn pins(&self) -> BTreeMap<&str, &str> {
        self.principals().flat_map(|it| &it.pins).map(|(arn, id)| (&**arn, &**id)).collect()
    }

    /// What allows a request, by how closely it names the principal. What is denied is not asked.
    pub fn grant(&self, request: &Request) -> Option<Naming> {
        let allows = self.statements.iter().filter(|it| it.effect == Effect::Allow);
        let allows = allows.filter(|it| it.applies(request));
        // Allow has no NotPrincipal (S3-7.2d).
        let naming = |it: &Statement| {
            it.principal.as_ref()?.principal.naming(&request.principal, request.keys)
        };
        allows.filter_map(naming).max()
    }

    /// A policy that says nothing: it neither allows nor denies. No text can say that.
    pub fn silent(purpose: Purpose) -> Self {
        Self { purpose, statements: Vec::new(), document: String::new() }
    }

    /// Reads a policy's JSON.
    ///
    /// # Errors
    /// What AWS finds wrong with the document (S3-7.2): it is no JSON object, lacks a required
    /// element, has an unknown one, or an element has a value that it may not have.
    pub fn parse(text: &str, purpose: Purpose) -> Result<Self, MalformedPolicy> {
        let policy = Self::parse_written(text, purpose)?;
        let mut named = policy.statements.iter().filter_map(|it| it.principal.as_ref());
        named.try_for_each(|named| named.principal.check_services())?;
        Ok(policy)
    }

    /// As [`Self::parse`], of what was written when other services were known.
    pub(crate) fn parse_written(text: &str, purpose: Purpose) -> Result<Self, MalformedPolicy> {
        let json = Json::parse(text)?;
        let members = Members::of(&json, &POLICY_MEMBERS)?;
        let statements = members.required("Statement")?;
        // No version means 2008-10-17, which has no variables.
        let variables = match members.get("Version") {
            None => false,
            Some(Json::Text(version)) if version == "2012-10-17" => true,
            Some(Json::Text(version)) if version == "2008-10-17" => false,
            Some(_) => {
                return Err(MalformedPolicy::new("The policy must contain a valid version string"));
            }
        };
        if members.get("Id").is_some_and(|id| id.text().is_none()) {
            return Err(MalformedPolicy::syntax());
        }
        if statements.one_or_many().is_empty() {
            return Err(MalformedPolicy::new("Could not parse the policy: Statement is empty!"));
        }
        let statements = statements
            .one_or_many()
            .iter()
            .map(|statement| Statement::parse(statement, purpose, variables))
            .collect::<Result<_, _>>()?;
        Ok(Self { purpose, statements, document: ordered(&members) })
    }
}

/// A policy's members, and its statements' members, in AWS's order.
fn ordered(policy: &Members) -> String {
    let statements = policy.in_order().map(|(name, value)| {
        let sort = |statement: &Json| match statement {
            Json::Object(members) => Json::Object(
                Members { members, order: &STATEMENT_MEMBERS }
                    .in_order()
                    .map(|(name, value)| (name.to_owned(), value.clone()))
                    .collect(),
            ),
            other => other.clone(),
        };
        let value = match (name, value) {
            ("Statement", Json::List(list)) => Json::List(list.iter().map(sort).collect()),
            ("Statement", one) => sort(one),
            (_, other) => other.clone(),
        };
        (name, value)
    });
    let members: Vec<(&str, Json)> = statements.collect();
    let mut out = String::new();
    write_members(members.iter().map(|(name, value)| (*name, value)), &mut out);
    out
}

impl Statement {
    fn parse(json: &Json, purpose: Purpose, variables: bool) -> Result<Self, MalformedPolicy> {
        let members = Members::of(json, &STATEMENT_MEMBERS)?;
        let effect = match members.required("Effect")? {
            Json::Text(text) if text == "Allow" => Effect::Allow,
            Json::Text(text) if text == "Deny" => Effect::Deny,
            Json::Text(text) => {
                return Err(MalformedPolicy::new(format!("Invalid effect: {text}")));
            }
            _ => return Err(MalformedPolicy::syntax()),
        };
        if members.get("Sid").is_some_and(|sid| sid.text().is_none()) {
            return Err(MalformedPolicy::syntax());
        }
        let principal = match (purpose, members.either("Principal", "NotPrincipal")?) {
            (Purpose::Resource | Purpose::Trust, None) => {
                return Err(MalformedPolicy::new("Missing required field Principal"));
            }
            (Purpose::Identity, Some(_)) => return Err(MalformedPolicy::syntax()),
            (_, None) => None,
            // S3-7.2(d): allowing everybody but a few is not permitted.
            (_, Some((_, true))) if effect == Effect::Allow => {
                return Err(MalformedPolicy::new("Allow with NotPrincipal is not allowed."));
            }
            (_, Some((value, negated))) => {
                Some(PrincipalMatcher { principal: PrincipalElement::parse(value)?, negated })
            }
        };
        // Action names fold case: they are compared as written by services, in any case.
        let plain = Syntax { wildcards: true, variables: false };
        let actions =
            matcher(&members, "Action", "NotAction", |text| Ok(Pattern::parse(text, plain)))?;
        let resources = match purpose {
            Purpose::Resource | Purpose::Identity => {
                matcher(&members, "Resource", "NotResource", |text| {
                    Ok(resource_pattern(text, variables))
                })?
            }
            Purpose::Trust => match members.either("Resource", "NotResource")? {
                Some(_) => return Err(MalformedPolicy::new("Has prohibited field Resource")),
                None => Matcher { patterns: Vec::new(), negated: true },
            },
        };
        let conditions = match members.get("Condition") {
            None => Vec::new(),
            Some(json) => Condition::parse_all(json, variables)?,
        };
        Ok(Self { effect, principal, actions, resources, conditions })
    }

    /// Whether this statement speaks of a request.
    pub fn applies(&self, request: &Request) -> bool {
        let Request { principal, action, resource, keys } = request;
        let about = |matcher: &PrincipalMatcher| match matcher.negated {
            false => matcher.principal.includes(principal, *keys),
            // Whoever has a boundary is never exempt.
            // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
            true => keys.has_boundary() || !matcher.principal.names(principal, *keys),
        };
        self.principal.as_ref().is_none_or(about)
            && self.actions.matches(action, true, *keys)
            && self.resources.matches(resource, false, *keys)
            && self.conditions.iter().all(|condition| condition.holds(*keys))
    }
}

impl Matcher {
    fn matches(&self, text: &str, fold: bool, keys: &dyn crate::Keys) -> bool {
        let any = self.patterns.iter().any(|p| p.matches(text, fold, keys).unwrap_or(false));
        any != self.negated
    }
}

/// Variables count only behind the fifth colon. An ARN that ends before has `*` for what it lacks.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn resource_pattern(text: &str, variables: bool) -> Pattern {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let before = parts.iter().take(5).any(|part| part.contains("${"));
    let syntax = Syntax { wildcards: true, variables: variables && !before };
    match parts.len() {
        2..6 if text.starts_with("arn:") => {
            Pattern::parse(&format!("{text}{}", ":*".repeat(6 - parts.len())), syntax)
        }
        _ => Pattern::parse(text, syntax),
    }
}

fn matcher(
    members: &Members,
    name: &'static str,
    negated_name: &'static str,
    pattern: impl Fn(&str) -> Result<Pattern, MalformedPolicy>,
) -> Result<Matcher, MalformedPolicy> {
    let Some((value, negated)) = members.either(name, negated_name)? else {
        return Err(MalformedPolicy::new(format!("Missing required field {name}")));
    };
    let patterns = value
        .one_or_many()
        .iter()
        .map(|value| pattern(value.text().ok_or_else(MalformedPolicy::syntax)?))
        .collect::<Result<Vec<_>, _>>()?;
    if patterns.is_empty() {
        return Err(MalformedPolicy::new(format!(
            "Missing required field {name} cannot be empty!"
        )));
    }
    Ok(Matcher { patterns, negated })
}

/// An object's members, of which only known ones are allowed. Names are case-sensitive.
struct Members<'a> {
    members: &'a [(String, Json)],
    order: &'static [&'static str],
}

impl<'a> Members<'a> {
    fn of(json: &'a Json, order: &'static [&'static str]) -> Result<Self, MalformedPolicy> {
        let Json::Object(members) = json else { return Err(MalformedPolicy::syntax()) };
        match members.iter().find(|(name, _)| !order.contains(&name.as_str())) {
            Some((name, _)) => Err(MalformedPolicy::new(format!("Unknown field {name}"))),
            None => Ok(Self { members, order }),
        }
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn required(&self, name: &str) -> Result<&'a Json, MalformedPolicy> {
        self.get(name).ok_or_else(|| MalformedPolicy::new(format!("Missing required field {name}")))
    }

    /// One of two members that exclude each other, and whether it is the second.
    fn either(
        &self,
        name: &str,
        negated: &str,
    ) -> Result<Option<(&'a Json, bool)>, MalformedPolicy> {
        match (self.get(name), self.get(negated)) {
            (Some(_), Some(_)) => Err(MalformedPolicy::syntax()),
            (Some(value), None) => Ok(Some((value, false))),
            (None, Some(value)) => Ok(Some((value, true))),
            (None, None) => Ok(None),
        }
    }

    fn in_order(&self) -> impl Iterator<Item = (&'static str, &'a Json)> {
        self.order.iter().filter_map(|name| Some((*name, self.get(name)?)))
    }
}

#[cfg(test)]
mod tests;
