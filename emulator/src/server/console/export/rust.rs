//! A stretch for Rust, with the AWS SDK's crates and a cloud in the test's own process.

use super::rehearsal::{Hop, Source};
use super::words::{bytes, client_of, comment, identifier, rust_text, snake};
use super::{Called, Rehearsed, Stretch};
use parhelion_wire::table::{ShapeId, ShapeKind};
use parhelion_wire::{Model, Timestamp, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Calls up to here stay on one line.
const WIDTH: usize = 90;

const HELPERS: &str = r#"
/// What builders and accessors give, whether it may be absent there or not.
struct Whole<T>(T);

impl<T> Whole<Option<T>> {
    fn it(self) -> T {
        self.0.unwrap()
    }
}

impl<T, E: std::fmt::Debug> Whole<Result<T, E>> {
    fn it(self) -> T {
        self.0.unwrap()
    }
}

trait Plain {
    type It;
    fn it(self) -> Self::It;
}

impl<T> Plain for Whole<T> {
    type It = T;
    fn it(self) -> T {
        self.0
    }
}

/// The call failed so. Where an answer has no body, its status says enough.
fn refused<E: ProvideErrorMetadata + std::fmt::Debug>(status: u16, code: &str, error: &SdkError<E, HttpResponse>) {
    assert_eq!(error.raw_response().unwrap().status().as_u16(), status, "{error:?}");
    assert!(error.code().is_none_or(|it| it == code || it == "NotFound"), "{error:?}");
}
"#;

/// The test as a file.
pub(crate) fn rust_test(stretch: &Stretch, rehearsed: &Rehearsed) -> String {
    let calls = &stretch.calls;
    let (first, last) = (calls.first().map_or(0, |it| it.seq), calls.last().map_or(0, |it| it.seq));
    let mut body = String::new();
    let mut clients: BTreeMap<String, String> = BTreeMap::new();
    let mut at = calls.first().map_or(Timestamp(0), |it| it.at);
    for (place, called) in calls.iter().enumerate() {
        let (_, sdk) = client_of(called.model.name);
        let client = client(called);
        if !clients.contains_key(&client) {
            let _ = writeln!(body, "    let {client} = {};", made(called, &sdk));
            clients.insert(client.clone(), sdk.clone());
        }
        let passed = called.at.since(at).as_millis();
        if passed >= 1_000 {
            at = called.at;
            let _ = writeln!(body, "    cloud.advance(Duration::from_millis({passed})).await;");
        }
        call(&mut body, (&client, &sdk), (place, called), rehearsed);
    }
    let begun = rehearsed.begun.0;
    let sdk = clients.into_values().next().unwrap_or_else(|| "aws_sdk_s3".to_owned());
    let left = stretch
        .left_out
        .iter()
        .map(|(seq, why)| format!("// Left out: event {seq}, {}.\n", comment(why)));
    let left: String = left.collect();
    format!(
        "//! Exported from Parhelion's journal: its events {first} to {last}.\n#![allow(dead_code, unused_imports)]\n\n\
         use {sdk}::config::http::HttpResponse;\nuse {sdk}::error::{{ProvideErrorMetadata, SdkError}};\n\
         use parhelion::{{Clock, Cloud, Timestamp}};\nuse std::time::Duration;\n{HELPERS}\n{left}#[tokio::test(start_paused = true)]\n\
         async fn events_{first}_to_{last}() {{\n    let begun = Clock::tokio(Timestamp({begun}));\n    \
         let cloud = Cloud::builder().clock(begun).build();\n{body}}}\n"
    )
}

fn client(called: &Called) -> String {
    match called.region.as_str() {
        "us-east-1" => called.model.name.to_owned(),
        region => identifier(&format!("{}_{region}", called.model.name)),
    }
}

fn made(called: &Called, sdk: &str) -> String {
    match called.region.as_str() {
        "us-east-1" => format!("{sdk}::Client::new(&cloud.sdk_config())"),
        region => format!(
            "{sdk}::Client::from_conf({sdk}::config::Builder::from(&cloud.sdk_config()).region({sdk}::config::Region::new({})).build())",
            rust_text(region)
        ),
    }
}

fn call(
    body: &mut String,
    (client, sdk): (&str, &str),
    (place, called): (usize, &Called),
    rehearsed: &Rehearsed,
) {
    let Called { model, operation, input, status, code, seq, caller, .. } = called;
    let writer = Writer { model, sdk, rehearsed };
    let mut parts = vec![format!(".{}()", snake(operation.name))];
    if let (Value::Struct(values), Some(shape)) = (input, operation.input) {
        for (member, value) in model.shape(shape).members().iter().zip(values) {
            writer.set(&mut parts, member.target, member.name, value);
        }
    }
    parts.push(".send()".to_owned());
    parts.push(".await".to_owned());
    let whole = format!("{client}{}", parts.concat());
    let text = match whole.chars().count() {
        ..=WIDTH => whole,
        _ => format!("{client}\n        {}\n        ", parts.join("\n        ")),
    };
    let by =
        if caller.ends_with(":root") { String::new() } else { format!(", by {}", comment(caller)) };
    let agrees =
        if rehearsed.agrees(place, called) { "" } else { ": hangs on what was there before" };
    let _ = writeln!(body, "    // {seq}{by}{agrees}");
    let _ = if code.is_empty() && *status < 300 {
        let variable =
            if rehearsed.is_used(place) { format!("let answer_{seq} = ") } else { String::new() };
        writeln!(body, "    {variable}{text}.unwrap();")
    } else {
        writeln!(body, "    refused({status}, {}, &{text}.unwrap_err());", rust_text(code))
    };
}

/// Writes the values of one service's model.
struct Writer<'a> {
    model: &'static Model,
    sdk: &'a str,
    rehearsed: &'a Rehearsed,
}

