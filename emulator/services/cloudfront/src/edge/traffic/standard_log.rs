//! The standard log, as it was delivered to S3 from the beginning (CF-12.1).

use super::super::viewer::version;
use super::exchange::Exchange;
use super::log_to::LogTo;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, COOKIE, REFERER, USER_AGENT};
use http::{HeaderMap, HeaderName};
use parhelion_wire::Timestamp;
use parhelion_world::identity::Caller;
use parhelion_world::{Ask, Context};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::Write as _;
use std::sync::Arc;

const FIELDS: &str = "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) \
    cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes \
    time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status \
    fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len \
    sc-range-start sc-range-end";

/// A file that is being written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct File {
    account: Arc<str>,
    to: LogTo,
    /// How many there are.
    pub(super) lines: u64,
}

impl File {
    pub(super) fn new(account: Arc<str>, to: LogTo) -> Self {
        Self { account, to, lines: 0 }
    }

    /// Delivers it as the account itself would. What cannot be stored is lost, as AWS's is.
    pub(super) fn store(self, cx: &mut Context, hour: i64, id: &str, lines: &[Arc<str>]) {
        let mut text = format!("#Version: 1.0\n#Fields: {FIELDS}\n");
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let Ok(()) = gzip.write_all(text.as_bytes()) else { return };
        let Ok(bytes) = gzip.finish() else { return };
        let at = Timestamp::from_secs(hour * 3_600).date_time();
        let when = at.get(..13).unwrap_or_default().replace('T', "-");
        let prefix = self.to.prefix.trim_end_matches('/');
        let folder = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        let key = format!("{folder}{id}.{when}.{}.gz", cx.id(b"0123456789abcdef", 8));
        let input = json!({
            "Bucket": &*self.to.bucket,
            "Key": key,
            "Body": STANDARD.encode(bytes),
            "ContentType": "application/x-gzip",
        });
        let ask = Ask::new("s3", "PutObject", input).by(Caller::root(&self.account, ""));
        let failed = cx.ask(ask).err().map(|error| error.code().to_owned()).unwrap_or_default();
        cx.note("log-delivered", &self.to.bucket, &[("key", &key), ("failed", &failed)]);
    }
}

/// What cannot stand in a field is percent-encoded; nothing is `-`.
fn field(text: &str) -> String {
    if text.is_empty() {
        return "-".to_owned();
    }
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"<>\"#%{}|\\^~[]`'".contains(&byte) {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
    }
    all
}

fn header(headers: &HeaderMap, name: &HeaderName) -> String {
    let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    field(&value.unwrap_or_default())
}

/// A request's line.
pub(super) fn line(now: Timestamp, exchange: &Exchange<'_>) -> String {
    let cookies = exchange.distribution.log.as_ref().is_some_and(|log| log.cookies);
    fields(now, exchange, cookies).join("\t")
}

/// The 33 fields of a request. What the emulator does not know is `-`.
pub(super) fn fields(now: Timestamp, exchange: &Exchange<'_>, cookies: bool) -> Vec<String> {
    let Exchange { distribution, pop, viewer, request_id, status, source, headers, .. } = exchange;
    let at = exchange.begun.date_time();
    let (date, time) = at.trim_end_matches('Z').split_once('T').unwrap_or(("-", "-"));
    let took = format!("{:.3}", now.since(exchange.begun).as_secs_f64());
    let cookie = if cookies { header(&viewer.headers, &COOKIE) } else { "-".to_owned() };
    let word = source.word();
    let secure = viewer.secure;
    let range = header(headers, &CONTENT_RANGE);
    let (first, last) = range
        .split_once("%20")
        .and_then(|(_, range)| range.split('/').next()?.split_once('-'))
        .unwrap_or(("-", "-"));
    let protocol = if viewer.asks_for_websocket() {
        if secure { "wss" } else { "ws" }
    } else if secure {
        "https"
    } else {
        "http"
    };
    [
        date,
        time,
        pop,
        &exchange.bytes_sent().to_string(),
        &viewer.ip.to_string(),
        viewer.method.as_str(),
        &distribution.domain_name,
        &field(viewer.path()),
        status.as_str(),
        &header(&viewer.headers, &REFERER),
        &header(&viewer.headers, &USER_AGENT),
        &field(viewer.query().unwrap_or_default()),
        &cookie,
        word,
        request_id.to_str().unwrap_or("-"),
        &field(viewer.host()),
        protocol,
        &exchange.bytes_received().to_string(),
        &took,
        &header(&viewer.headers, &HeaderName::from_static("x-forwarded-for")),
        if secure { "TLSv1.3" } else { "-" },
        if secure { "TLS_AES_128_GCM_SHA256" } else { "-" },
        word,
        &format!("HTTP/{}", version(viewer.version)),
        "-",
        "-",
        "-",
        &took,
        word,
        &header(headers, &CONTENT_TYPE),
        &header(headers, &CONTENT_LENGTH),
        first,
        last,
    ]
    .map(str::to_owned)
    .into()
}
