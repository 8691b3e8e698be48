//! The links of a page, whatever kind of page it is: HTML, CSS or JSON.

use html5gum::{Token, Tokenizer};
use url::Url;

/// Every address in a page, absolute, in order.
pub fn links(base: &str, content_type: &str, page: &str) -> Vec<Url> {
    let Ok(base) = Url::parse(base) else { return Vec::new() };
    let mut found = Vec::new();
    if content_type.contains("json") {
        if let Ok(value) = serde_json::from_str(page) {
            texts(&value, &mut found);
        }
    } else if content_type.contains("css") {
        in_css(page, &mut found);
    } else {
        in_html(page, &mut found);
    }
    found.iter().filter_map(|link| base.join(link).ok()).collect()
}

/// Texts of JSON that are addresses: whole ones, or paths.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text)
            if text.contains("://") || text.starts_with('/') || text.starts_with("./") =>
        {
            found.push(text.clone());
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| texts(value, found)),
        serde_json::Value::Object(all) => all.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// Attributes that are addresses, and the style sheets within.
fn in_html(page: &str, found: &mut Vec<String>) {
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => {
                for (name, value) in &tag.attributes {
                    let value = String::from_utf8_lossy(value);
                    match &name[..] {
                        b"src" | b"href" | b"poster" | b"data-src" | b"content" => {
                            found.push(value.trim().to_owned());
                        }
                        b"srcset" | b"imagesrcset" => found.extend(candidates(&value)),
                        b"style" => in_css(&value, found),
                        _ => {}
                    }
                }
            }
            Token::String(text) => in_css(&String::from_utf8_lossy(&text), found),
            _ => {}
        }
    }
}

/// `a.png 1x, b.png 2x`
fn candidates(srcset: &str) -> impl Iterator<Item = String> + '_ {
    srcset.split(',').filter_map(|one| one.split_whitespace().next()).map(str::to_owned)
}

/// `url(…)`, with or without quotes.
fn in_css(sheet: &str, found: &mut Vec<String>) {
    for rest in sheet.split("url(").skip(1) {
        let Some(inside) = rest.split(')').next() else { continue };
        let link = inside.trim().trim_matches(['"', '\'']);
        if !link.is_empty() && !link.starts_with("data:") {
            found.push(link.to_owned());
        }
    }
}

/// Whether an address is an asset's: by its name, or its name with a fingerprint in it
/// (`app.3f2a9c01.css`, `app-3f2a9c01.css`); whatever the query says.
pub fn is_of(link: &Url, asset: &str) -> bool {
    let last = asset.rsplit('/').next().unwrap_or(asset);
    let Some(segment) = link.path_segments().and_then(|mut all| all.next_back()) else {
        return false;
    };
    let segment = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
    if segment == last {
        return true;
    }
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let rest = segment.strip_prefix(stem);
    let rest = rest.and_then(|rest| rest.strip_suffix(ending));
    let print = rest.map(|rest| rest.trim_matches(['.', '-', '_']));
    print.is_some_and(|print| print.len() >= 6 && print.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::service::names;
    use proptest::prelude::*;

    fn all(content_type: &str, page: &str) -> Vec<String> {
        links("https://app.example/a/", content_type, page).iter().map(Url::to_string).collect()
    }

    #[test]
    fn links_are_found_wherever_pages_have_them() {
        let html = r#"<!doctype html><link href='//d.cloudfront.net/x.css'><IMG SRC=y.png srcset="z.png 1x,
            /w.png 2x"><style>a { background: url("v.svg") }</style><p style="background:url(u.gif)">&amp;"#;
        assert_eq!(
            all("text/html; charset=utf-8", html),
            [
                "https://d.cloudfront.net/x.css",
                "https://app.example/a/y.png",
                "https://app.example/a/z.png",
                "https://app.example/w.png",
                "https://app.example/a/v.svg",
                "https://app.example/a/u.gif",
            ]
        );
        let json =
            r#"{"assets": [{"url": "https://d.cloudfront.net/é.css"}, "/b.js", "no link", 7]}"#;
        let found = ["https://d.cloudfront.net/%C3%A9.css", "https://app.example/b.js"];
        assert_eq!(all("application/json", json), found);
        assert_eq!(
            all("text/css", "@import url( 'c.css' ); x{y:url(data:z)}"),
            ["https://app.example/a/c.css"]
        );
    }

    #[test]
    fn an_asset_is_known_by_its_name_and_a_fingerprint() {
        let is = |link: &str, asset| is_of(&Url::parse(link).unwrap(), asset);
        assert!(is("https://d/assets/app.css", "app.css"));
        assert!(is("https://d/assets/app.css?v=3#x", "app.css"));
        assert!(
            is("https://d/app-3f2a9c01.css", "app.css")
                && is("https://d/app.3f2a9c01.css", "app.css")
        );
        assert!(is("https://d/my%20logo.svg", "my logo.svg"));
        assert!(!is("https://d/app.js", "app.css") && !is("https://d/app-x.css", "app.css"));
        assert!(!is("https://d/", "app.css"));
    }

    #[test]
    fn a_line_names_a_request_by_the_whole_id() {
        for line in [
            r#"{"request_id":"request-1-1"}"#,
            "level=info id=request-1-1",
            "[request-1-1] done",
            "request-1-1",
            "é request-1-1é",
        ] {
            assert!(names(line, "request-1-1"), "{line}");
        }
        for line in ["request-1-10", "xrequest-1-1", "request-1-1-2", ""] {
            assert!(!names(line, "request-1-1"), "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_page_is_too_odd(page in "\\PC{0,200}", kind in "(text/html|text/css|application/json)") {
            let _ = links("https://app.example/", &kind, &page);
            let _ = names(&page, "é-1");
        }
    }
}
