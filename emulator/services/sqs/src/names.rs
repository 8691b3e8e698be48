//! What queues are called: by name, by URL, by ARN (SQS-1.5, SQS-1.6).

use crate::errors;
use parhelion_wire::error::Result;
use parhelion_world::identity::is_account_id;
use parhelion_world::{Arn, Context, HostName};
use std::sync::Arc;

const NAME_LENGTH_MAX: usize = 80;
const FIFO_SUFFIX: &str = ".fifo";

/// SQS-2.12
pub(crate) const NAME_RULE: &str =
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
/// SQS-2.12
pub(crate) const FIFO_NAME_RULE: &str = "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, \
     must end with .fifo suffix and be 1 to 80 in length.";

/// `arn:aws:sqs:<region>:<account>:<name>`
pub(crate) fn arn(region: &str, account: &str, name: &str) -> Arc<str> {
    format!("arn:aws:sqs:{region}:{account}:{name}").into()
}

/// The account of the queue of an ARN.
pub(crate) fn account_of(arn: &str) -> &str {
    Arn::parse(arn).map_or("", |arn| arn.account)
}

/// The name of the queue of an ARN.
pub(crate) fn name_of(arn: &str) -> &str {
    Arn::parse(arn).map_or("", |arn| arn.resource)
}

/// SQS-1.5: account and name count, so any host will do.
pub(crate) fn split_url(url: &str) -> Option<(&str, &str)> {
    let (rest, name) = url.rsplit_once('/')?;
    let account = rest.rsplit('/').next()?;
    (is_account_id(account) && !name.is_empty()).then_some((account, name))
}

/// The ARN of the queue that a request is about: by its `QueueUrl`, or in awsQuery by its path
/// (SQS-1.5). The region is the request's.
pub(crate) fn identified(cx: &Context, url: &str) -> Result<Arc<str>> {
    let path = cx.request.uri.path();
    let given = if url.is_empty() { path } else { url };
    match split_url(given) {
        Some((account, name)) => Ok(arn(&cx.region, account, name)),
        None if url.is_empty() => Err(errors::missing_parameter("QueueUrl")),
        None => Err(errors::invalid_address(url)),
    }
}

/// A queue's URL, as the client can use it: AWS's own for requests to AWS's own hosts, else by the
/// host that the request came to. Servers speak plain HTTP, unless something before them says that it
/// does not (whether a request counts as secure is another question).
pub(crate) fn url(cx: &Context, arn: &str) -> String {
    let arn = Arn::parse(arn);
    let (region, account, name) =
        arn.map_or(("", "", ""), |arn| (arn.region, arn.account, arn.resource));
    let header = |name: &str| cx.request.headers.get(name).and_then(|value| value.to_str().ok());
    let host = header("host").or_else(|| cx.request.uri.authority().map(|it| it.as_str()));
    match host.filter(|host| !host.is_empty() && !HostName::new(host).is_amazon()) {
        Some(host) => {
            let scheme = header("x-forwarded-proto").unwrap_or("http");
            format!("{scheme}://{host}/{account}/{name}")
        }
        None => format!("https://sqs.{region}.amazonaws.com/{account}/{name}"),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// SQS-3.2.1: the name of a standard queue.
pub(crate) fn is_standard(name: &str) -> bool {
    is_word(name) && name.len() <= NAME_LENGTH_MAX
}

/// SQS-3.2.1: the name of a FIFO queue, whose suffix counts.
pub(crate) fn is_fifo(name: &str) -> bool {
    name.strip_suffix(FIFO_SUFFIX).is_some_and(is_word) && name.len() <= NAME_LENGTH_MAX
}

/// SQS-4.7: the id of a batch's entry.
pub(crate) fn is_entry_id(id: &str) -> bool {
    is_standard(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqs_1_5_any_host_will_do() {
        for url in [
            "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
            "https://queue.amazonaws.com/123456789012/jobs",
            "http://127.0.0.1:4566/123456789012/jobs",
            "/123456789012/jobs",
        ] {
            assert_eq!(split_url(url), Some(("123456789012", "jobs")), "{url}");
        }
        for url in ["", "/", "jobs", "https://sqs.us-east-1.amazonaws.com/jobs", "/123456789012/"] {
            assert_eq!(split_url(url), None, "{url}");
        }
    }

    #[test]
    fn sqs_3_2_1_names() {
        let long = "x".repeat(80);
        for name in ["a", "A-b_9", long.as_str()] {
            assert!(is_standard(name), "{name}");
        }
        for name in ["", "a.b", "a b", "é", "a.fifo", &"x".repeat(81)] {
            assert!(!is_standard(name), "{name}");
        }
        assert!(is_fifo("a.fifo") && is_fifo(&format!("{}.fifo", "x".repeat(75))));
        assert!(!is_fifo(".fifo") && !is_fifo(&format!("{}.fifo", "x".repeat(76))));
    }
}
