//! POST policies: what a form may say (S3-2.14).

use crate::errors;
use crate::form::parts::Form;
use parhelion_policy::document::Json;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};

#[derive(Debug, PartialEq)]
enum Condition {
    Is {
        field: String,
        value: String,
        shown: String,
    },
    Starts {
        field: String,
        value: String,
        shown: String,
    },
    /// Bounds may be negative, and then hold or fail as any number would.
    Length {
        least: i64,
        most: i64,
    },
    /// Written in a way that never holds (S3-2.14e).
    Never {
        shown: String,
    },
}

#[derive(Debug)]
pub(crate) struct Policy {
    expiration: Timestamp,
    conditions: Vec<Condition>,
}

fn invalid(what: impl std::fmt::Display) -> Error {
    Error::new(400, "InvalidPolicyDocument", format!("Invalid Policy: {what}"))
}

fn refused(what: impl std::fmt::Display) -> Error {
    errors::access_denied(format!("Invalid according to Policy: {what}"))
}

impl Policy {
    /// S3-2.14(f)
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let text = as_json(text);
        let Ok(Json::Object(members)) = Json::parse(&text) else {
            return Err(invalid("Invalid JSON."));
        };
        let (mut expiration, mut conditions) = (None, None);
        for (name, value) in members {
            match (name.as_str(), value) {
                ("expiration", Json::Text(text)) => {
                    let moment = text.ends_with('Z').then(|| Timestamp::parse_date_time(&text));
                    expiration =
                        Some(moment.flatten().ok_or_else(|| {
                            invalid(format!("Invalid 'expiration' value: '{text}'"))
                        })?);
                }
                ("conditions", Json::List(list)) => {
                    let list = list.iter().map(condition).collect::<Result<Vec<_>>>()?;
                    conditions = Some(list);
                }
                ("expiration" | "conditions", _) => return Err(invalid("Invalid JSON.")),
                (other, _) => return Err(invalid(format!("Unexpected: '{other}'"))),
            }
        }
        Ok(Self {
            expiration: expiration
                .ok_or_else(|| invalid("Policy document must contain an 'expiration'."))?,
            conditions: conditions
                .ok_or_else(|| invalid("Policy document must contain 'conditions'."))?,
        })
    }

    /// S3-2.14(b–e, g): `bucket` is the URL's.
    pub(crate) fn check(&self, form: &Form, bucket: &str, size: u64, now: Timestamp) -> Result<()> {
        if self.expiration <= now {
            return Err(refused("Policy expired."));
        }
        let value = |field: &str| match field {
            "bucket" => Some(bucket),
            _ => form.field(field),
        };
        for condition in &self.conditions {
            let (holds, shown) = match condition {
                Condition::Length { .. } => continue,
                Condition::Never { shown } => (false, shown),
                Condition::Is { field, value: wanted, shown } => {
                    (value(field) == Some(wanted), shown)
                }
                Condition::Starts { field, value: start, shown } => {
                    let found = value(field);
                    let each = field == "content-type";
                    let holds = found.is_some_and(|found| match each {
                        true => found.split(',').all(|one| one.trim().starts_with(start)),
                        false => found.starts_with(start.as_str()),
                    });
                    (holds, shown)
                }
            };
            if !holds {
                return Err(refused(format!("Policy Condition failed: {shown}")));
            }
        }
        self.check_extra(form)?;
        self.check_size(size)
    }

    fn check_extra(&self, form: &Form) -> Result<()> {
        const FREE: [&str; 4] = ["x-amz-signature", "signature", "awsaccesskeyid", "policy"];
        let named = |name: &str| {
            self.conditions.iter().any(|condition| match condition {
                Condition::Is { field, .. } | Condition::Starts { field, .. } => field == name,
                _ => false,
            })
        };
        // The URL's bucket is one of the fields, whether the form repeats it or not.
        let fields = form.fields.keys().map(String::as_str).filter(|name| *name != "bucket");
        let extra = std::iter::once("bucket")
            .chain(fields)
            .find(|name| !FREE.contains(name) && !name.starts_with("x-ignore-") && !named(name));
        match extra {
            None => Ok(()),
            Some(name) => Err(refused(format!("Extra input fields: {name}"))),
        }
    }

    fn check_size(&self, size: u64) -> Result<()> {
        for condition in &self.conditions {
            let Condition::Length { least, most } = condition else { continue };
            let signed = i64::try_from(size).unwrap_or(i64::MAX);
            if signed > *most {
                return Err(errors::entity_too_large(size, *most));
            }
            if signed < *least {
                let message = "Your proposed upload is smaller than the minimum allowed size";
                return Err(Error::new(400, "EntityTooSmall", message)
                    .with("ProposedSize", size.to_string())
                    .with("MinSizeAllowed", least.to_string()));
            }
        }
        Ok(())
    }
}

/// S3-2.14(a, e, f)
fn condition(json: &Json) -> Result<Condition> {
    match json {
        Json::Object(members) => match members.as_slice() {
            [(field, Json::Text(value))] => Ok(Condition::Is {
                field: field.to_ascii_lowercase(),
                value: value.clone(),
                shown: format!("[\"eq\", \"${field}\", \"{value}\"]"),
            }),
            [_] => Err(invalid("Invalid Simple-Condition: value must be a string.")),
            _ => Err(invalid(
                "Invalid Simple-Condition: Simple-Conditions must have exactly one property \
                 specified.",
            )),
        },
        Json::List(parts) => {
            let Some((Json::Text(operator), operands)) = parts.split_first() else {
                return Err(invalid("Invalid Condition: missing operation identifier."));
            };
            match (operator.to_ascii_lowercase().as_str(), operands) {
                ("content-length-range", [least, most]) => {
                    Ok(match (number(least), number(most)) {
                        (Some(least), Some(most)) => Condition::Length { least, most },
                        _ => Condition::Never { shown: shown(parts) },
                    })
                }
                (kind @ ("eq" | "starts-with"), [Json::Text(name), Json::Text(value)]) => {
                    let shown = shown(parts);
                    let Some(field) = name.strip_prefix('$') else {
                        return Ok(Condition::Never { shown });
                    };
                    let (field, value) = (field.to_ascii_lowercase(), value.clone());
                    Ok(match kind {
                        "eq" => Condition::Is { field, value, shown },
                        _ => Condition::Starts { field, value, shown },
                    })
                }
                _ => Err(invalid("Invalid Condition: wrong number of arguments.")),
            }
        }
        _ => Err(invalid("Invalid JSON.")),
    }
}

