//! Who may do what: the policies asked as for a request, and the statement that decided.

use super::super::kinds::Kind;
use super::super::layout::{Sheet, carried};
use super::super::parts::{Mood, badge, facts, trouble};
use super::super::story::{self, Wanted};
use super::super::tree::{self, Json};
use super::super::view::View;
use super::journal;
use maud::{Markup, html};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// So many principals are offered.
const OFFERED: usize = 50;

/// So many refusals are shown.
const REFUSED: usize = 15;

pub(super) fn page(view: &View) -> Sheet {
    let query = &view.query;
    let asked = ["principal", "action", "resource"].map(|name| query.get(name).trim());
    let body = html! {
        (form(view))
        @if let [principal, action, resource] = asked
            && !principal.is_empty() && !action.is_empty()
        {
            (decision(view, principal, action, if resource.is_empty() { "*" } else { resource }))
        }
        h2 { "Refused last" }
        (refused(view))
    };
    Sheet::new("access", "Who may do what", body)
}

fn form(view: &View) -> Markup {
    let query = &view.query;
    let arns = ["users", "roles", "groups"].into_iter().filter_map(Kind::find).flat_map(|kind| {
        let listed = kind.list(view, "", "", OFFERED);
        listed.map(|it| it.entries).unwrap_or_default()
    });
    html! {
        form.filter role="search" aria-label="Who may do what" {
            (carried(view))
            label.grow { "Who: the ARN of a user, role or group" input name="principal" value=(query.get("principal")) list="principals" spellcheck="false" required; }
            label { "Does" input name="action" value=(query.get("action")) placeholder="s3:GetObject" list="actions" spellcheck="false" required; }
            label.grow { "To the ARN" input name="resource" value=(query.get("resource")) placeholder="*" spellcheck="false"; }
            datalist #principals { @for one in arns { option value=(tree::text(&one, "Arn")) {} } }
            datalist #actions {
                @for action in ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "sqs:ReceiveMessage", "logs:PutLogEvents", "kms:Decrypt", "iam:PassRole", "sts:AssumeRole"] {
                    option value=(action) {}
                }
            }
            button.main { "May they?" }
        }
    }
}

/// The policy on the resource, as its service has it.
fn policy_of(view: &View, resource: &str) -> Option<String> {
    let mut parts = resource.splitn(6, ':').skip(2);
    let (service, region, account, rest) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let answer = match service {
        "s3" => {
            let bucket = rest.split('/').next().unwrap_or_default();
            view.ask("s3", "GetBucketPolicy", json!({ "Bucket": bucket }))
        }
        "sqs" => {
            let url = format!("https://sqs.{region}.amazonaws.com/{account}/{rest}");
            let input = json!({ "QueueUrl": url, "AttributeNames": ["Policy"] });
            view.ask("sqs", "GetQueueAttributes", input)
        }
        "kms" => {
            view.ask("kms", "GetKeyPolicy", json!({ "KeyId": resource, "PolicyName": "default" }))
        }
        _ => return None,
    };
    let answer = answer.ok()?;
    let found = ["Policy", "Attributes.Policy"].map(|path| tree::text(&answer, path));
    found.into_iter().find(|text| !text.is_empty()).map(str::to_owned)
}

fn decision(view: &View, principal: &str, action: &str, resource: &str) -> Markup {
    let policy = policy_of(view, resource);
    let is_user = principal.contains(":user/");
    let mut input = json!({
        "PolicySourceArn": principal, "ActionNames": [action], "ResourceArns": [resource],
    });
    if let (Some(policy), true) = (&policy, is_user) {
        tree::set(&mut input, "ResourcePolicy", json!(policy));
    }
    let answer = match view.ask("iam", "SimulatePrincipalPolicy", input) {
        Ok(answer) => answer,
        Err(error) => return trouble(&error),
    };
    let results = tree::entries(&answer, "EvaluationResults");
    let documents = documents(view, principal, policy.as_deref().filter(|_| is_user));
    let open = unweighed(action, resource, policy.is_some() && !is_user);
    html! {
        @for result in results {
            (verdict(result, open))
            @for statement in tree::entries(result, "MatchedStatements") { (deciding(statement, &documents)) }
        }
    }
}

/// What decides besides, and is not weighed.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>
fn unweighed(action: &str, resource: &str, has_policy: bool) -> Option<&'static str> {
    let mut parts = resource.splitn(6, ':').skip(2);
    let (service, of) = (parts.next(), parts.nth(2));
    let is_assumed = action.to_ascii_lowercase().starts_with("sts:assumerole");
    match (service, of) {
        (Some("kms"), _) => Some(
            "A key's policy must let the account's own policies decide, and may let or deny by itself; the simulator \
             does not weigh that, nor grants.",
        ),
        (Some("iam"), Some(of)) if of.starts_with("role/") && is_assumed => Some(
            "Who may assume a role, its trust policy says, which the simulator does not weigh.",
        ),
        _ if has_policy => Some(
            "The resource has a policy, which the simulator weighs for users only: as for this role or group, only \
             its own policies are weighed here.",
        ),
        _ => None,
    }
}

