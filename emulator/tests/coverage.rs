//! `docs/coverage.md` says what works.

#[test]
fn the_coverage_table_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/coverage.md");
    let table = parhelion::coverage::table();
    if std::env::var_os("PARHELION_WRITE_COVERAGE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == table, "docs/coverage.md is old: run `just coverage`");
}
