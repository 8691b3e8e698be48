//! Where tests stand: what a file does inside in its `mod tests`, there or in `FILE/tests.rs`; what
//! a crate does outside in the modules of `tests/main.rs`.

use super::sources::sources;

#[test]
fn tests_of_one_kind_stand_in_one_place() {
    let all = sources();
    assert!(all.len() > 300, "the sources are found");
    let named = all.iter().map(|(file, _)| file.as_str());
    let beside: Vec<&str> = named.filter(|file| is_beside(file)).collect();
    assert!(beside.is_empty(), "these belong into FILE/tests.rs: {beside:#?}");
    let moved = all.iter().filter(|(_, text)| text.lines().any(|line| line.starts_with("#[path")));
    let moved: Vec<&String> = moved.map(|(file, _)| file).collect();
    assert!(moved.is_empty(), "a module's name says where it is: {moved:#?}");
}

fn is_beside(file: &str) -> bool {
    file.contains("/src/") && (file.ends_with("_tests.rs") || file.ends_with("_test.rs"))
}

#[test]
fn names_of_files_of_tests() {
    assert!(is_beside("emulator/policy/src/statement_tests.rs"));
    assert!(!is_beside("emulator/policy/src/statement/tests.rs"));
    assert!(!is_beside("emulator/tests/tested_operations.rs"));
}
