//! A counterexample as a Rust test: it fails as long as the application does what it does.

use super::shape::Counterexample;
use super::text::told;

/// How a test makes the suite that runs a case.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// The property's type: `Property16`.
    pub property: &'a str,
    /// `use` lines that the rest needs.
    pub imports: &'a str,
    /// Items before the test: the application and its set-up.
    pub items: &'a str,
    /// An expression of the type `Result<Suite<…>, String>`.
    pub suite: &'a str,
}

/// The text of the file: a test that runs the case and wants that nothing is wrong with it. Put it into the
/// folder `tests` of a crate that has `parhelion-properties` and `serde_json` among its dependencies.
pub fn of(found: &Counterexample, shape: &Shape<'_>) -> String {
    let Shape { property, imports, items, suite } = shape;
    let case = serde_json::to_string_pretty(&found.case).unwrap_or_default();
    let fence = fence(&case);
    let story: String = told(found)
        .lines()
        // What differs from run to run, or stands below.
        .filter(|line| {
            ![" as code: ", " stored: ", "(run "].iter().any(|head| line.starts_with(head))
        })
        .map(|line| format!("{}\n", format!("// {}", without_ends(line)).trim_end()))
        .collect();
    let items = if items.is_empty() { String::new() } else { format!("\n{}\n", items.trim_end()) };
    let name = name(&found.clause);
    format!(
        "{story}#![allow(clippy::expect_used)]\n\n{imports}\n/// Operations and deviations, as small as they got.\n\
         const CASE: &str = r{fence}\"{case}\"{fence};\n{items}\n#[test]\nfn {name}() {{\n    \
         let suite = {suite}.expect(\"it can be set up\");\n    \
         let case: CaseOf<{property}> = serde_json::from_str(CASE).expect(\"the case is still one\");\n    \
         let run = suite.replay(&case);\n    \
         let told = text::replayed::<{property}>(&suite.story(&case, &run), &case, &run);\n    \
         assert!(run.failure.is_none(), \"{{told}}\");\n}}\n"
    )
}

/// As many `#` as a raw string needs whose text has `"#` in it.
fn fence(text: &str) -> String {
    let longest =
        text.split('"').skip(1).map(|rest| rest.chars().take_while(|c| *c == '#').count()).max();
    "#".repeat(longest.map_or(1, |longest| longest + 1))
}

/// A comment's line that is one: `\r` may not stand in it.
fn without_ends(line: &str) -> String {
    line.chars().filter(|c| !c.is_control()).collect()
}

/// A test's name, of a clause's words.
fn name(clause: &str) -> String {
    let mut name = String::new();
    for letter in clause.chars() {
        if letter.is_ascii_alphanumeric() {
            name.extend(letter.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("clause_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_clause_and_any_text_make_a_file() {
        assert_eq!(name("6.5: a second request"), "clause_6_5_a_second_request");
        assert_eq!(name("no update is lost!"), "no_update_is_lost");
        assert_eq!(name("é"), "clause_");
        assert_eq!((fence("{}"), fence("a \"# b \"## c")), ("#".into(), "###".into()));
    }
}
