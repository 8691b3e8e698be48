//! What IAM and STS find wrong with a policy document, in IAM's own words (`MalformedPolicyDocument`).
//!
//! IAM knows its grammar, but few of the actions and resources of other services: it looks at their
//! form only. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use crate::document::{Json, MalformedPolicy};
use crate::statement::{POLICY_MEMBERS, Policy, Purpose, STATEMENT_MEMBERS};

/// Which of IAM's documents one is; they are not checked alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A policy of its own: has the newer version of the language.
    Managed,
    /// Part of a user, group or role, or given along when a session is made.
    Inline,
    /// Whom a role trusts.
    Trust,
}

const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

type Checked<T = ()> = Result<T, MalformedPolicy>;

fn no<T>(message: impl Into<String>) -> Checked<T> {
    Err(MalformedPolicy::new(message))
}

fn syntax<T>() -> Checked<T> {
    no("Syntax errors in policy.")
}

/// What IAM says of forms that its oldest parser refuses, without saying more.
fn legacy<T>() -> Checked<T> {
    no("The policy failed legacy parsing")
}

/// Reads a document as IAM does.
///
/// # Errors
/// What IAM finds wrong with it, in IAM's words.
pub fn parse(text: &str, kind: Kind) -> Checked<Policy> {
    if text.starts_with(char::is_whitespace) {
        return no("JSON strings must not have leading spaces");
    }
    let json = match serde_json::from_str::<Json>(text) {
        Ok(json) => json,
        // Twice the same member.
        Err(error) if error.is_data() => return syntax(),
        Err(_) => return no("This policy contains invalid Json"),
    };
    check(&json, kind)?;
    let purpose = if kind == Kind::Trust { Purpose::Trust } else { Purpose::Identity };
    Policy::parse(text, purpose).map_err(|found| {
        let message = match found.message.as_str() {
            "Invalid principal in policy" => {
                // The kind in capitals: https://github.com/aws-samples/aws-cdk-examples/issues/801
                let culprit = found.detail.unwrap_or_default();
                let named = culprit.split_once(" : ");
                let named = named.map(|(kind, name)| format!("{}:{name}", kind.to_uppercase()));
                format!("Invalid principal in policy: {}", named.unwrap_or(culprit))
            }
            "Invalid policy syntax." => "Syntax errors in policy.".to_owned(),
            other => other.to_owned(),
        };
        MalformedPolicy::new(message)
    })
}

fn check(json: &Json, kind: Kind) -> Checked {
    let members = known_members(json, &POLICY_MEMBERS)?;
    let Some(statements) = member(members, "Statement") else { return syntax() };
    if statements.one_or_many().is_empty() {
        return syntax();
    }
    let statements =
        statements.one_or_many().iter().map(|it| known_members(it, &STATEMENT_MEMBERS));
    let statements = statements.collect::<Checked<Vec<_>>>()?;
    let names_principals = |it: &&[(String, Json)]| {
        member(it, "Principal").is_some() || member(it, "NotPrincipal").is_some()
    };
    if kind != Kind::Trust && statements.iter().any(names_principals) {
        return no("Policy document should not specify a principal.");
    }
    version(member(members, "Version"), kind)?;
    statements.iter().try_for_each(|statement| form(statement, kind))?;
    sids(&statements)
}

fn version(version: Option<&Json>, kind: Kind) -> Checked {
    match version {
        Some(Json::Text(version)) if version == "2012-10-17" => Ok(()),
        Some(Json::Text(version)) if version != "2008-10-17" => {
            no("The policy must contain a valid version string")
        }
        None | Some(Json::Text(_)) if kind != Kind::Managed => Ok(()),
        None | Some(Json::Text(_)) => no("Policy document must be version 2012-10-17 or greater."),
        Some(_) => syntax(),
    }
}

/// A statement by itself.
fn form(statement: &[(String, Json)], kind: Kind) -> Checked {
    match member(statement, "Effect") {
        Some(Json::Text(effect)) if effect == "Allow" || effect == "Deny" => {}
        Some(Json::Text(_)) => return legacy(),
        _ => return syntax(),
    }
    let actions = texts(statement, "Action", "NotAction")?;
    if actions.is_empty() {
        return no("Policy statement must contain actions.");
    }
    actions.iter().try_for_each(|action| vendor(action))?;
    if kind == Kind::Trust {
        return trust(statement, &actions);
    }
    let resources = texts(statement, "Resource", "NotResource")?;
    if resources.is_empty() {
        return no("Policy statement must contain resources.");
    }
    resources.iter().try_for_each(|it| resource(it))?;
    conditions(member(statement, "Condition"))
}

fn trust(statement: &[(String, Json)], actions: &[&str]) -> Checked {
    for prohibited in ["Resource", "NotResource"] {
        if member(statement, prohibited).is_some() {
            return no(format!("Has prohibited field {prohibited}"));
        }
    }
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    if member(statement, "NotPrincipal").is_some() {
        return no("AssumeRolepolicy contained an invalid principal: \"NotPrincipal\".");
    }
    if actions.iter().any(|action| !action.to_ascii_lowercase().starts_with("sts:")) {
        return no("AssumeRole policy may only specify STS AssumeRole actions.");
    }
    conditions(member(statement, "Condition"))
}

