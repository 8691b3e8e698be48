//! The models' patterns: Java's regular expressions, matched against the whole text.

use regex::{Regex, RegexBuilder};
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

/// Compiled once for each pattern of the models: a cache, not state. `None`: `regex` cannot.
static COMPILED: LazyLock<RwLock<Compiled>> = LazyLock::new(RwLock::default);

/// By address and length of the pattern, which is the models' own and never moves.
type Compiled = HashMap<(usize, usize), Option<&'static Regex>>;

/// Whether all of `text` matches. A pattern that cannot be compiled would match everything: a test
/// of the models sees that there is none.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    let address = (pattern.as_ptr().addr(), pattern.len());
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(&address).copied();
    let regex = known.unwrap_or_else(|| {
        let mut compiled = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
        *compiled.entry(address).or_insert_with(|| {
            let regex: &'static Regex = Box::leak(Box::new(compile(pattern)?));
            Some(regex)
        })
    });
    regex.is_none_or(|regex| regex.is_match(text))
}

/// Patterns that `regex` cannot read, and what they match in other words.
const OTHERWISE: [(&str, &str); 3] = [
    // IAM's account aliases: no two hyphens in a row, none at an end, three characters at least. That
    // they are 63 at most, the shape's length says too.
    ("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", "[a-z0-9](-|[a-z0-9]-?)[a-z0-9](-?[a-z0-9])*"),
    // S3 Control's audit contexts: Java writes what is beyond U+FFFF as two surrogates.
    (
        r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*",
        r"[\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF\t]*",
    ),
    // ACM's domain names: no label begins with a hyphen.
    (
        r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])",
        r"(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]",
    ),
];

/// The pattern for all of a text; `None`: it means nothing to `regex`.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    let otherwise = OTHERWISE.iter().find(|(javas, _)| *javas == pattern);
    let pattern = otherwise.map_or(pattern, |(_, same)| same);
    let anchored = format!(r"\A(?:{})\z", translated(pattern));
    RegexBuilder::new(&anchored).size_limit(1 << 26).build().ok()
}

/// Java's `\w`, `\d` and `\s` know ASCII only; `regex`'s know Unicode.
fn translated(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('w') => out.push_str("[0-9A-Za-z_]"),
            Some('W') => out.push_str("[^0-9A-Za-z_]"),
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            Some('s') => out.push_str(r"[ \t\n\x0B\x0C\r]"),
            Some('S') => out.push_str(r"[^ \t\n\x0B\x0C\r]"),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// CW-A1.2: whole values are matched, whether or not the pattern has anchors.
    #[test]
    fn matches_whole_texts_as_java_does() {
        for (pattern, text, fits) in [
            (r"[\.\-_/#A-Za-z0-9]+", "/aws/lambda", true),
            (r"[\.\-_/#A-Za-z0-9]+", "bad name!", false),
            (r"[\.\-_/#A-Za-z0-9]+", "", false),
            (r"[^:*]*", "a:b", false),
            (r"^\d{12}$", "123456789012", true),
            (r"^\d{12}$", "١٢٣٤٥٦٧٨٩٠١٢", false),
            (r"[\w+=/:,.@-]*", "a_b@c.d", true),
            (r"[\w+=/:,.@-]*", "é", false),
            (r"a|b", "ab", false),
            (r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$", "Größe 1", true),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    /// IAM's account aliases, S3 Control's audit contexts and ACM's domain names.
    #[test]
    fn matches_what_regex_cannot_say() {
        let [(alias, _), (context, _), (domain, _)] = OTHERWISE;
        for (text, fits) in [
            ("abc", true),
            ("a-b", true),
            ("ab-c-0", true),
            ("0-1", true),
            ("a1-b2-c3", true),
            ("ab", false),
            ("a", false),
            ("", false),
            ("A-b", false),
            ("a--b", false),
            ("ab--c", false),
            ("-ab", false),
            ("ab-", false),
            ("a_b", false),
            ("abc\n", false),
        ] {
            assert_eq!(matches(alias, text), fits, "{text}");
        }
        for (text, fits) in
            [("a\té😀\u{10FFFF}", true), ("", true), ("a\n", false), ("\u{FFFE}", false)]
        {
            assert_eq!(matches(context, text), fits, "{text:?}");
        }
        for (text, fits) in [
            ("example.com", true),
            ("*.a.example.com", true),
            ("a-b.co", true),
            ("example", false),
            ("-a.com", false),
            ("a-.com", false),
            ("a.-b", false),
            ("a.b", false),
            ("*.com", false),
            ("a..com", false),
        ] {
            assert_eq!(matches(domain, text), fits, "{text}");
        }
    }

    /// Every pattern of the models compiles.
    #[test]
    fn compiles_the_models_patterns() {
        let mut seen = 0;
        let (mut services, mut otherwise) = (0, 0);
        let services_of = format!("{}/../services", env!("CARGO_MANIFEST_DIR"));
        for service in std::fs::read_dir(services_of).unwrap() {
            let path = service.unwrap().path().join("model.smithy");
            let service = path.display();
            let text = std::fs::read_to_string(&path).unwrap();
            services += 1;
            for rest in text.split("@pattern(\"").skip(1) {
                let (mut pattern, mut characters) = (String::new(), rest.chars());
                while let Some(character) = characters.next().filter(|c| *c != '"') {
                    pattern.push(match character {
                        '\\' => characters.next().unwrap(),
                        other => other,
                    });
                }
                assert!(compile(&pattern).is_some(), "{service}: {pattern}");
                otherwise += usize::from(OTHERWISE.iter().any(|(javas, _)| *javas == pattern));
                seen += 1;
            }
        }
        assert_eq!((services, otherwise), (11, OTHERWISE.len()));
        assert!(seen > 150);
    }
}
