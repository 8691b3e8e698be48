//! `parhelion run -- COMMAND`: the command's environment, its end, and what it is told meanwhile.
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

fn run(script: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    command.args(["run", "--", "sh", "-c", script]);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_command_finds_its_own_aws_and_nobody_elses() {
    let mut command = run("env");
    for name in [
        "AWS_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ROLE_ARN",
        "AWS_ENDPOINT_URL_S3",
        "AWS_S3_ENDPOINT",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_ACCESS_KEY",
        "AWS_SECRET_KEY",
        "AWS_CREDENTIAL_FILE",
        "BOTO_CONFIG",
        "AWS_LOGIN_CACHE_DIRECTORY",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    ] {
        command.env(name, "of-a-real-account");
    }
    let output = command.env("AWS_ENDPOINT_URL", "https://real").env("NO_PROXY", "a.b").output();
    let said = said(&output.unwrap());
    assert!(!said.contains("real"), "{said}");
    let value = |name: &str| {
        let of = |line: &str| line.strip_prefix(&format!("{name}=")).map(str::to_owned);
        said.lines().find_map(of).unwrap_or_else(|| panic!("{name} in {said}"))
    };
    assert!(value("AWS_ENDPOINT_URL").starts_with("http://127.0.0.1:"));
    assert_eq!(value("AWS_REGION"), "us-east-1");
    assert_eq!(value("NO_PROXY"), "a.b,127.0.0.1,localhost,.localhost");
    assert!(value("AWS_ACCESS_KEY_ID").starts_with("AKIA"));
    assert_eq!(value("AWS_CONFIG_FILE"), "/dev/null");
}

#[test]
fn it_is_served_while_it_runs() {
    let health = r#"python3 -c "
import os, urllib.request
print(urllib.request.urlopen(os.environ['AWS_ENDPOINT_URL'] + '/_parhelion/health').read().decode())
""#;
    let output = run(health).output().unwrap();
    assert!(output.status.success() && said(&output).contains(r#""status":"ok""#), "{output:?}");
}

#[test]
fn it_ends_as_the_command_ends() {
    for (script, code) in [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)] {
        assert_eq!(run(script).status().unwrap().code(), Some(code), "{script}");
    }
    let mut absent = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    let output = absent.args(["run", "--", "no-such-command"]).output().unwrap();
    assert_eq!(output.status.code(), Some(127));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("parhelion: no-such-command cannot be run: "), "{error}");
}

#[test]
fn the_command_is_told_to_end_and_may_say_goodbye() {
    let script = "trap 'echo goodbye; exit 3' TERM; echo ready; while :; do read line; done";
    let mut command = run(script);
    // Its input stays open, so that it waits.
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    // `read` is interrupted only by the end of its input.
    drop(child.stdin.take());
    assert_eq!(lines.next().unwrap().unwrap(), "goodbye");
    assert_eq!(child.wait().unwrap().code(), Some(3));
}
