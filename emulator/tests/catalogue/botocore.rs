//! For every operation of every service of AWS: botocore's request is known for what it is, and
//! botocore reads from the answer that it is not implemented.

use crate::wire::botocore::{bytes, headers, text};
use http::Method;
use parhelion::Body;
use parhelion::catalogue::{self, Named};
use parhelion::wire::http::{Ids, Incoming};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Services whose requests are another's, too: same host, signature, version and operation.
const SHARED: [(&str, &str); 6] = [
    ("docdb", "rds"),
    ("neptune", "rds"),
    ("greengrassv2", "greengrass"),
    ("signer-data", "signer"),
    ("pinpoint-sms-voice", "sms-voice"),
    ("qconnect", "wisdom"),
];

#[test]
fn every_operation_of_botocore_answers_501_by_name() {
    let Some(requests) = python("requests.py", "") else { return };
    let (mut wrong, mut asked, mut expected) = (Vec::new(), String::new(), Vec::new());
    let mut read = 0;
    for line in requests.lines() {
        read += 1;
        let sent: Value = serde_json::from_str(line).expect("JSON");
        match answered(&sent) {
            Ok((answer, message)) => {
                asked.push_str(&format!("{answer}\n"));
                expected.push(message);
            }
            Err(problem) => wrong.push(format!(
                "{} {} {} ({} {}{}?{}): {problem}",
                sent["service"],
                sent["protocol"],
                sent["operation"],
                sent["method"],
                sent["host"],
                sent["path"],
                sent["query"],
            )),
        }
    }
    println!("{read} requests");
    assert!(read > 18_000, "only {read} requests");
    let shown = wrong.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {read} are wrong:\n{shown}", wrong.len());

    let understood = python("answers.py", &asked).expect("Python was there before");
    assert_eq!(understood.lines().count(), expected.len());
    for (line, message) in understood.lines().zip(&expected) {
        let understood: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(understood["status"], 501, "{message:?}");
        // An answer to HEAD has no body: its status is all that botocore knows.
        if let Some(message) = message {
            assert_eq!(understood["code"], "NotImplemented", "{message}");
            assert_eq!(understood["message"], **message);
            assert_eq!(understood["request_id"], "the-request", "{message}");
        }
    }
}

/// The answer, for `answers.py`, and the message that it must have (HEAD has none).
fn answered(sent: &Value) -> Result<(Value, Option<String>), String> {
    let (service, operation) = (text(sent, "service"), text(sent, "operation"));
    let headers = headers(&sent["headers"]);
    let body = Body::from(bytes(text(sent, "body")));
    let method: Method = text(sent, "method").parse().expect("a method");
    let request = Incoming {
        method: &method,
        path: text(sent, "path"),
        query: text(sent, "query"),
        headers: &headers,
        body: &body,
    };
    let named = named(sent, text(sent, "host"), &request)?;
    // By signature alone: some services share it, and a few of their URLs.
    let local = Named::of("localhost", Some(text(sent, "signing")), &request);
    let found = local.as_ref().map(|it| (it.service.signing_name, it.operation.is_some()));
    if found != Some((text(sent, "signing"), true)) {
        return Err(format!("at localhost taken for {found:?}"));
    }
    let ids = Ids { request: "the-request", host: "" };
    let response = catalogue::not_implemented(&named, &request, ids);
    let headers = response.headers().iter();
    let headers: serde_json::Map<_, _> = headers
        .map(|(name, value)| (name.to_string(), value.to_str().expect("a text").into()))
        .collect();
    let body = response.body().to_bytes();
    let hex: String = body.iter().map(|byte| format!("{byte:02x}")).collect();
    let message = format!(
        "{}:{} is not implemented by Parhelion yet.",
        named.service.name,
        named.operation.as_deref().unwrap_or_default()
    );
    let answer = json!({
        "service": service,
        "protocol": text(sent, "protocol"),
        "operation": operation,
        "status": response.status().as_u16(),
        "headers": headers,
        "body": hex,
    });
    Ok((answer, (method != Method::HEAD).then_some(message)))
}

/// What a request names, sent to a host; an error if it is not what it was made from.
fn named(sent: &Value, host: &str, request: &Incoming<'_>) -> Result<Named, String> {
    let (service, operation) = (text(sent, "service"), text(sent, "operation"));
    let named = Named::of(host, Some(text(sent, "signing")), request);
    let named = named.ok_or_else(|| format!("at {host} it names no service"))?;
    let found = named.service.name;
    // Of S3's twins, one request names the newer.
    let twin = if service == "s3" { crate::wire::twin(operation) } else { None };
    let right = found == service || SHARED.contains(&(service, found));
    if right && named.operation.as_deref() == Some(twin.unwrap_or(operation)) {
        Ok(named)
    } else {
        Err(format!("at {host} taken for {found} {:?}", named.operation))
    }
}

/// What a script of this folder writes. `None`: no Python here, or no botocore.
fn python(script: &str, input: &str) -> Option<String> {
    let path = format!("{}/tests/catalogue/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("python3");
    command.arg(path).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            println!("skipped: no Python here ({error})");
            return None;
        }
    };
    let output = std::thread::scope(|scope| {
        let mut stdin = child.stdin.take().expect("it is piped");
        // A script that reads nothing closes it.
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        child.wait_with_output().expect("it ends")
    });
    if output.status.code() == Some(77) {
        println!("skipped: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("JSON lines"))
}
