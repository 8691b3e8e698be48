//! Two attributes of queues: where a queue's dead letters go, and which queues may leave theirs
//! here (SQS-3.1).

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::sync::Arc;

const RECEIVES_MAX: u32 = 1_000;
/// When only the target is given.
const RECEIVES_DEFAULT: u32 = 10;
const SOURCES_MAX: usize = 10;

/// `RedrivePolicy`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RedrivePolicy {
    /// The dead-letter queue's ARN.
    pub target: Arc<str>,
    pub max_receive_count: u32,
}

/// `RedriveAllowPolicy`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum RedriveAllowPolicy {
    AllowAll,
    DenyAll,
    ByQueue(Vec<Arc<str>>),
}

impl RedrivePolicy {
    /// # Errors
    /// The reason why it is none.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let no_map = || "Redrive policy is not a valid JSON map.".to_owned();
        let json: Json = serde_json::from_str(text).map_err(|_| no_map())?;
        let members = json.as_object().ok_or_else(no_map)?;
        let known = ["deadLetterTargetArn", "maxReceiveCount"];
        if members.keys().any(|name| !known.contains(&name.as_str())) {
            return Err("Only following attributes are allowed: [deadLetterTargetArn, \
                        maxReceiveCount]."
                .to_owned());
        }
        let target =
            members.get("deadLetterTargetArn").and_then(Json::as_str).ok_or_else(|| {
                "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."
                    .to_owned()
            })?;
        let max_receive_count = match members.get("maxReceiveCount") {
            None => RECEIVES_DEFAULT,
            Some(given) => count(given)?,
        };
        Ok(Self { target: target.into(), max_receive_count })
    }

    pub(crate) fn text(&self) -> String {
        let target = Json::from(&*self.target);
        let max = self.max_receive_count;
        format!(r#"{{"deadLetterTargetArn":{target},"maxReceiveCount":{max}}}"#)
    }
}

/// A number or a string.
fn count(given: &Json) -> Result<u32, String> {
    let text = match given {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let count = text.parse().ok().filter(|count| (1..=RECEIVES_MAX).contains(count));
    count.ok_or_else(|| {
        format!(
            "Invalid value for maxReceiveCount: {text}, valid values are from 1 to {RECEIVES_MAX} \
             both inclusive."
        )
    })
}

impl RedriveAllowPolicy {
    /// `None`: it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let members = json.as_object()?;
        let known = ["redrivePermission", "sourceQueueArns"];
        if members.keys().any(|name| !known.contains(&name.as_str())) {
            return None;
        }
        let sources = members.get("sourceQueueArns");
        match (members.get("redrivePermission")?.as_str()?, sources) {
            ("allowAll", None) => Some(Self::AllowAll),
            ("denyAll", None) => Some(Self::DenyAll),
            ("byQueue", Some(Json::Array(sources))) => {
                let arns = sources.iter().map(|arn| arn.as_str().map(Arc::from));
                let arns: Vec<Arc<str>> = arns.collect::<Option<_>>()?;
                (1..=SOURCES_MAX).contains(&arns.len()).then_some(Self::ByQueue(arns))
            }
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::AllowAll => r#"{"redrivePermission":"allowAll"}"#.to_owned(),
            Self::DenyAll => r#"{"redrivePermission":"denyAll"}"#.to_owned(),
            Self::ByQueue(arns) => {
                let arns: Vec<&str> = arns.iter().map(|arn| &**arn).collect();
                let arns = Json::from(arns);
                format!(r#"{{"redrivePermission":"byQueue","sourceQueueArns":{arns}}}"#)
            }
        }
    }

    /// Whether a queue may leave its dead letters here.
    pub(crate) fn allows(&self, source: &str) -> bool {
        match self {
            Self::AllowAll => true,
            Self::DenyAll => false,
            Self::ByQueue(arns) => arns.iter().any(|arn| **arn == *source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqs_3_1_redrive_policies() {
        let parse = |text: &str| RedrivePolicy::parse(text).map(|policy| policy.text());
        let arn = "arn:aws:sqs:us-east-1:123456789012:dead";
        for (count, expected) in
            [(r#","maxReceiveCount":3"#, 3), (r#","maxReceiveCount":"1000""#, 1000), ("", 10)]
        {
            let given = format!(r#"{{"deadLetterTargetArn":"{arn}"{count}}}"#);
            let text = format!(r#"{{"deadLetterTargetArn":"{arn}","maxReceiveCount":{expected}}}"#);
            assert_eq!(parse(&given), Ok(text));
        }
        for (given, reason) in [
            ("x", "Redrive policy is not a valid JSON map."),
            ("[]", "Redrive policy is not a valid JSON map."),
            ("{}", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."),
            (
                r#"{"deadLetterTargetArn":"a","maxReceiveCount":0}"#,
                "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both \
                 inclusive.",
            ),
            (
                r#"{"deadLetterTargetArn":"a","maxReceiveCount":"x"}"#,
                "Invalid value for maxReceiveCount: x, valid values are from 1 to 1000 both \
                 inclusive.",
            ),
        ] {
            assert_eq!(parse(given), Err(reason.to_owned()), "{given}");
        }
        assert!(parse(r#"{"deadLetterTargetArn":"a","more":1}"#).is_err());
    }

    #[test]
    fn sqs_3_1_redrive_allow_policies() {
        let by_queue = r#"{"redrivePermission":"byQueue","sourceQueueArns":["a","b"]}"#;
        for text in
            [r#"{"redrivePermission":"allowAll"}"#, r#"{"redrivePermission":"denyAll"}"#, by_queue]
        {
            let Some(policy) = RedriveAllowPolicy::parse(text) else { panic!("{text} is none") };
            assert_eq!(policy.text(), text);
            assert_eq!(policy.allows("a"), !text.contains("deny"), "{text}");
            assert_eq!(policy.allows("c"), text.contains("All") && !text.contains("deny"));
        }
        let eleven = ["\"a\""; 11].join(",");
        for text in [
            "",
            "{}",
            r#"{"redrivePermission":"some"}"#,
            r#"{"redrivePermission":"byQueue"}"#,
            r#"{"redrivePermission":"byQueue","sourceQueueArns":[]}"#,
            r#"{"redrivePermission":"allowAll","sourceQueueArns":["a"]}"#,
            &format!(r#"{{"redrivePermission":"byQueue","sourceQueueArns":[{eleven}]}}"#),
        ] {
            assert_eq!(RedriveAllowPolicy::parse(text), None, "{text}");
        }
    }
}