/// The context that conditions asked for: of each resource, where resources are given.
fn missing(result: &Json) -> Vec<String> {
    let of_each = tree::entries(result, "ResourceSpecificResults").iter();
    let all = std::iter::once(result).chain(of_each);
    let all = all.flat_map(|it| tree::entries(it, "MissingContextValues")).map(tree::plain);
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

fn verdict(result: &Json, open: Option<&str>) -> Markup {
    let decision = tree::text(result, "EvalDecision");
    let (mood, mark, words) = match (decision, open) {
        ("explicitDeny", _) => (Mood::Bad, decision, "Denied, by these statements"),
        ("allowed", None) => (Mood::Good, decision, "Allowed, by these statements"),
        (_, None) => (Mood::Bad, decision, "Denied: no statement allows it"),
        ("allowed", Some(_)) => {
            (Mood::Mild, "undecided", "Allowed by what is weighed, not by all that decides")
        }
        (_, Some(_)) => (
            Mood::Mild,
            "undecided",
            "Not allowed by what is weighed, which is not all that decides",
        ),
    };
    let missing = missing(result);
    let boundary =
        tree::at(result, "PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary");
    html! {
        h2 { (badge(mood, mark)) " " (words) }
        @if let Some(why) = open { p.notice.mild { (why) } }
        (facts(&[
            ("Action", html! { code { (tree::text(result, "EvalActionName")) } }),
            ("Resource", html! { code { (tree::text(result, "EvalResourceName")) } }),
            ("Boundary", html! { @match boundary.as_bool() { Some(true) => "allows it", Some(false) => "does not allow it", None => "none" } }),
            ("Conditions asked for, of which nothing is known", html! { @if missing.is_empty() { "none" } @else { code { (missing.join(", ")) } } }),
        ]))
    }
}

/// A statement in its document, marked.
fn deciding(statement: &Json, documents: &BTreeMap<String, String>) -> Markup {
    let id = tree::text(statement, "SourcePolicyId");
    let place = |end: &str| {
        let number =
            |part: &str| tree::at(statement, &format!("{end}.{part}")).as_u64().unwrap_or(1);
        (number("Line"), number("Column"))
    };
    let (start, end) = (place("StartPosition"), place("EndPosition"));
    html! {
        section.panel {
            h3 { (id) span.muted { " line " (start.0) ", column " (start.1) } }
            @match documents.get(id) {
                Some(text) => {
                    @let (before, marked, after) = cut(text, start, end);
                    pre tabindex="0" { (before) mark { (marked) } (after) }
                }
                None => p.muted { "The document is not one of the principal's own." },
            }
        }
    }
}

/// A text before, in and after a stretch of it; lines and columns begin at 1.
fn cut(text: &str, start: (u64, u64), end: (u64, u64)) -> (String, String, String) {
    let (mut before, mut within, mut after) = (String::new(), String::new(), String::new());
    let mut at = (1, 1);
    for c in text.chars() {
        let part = if at < start {
            &mut before
        } else if at < end {
            &mut within
        } else {
            &mut after
        };
        part.push(c);
        at = if c == '\n' { (at.0 + 1, 1) } else { (at.0, at.1 + 1) };
    }
    (before, within, after)
}

/// The texts of the policies that may have decided, by what the simulator calls them.
fn documents(view: &View, principal: &str, on_resource: Option<&str>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    if let Some(text) = on_resource {
        all.insert("ResourcePolicy".to_owned(), text.to_owned());
    }
    let name = principal.rsplit('/').next().unwrap_or_default();
    for (mark, kind) in [(":user/", "User"), (":role/", "Role"), (":group/", "Group")] {
        if principal.contains(mark) {
            collect(view, kind, name, &mut all);
        }
    }
    if principal.contains(":user/") {
        let groups = view.ask("iam", "ListGroupsForUser", json!({ "UserName": name }));
        for group in tree::entries(&groups.unwrap_or_default(), "Groups") {
            collect(view, "Group", tree::text(group, "GroupName"), &mut all);
        }
    }
    all
}

fn collect(view: &View, kind: &str, name: &str, all: &mut BTreeMap<String, String>) {
    let of = format!("{kind}Name");
    let inline = view.ask("iam", &format!("List{kind}Policies"), json!({ of.as_str(): name }));
    for policy in tree::entries(&inline.unwrap_or_default(), "PolicyNames") {
        let input = json!({ of.as_str(): name, "PolicyName": policy });
        let told = view.ask("iam", &format!("Get{kind}Policy"), input).unwrap_or_default();
        let id = format!("{}_{name}_{}", kind.to_lowercase(), tree::plain(policy));
        all.insert(id, decoded(tree::text(&told, "PolicyDocument")));
    }
    let attached =
        view.ask("iam", &format!("ListAttached{kind}Policies"), json!({ of.as_str(): name }));
    for policy in tree::entries(&attached.unwrap_or_default(), "AttachedPolicies") {
        let arn = tree::text(policy, "PolicyArn");
        let held = view.ask("iam", "GetPolicy", json!({ "PolicyArn": arn })).unwrap_or_default();
        let version = tree::text(&held, "Policy.DefaultVersionId");
        let input = json!({ "PolicyArn": arn, "VersionId": version });
        let told = view.ask("iam", "GetPolicyVersion", input).unwrap_or_default();
        let text = decoded(tree::text(&told, "PolicyVersion.Document"));
        all.insert(tree::text(policy, "PolicyName").to_owned(), text);
    }
}

/// IAM tells documents percent-encoded.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The newest calls that were refused for want of a permission.
fn refused(view: &View) -> Markup {
    let wanted = Wanted { kind: "call", failed: true, ..Wanted::default() };
    let (mut rows, _) = story::rows(view.journal.events(), None, wanted, 400);
    rows.retain(|row| row.ended.as_ref().is_some_and(|ended| ended.text.contains("Denied")));
    rows.truncate(REFUSED);
    html! {
        @if rows.is_empty() { (super::super::parts::nothing("Nobody was refused for want of a permission.")) }
        @else { (journal::rows(view, &rows)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_by_lines_and_columns() {
        let text = "{é\n [{a}, b]\n}";
        let (before, within, after) = cut(text, (2, 3), (2, 6));
        assert_eq!([before, within, after], ["{é\n [", "{a}", ", b]\n}"]);
    }
}
