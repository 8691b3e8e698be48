//! The kernel names no service: adding one touches its own folder, and a line in each of three lists.

use super::sources::sources;

/// Where the kernel is: everything of the emulator but the services, its tests and its tools.
const KERNEL: [&str; 5] = [
    "emulator/src/",
    "emulator/world/src/",
    "emulator/wire/src/",
    "emulator/policy/src/",
    "emulator/model/src/",
];

/// What names services all the same: the lists of what is built in and of what AWS has besides, and the
/// console, which asks each by its own operations, as a client does.
const LISTS: [&str; 3] =
    ["emulator/src/services.rs", "emulator/src/catalogue/", "emulator/src/server/console/"];

/// Lines that may name one all the same, with the reason.
const EXCEPTIONS: [(&str, &str, &str); 6] = [
    ("emulator/policy/src/principal.rs", "(\"iam\", \"root\")", PRINCIPALS),
    ("emulator/policy/src/principal.rs", "(\"iam\", \"user\" | \"role\")", PRINCIPALS),
    ("emulator/policy/src/principal.rs", "(\"sts\", \"assumed-role\")", PRINCIPALS),
    ("emulator/policy/src/principal.rs", "account == \"cloudfront\"", PRINCIPALS),
    ("emulator/policy/src/iam.rs", "", DOCUMENTS),
    ("emulator/policy/src/lib.rs", "pub mod iam;", DOCUMENTS),
];

const DOCUMENTS: &str =
    "what IAM refuses in documents, IAM and STS refuse alike, in words about IAM";
const PRINCIPALS: &str = "what a principal's ARN looks like is a part of the policy language";

/// The names of the services, as their folders are called.
fn services() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/services");
    let entries = std::fs::read_dir(folder).expect("the services' folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Words of a line of code that name a service: as an identifier of its own (`S3`, `parhelion_s3`,
/// `is_s3`) or as a text (`"s3"`, `"s3:GetObject"`, `"s3.amazonaws.com"`).
fn named<'a>(line: &str, services: &'a [String]) -> Option<&'a String> {
    // Citations of rules and the ARNs of principals are no services' names: the one is a document, the
    // other a part of every policy.
    let line = line.replace("arn:aws:iam::", "").replace("arn:aws:sts::", "");
    let lower = without_citations(&line).to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    services.iter().find(|service| words.contains(&service.as_str()))
}

/// `S3-9.4(A1)` → nothing.
fn without_citations(line: &str) -> String {
    let words = line.split_inclusive(|c: char| c.is_whitespace() || "\"'()[],;`".contains(c));
    words.filter(|word| !is_citation(word)).collect()
}

fn is_citation(word: &str) -> bool {
    let Some((name, number)) = word.split_once('-') else { return false };
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    !name.is_empty()
        && name.chars().all(capital)
        && number.starts_with(|c: char| c.is_ascii_digit())
}

/// A source without comments and without its tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line.split(" // ").next().unwrap_or_default()))
}

#[test]
fn the_kernel_names_no_service() {
    let services = services();
    assert!(services.len() >= 9, "{services:?}");
    let mut found = Vec::new();
    for (path, text) in sources() {
        let kernel = KERNEL.iter().any(|folder| path.starts_with(folder));
        let list = LISTS.iter().any(|list| path.starts_with(list));
        if !kernel || list || path.contains("/tests") {
            continue;
        }
        for (number, line) in code(&text) {
            let excepted =
                EXCEPTIONS.iter().any(|(of, word, _)| *of == path && line.contains(word));
            if let (Some(service), false) = (named(line, &services), excepted) {
                found.push(format!("{path}:{number} names {service}: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_service_is_named_in_three_lists_only() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let lists = ["emulator/Cargo.toml", "emulator/src/services.rs", "emulator/model/import.py"];
    for service in services() {
        for list in lists {
            let text = std::fs::read_to_string(format!("{root}/{list}")).expect("a list");
            // A module's name has no hyphens.
            let service =
                if list.ends_with(".rs") { service.replace('-', "_") } else { service.clone() };
            let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', '/']));
            let begins = |line: &&str| {
                let line =
                    line.trim_start().trim_start_matches("parhelion-").trim_start_matches('"');
                line.strip_prefix(service.as_str()).is_some_and(|rest| rest.starts_with(['"', ' ']))
            };
            assert_eq!(lines.filter(begins).count(), 1, "{list} lists {service} on one line");
        }
        let manifest = std::fs::read_to_string(format!("{root}/Cargo.toml")).expect("the manifest");
        assert!(!manifest.contains(&format!("services/{service}\"")), "members are a pattern");
    }
}

#[test]
fn what_names_a_service_is_found() {
    let services = ["s3".to_owned(), "logs".to_owned()];
    for line in ["match x { \"s3\" => 1 }", "use parhelion_s3::S3;", "fn is_s3()", "\"logs:Put\""] {
        assert!(named(line, &services).is_some(), "{line}");
    }
    for line in ["let s30 = 1;", "let catalogs = 2;", "dialogs()"] {
        assert!(named(line, &services).is_none(), "{line}");
    }
    let text = "// s3\nlet a = 1; // s3\n#[cfg(test)]\nmod tests { s3 }";
    assert!(code(text).all(|(_, line)| named(line, &services).is_none()));
}
