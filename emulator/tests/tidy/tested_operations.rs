//! Every implemented operation is called by at least one test, in Rust, Python or shell.
//!
//! A list of names is no test, so a name counts only where it is called: as the marker of a typed
//! call (`call::<PutBucketAcl>(`), as the operation of a raw request, as a method of the AWS SDK
//! for Rust or of boto3 (`.put_bucket_acl(`), or as a command of the AWS CLI
//! (`aws s3api put-bucket-acl`). A name that two services share counts for the service whose
//! folder the test is in, or which its line names.

use super::sources::sources;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The file of the first test that calls an operation, by service and operation.
pub(crate) type Tested = BTreeMap<(&'static str, &'static str), String>;

#[test]
fn every_operation_is_tested() {
    let tested = tested();
    let all = parhelion::coverage::implemented();
    let missing = all.iter().filter(|one| !tested.contains_key(one));
    let missing: Vec<_> = missing.map(|(service, name)| format!("{service}:{name}")).collect();
    assert!(missing.is_empty(), "no test calls these {}: {missing:#?}", missing.len());
}

/// The scan itself: what counts, and what does not.
#[test]
fn a_name_counts_where_it_is_called() {
    let names = Names::of(vec![
        ("s3", "PutBucketAcl"),
        ("s3", "ListObjectsV2"),
        ("kms", "TagResource"),
        ("logs", "TagResource"),
    ]);
    let found = |file: &str, line: &str| names.found(file, line).into_iter().collect::<Vec<_>>();
    let acl = [("s3", "PutBucketAcl")];
    assert_eq!(found("tests/a.rs", "cloud.call::<PutBucketAcl>(input).unwrap();"), acl);
    assert_eq!(found("tests/a.rs", "s3.put_bucket_acl().bucket(\"b\").send().await"), acl);
    assert_eq!(found("a.py", "s3.put_bucket_acl(Bucket=BUCKET)"), acl);
    assert_eq!(found("a.py", "refused(\"NoSuchBucket\", s3.put_bucket_acl, Bucket=\"b\")"), acl);
    assert_eq!(found("a.py", "s3.get_paginator(\"list_objects_v2\")"), [("s3", "ListObjectsV2")]);
    assert_eq!(found("a.sh", "aws s3api put-bucket-acl --bucket \"$b\""), acl);
    assert_eq!(found("a.sh", "api put-bucket-acl --acl private"), acl);
    assert_eq!(found("tests/a.rs", "send(\"PutBucketAcl\", &body)"), acl);
    assert_eq!(found("tests/a.rs", "\"Action=PutBucketAcl&Version=1\""), acl);
    for line in [
        "const ALL: &[&str] = &[\"PutBucketAcl\", \"ListObjectsV2\"];",
        "// cloud.call::<PutBucketAcl>(input)",
        "use parhelion_s3::model::{PutBucketAcl, PutBucketAclInput};",
        "\"PutBucketAcl\",",
        "fn put_bucket_acl(",
        "call::<PutBucketAclAgain>(x)",
    ] {
        assert_eq!(found("tests/a.rs", line), [], "{line}");
    }
    assert_eq!(found("a.sh", "# aws s3api put-bucket-acl"), []);
    assert_eq!(found("a.sh", "put-bucket-acl) shift ;;"), []);
    let unit = "fn f() {}\n#[cfg(test)]\nmod tests {\n    call();\n}";
    assert_eq!(test_lines("a/src/b.rs", unit).len(), 4);
    assert_eq!(test_lines("a/src/b.rs", "fn f() {}\nfn g() {}\n"), [""; 0]);
    assert_eq!(test_lines("a/src/b/tests.rs", "use x;\ncall();").len(), 2);
    // Shared names need their service.
    let kms = [("kms", "TagResource")];
    assert_eq!(found("emulator/tests/a.rs", "cloud.call::<TagResource>(input)"), []);
    assert_eq!(found("emulator/tests/a.rs", "cloud.call::<Kms, ops::TagResource>(input)"), kms);
    assert_eq!(found("emulator/services/kms/tests/a.rs", "cloud.call::<TagResource>(input)"), kms);
    assert_eq!(found("emulator/tests/kms.rs", "scene.call::<TagResource>(input)"), kms);
    assert_eq!(found("a.py", "kms.tag_resource(KeyId=key)"), kms);
    assert_eq!(found("a.sh", "aws logs tag-resource --tags a=b"), [("logs", "TagResource")]);
}

/// Scanned once for all tests of this binary.
pub(crate) fn tested() -> &'static Tested {
    static TESTED: OnceLock<Tested> = OnceLock::new();
    TESTED.get_or_init(scan)
}

