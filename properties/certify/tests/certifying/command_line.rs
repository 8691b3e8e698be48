//! `parhelion-certify` from outside.

use std::path::{Path, PathBuf};
use std::process::Command;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("parhelion-certify-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.0.join(name), text).unwrap();
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Exit code, standard output and error.
fn run(arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion-certify"));
    for argument in arguments {
        command.arg(argument.as_ref());
    }
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn report(shard: Option<(usize, usize)>, fired: usize) -> String {
    let shard = shard
        .map(|(index, count)| format!(", \"shard\": {{\"index\": {index}, \"count\": {count}}}"));
    let shard = shard.unwrap_or_default();
    format!(
        r#"{{"property": "16", "application": "app", "verdict": "holds", "stale": [],
            "clauses": [{{"clause": "16a: files are kept", "fired": {fired}}}],
            "runs": {{"stored": 0, "single_deviations": 0, "pairs": 0, "random": {fired}}}{shard}}}"#
    )
}

const REQUIREMENTS: &str = "## Requirement 1\n1. WHEN a file comes THEN it SHALL be kept\n";

#[test]
fn from_a_folder_to_a_certificate() {
    let folder = Folder::new("whole");
    folder.with("requirements.md", REQUIREMENTS);
    let evidence = folder.with("run.json", &report(None, 3));
    // Without a binding nothing is proved, and that is said.
    let (code, out, error) = run(&[&folder.0, &"--report", &evidence]);
    assert_eq!(code, Some(1), "{out}{error}");
    assert!(error.contains("--draft writes a proposal") && out.contains("unbound"), "{out}{error}");
    let (code, out, error) = run(&[&folder.0, &"--draft", &"--report", &evidence]);
    assert_eq!(code, Some(0), "{out}{error}");
    let (code, _, error) = run(&[&folder.0, &"--draft"]);
    assert!(code == Some(2) && error.contains("is there already"), "{error}");
    let page = folder.0.join("a/page.html");
    let junit = folder.0.join("junit.xml");
    let (code, out, error) =
        run(&[&folder.0, &"--report", &evidence, &"--html", &page, &"--junit", &junit]);
    assert_eq!(code, Some(0), "{out}{error}");
    assert!(out.contains("DRAFT, CERTIFIED: 1 of 1 criteria are proved"), "{out}");
    assert!(std::fs::read_to_string(page).unwrap().starts_with("<!DOCTYPE html>"));
    assert!(std::fs::read_to_string(junit).unwrap().contains("tests=\"1\" failures=\"0\""));
    let (code, out, _) = run(&[&folder.0, &"--report", &evidence, &"--strict"]);
    assert_eq!(code, Some(1), "{out}");
    let (code, out, _) = run(&[&folder.0, &"--report", &evidence, &"--json"]);
    assert_eq!(code, Some(0));
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["criteria"][0]["status"], "proved");
    let (_, out, _) = run(&[&folder.0, &"--report", &evidence, &"--markdown"]);
    assert!(out.starts_with("# Certificate of app"), "{out}");
    let vacuous = folder.with("silent.json", &report(None, 0).replace("holds", "vacuous"));
    let (code, out, _) = run(&[&folder.0, &"--report", &vacuous]);
    assert!(code == Some(1) && out.contains("vacuous"), "{out}");
}

#[test]
fn bad_input_is_refused_in_a_sentence() {
    let folder = Folder::new("bad");
    let refused = |arguments: &[&dyn AsRef<std::ffi::OsStr>], why: &str| {
        let (code, out, error) = run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{error}");
        assert!(error.contains(why), "{why}: {error}");
    };
    refused(&[&"no/such/folder"], "no/such/folder");
    refused(&[&folder.0], "has no requirements.md");
    folder.with("requirements.md", REQUIREMENTS);
    let broken = folder.with("run.json", "{}");
    refused(&[&folder.0, &"--report", &broken], "no report of a run");
    refused(&[&folder.0, &"--report", &"missing.json"], "missing.json cannot be read");
    let part = folder.with("part.json", &report(Some((1, 2)), 3));
    refused(&[&folder.0, &"--report", &part], "merge all parts first");
    refused(&[&folder.0, &"--binding", &"missing.toml"], "missing.toml cannot be read");
    folder.with("certificate.toml", "criteria = 3");
    refused(&[&folder.0], "certificate.toml:1");
}

#[test]
fn parts_are_merged() {
    let folder = Folder::new("parts");
    let part =
        |index: usize| folder.with(&format!("{index}.json"), &report(Some((index, 2)), index));
    let (one, two) = (part(1), part(2));
    let (code, out, error) = run(&[&"report", &"merge", &two, &one]);
    assert_eq!(code, Some(0), "{error}");
    let merged: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&merged["runs"]["random"], &merged["merged"]), (&3.into(), &2.into()));
    assert_eq!(merged["clauses"][0]["fired"], 3);
    let (code, _, error) = run(&[&"report", &"merge", &one]);
    assert!(code == Some(2) && error.contains("parts are missing: 2/2"), "{error}");
    let (code, _, error) = run(&[&"report", &"merge"]);
    assert_eq!(code, Some(2), "{error}");
    let whole: &Path = &folder.0.join("whole.json");
    let page: &Path = &folder.0.join("whole.html");
    let (code, out, error) =
        run(&[&"report", &"merge", &one, &two, &"--out", &whole, &"--html", &page]);
    assert!(code == Some(0) && out.contains("2 parts; wall time is the longest"), "{out}{error}");
    // What was merged is evidence.
    folder.with("requirements.md", REQUIREMENTS);
    folder.with("certificate.toml", "[criteria.\"1.1\"]\nclauses = [\"16a:*\"]\n");
    let (code, out, error) = run(&[&folder.0, &"--report", &whole]);
    assert!(code == Some(0) && out.contains("CERTIFIED"), "{out}{error}");
    assert!(std::fs::read_to_string(page).unwrap().contains("files are kept"));
}