impl Writer<'_> {
    /// A builder's calls for one member: lists and maps have one for each entry.
    fn set(&self, parts: &mut Vec<String>, shape: ShapeId, name: &str, value: &Value) {
        let setter = setter(name);
        match (value, &self.model.shape(shape).kind) {
            (Value::Null, _) => {}
            (Value::List(entries), _) if entries.is_empty() => {
                parts.push(format!(".set_{}(Some(Vec::new()))", snake(name)));
            }
            (Value::List(entries), ShapeKind::List(list)) => {
                for entry in entries {
                    parts.push(format!(".{setter}({})", self.value(list.target, name, entry)));
                }
            }
            (Value::Map(entries), ShapeKind::Map(map)) => {
                let is_named = matches!(self.model.shape(map.key).kind, ShapeKind::Enum(_));
                let of = if is_named { ".into()" } else { "" };
                for (key, value) in entries {
                    let value = self.value(map.value, key, value);
                    parts.push(format!(".{setter}({}{of}, {value})", rust_text(key)));
                }
            }
            _ => {
                parts.push(format!(".{setter}({})", self.value(shape, name, value)));
            }
        }
    }

    fn value(&self, shape: ShapeId, name: &str, value: &Value) -> String {
        if let Some(source) = self.rehearsed.source(name, value) {
            return self.reference(source);
        }
        let Self { sdk, .. } = self;
        let kind = &self.model.shape(shape).kind;
        match (value, kind) {
            (Value::Text(text), ShapeKind::Enum(_)) => format!("{}.into()", rust_text(text)),
            (Value::Text(text), _) => rust_text(text),
            (Value::Bool(truth), _) => truth.to_string(),
            (Value::Int(number), _) => number.to_string(),
            (Value::Float(number), _) if number.is_finite() => format!("{number:?}"),
            (Value::Float(number), _) => format!("\"{number}\".parse::<f64>().unwrap()"),
            (Value::Time(at), _) => format!("{sdk}::primitives::DateTime::from_millis({})", at.0),
            (Value::Blob(blob), _) => {
                format!("{sdk}::primitives::Blob::new({}.as_slice())", bytes(blob))
            }
            (Value::Body(body), _) => {
                let all = bytes(&body.read().unwrap_or_default());
                format!("{sdk}::primitives::ByteStream::from_static({all})")
            }
            (Value::List(entries), ShapeKind::List(list)) => {
                let all = entries.iter().map(|entry| self.value(list.target, name, entry));
                format!("vec![{}]", all.collect::<Vec<_>>().join(", "))
            }
            (Value::Struct(values), ShapeKind::Structure(structure)) => {
                let kind = pascal(self.model.shape(shape).name);
                let mut parts = Vec::new();
                for (member, value) in structure.members.iter().zip(values) {
                    self.set(&mut parts, member.target, member.name, value);
                }
                format!("Whole({sdk}::types::{kind}::builder(){}.build()).it()", parts.concat())
            }
            (Value::Union(index, value), ShapeKind::Union(members)) => {
                let kind = pascal(self.model.shape(shape).name);
                members.get(*index).map_or_else(String::new, |member| {
                    let value = self.value(member.target, member.name, value);
                    format!("{sdk}::types::{kind}::{}({value})", pascal(member.name))
                })
            }
            _ => "Default::default()".to_owned(),
        }
    }

    /// `Whole(answer_12.upload_id()).it()`
    fn reference(&self, source: &Source) -> String {
        let mut out = format!("answer_{}", self.rehearsed.seq(source.call));
        for hop in &source.path {
            out = match hop {
                Hop::Member(name) => format!("Whole({out}.{}()).it()", setter(name)),
                Hop::Entry(index) => format!("{out}[{index}]"),
            };
        }
        out
    }
}

/// A member's name, where it is a word of Rust's with its mark.
fn setter(name: &str) -> String {
    let name = identifier(&snake(name));
    match name.as_str() {
        "type" | "match" | "in" | "ref" | "use" | "where" | "mod" | "move" => format!("r#{name}"),
        _ => name,
    }
}

/// `CORSRule` → `CorsRule`
fn pascal(name: &str) -> String {
    let words = snake(name);
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect::<String>()
    };
    words.split('_').map(word).collect()
}
