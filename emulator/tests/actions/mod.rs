//! What each implemented operation is decided by: the tables beside this file say which actions, on
//! which ARNs. Each row is asked of the front door in every service's own words.
//!
//! A row is `operation | input | action arn ; action arn …`; `~` stands for the ARNs' beginning that the
//! table names, nothing behind the last bar for operations that no policy decides.

mod keys;
pub(crate) mod scene;

use parhelion::identity::ACCOUNT;
use parhelion::wire::Model;
use parhelion::wire::table::Protocol;
use parhelion::{
    acm, cloudfront, cloudfront_keyvaluestore, cloudwatch, iam, kms, logs, s3, s3control, sqs, sts,
};
use scene::{ANN, KEY, Scene};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Every service that decides about operations, with its table.
fn tables() -> [(&'static Model, &'static str); 11] {
    [
        (&s3::model::MODEL, include_str!("s3.txt")),
        (&cloudfront::model::MODEL, include_str!("cloudfront.txt")),
        (&cloudfront_keyvaluestore::model::MODEL, include_str!("cloudfront-keyvaluestore.txt")),
        (&cloudwatch::model::MODEL, include_str!("cloudwatch.txt")),
        (&logs::model::MODEL, include_str!("logs.txt")),
        (&s3control::model::MODEL, include_str!("s3control.txt")),
        (&iam::model::MODEL, include_str!("iam.txt")),
        (&kms::model::MODEL, include_str!("kms.txt")),
        (&sts::model::MODEL, include_str!("sts.txt")),
        (&sqs::model::MODEL, include_str!("sqs.txt")),
        (&acm::model::MODEL, include_str!("acm.txt")),
    ]
}

struct Row {
    model: &'static Model,
    operation: String,
    input: Json,
    /// Actions and ARNs, all of which are needed.
    needs: Vec<(String, String)>,
}

