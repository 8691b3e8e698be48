//! The generated pages say what is.

fn keeps(page: &str, text: &str) {
    let path = format!("{}/../docs/{page}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("PARHELION_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{page} is old: run `just docs`");
}

#[test]
fn the_coverage_table_is_current() {
    let tested = crate::tidy::tested_operations::tested();
    let test = |service, operation| tested.get(&(service, operation)).cloned();
    keeps("coverage.md", &parhelion::coverage::table(test));
}

#[test]
fn the_table_of_choices_is_current() {
    keeps("choices.md", &parhelion::choices::table());
}

#[test]
fn the_coverage_of_the_rules_is_current() {
    keeps("rules/coverage.md", &crate::tidy::coverage::page());
}
