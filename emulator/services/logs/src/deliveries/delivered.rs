//! What a source's service tells, written where the source's deliveries say (CF-12.1).

use super::destinations::TO_GROUP;
use super::fields;
use super::form::Form;
use crate::arns;
use crate::model::*;
use crate::state::Logs;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::coding::Coding;
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::{Ask, Caller, Context};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the two services ask each other about.
pub(crate) const ACCESS_LOGS: &str = "access-logs";
/// Of what is put into a stream at once: fewer than PutLogEvents takes (CW-A3.2).
const BATCH_BYTES: usize = 512 * 1024;

/// What CloudFront tells: a value for each of [`fields::ALL`], with tabs between them.
#[derive(Deserialize)]
struct Told {
    distribution: String,
    records: Vec<String>,
}

/// A record, and when it was (milliseconds).
type Record<'a> = (i64, Vec<&'a str>);

impl Logs {
    /// CloudFront tells what went over its edge.
    pub(crate) fn access_logs(&mut self, cx: &mut Context, question: Value) -> Result<Value> {
        let Told { distribution, records } = serde_json::from_value(question)
            .map_err(|error| Error::new(500, "InternalError", error.to_string()))?;
        let arn = format!("arn:aws:cloudfront::{}:distribution/{distribution}", cx.account);
        let of_it =
            |source: &DeliverySource| source.resource_arns.iter().flatten().any(|it| *it == arn);
        let source = self.deliveries.sources.iter().find(|(_, source)| of_it(source));
        let Some((name, _)) = source else { return Ok(Value::Null) };
        let name = name.clone();
        let mut records: Vec<Record<'_>> = records.iter().filter_map(|it| record(it)).collect();
        records.sort_by_key(|(at, _)| *at);
        let deliveries: Vec<Delivery> = self.deliveries.of_source(&name).cloned().collect();
        for delivery in deliveries {
            let to = delivery.delivery_destination_arn.as_deref().unwrap_or_default();
            let Ok(destination) = self.delivery_destination_of(cx, to) else { continue };
            let resource = destination.resource().to_owned();
            let form = Form::of(&delivery, destination.shown.output_format.as_deref());
            let done = if delivery.delivery_destination_type.as_deref() == Some(TO_GROUP) {
                self.write_to_group(cx, &resource, &distribution, &form, &records)
            } else {
                to_bucket(cx, &delivery, &resource, &distribution, &form, &records)
            };
            let failed = done.err().map(|error| error.code().to_owned()).unwrap_or_default();
            cx.note("log-delivered", &resource, &[("failed", &failed)]);
        }
        Ok(Value::Null)
    }

    /// An event for each record, in a stream that is made when there is something to write.
    fn write_to_group(
        &mut self,
        cx: &mut Context,
        arn: &str,
        distribution: &str,
        form: &Form,
        records: &[Record<'_>],
    ) -> Result<()> {
        let group = arns::identified(cx, arn)?.to_owned();
        let stream = format!("CloudFront_{distribution}");
        if !self.group(&group)?.streams.contains_key(&*stream) {
            let log_group_name = group.clone();
            let log_stream_name = stream.clone();
            self.create_log_stream(cx, CreateLogStreamInput { log_group_name, log_stream_name })?;
        }
        let mut batch = Vec::new();
        let mut bytes = 0;
        for (index, (at, values)) in records.iter().enumerate() {
            let message = form.line(values);
            bytes += message.len();
            batch.push(InputLogEvent { timestamp: *at, message });
            if bytes < BATCH_BYTES && index + 1 < records.len() {
                continue;
            }
            bytes = 0;
            self.put_log_events(
                cx,
                PutLogEventsInput {
                    log_group_name: group.clone(),
                    log_stream_name: stream.clone(),
                    log_events: std::mem::take(&mut batch),
                    ..Default::default()
                },
            )?;
        }
        Ok(())
    }
}

fn record(told: &str) -> Option<Record<'_>> {
    let values: Vec<&str> = told.split('\t').collect();
    let at = fields::ALL.iter().position(|field| *field == "timestamp(ms)")?;
    let at = values.get(at)?.parse().ok()?;
    (values.len() == fields::ALL.len()).then_some((at, values))
}

/// A file for each hour that there are records of. The bucket's policy must let
/// `delivery.logs.amazonaws.com` in.
fn to_bucket(
    cx: &mut Context,
    delivery: &Delivery,
    arn: &str,
    distribution: &str,
    form: &Form,
    records: &[Record<'_>],
) -> Result<()> {
    let mut files: BTreeMap<i64, String> = BTreeMap::new();
    for (at, values) in records {
        let file = files.entry(at.div_euclid(3_600_000)).or_insert_with(|| form.header());
        file.push_str(&form.line(values));
        file.push('\n');
    }
    let place = arn.splitn(6, ':').nth(5).unwrap_or_default();
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let source = delivery.delivery_source_name.as_deref().unwrap_or_default();
    let source_arn = cx.arn("logs", &format!("delivery-source:{source}"));
    for (hour, text) in files {
        let when = Timestamp::from_secs(hour * 3_600).date_time();
        let when = when.get(..13).unwrap_or_default().replace('T', "-");
        let by_default = format!("AWSLogs/{}/CloudFront", cx.account);
        let prefix = prefix.trim_matches('/');
        let mut key = if prefix.is_empty() { by_default } else { prefix.to_owned() };
        let path = delivery.s3_delivery_configuration.as_ref();
        let suffix = path.and_then(|path| path.suffix_path.as_deref()).unwrap_or_default();
        let suffix = fields::suffix(suffix, distribution, &cx.account, &when);
        for part in [suffix.trim_matches('/')].into_iter().filter(|part| !part.is_empty()) {
            key = format!("{key}/{part}");
        }
        let key = format!("{key}/{distribution}.{when}.{}.gz", cx.id(b"0123456789abcdef", 8));
        let packed = Coding::Gzip.encode(&Body::from(text))?.read()?;
        let input = json!({
            "Bucket": bucket,
            "Key": key,
            "Body": STANDARD.encode(&packed),
            "ACL": "bucket-owner-full-control",
        });
        cx.ask(Ask::new("s3", "PutObject", input).by(Caller::Service {
            principal: "delivery.logs.amazonaws.com".into(),
            source_account: cx.account.clone(),
            source_arn: source_arn.clone().into(),
        }))?;
    }
    Ok(())
}