/// `iam:GetUser`: a vendor, a colon, and what follows it.
fn vendor(action: &str) -> Checked {
    if action == "*" {
        return Ok(());
    }
    let Some((vendor, name)) = action.split_once(':') else {
        return no("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    };
    if name.contains(':') {
        return no("Actions/Condition can contain only one colon.");
    }
    if vendor != "*" && !is_vendor(vendor) {
        return no(format!("Vendor {vendor} is not valid"));
    }
    Ok(())
}

fn is_vendor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// `*`, or an ARN of AWS's own partition whose parts are of the right form; parts that are missing at
/// its end are taken for `*`.
fn resource(text: &str) -> Checked {
    if text == "*" {
        return Ok(());
    }
    let Some(arn) = text.strip_prefix("arn:") else {
        return no(format!("Resource {text} must be in ARN format or \"*\"."));
    };
    let mut parts = arn.splitn(5, ':');
    let mut part = || parts.next();
    let (partition, service) = (part().unwrap_or_default(), part().unwrap_or("*"));
    let (region, account, path) = (part(), part(), part());
    if partition != "aws" && partition != "*" {
        return no(format!("Partition \"{partition}\" is not valid for resource \"{text}\"."));
    }
    if service.contains(['*', '?']) {
        return no("Resource vendor must be fully qualified and cannot contain regexes.");
    }
    if !is_vendor(service) || account.is_some_and(|account| !is_account(account)) {
        return legacy();
    }
    let has_region = !matches!(region, None | Some("" | "*"));
    if service == "iam" {
        if has_region {
            return no(format!("IAM resource {text} cannot contain region information."));
        }
        return iam_path(path.unwrap_or("*"));
    }
    let of_bucket = path.is_some_and(|path| path != "*" && !path.starts_with("accesspoint"));
    if service == "s3" && has_region && of_bucket {
        return no(format!("Resource {text} can not contain region information."));
    }
    Ok(())
}

/// Digits and wildcards; `aws` and the like for what belongs to no customer. No policy variables.
fn is_account(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let wild = text.contains(['*', '?'])
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'?');
    let of_aws = matches!(text, "aws" | "cloudfront" | "aws-managed" | "amazon");
    (digits && (text.is_empty() || text.len() == 12)) || wild || of_aws
}

fn iam_path(path: &str) -> Checked {
    let known = path == "*"
        || path == "root"
        || IAM_PATHS.iter().any(|start| path.starts_with(start) || wild_start(path, start));
    if known {
        return Ok(());
    }
    let starts = IAM_PATHS.join(", ");
    no(format!("IAM resource path must either be \"*\" or start with {starts}."))
}

/// Whether a path has a wildcard before the slash, and could begin like that: `u*`.
fn wild_start(path: &str, start: &str) -> bool {
    path.find(['*', '?'])
        .and_then(|at| path.get(..at))
        .is_some_and(|fixed| start.starts_with(fixed))
}

/// Keys of conditions have vendors as actions do: `aws:SourceIp`, or a web identity's host.
fn conditions(condition: Option<&Json>) -> Checked {
    let Some(condition) = condition else { return Ok(()) };
    let Json::Object(operators) = condition else { return syntax() };
    for (_, keys) in operators {
        let Json::Object(keys) = keys else { return syntax() };
        if keys.iter().any(|(key, _)| !key.contains(':')) {
            return no(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            );
        }
    }
    Ok(())
}

fn sids(statements: &[&[(String, Json)]]) -> Checked {
    let mut seen: Vec<&str> = Vec::new();
    for statement in statements {
        let sid = match member(statement, "Sid") {
            None => continue,
            Some(Json::Text(sid)) => sid.as_str(),
            Some(_) => return syntax(),
        };
        if !sid.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return no(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies \
                       the regular expression [0-9A-Za-z]*",
            );
        }
        // An empty one is none.
        if !sid.is_empty() && seen.contains(&sid) {
            return no("Statement IDs (SID) in a single policy must be unique.");
        }
        seen.push(sid);
    }
    Ok(())
}

/// The members of an object that has no others than these.
fn known_members<'a>(json: &'a Json, known: &[&str]) -> Checked<&'a [(String, Json)]> {
    match json {
        Json::Object(members) if members.iter().all(|(name, _)| known.contains(&name.as_str())) => {
            Ok(members)
        }
        _ => syntax(),
    }
}

fn member<'a>(members: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// One text or a list of texts, of whichever of two members is there.
fn texts<'a>(members: &'a [(String, Json)], name: &str, negated: &str) -> Checked<Vec<&'a str>> {
    let value = match (member(members, name), member(members, negated)) {
        (Some(_), Some(_)) => return syntax(),
        (value, other) => value.or(other),
    };
    let values = value.map_or(&[][..], Json::one_or_many);
    values.iter().map(|value| value.text().map_or_else(syntax, Ok)).collect()
}

#[cfg(test)]
mod tests;
