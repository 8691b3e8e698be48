//! Distributions, and why a request to one is a hit or a miss at each edge location.

use super::super::kinds::Kind;
use super::super::layout::{Sheet, carried};
use super::super::parts::{Mood, badge, facts, nothing, shown, size, span, table, time, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use super::resources;
use crate::cloudfront::CloudFront;
use crate::cloudfront::explain::{Entry, Explanation, Stored, Verdict};
use maud::{Markup, html};
use parhelion_wire::Body;
use serde_json::json;

/// Of what is stored, so much of each edge location.
const STORED: usize = 50;

pub(super) fn page(view: &View) -> Sheet {
    let body = html! {
        p.lead { "Open one to see why a URL is a hit or a miss." }
        @if let Some(kind) = Kind::find("distributions") { (resources::list(view, kind)) }
    };
    Sheet::new("distributions", "CloudFront distributions", body)
}

pub(super) fn one(view: &View) -> Sheet {
    let id = view.query.get("id");
    let body = match view.ask("cloudfront", "GetDistribution", json!({ "Id": id })) {
        Ok(found) => html! {
            (head(&found))
            h2 #why { "Why a hit, why a miss" }
            (why(view, tree::text(&found, "Distribution.DomainName")))
            h2 { "What is stored" }
            (stored(view, id))
            h2 { "Invalidations" }
            (invalidations(view, id))
            details { summary { "Configuration" } div.panel { (shown(tree::at(&found, "Distribution.DistributionConfig"))) } }
        },
        Err(error) => trouble(&error),
    };
    Sheet::new("distributions", id, body)
        .below("CloudFront distributions", view.href("distributions", &[]))
}

fn head(found: &Json) -> Markup {
    let of = |path: &str| tree::text(found, &format!("Distribution.{path}"));
    let aliases = tree::entries(found, "Distribution.DistributionConfig.Aliases.Items");
    let aliases: Vec<String> = aliases.iter().map(tree::plain).collect();
    let origins = tree::entries(found, "Distribution.DistributionConfig.Origins.Items");
    let deployed = of("Status") == "Deployed";
    facts(&[
        ("Domain", html! { code { (of("DomainName")) } }),
        ("Status", badge(if deployed { Mood::Good } else { Mood::Mild }, of("Status"))),
        (
            "Aliases",
            html! { @if aliases.is_empty() { span.muted { "none" } } @else { code { (aliases.join(", ")) } } },
        ),
        (
            "Origins",
            html! { @for origin in origins { div { code { (tree::text(origin, "DomainName")) } } } },
        ),
    ])
}

/// The question, and what each edge location says.
fn why(view: &View, domain: &str) -> Markup {
    let query = &view.query;
    let default = format!("https://{domain}/");
    let url = query.given("url").unwrap_or(&default);
    // As browsers ask, until somebody asks otherwise.
    let asked = query.given("url").is_some();
    let headers = if asked { query.get("headers") } else { "accept-encoding: gzip, br" };
    html! {
        form.filter action="#why" {
            input type="hidden" name="id" value=(query.get("id"));
            (carried(view))
            label { "Method" select name="method" {
                @for method in ["GET", "HEAD", "OPTIONS", "POST"] { option selected[query.get("method") == method] { (method) } }
            } }
            label.grow { "URL" input name="url" value=(url) spellcheck="false"; }
            label.grow { "Headers, one a line"
                textarea name="headers" rows="3" spellcheck="false" placeholder="cookie: a=1; b=2" { (headers) }
            }
            button.main { "Why?" }
        }
        @match request(url, query.get("method"), headers) {
            Ok(request) => {
                @let said = view.with::<CloudFront, _>(|service, cx| service.explain(cx, request, !url.starts_with("http:")));
                (explained(&said))
            }
            Err(why) => p.notice.bad role="alert" { (why) },
        }
    }
}

/// The request that is asked about.
fn request(url: &str, method: &str, headers: &str) -> Result<http::Request<Body>, String> {
    let uri: http::Uri =
        url.trim().parse().map_err(|error| format!("{url:?} is no URL: {error}"))?;
    let host = uri.authority().map(|host| host.as_str().to_owned());
    let host = host.ok_or_else(|| format!("{url:?} names no host."))?;
    let method = if method.is_empty() { "GET" } else { method };
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = http::Request::builder().method(method).uri(target).header("host", host);
    for header in headers.lines().map(str::trim).filter(|header| !header.is_empty()) {
        let (name, value) =
            header.split_once(':').ok_or_else(|| format!("{header:?} is no header."))?;
        request = request.header(name.trim(), value.trim());
    }
    request.body(Body::empty()).map_err(|error| error.to_string())
}

fn explained(said: &[Explanation]) -> Markup {
    let heads = ["Edge location", "It would be", "Why", "Behaviour", "Cache key", "Entry"];
    let rows = html! {
        @for one in said {
            tr {
                td.tight { strong { (one.pop) } }
                td.tight { (verdict(one.verdict)) }
                td { (one.why) @for other in &one.others { br; span.muted { "stored: " } (key(other)) } }
                td {
                    @if let Some(behavior) = &one.behavior {
                        code { (behavior.pattern) } br;
                        span.muted { "no. " (behavior.number) @if behavior.compress { ", compresses" } }
                        @if let Some([least, default, longest]) = behavior.ttls {
                            br; span.muted { "TTL " (span(least)) " / " (span(default)) " / " (span(longest)) }
                        }
                        @for origin in &behavior.origins { br; code { (origin) } }
                    } @else { span.muted { "–" } }
                }
                td { (key(&one.key)) }
                td { @if let Some(it) = &one.entry { (entry(it)) } @else { span.muted { "nothing" } } }
            }
        }
    };
    table("What each edge location would do", &heads, &rows)
}

fn verdict(verdict: Verdict) -> Markup {
    match verdict {
        Verdict::Hit => badge(Mood::Good, "hit"),
        Verdict::Stale => badge(Mood::Good, "stale hit"),
        Verdict::Revalidated => badge(Mood::Mild, "revalidated"),
        Verdict::Miss => badge(Mood::Mild, "miss"),
        Verdict::Passed => badge(Mood::Mild, "passed on"),
        Verdict::Refused => badge(Mood::Bad, "edge answers"),
    }
}

fn key(lines: &[String]) -> Markup {
    html! { @for (at, line) in lines.iter().enumerate() { @if at > 0 { br; } code { (line) } } }
}

fn entry(entry: &Entry) -> Markup {
    html! {
        (badge(Mood::of_status(entry.status), &entry.status.to_string())) " " (size(entry.bytes)) @if entry.parts { " in parts" }
        br; span.muted { "age " (span(whole(entry.age))) ", " }
        @if entry.remaining.is_zero() { span.muted { "expired" } } @else { "fresh for " (span(whole(entry.remaining))) }
        @if let Some(control) = &entry.cache_control { br; code { (control) } }
        @if let Some(etag) = &entry.etag { br; code { (etag) } }
    }
}

fn whole(of: std::time::Duration) -> std::time::Duration {
    std::time::Duration::from_secs(of.as_secs())
}

fn stored(view: &View, id: &str) -> Markup {
    let all = view.with::<CloudFront, _>(|service, cx| service.stored(cx, id, STORED));
    if all.is_empty() {
        return nothing("No edge location has anything of it.");
    }
    let rows = html! {
        @for Stored { pop, key: lines, entry: it } in &all {
            tr { td.tight { (pop) } td { (key(lines)) } td { (entry(it)) } td.tight { (time(it.since)) } }
        }
    };
    html! {
        (table("Stored answers", &["Edge location", "Cache key", "Entry", "Since"], &rows))
        @if all.len() >= STORED { p.muted { "At most " (STORED) " of each edge location." } }
    }
}

fn invalidations(view: &View, id: &str) -> Markup {
    let input = json!({ "DistributionId": id, "MaxItems": "25" });
    let listed = match view.ask("cloudfront", "ListInvalidations", input) {
        Ok(listed) => listed,
        Err(error) => return trouble(&error),
    };
    let all = tree::entries(&listed, "InvalidationList.Items");
    if all.is_empty() {
        return nothing("There were none.");
    }
    let rows = html! {
        @for one in all {
            @let id_of_it = tree::text(one, "Id");
            @let told = view.ask("cloudfront", "GetInvalidation", json!({ "DistributionId": id, "Id": id_of_it })).unwrap_or_default();
            @let paths = tree::entries(&told, "Invalidation.InvalidationBatch.Paths.Items");
            tr {
                td { code { (id_of_it) } }
                td { (tree::text(one, "Status")) }
                td { @for path in paths.iter().take(20) { code { (tree::plain(path)) } " " } }
                td.tight { (super::super::parts::time_in(tree::at(one, "CreateTime"))) }
            }
        }
    };
    table("Invalidations", &["Id", "Status", "Paths", "Created"], &rows)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn headers_are_lines_and_may_have_semicolons() {
        let lines = "cookie: a=1; b=2\r\n\n accept-encoding: gzip;q=0.5, br \n";
        let request = request("https://d1.cloudfront.net/a?b", "", lines).unwrap();
        let value = |name: &str| request.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(value("cookie"), "a=1; b=2");
        assert_eq!(value("accept-encoding"), "gzip;q=0.5, br");
        assert_eq!(
            (value("host"), request.uri().to_string().as_str()),
            ("d1.cloudfront.net", "/a?b")
        );
        assert!(super::request("https://d1.cloudfront.net/", "", "nothing").is_err());
    }
}