fn scan() -> Tested {
    let names = Names::of(parhelion::coverage::implemented());
    let mut found: BTreeMap<(&str, &str), (u8, String)> = BTreeMap::new();
    for (file, text) in sources() {
        if file.contains("tests/tidy/") {
            continue;
        }
        for line in test_lines(&file, &text) {
            for one in names.found(&file, line) {
                let here = (distance(&file, one.0), file.clone());
                let first = found.entry(one).or_insert_with(|| here.clone());
                if here < *first {
                    *first = here;
                }
            }
        }
    }
    found.into_iter().map(|(one, (_, file))| (one, file)).collect()
}

/// The page names a service's own tests before others, and tests before what they are set up with.
fn distance(file: &str, service: &str) -> u8 {
    let is_setup = ["support.rs", "cloud.rs", "mod.rs"].iter().any(|name| file.ends_with(name));
    let is_own = folder_is(file, service);
    u8::from(is_setup) * 2 + u8::from(!is_own)
}

fn folder_is(file: &str, service: &str) -> bool {
    file.contains(&format!("services/{service}/"))
        || file.contains(&format!("tests/{service}/"))
        // A module's name has no hyphens.
        || file.ends_with(&format!("tests/{}.rs", service.replace('-', "_")))
}

/// The lines of a file that are tests: all of them, or those after `#[cfg(test)] mod … {`.
fn test_lines<'a>(file: &str, text: &'a str) -> Vec<&'a str> {
    let is_test = !file.contains("/src/") || file.contains("/tests/") || file.ends_with("tests.rs");
    let lines: Vec<&str> = text.lines().collect();
    if is_test {
        return lines;
    }
    let opens = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1..].iter().any(is_module);
    match lines.windows(3).position(opens) {
        Some(at) => lines[at..].to_vec(),
        None => Vec::new(),
    }
}

fn is_module(line: &&str) -> bool {
    line.starts_with("mod ") && line.ends_with('{')
}

/// Every way to spell an operation, and the services that have it.
struct Names {
    spelled: BTreeMap<String, Vec<(&'static str, &'static str)>>,
    services: BTreeSet<&'static str>,
}

impl Names {
    fn of(operations: Vec<(&'static str, &'static str)>) -> Self {
        let mut spelled: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for one in &operations {
            let snake = snake(one.1);
            for name in [one.1.to_owned(), snake.replace('_', "-"), snake] {
                spelled.entry(name).or_default().push(*one);
            }
        }
        Self { spelled, services: operations.iter().map(|one| one.0).collect() }
    }

    fn found(&self, file: &str, line: &str) -> BTreeSet<(&'static str, &'static str)> {
        let trimmed = line.trim_start();
        let language = file.rsplit('.').next().unwrap_or_default();
        let comment = if language == "rs" { "//" } else { "#" };
        if trimmed.starts_with(comment) {
            return BTreeSet::new();
        }
        let mut found = BTreeSet::new();
        for (at, word) in words(line) {
            let Some(owners) = self.spelled.get(word) else { continue };
            let (before, after) = (&line[..at], &line[at + word.len()..]);
            if is_called(language, before, word, after) {
                found.extend(
                    owners
                        .iter()
                        .filter(|one| owners.len() == 1 || self.is_meant(file, line, one.0)),
                );
            }
        }
        found
    }

    /// Of services that share a name: the one of the folder, or else the one that the line names.
    fn is_meant(&self, file: &str, line: &str, service: &str) -> bool {
        match self.services.iter().find(|one| folder_is(file, one)) {
            Some(own) => *own == service,
            None => words(line).any(|(_, word)| word.eq_ignore_ascii_case(service)),
        }
    }
}

/// Words, dashes included, and where they begin.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let parts = line.split(move |c: char| !is_part(c));
    parts.filter(|word| !word.is_empty()).map(|word| {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        (at, word)
    })
}

fn is_called(language: &str, before: &str, word: &str, after: &str) -> bool {
    let is_marker = word.starts_with(|c: char| c.is_ascii_uppercase());
    match language {
        "sh" => {
            // `aws s3api NAME`, and `api NAME` where a script shortens that.
            let before_it = words(before).last().map_or("", |(_, word)| word);
            before.ends_with(' ') && (before.contains("aws ") || before_it == "api")
        }
        _ if is_marker => {
            let sends = before.strip_suffix('"').and_then(|rest| {
                let inside = rest.rfind('(')?;
                words(&rest[..inside]).last().map(|(_, name)| name)
            });
            after.starts_with(">(")
                || before.ends_with("Action=")
                || before.to_ascii_lowercase().contains("x-amz-target: ")
                || after.starts_with('"')
                    && sends.is_some_and(|name| ["call", "post", "send"].contains(&name))
        }
        "py" => {
            before.ends_with('.') && (after.starts_with('(') || after.starts_with(','))
                || before.ends_with("get_paginator(\"")
        }
        _ => before.ends_with('.') && after.starts_with('('),
    }
}

/// `PutBucketAcl` as `put_bucket_acl`, as the SDKs do.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let begins = at > 0
            && letter.is_ascii_uppercase()
            && (!letters[at - 1].is_ascii_uppercase()
                || letters.get(at + 1).is_some_and(char::is_ascii_lowercase));
        if begins {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
