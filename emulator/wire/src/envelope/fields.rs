//! Members of errors that are no text (numbers, lists, structures): given as JSON, and written as each
//! protocol writes such a member.

use super::element;
use minicbor::Encoder;
use serde_json::Value;

/// In JSON they stand as they are. `entries` of lists are called so.
pub(super) fn xml(out: &mut String, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) => element(out, name, text),
        Value::Bool(_) | Value::Number(_) => element(out, name, &value.to_string()),
        Value::Array(entries) => within(out, name, |out| {
            entries.iter().for_each(|entry| xml(out, "member", entry));
        }),
        Value::Object(members) => within(out, name, |out| {
            members.iter().for_each(|(name, value)| xml(out, name, value));
        }),
    }
}

fn within(out: &mut String, name: &str, inner: impl FnOnce(&mut String)) {
    for part in ["<", name, ">"] {
        out.push_str(part);
    }
    inner(out);
    for part in ["</", name, ">"] {
        out.push_str(part);
    }
}

type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

pub(super) fn cbor(out: &mut Encoder<Vec<u8>>, value: &Value) -> Written {
    match value {
        Value::Null => out.null().map(drop),
        Value::Bool(truth) => out.bool(*truth).map(drop),
        Value::String(text) => out.str(text).map(drop),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => out.i64(whole).map(drop),
            None => out.f64(number.as_f64().unwrap_or_default()).map(drop),
        },
        Value::Array(entries) => {
            out.array(entries.len() as u64)?;
            entries.iter().try_for_each(|entry| cbor(out, entry))
        }
        Value::Object(members) => {
            out.map(members.len() as u64)?;
            members.iter().try_for_each(|(name, value)| {
                out.str(name)?;
                cbor(out, value)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_of_structures_in_both() {
        let value = json!([{ "At": "<a>", "N": 7, "None": null }, 1.5, true]);
        let mut text = String::new();
        xml(&mut text, "All", &value);
        let golden = "<All><member><At>&lt;a&gt;</At><N>7</N></member><member>1.5</member>\
                      <member>true</member></All>";
        assert_eq!(text, golden);
        let mut out = Encoder::new(Vec::new());
        assert!(cbor(&mut out, &value).is_ok());
        let bytes = out.into_writer();
        let golden = b"\x83\xa3\x62At\x63<a>\x61N\x07\x64None\xf6\xfb\x3f\xf8\0\0\0\0\0\0\xf5";
        assert_eq!(bytes, golden);
    }
}
