//! Requests that botocore serialised are read as what was meant.

use super::values::{shown, without_untold};
use super::{models, twin};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use parhelion_wire::http::{Incoming, operation_of, protocol_of, read_input};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Model};
use serde_json::{Map, Value, json};
use std::process::Command;

#[test]
fn reads_what_botocore_writes() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/requests.py");
    let output = match Command::new("python3").arg(script).output() {
        Ok(output) if output.status.success() => output.stdout,
        Ok(output) if output.status.code() == Some(77) => {
            println!("skipped: {}", String::from_utf8_lossy(&output.stderr));
            return;
        }
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            println!("skipped: no Python here ({error})");
            return;
        }
    };
    let text = String::from_utf8(output).expect("JSON lines");
    let (mut wrong, mut read) = (Vec::new(), 0);
    for line in text.lines() {
        read += 1;
        let sent: Value = serde_json::from_str(line).expect("JSON");
        if let Err(problem) = check(&sent) {
            wrong.push(format!("{} {}: {problem}", sent["operation"], sent["protocol"]));
        }
    }
    println!("{read} requests");
    let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(wrong.is_empty(), "{} of {read} are wrong:\n{shown}", wrong.len());
}

fn check(sent: &Value) -> Result<(), String> {
    let model = model(text(sent, "service"));
    let body = Body::from(bytes(text(sent, "body")));
    let method: Method = text(sent, "method").parse().expect("a method");
    let request = Incoming {
        method: &method,
        path: text(sent, "path"),
        query: text(sent, "query"),
        headers: &headers(&sent["headers"]),
        body: &body,
    };
    let spoken = match text(sent, "protocol") {
        "rest-xml" => Protocol::RestXml,
        "query" => Protocol::AwsQuery,
        "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor,
        _ if model.protocols.contains(&Protocol::AwsJson1_0) => Protocol::AwsJson1_0,
        _ => Protocol::AwsJson1_1,
    };
    if protocol_of(model, &request) != Some(spoken) {
        return Err(format!("taken for {:?}", protocol_of(model, &request)));
    }
    let show = |what: &Value| format!("{what}\nfrom {} {}", request.path, request.query);
    let operation = match operation_of(model, spoken, &request) {
        Ok(Some(operation)) => operation,
        Ok(None) => return Err(format!("no operation: {}", show(&sent["input"]))),
        Err(error) => return Err(format!("{error}: {}", show(&sent["input"]))),
    };
    let name = text(sent, "operation");
    if twin(name) == Some(operation.name) {
        return Ok(());
    }
    if name != operation.name {
        return Err(format!("taken for {}: {}", operation.name, show(&sent["input"])));
    }
    let value = read_input(model, spoken, operation, &request)
        .map_err(|error| format!("{error}: {}", show(&sent["input"])))?;
    let found = match operation.input {
        Some(shape) => shown(model, model.shape(shape), &value),
        None => json!({}),
    };
    let meant = tidy(&sent["input"]);
    let found = without_untold(&meant, tidy(&found));
    if meant == found { Ok(()) } else { Err(format!("meant {}\nfound {found}", show(&meant))) }
}

fn model(name: &str) -> &'static Model {
    models().into_iter().find(|model| model.name == name).expect("a model")
}

pub(crate) fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().expect("a text")
}

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("hex"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("hex")).collect()
}

pub(crate) fn headers(of: &Value) -> HeaderMap {
    let pairs = of.as_object().expect("headers").iter();
    pairs
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
            let value = value.as_str().expect("a text");
            (name, HeaderValue::from_bytes(value.as_bytes()).expect("a header's value"))
        })
        .collect()
}

/// Numbers as floats, so that `1` and `1.0` are equal; what is absent and what is empty both gone.
fn tidy(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(entries) => entries.iter().map(tidy).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), tidy(value)));
            members.collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