/// S3-2.14(h): what policies may escape beyond JSON, in JSON's own words.
fn as_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('$') => out.push('$'),
            Some('v') => out.push_str("\\u000b"),
            escaped => {
                out.push('\\');
                out.extend(escaped);
            }
        }
    }
    out
}

fn number(json: &Json) -> Option<i64> {
    match json {
        Json::Number(text) | Json::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// The policy's own spelling, with `, ` between.
fn shown(parts: &[Json]) -> String {
    let one = |part: &Json| {
        let mut out = String::new();
        part.write(&mut out);
        out
    };
    format!("[{}]", parts.iter().map(one).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Form { fields, file: None }
    }

    fn check(conditions: &str, fields: &[(&str, &str)], size: u64) -> Result<(), String> {
        let text =
            format!(r#"{{"expiration":"2030-01-01T00:00:00.000Z","conditions":{conditions}}}"#);
        let checked = Policy::parse(&text)
            .and_then(|policy| policy.check(&form(fields), "b", size, Timestamp::from_secs(0)));
        checked.map_err(|error| error.message().to_owned())
    }

    #[test]
    fn t54_s3_2_14_conditions() {
        let all = r#"[{"bucket":"b"},["starts-with","$key","up/"],["content-length-range","1",10],["EQ","$Acl","private"]]"#;
        let good = [("key", "up/x"), ("acl", "private"), ("x-ignore-me", "1")];
        assert_eq!(check(all, &good, 1), Ok(()));
        assert_eq!(check(all, &good, 10), Ok(()));
        assert_eq!(
            check(all, &good, 11).unwrap_err(),
            "Your proposed upload exceeds the maximum allowed size"
        );
        assert_eq!(
            check(all, &good, 0).unwrap_err(),
            "Your proposed upload is smaller than the minimum allowed size"
        );
        assert_eq!(
            check(all, &[("key", "x"), ("acl", "private")], 1).unwrap_err(),
            r#"Invalid according to Policy: Policy Condition failed: ["starts-with", "$key", "up/"]"#
        );
        assert_eq!(
            check(r#"[{"bucket":"b"}]"#, &[("key", "x")], 1).unwrap_err(),
            "Invalid according to Policy: Extra input fields: key"
        );
        for fields in [&[("key", "x")][..], &[("key", "x"), ("bucket", "b")]] {
            assert_eq!(
                check(r#"[["eq","$key","x"]]"#, fields, 1).unwrap_err(),
                "Invalid according to Policy: Extra input fields: bucket"
            );
        }
        let sized = |least: i64, most: i64| {
            let range = format!(r#"[{{"bucket":"b"}},["content-length-range",{least},{most}]]"#);
            check(&range, &[], 3)
        };
        assert_eq!(sized(-1, 3), Ok(()));
        let too_large = "Your proposed upload exceeds the maximum allowed size";
        assert_eq!(sized(-1, 0).unwrap_err(), too_large);
        assert_eq!(sized(-2, -1).unwrap_err(), too_large);
    }

    #[test]
    fn s3_2_14_h_escapes() {
        let of = |value: &str| format!(r#"[{{"bucket":"b"}},["starts-with","$key","{value}"]]"#);
        for (value, key) in [
            (r"\$a", "$ab"),
            (r"\\$a", r"\$ab"),
            (r"\\v", r"\v"),
            (r"\v", "\u{b}"),
            (r"\u0024", "$"),
        ] {
            assert_eq!(check(&of(value), &[("key", key)], 1), Ok(()), "{value}");
        }
        assert!(check(&of(r"\\$a"), &[("key", "$ab")], 1).is_err());
    }

    #[test]
    fn s3_2_14_d_f_documents() {
        for (text, message) in [
            ("", "Invalid Policy: Invalid JSON."),
            (
                r#"{"expiration":"2030-01-01T00:00:00Z","statement":1}"#,
                "Invalid Policy: Unexpected: 'statement'",
            ),
            (
                r#"{"expiration":"soon","conditions":[]}"#,
                "Invalid Policy: Invalid 'expiration' value: 'soon'",
            ),
            (
                r#"{"expiration":"2030-01-01T00:00:00Z","conditions":[{}]}"#,
                "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
            ),
            (
                r#"{"expiration":"2030-01-01T00:00:00Z","conditions":[[]]}"#,
                "Invalid Policy: Invalid Condition: missing operation identifier.",
            ),
        ] {
            let error = Policy::parse(text).unwrap_err();
            assert_eq!((error.code(), error.message()), ("InvalidPolicyDocument", message));
        }
        let old =
            Policy::parse(r#"{"expiration":"1999-01-01T00:00:00Z","conditions":[]}"#).unwrap();
        let now = Timestamp::from_secs(1_700_000_000);
        let error = old.check(&form(&[]), "b", 0, now).unwrap_err();
        assert_eq!(error.message(), "Invalid according to Policy: Policy expired.");
    }
}
