//! `{port}`, `{endpoint}`, `{bucket}` and their like in what a process is given; `{{` is a brace.

use super::meant::meant;
use std::collections::BTreeMap;

/// What each stands for.
pub type Values = BTreeMap<&'static str, String>;

/// Those that a set-up knows: there is no application yet.
pub const OF_SETUP: &[&str] = &["endpoint", "host", "access-key", "secret-key", "region"];

/// Those that the application's environment may name.
pub const OF_APPLICATION: &[&str] = &[
    "port",
    "endpoint",
    "host",
    "access-key",
    "secret-key",
    "region",
    "bucket",
    "distribution",
    "domain",
    "log-group",
    "allowed-origin",
];

/// The text with every placeholder replaced.
///
/// # Errors
/// One is none of `values`, or a brace is never closed; in words.
pub fn fill(text: &str, values: &Values) -> Result<String, String> {
    each(text, |name| {
        values
            .get(name)
            .cloned()
            .ok_or_else(|| unknown(name, &values.keys().copied().collect::<Vec<_>>()))
    })
}

/// Whether a text names only these.
///
/// # Errors
/// As [`fill`].
pub fn check(text: &str, known: &[&str]) -> Result<(), String> {
    each(text, |name| match known.contains(&name) {
        true => Ok(String::new()),
        false => Err(unknown(name, known)),
    })
    .map(drop)
}

fn unknown(name: &str, known: &[&str]) -> String {
    format!(
        "{{{name}}} stands for nothing; did you mean {{{}}}? A brace itself is written {{{{",
        meant(name, known)
    )
}

fn each(text: &str, value: impl Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix("{{") {
            out.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            out.push('}');
            rest = after;
        } else if let Some(after) = from.strip_prefix('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| format!("{text:?} opens a brace and never closes it"))?;
            out.push_str(&value(name)?);
            rest = after;
        } else {
            return Err(format!(
                "{text:?} closes a brace that it never opens; a brace itself is written }}}}"
            ));
        }
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_braces_kept() {
        let values = Values::from([("port", "80".to_owned()), ("bucket", "{x}".to_owned())]);
        assert_eq!(fill("a{port}{{b}}{bucket}é", &values), Ok("a80{b}{x}é".to_owned()));
        assert!(fill("{prot}", &values).unwrap_err().contains("did you mean {port}"));
        assert!(fill("{port", &values).is_err() && fill("port}", &values).is_err());
        assert_eq!(check("{port}", &["port"]), Ok(()));
        assert!(check("{port}", &["host"]).is_err());
    }
}
