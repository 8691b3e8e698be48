//! CORS: which rule a request meets, and what it adds to the answer (S3-7.9).

use crate::model::CORSRule;

/// A request from another origin, as its preflight announces it or as it is itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CorsRequest<'a> {
    pub origin: &'a str,
    pub method: &'a str,
    /// `Access-Control-Request-Headers`, if sent.
    pub headers: Option<&'a str>,
}

/// What the first matching rule grants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grant<'a> {
    rule: &'a CORSRule,
    any_origin: bool,
}

impl CorsRequest<'_> {
    /// The first rule, in order, that allows origin, method and every header.
    pub(crate) fn find<'a>(&self, rules: &'a [CORSRule]) -> Option<Grant<'a>> {
        rules.iter().find_map(|rule| {
            let origin =
                rule.allowed_origins.iter().find(|allowed| fits(allowed, self.origin, false))?;
            let method = rule.allowed_methods.iter().any(|allowed| allowed == self.method);
            let headers = self.header_names().all(|name| {
                let mut allowed = rule.allowed_headers.iter().flatten();
                allowed.any(|allowed| fits(allowed, name, true))
            });
            (method && headers).then_some(Grant { rule, any_origin: origin == "*" })
        })
    }

    fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers
            .into_iter()
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .filter(|n| !n.is_empty())
    }

    /// The answer's headers; `preflight` adds what was asked for (S3-7.9e, f).
    pub(crate) fn headers(&self, grant: &Grant, preflight: bool) -> Vec<(&'static str, String)> {
        let Grant { rule, any_origin } = grant;
        let origin = if *any_origin { "*" } else { self.origin };
        let mut headers = vec![("access-control-allow-origin", origin.to_owned())];
        headers.push(("access-control-allow-methods", rule.allowed_methods.join(", ")));
        if preflight && self.headers.is_some() {
            let names: Vec<String> = self.header_names().map(str::to_ascii_lowercase).collect();
            headers.push(("access-control-allow-headers", names.join(", ")));
        }
        if let Some(exposed) = rule.expose_headers.as_ref().filter(|exposed| !exposed.is_empty()) {
            headers.push(("access-control-expose-headers", exposed.join(", ")));
        }
        if let Some(seconds) = rule.max_age_seconds {
            headers.push(("access-control-max-age", seconds.to_string()));
        }
        if !any_origin {
            headers.push(("access-control-allow-credentials", "true".to_owned()));
        }
        let vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
        headers.push(("vary", vary.to_owned()));
        headers
    }
}

/// Equal, or with one `*` for any characters.
fn fits(allowed: &str, text: &str, fold: bool) -> bool {
    let same = |a: &str, b: &str| if fold { a.eq_ignore_ascii_case(b) } else { a == b };
    match allowed.split_once('*') {
        None => same(allowed, text),
        Some((before, after)) => {
            let at = text.len().checked_sub(after.len());
            before.len() + after.len() <= text.len()
                && text.get(..before.len()).is_some_and(|start| same(start, before))
                && at.and_then(|at| text.get(at..)).is_some_and(|end| same(end, after))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn list(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn rule(origins: &[&str], methods: &[&str], headers: &[&str]) -> CORSRule {
        CORSRule {
            allowed_origins: list(origins),
            allowed_methods: list(methods),
            allowed_headers: Some(list(headers)),
            ..CORSRule::default()
        }
    }

    fn cors_request<'a>(
        origin: &'a str,
        method: &'a str,
        headers: Option<&'a str>,
    ) -> CorsRequest<'a> {
        CorsRequest { origin, method, headers }
    }

    #[test]
    fn s3_7_9_origins() {
        let rules = [rule(&["https://a.example", "https://*.b.example"], &["GET"], &[])];
        for (origin, allowed) in [
            ("https://a.example", true),
            ("https://a.example/", false),
            ("https://A.example", false),
            ("http://a.example", false),
            ("https://x.b.example", true),
            ("https://.b.example", true),
            ("https://b.example", false),
            ("https://x.b.example.evil", false),
            ("", false),
        ] {
            assert_eq!(
                cors_request(origin, "GET", None).find(&rules).is_some(),
                allowed,
                "{origin}"
            );
        }
    }

    #[test]
    fn s3_7_9_methods_and_headers() {
        let rules = [rule(&["*"], &["PUT"], &["content-type", "x-amz-*"])];
        for (method, headers, allowed) in [
            ("PUT", None, true),
            ("GET", None, false),
            ("put", None, false),
            ("PUT", Some("Content-Type"), true),
            ("PUT", Some("content-type,X-AMZ-Date , x-amz-meta-a"), true),
            ("PUT", Some("content-type, authorization"), false),
            ("PUT", Some(""), true),
        ] {
            let request = cors_request("https://a", method, headers);
            assert_eq!(request.find(&rules).is_some(), allowed, "{method} {headers:?}");
        }
    }

    #[test]
    fn s3_7_9_e_the_first_rule_that_matches_decides_the_headers() {
        let mut named = rule(&["https://a"], &["GET", "PUT"], &["*"]);
        named.expose_headers = Some(list(&["ETag", "x-amz-request-id"]));
        named.max_age_seconds = Some(600);
        let rules = [rule(&["https://a"], &["DELETE"], &[]), named, rule(&["*"], &["GET"], &[])];
        let preflight = cors_request("https://a", "PUT", Some("X-Custom,Content-Type"));
        let headers = preflight.headers(&preflight.find(&rules).unwrap(), true);
        assert_eq!(
            headers,
            [
                ("access-control-allow-origin", "https://a"),
                ("access-control-allow-methods", "GET, PUT"),
                ("access-control-allow-headers", "x-custom, content-type"),
                ("access-control-expose-headers", "ETag, x-amz-request-id"),
                ("access-control-max-age", "600"),
                ("access-control-allow-credentials", "true"),
                ("vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"),
            ]
            .map(|(name, value)| (name, value.to_owned()))
        );
    }

    #[test]
    fn s3_7_9_e_any_origin_takes_no_credentials() {
        let rules = [rule(&["*"], &["GET"], &[])];
        let actual = cors_request("https://a", "GET", None);
        let headers = actual.headers(&actual.find(&rules).unwrap(), false);
        assert_eq!(headers[0], ("access-control-allow-origin", "*".to_owned()));
        assert!(headers.iter().all(|(name, _)| *name != "access-control-allow-credentials"));
        assert!(headers.iter().any(|(name, _)| *name == "vary"));
    }

    proptest! {
        /// An origin outside every AllowedOrigin is never granted (6.4 of the dashboard).
        #[test]
        fn origins_without_wildcards_match_only_themselves(a in "[a-z:/.]{1,12}", b in ".{0,12}") {
            let rules = [rule(&[&a], &["GET"], &[])];
            prop_assert_eq!(cors_request(&b, "GET", None).find(&rules).is_some(), a == b);
        }

        #[test]
        fn any_pattern_meets_any_text(allowed in ".*", text in ".*") {
            let _ = fits(&allowed, &text, true);
        }
    }
}
