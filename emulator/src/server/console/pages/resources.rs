//! Everything that services list, with search, and one of it as its service tells it.

use super::super::kinds::{KINDS, Kind};
use super::super::layout::Sheet;
use super::super::parts::{more, nothing, search, shown, table, time_in, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use maud::{Markup, html};
use parhelion_wire::Timestamp;
use serde_json::json;

/// What no service refuses to give at once.
const ROWS: usize = 50;

/// Of each kind, where all are searched.
const FOUND: usize = 8;

pub(super) fn page(view: &View) -> Sheet {
    match Kind::find(view.query.get("kind")) {
        Some(kind) => {
            let body = html! { (search(view, "q", "Names with", &["kind"])) (list(view, kind)) };
            Sheet::new("resources", kind.title, body)
                .below("All resources", view.href("resources", &[]))
        }
        None => Sheet::new("resources", title(view), all(view)),
    }
}

fn title(view: &View) -> String {
    match view.query.given("q") {
        Some(wanted) => format!("Resources with “{wanted}”"),
        None => "All resources".to_owned(),
    }
}

fn all(view: &View) -> Markup {
    let wanted = view.query.get("q");
    let found = KINDS.iter().filter_map(|kind| {
        let entries = kind.search(view, wanted, ROWS)?;
        (wanted.is_empty() || !entries.is_empty()).then_some((kind, entries))
    });
    let found: Vec<(&Kind, Vec<Json>)> = found.collect();
    html! {
        (search(view, "q", "Names with", &[]))
        @if found.is_empty() { (nothing("Nothing of that name among the first of each kind. Objects are searched in their buckets.")) }
        @else {
            @let rows = html! { @for (kind, entries) in &found { (row(view, kind, entries)) } };
            (table("Kinds of resources", &["Kind", "Service", "Names"], &rows))
        }
    }
}

/// A kind, and the first of it.
fn row(view: &View, kind: &Kind, entries: &[Json]) -> Markup {
    let whole = view.href("resources", &[("kind", kind.slug), ("q", view.query.get("q"))]);
    html! {
        tr {
            td.tight { a href=(whole) { (kind.title) } }
            td { span.muted { (kind.service) } }
            td.wide {
                @if entries.is_empty() { span.muted { "none" } }
                @for (at, entry) in entries.iter().take(FOUND).enumerate() {
                    @if at > 0 { " · " }
                    @let name = kind.name(entry);
                    a.mono href=(kind.href(view, &name)) { (short(&name)) }
                }
                @if entries.len() > FOUND { " · " a href=(whole) { "more" } }
            }
        }
    }
}

/// A queue's address without what all have.
fn short(name: &str) -> &str {
    let is_address = name.starts_with("http");
    if is_address { name.rsplit('/').next().unwrap_or(name) } else { name }
}

/// The entries of one kind, a page of them.
pub(super) fn list(view: &View, kind: &Kind) -> Markup {
    let from = view.query.get("from");
    let listed = match kind.list(view, view.query.get("q"), from, ROWS) {
        Ok(listed) => listed,
        Err(error) => return trouble(&error),
    };
    let heads: Vec<&str> =
        ["Name"].into_iter().chain(kind.columns.iter().map(|(head, _)| *head)).collect();
    let rows = html! {
        @for entry in &listed.entries {
            @let name = kind.name(entry);
            tr {
                td { a.mono href=(kind.href(view, &name)) { (short(&name)) } }
                @for (_, member) in kind.columns { td { (cell(tree::at(entry, member))) } }
            }
        }
    };
    html! {
        @if listed.entries.is_empty() { (nothing("There are none.")) } @else { (table(kind.title, &heads, &rows)) }
        (more(
            listed.next.map(|next| view.here_with(&[("from", &next)])),
            (!from.is_empty()).then(|| view.here_with(&[("from", "")])),
        ))
    }
}

/// A time as one, anything else as it is.
fn cell(json: &Json) -> Markup {
    let is_time = json.as_str().is_some_and(|text| Timestamp::parse_date_time(text).is_some());
    html! { @if is_time { (time_in(json)) } @else { (tree::plain(json)) } }
}

/// One resource: its entry in the list, and what else its service tells of it.
pub(super) fn one(view: &View) -> Option<Sheet> {
    let kind = Kind::find(view.query.get("kind"))?;
    let name = view.query.given("name")?;
    let entry = entry(view, kind, name);
    let body = html! {
        @match &entry {
            Some(entry) if !kind.id.is_empty() => div.panel { (shown(entry)) },
            Some(_) => {},
            None => (nothing("It is not among the first of its kind; here is what its service tells of it.")),
        }
        @for (title, operation, input) in details(kind, name, entry.as_ref()) {
            h2 { (title) }
            @match view.ask(kind.service, operation, input) {
                Ok(told) => div.panel { (shown(&opened(told))) },
                Err(error) => (trouble(&error)),
            }
        }
    };
    let sheet = Sheet::new("resources", short(name), body)
        .below("All resources", view.href("resources", &[]))
        .below(kind.title, view.href("resources", &[("kind", kind.slug)]));
    Some(sheet)
}

/// Its entry in the list, within the first thousands.
fn entry(view: &View, kind: &Kind, name: &str) -> Option<Json> {
    let mut from = String::new();
    for _ in 0..40 {
        let listed = kind.list(view, "", &from, ROWS).ok()?;
        let found = listed.entries.into_iter().find(|entry| kind.name(entry) == name);
        if found.is_some() {
            return found;
        }
        from = listed.next?;
    }
    None
}

/// What is asked besides.
fn details(
    kind: &Kind,
    name: &str,
    entry: Option<&Json>,
) -> Vec<(&'static str, &'static str, Json)> {
    let arn = entry.map_or("", |entry| tree::text(entry, "Arn"));
    match kind.slug {
        "queues" => vec![
            (
                "Attributes",
                "GetQueueAttributes",
                json!({ "QueueUrl": name, "AttributeNames": ["All"] }),
            ),
            ("Tags", "ListQueueTags", json!({ "QueueUrl": name })),
        ],
        "users" => vec![
            ("Policies of its own", "ListUserPolicies", json!({ "UserName": name })),
            ("Policies attached", "ListAttachedUserPolicies", json!({ "UserName": name })),
            ("Groups", "ListGroupsForUser", json!({ "UserName": name })),
            ("Access keys", "ListAccessKeys", json!({ "UserName": name })),
        ],
        "roles" => vec![
            ("Role", "GetRole", json!({ "RoleName": name })),
            ("Policies of its own", "ListRolePolicies", json!({ "RoleName": name })),
            ("Policies attached", "ListAttachedRolePolicies", json!({ "RoleName": name })),
        ],
        "groups" => vec![
            ("Members", "GetGroup", json!({ "GroupName": name })),
            ("Policies of its own", "ListGroupPolicies", json!({ "GroupName": name })),
            ("Policies attached", "ListAttachedGroupPolicies", json!({ "GroupName": name })),
        ],
        "policies" => {
            let version = entry.map_or("", |entry| tree::text(entry, "DefaultVersionId"));
            let input = json!({ "PolicyArn": arn, "VersionId": version });
            vec![("Document", "GetPolicyVersion", input)]
        }
        "keys" => vec![
            ("Key", "DescribeKey", json!({ "KeyId": name })),
            ("Policy", "GetKeyPolicy", json!({ "KeyId": name, "PolicyName": "default" })),
            ("Grants", "ListGrants", json!({ "KeyId": name })),
        ],
        "dashboards" => vec![("Dashboard", "GetDashboard", json!({ "DashboardName": name }))],
        "cache-policies" => vec![("Policy", "GetCachePolicy", json!({ "Id": name }))],
        "origin-access-controls" => {
            vec![("Control", "GetOriginAccessControl", json!({ "Id": name }))]
        }
        _ => Vec::new(),
    }
}

/// Documents that stand in texts, percent-encoded or not, are shown with their members.
fn opened(json: Json) -> Json {
    match json {
        Json::String(text) => {
            let decoded = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
            match serde_json::from_str(&decoded) {
                Ok(document @ (Json::Object(_) | Json::Array(_))) => document,
                _ => Json::String(text),
            }
        }
        Json::Array(entries) => entries.into_iter().map(opened).collect(),
        Json::Object(members) => {
            let opened = members.into_iter().map(|(name, value)| (name, opened(value)));
            Json::Object(opened.collect())
        }
        other => other,
    }
}