/// `upload`: the id of one that is there.
fn rows(model: &'static Model, table: &str, upload: &str) -> Vec<Row> {
    let beginning = table.lines().find_map(|line| line.strip_prefix("~ ")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with(['#', '~']));
    let row = |line: &str| {
        let line = line.replace('~', beginning).replace("KEY", KEY).replace("UPLOAD", upload);
        let line = line.replace('@', &format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/"));
        let mut columns = line.split('|').map(str::trim);
        let (operation, input) = (columns.next().unwrap().to_owned(), columns.next().unwrap());
        let needs = columns.next().unwrap().split(" ; ").filter(|need| !need.is_empty());
        let need = |need: &str| {
            let (action, arn) = need.split_once(' ').unwrap();
            (action.to_owned(), arn.to_owned())
        };
        let needs = needs.map(need).collect();
        let input = serde_json::from_str(input).unwrap_or_else(|_| panic!("{line}"));
        Row { model, operation, input, needs }
    };
    lines.map(row).collect()
}

impl Row {
    fn call(&self) -> (&'static Model, &str, &Json) {
        (self.model, &self.operation, &self.input)
    }
}

/// The refusal that AWS's services give, in the service's own spelling.
fn refusal(row: &Row, action: &str, arn: &str, reason: &str) -> String {
    let about = match (row.model.name, action) {
        ("s3", "s3:ListAllMyBuckets") => String::new(),
        ("s3", _) if action.starts_with("s3:") => format!(" on resource: \"{arn}\""),
        _ => format!(" on resource: {arn}"),
    };
    // STS says no more where a role is wanted.
    let plain = row.model.name == "sts" && row.operation == "AssumeRole";
    let reason = if plain { String::new() } else { format!(" {reason}") };
    // SQS says them in lower case (https://github.com/aws/serverless-application-model/issues/3633).
    let said =
        if row.model.name == "sqs" { action.to_ascii_lowercase() } else { action.to_owned() };
    let reason = reason.replace(action, &said);
    format!("User: {ANN} is not authorized to perform: {said}{about}{reason}")
}

fn is_refused(row: &Row, (status, text): &(u16, String)) -> bool {
    // Answers to HEAD have no text.
    let head = row.operation.starts_with("Head") && *status == 403;
    head || text.contains("is not authorized to perform")
}

/// The answer is that refusal, under the code and status that the service's protocol has for it.
fn is_refusal(row: &Row, answer: &(u16, String), said: &str) -> bool {
    if row.operation.starts_with("Head") {
        return answer.0 == 403;
    }
    let code = match row.model.protocols[0] {
        Protocol::RestXml | Protocol::AwsQuery => (403, "AccessDenied"),
        Protocol::RestJson => (403, "AccessDeniedException"),
        _ => (400, "AccessDeniedException"),
    };
    // Of several keys each has an answer of its own.
    let status = if row.operation == "DeleteObjects" { 200 } else { code.0 };
    answer.0 == status && answer.1.contains(code.1) && answer.1.contains(said)
}

#[test]
fn every_operation_is_in_the_tables() {
    let listed: BTreeSet<(String, String)> = tables()
        .into_iter()
        .flat_map(|(model, table)| rows(model, table, ""))
        .map(|row| (row.model.name.to_owned(), row.operation))
        .collect();
    let all = parhelion::coverage::implemented().into_iter();
    // Models' names have no hyphens.
    let all: BTreeSet<(String, String)> =
        all.map(|(service, operation)| (service.replace('-', ""), operation.into())).collect();
    let missing: Vec<_> = all.difference(&listed).collect();
    assert!(missing.is_empty(), "which actions and ARNs decide these? {missing:?}");
    let unknown: Vec<_> = listed.difference(&all).collect();
    assert!(unknown.is_empty(), "not implemented: {unknown:?}");
}

#[tokio::test(start_paused = true)]
async fn operations_are_decided_by_their_actions_on_their_resources() {
    let scene = Scene::new();
    let mut wrong = Vec::new();
    let all = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let one = |effect: &str, action: &str, arn: &str| json!({"Effect": effect, "Action": action, "Resource": arn});
    for (model, table) in tables() {
        for row in rows(model, table, &scene.upload) {
            let mut check = |is: bool, what: &str, answer: &(u16, String)| {
                if !is {
                    let input = &row.input;
                    let Row { operation, .. } = &row;
                    wrong.push(format!("{operation} {input}\n   {what}\n   {answer:?}"));
                }
            };
            if row.needs.is_empty() {
                let answer = scene.ask(row.call(), json!([one("Deny", "*", "*")]));
                check(!is_refused(&row, &answer), "no policy decides it", &answer);
                continue;
            }
            let granted = |without: Option<usize>| -> Json {
                let needs = row.needs.iter().enumerate();
                let needs = needs.filter(|(at, _)| Some(*at) != without);
                needs.map(|(_, (action, arn))| one("Allow", action, arn)).collect()
            };
            let answer = scene.ask(row.call(), granted(None));
            check(!is_refused(&row, &answer), "its own leave is enough", &answer);
            for (at, (action, arn)) in row.needs.iter().enumerate() {
                let denied = scene.ask(row.call(), json!([all, one("Deny", action, arn)]));
                let reason = "with an explicit deny in an identity-based policy";
                let said = refusal(&row, action, arn, reason);
                check(is_refusal(&row, &denied, &said), &format!("Deny: {said}"), &denied);
                let mut rest = granted(Some(at));
                if rest == json!([]) {
                    rest = json!([one("Allow", "x:Nothing", "*")]);
                }
                let silent = scene.ask(row.call(), rest);
                let reason = format!("because no identity-based policy allows the {action} action");
                let said = refusal(&row, action, arn, &reason);
                check(is_refusal(&row, &silent, &said), &format!("nothing: {said}"), &silent);
                if arn != "*" {
                    let other = format!("{}-other", arn.trim_end_matches('*'));
                    let beside = scene.ask(row.call(), json!([all, one("Deny", action, &other)]));
                    check(!is_refused(&row, &beside), &format!("Deny on {other}"), &beside);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
