//! Between a service's values and JSON, by its model: what the console asks and what it shows.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::table::{Member, ShapeId, ShapeKind};
use parhelion_wire::{Model, Timestamp, Value};
use serde_json::Map;
pub(super) use serde_json::Value as Json;

/// What a value looks like: absent members are left out, times are ISO 8601, blobs base64, and of a
/// streamed body there is the length.
pub(super) fn told(model: &'static Model, shape: ShapeId, value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Blob(bytes) => Json::from(STANDARD.encode(bytes)),
        Value::Time(time) => Json::from(time.date_time_millis()),
        Value::Body(body) => Json::from(format!("{} bytes", body.len())),
        Value::List(entries) => {
            let ShapeKind::List(list) = &model.shape(shape).kind else { return Json::Null };
            entries.iter().map(|entry| told(model, list.target, entry)).collect()
        }
        Value::Map(entries) => {
            let ShapeKind::Map(map) = &model.shape(shape).kind else { return Json::Null };
            let entries =
                entries.iter().map(|(key, value)| (key.clone(), told(model, map.value, value)));
            Json::Object(entries.collect())
        }
        Value::Struct(values) => {
            let members = model.shape(shape).members().iter().zip(values);
            let present = members.filter(|(_, value)| !value.is_null());
            let told = present
                .map(|(member, value)| (member.name.to_owned(), told(model, member.target, value)));
            Json::Object(told.collect())
        }
        Value::Union(index, value) => {
            let Some(member) = members_of(model, shape).get(*index) else { return Json::Null };
            let told = told(model, member.target, value);
            Json::Object(Map::from_iter([(member.name.to_owned(), told)]))
        }
    }
}

/// The value that some JSON means; what does not fit the model is absent.
pub(super) fn meant(model: &'static Model, shape: ShapeId, json: &Json) -> Value {
    match (&model.shape(shape).kind, json) {
        (ShapeKind::Structure(structure), Json::Object(given)) => {
            let value = |member: &Member| {
                given.get(member.name).map_or(Value::Null, |json| meant(model, member.target, json))
            };
            Value::Struct(structure.members.iter().map(value).collect())
        }
        (ShapeKind::List(list), Json::Array(entries)) => {
            Value::List(entries.iter().map(|entry| meant(model, list.target, entry)).collect())
        }
        (ShapeKind::Map(map), Json::Object(entries)) => {
            let entry =
                |(key, json): (&String, &Json)| (key.clone(), meant(model, map.value, json));
            Value::Map(entries.iter().map(entry).collect())
        }
        (ShapeKind::Boolean, Json::Bool(truth)) => Value::Bool(*truth),
        (ShapeKind::Float | ShapeKind::Double, Json::Number(number)) => {
            number.as_f64().map_or(Value::Null, Value::Float)
        }
        (ShapeKind::Timestamp(_), Json::String(text)) => {
            Timestamp::parse_date_time(text).map_or(Value::Null, Value::Time)
        }
        (_, Json::Number(number)) => number.as_i64().map_or(Value::Null, Value::Int),
        (ShapeKind::String | ShapeKind::Enum(_), Json::String(text)) => Value::Text(text.clone()),
        _ => Value::Null,
    }
}

/// Of a structure or a union.
fn members_of(model: &'static Model, shape: ShapeId) -> &'static [Member] {
    match &model.shape(shape).kind {
        ShapeKind::Union(members) | ShapeKind::EventStream(members) => members,
        _ => model.shape(shape).members(),
    }
}

/// What stands at a path of members, `DistributionList.Items`; `null` where there is nothing.
pub(super) fn at<'a>(json: &'a Json, path: &str) -> &'a Json {
    let found = path.split('.').try_fold(json, |json, name| match name {
        "" => Some(json),
        name => json.get(name),
    });
    found.unwrap_or(&Json::Null)
}

/// Gives an object a member.
pub(super) fn set(json: &mut Json, name: &str, value: Json) {
    if let Json::Object(members) = json {
        members.insert(name.to_owned(), value);
    }
}

/// The text at a path; empty where there is none.
pub(super) fn text<'a>(json: &'a Json, path: &str) -> &'a str {
    at(json, path).as_str().unwrap_or_default()
}

/// The entries at a path.
pub(super) fn entries<'a>(json: &'a Json, path: &str) -> &'a [Json] {
    at(json, path).as_array().map_or(&[], Vec::as_slice)
}

/// A scalar in words: a text as it is, anything else as JSON has it.
pub(super) fn plain(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
