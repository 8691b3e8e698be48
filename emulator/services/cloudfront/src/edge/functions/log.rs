//! What functions write to the console: in CloudWatch Logs of us-east-1, in the distribution's account
//! (CF-11.5).

use parhelion_world::identity::Caller;
use parhelion_world::{Ask, Context, random};
use serde_json::{Value, json};

const REGION: &str = "us-east-1";

/// Sends a call's lines, if it wrote any. Nobody's request waits for that, nor fails with it.
pub(crate) fn send(
    cx: &mut Context,
    account: &str,
    function: &str,
    distribution: &str,
    request_id: &str,
    lines: &[String],
) {
    if lines.is_empty() {
        return;
    }
    let group = format!("/aws/cloudfront/function/{function}");
    let stream = stream(cx, function);
    let begin = format!("{request_id} START DistributionID: {distribution}");
    let end = format!("{request_id} END");
    let lines = lines.iter().map(|line| format!("{request_id} {line}"));
    let millis = cx.now.millis();
    let events: Vec<Value> = [begin]
        .into_iter()
        .chain(lines)
        .chain([end])
        .map(|message| json!({ "timestamp": millis, "message": message }))
        .collect();
    let mut ask = |operation: &str, input: Value| {
        // The role by which CloudFront logs is in the account and may do just this.
        cx.ask(Ask::new("logs", operation, input).by(Caller::root(account, "")).in_region(REGION))
    };
    let put = json!({ "logGroupName": group, "logStreamName": stream, "logEvents": events });
    if ask("PutLogEvents", put.clone()).is_err_and(|e| e.code() == "ResourceNotFoundException") {
        let _ = ask("CreateLogGroup", json!({ "logGroupName": group }));
        let _ = ask("CreateLogStream", json!({ "logGroupName": group, "logStreamName": stream }));
        let _ = ask("PutLogEvents", put);
    }
}

/// `2026/11/30/<uuid>`: one a day, the same whenever it is asked for.
fn stream(cx: &Context, function: &str) -> String {
    let day = cx.now.date_time().chars().take(10).collect::<String>().replace('-', "/");
    let half = |salt: u64| random::hash(salt, &format!("{function} {day}"));
    let (high, low) = (half(1), half(2));
    format!(
        "{day}/{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}
