//! Key policies as KMS gives them back: it writes the JSON anew, a member a line (KMS-2.6).

use parhelion_policy::document::Json;

/// The text of a policy that is JSON.
pub(crate) fn written(text: &str) -> Option<String> {
    let json = Json::parse(text).ok()?;
    let mut out = String::with_capacity(2 * text.len());
    write(&json, 0, &mut out);
    Some(out)
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn write(json: &Json, depth: usize, out: &mut String) {
    match json {
        Json::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                Json::Text(name.clone()).write(out);
                out.push_str(" : ");
                write(value, depth + 1, out);
            }
            match members.is_empty() {
                true => out.push(' '),
                false => line(depth, out),
            }
            out.push('}');
        }
        Json::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { " " });
                write(value, depth, out);
            }
            out.push_str(" ]");
        }
        simple => simple.write(out),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// KMS-2.6
    #[test]
    fn a_policy_is_written_a_member_a_line() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Action":["kms:*","s3:*"],"Condition":{}},{"Resource":"*"}],"Id":[]}"#;
        let written = written(text).unwrap();
        let expected = "{\n  \"Version\" : \"2012-10-17\",\n  \"Statement\" : [ {\n    \"Action\" : \
                        [ \"kms:*\", \"s3:*\" ],\n    \"Condition\" : { }\n  }, {\n    \
                        \"Resource\" : \"*\"\n  } ],\n  \"Id\" : [ ]\n}";
        assert_eq!(written, expected);
        assert_eq!(super::written("["), None);
    }
}
