//! Users upload files: through the application, or straight to S3 with its leave; and look at what
//! there is.

use super::browser;
use super::drive::{Driver, Sent};
use super::names::{self, segment};
use super::operation::Content;
use super::probe;
use super::seen::Seen;
use crate::application::{Direct, Exchange, Form, Interface, Names};
use crate::facts::{self, sha256};
use bytes::Bytes;
use http::header::ETAG;
use parhelion::s3::model::{PutObjectInput, operations::PutObject};
use serde_json::{Value, json};

/// A key's length at the most, in bytes (S3-2.1).
const KEY_MAX: usize = 1024;
/// One more than a page of a listing holds.
const CROWD: usize = 1001;
/// What a file's part has at the least, but for the last (S3-5.3).
const PART: usize = 5 * 1024 * 1024;

impl Driver {
    pub(super) async fn upload(&self, name: u8, content: Content) {
        let name = self.file_name(name);
        let key = self.interface.key_of(&name);
        let bytes = content.file();
        let content = self.tries(&name, &key, &bytes);
        let sha256 = content.sha256.clone();
        let Interface { upload, form, .. } = &self.interface;
        let answer = match form {
            Form::Direct(direct) => self.upload_directly(direct, &name, bytes, None).await,
            form => self.send(upload, &name, form, bytes).await,
        };
        // No answer promises nothing.
        let Some(answer) = answer else {
            return self.nobody_knows(key);
        };
        let status = answer.status().as_u16();
        let taken = self.memory(|memory| {
            memory.attempted.iter().any(|(other, file)| *other == name && *file != sha256)
        });
        let conflict = self.interface.conflict.contains(&status);
        let accepted = self.interface.accepted.contains(&status);
        self.stage.observe(Seen::Upload { key: key.clone(), status, conflict, taken });
        if conflict {
            self.refused(&name, &content);
        } else if !accepted {
            self.nobody_knows(key.clone());
        }
        if accepted {
            self.acknowledged(&name, &content);
            let accepted = Seen::UploadAccepted { key: key.clone(), sha256: sha256.clone() };
            self.stage.observe(accepted);
            self.memory(|memory| memory.accepted.push((key.clone(), sha256)));
            probe::object(self, &key).await;
        }
    }

    /// A file is on its way: what was known of its name is no longer sure.
    fn tries(&self, name: &str, key: &str, bytes: &[u8]) -> facts::Content {
        let content = facts::Content::of(bytes);
        self.memory(|memory| {
            memory.attempted.push((name.to_owned(), content.sha256.clone()));
            memory.removed.remove(key);
        });
        self.sent(name, &content);
        content
    }

    /// Whether a file was stored, or will be.
    fn nobody_knows(&self, key: String) {
        self.memory(|memory| memory.unsure.insert(key));
    }

    /// Goes away after so many parts: what is sent through the application has none.
    pub(super) async fn abandon_upload(&self, name: u8, content: Content, parts: u8) {
        let Form::Direct(direct) = &self.interface.form else { return };
        let name = self.file_name(name);
        let bytes = content.file();
        let key = self.interface.key_of(&name);
        self.tries(&name, &key, &bytes);
        self.nobody_knows(key);
        // Nobody waits for what becomes of it.
        let _ = self.upload_directly(direct, &name, bytes, Some(parts.into())).await;
    }

    /// Asks for an address, sends the file there, and says so. `only`: so many parts, and no more.
    async fn upload_directly(
        &self,
        direct: &Direct,
        name: &str,
        content: Bytes,
        only: Option<usize>,
    ) -> Option<http::Response<Bytes>> {
        let wish = json!({
            "name": name, "bytes": content.len(), "sha256": sha256(&content), "part_bytes": PART,
        });
        let json = |value: &Value| Sent::new("application/json", value.to_string().into());
        let leave = self.ask(&self.interface.upload, name, json(&wish)).await?;
        if !direct.granted.contains(&leave.status().as_u16()) {
            return Some(leave);
        }
        let leave: Value = serde_json::from_slice(leave.body()).unwrap_or_default();
        let at = |pointer: &Option<String>| {
            pointer.as_ref().and_then(|pointer| leave.pointer(pointer)).cloned()
        };
        let headers = at(&direct.headers).unwrap_or_default();
        let addresses = match leave.pointer(&direct.address) {
            Some(Value::Array(all)) => all.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        let fields = at(&direct.fields);
        let size = if addresses.len() > 1 { PART } else { content.len().max(1) };
        let mut tags = Vec::new();
        for (number, address) in addresses.iter().enumerate().take(only.unwrap_or(usize::MAX)) {
            let address = address.as_str().unwrap_or_default();
            let from = (number * size).min(content.len());
            let part = content.slice(from..(from + size).min(content.len()));
            let sent = match &fields {
                Some(fields) => self.post_form(address, fields, name, &part).await,
                None => self.put(address, &headers, &part).await,
            };
            tags.push(sent.unwrap_or_default());
        }
        if only.is_some() {
            return None;
        }
        let tags = tags.iter().enumerate();
        let parts = tags.map(|(at, tag)| json!({ "number": at + 1, "etag": tag }));
        let ticket = at(&direct.ticket).unwrap_or_default();
        let done = json!({
            "name": name, "bytes": content.len(), "sha256": sha256(&content), "ticket": ticket,
            "parts": parts.collect::<Vec<_>>(),
        });
        self.ask(&direct.complete, name, json(&done)).await
    }

    /// The ETag, if S3 took it.
    async fn put(&self, url: &str, headers: &Value, content: &Bytes) -> Option<String> {
        let build = || {
            let mut request = http::Request::put(url);
            for (name, value) in headers.as_object().into_iter().flatten() {
                request = request.header(name, value.as_str().unwrap_or_default());
            }
            request.body(content.clone()).ok()
        };
        let seen = browser::send(self.stage.target(), build, None).await?;
        (seen.status == 200).then(|| seen.header(ETAG.as_str()).to_owned())
    }

    /// A browser's form, with the fields that the application gave, and the file after them.
    async fn post_form(
        &self,
        url: &str,
        fields: &Value,
        name: &str,
        content: &Bytes,
    ) -> Option<String> {
        let mut parts = Vec::new();
        for (field, value) in fields.as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default();
            parts.extend_from_slice(part_of_form(field, value.as_bytes(), None).as_slice());
        }
        parts.extend_from_slice(part_of_form("file", content, Some(name)).as_slice());
        parts.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let build = || {
            let request = http::Request::post(url);
            let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
            request.header("content-type", media_type).body(Bytes::from(parts.clone())).ok()
        };
        let seen = browser::send(self.stage.target(), build, None).await?;
        (seen.status < 300).then(|| seen.header(ETAG.as_str()).to_owned())
    }

    /// Reads the application's list of files. `crowded`: after more have come than a page of S3's
    /// listings holds.
    pub(super) async fn list(&self, crowded: bool) {
        let Some(listing) = &self.interface.listing else { return };
        if crowded {
            self.crowd();
        }
        let (accepted, removed) =
            self.memory(|memory| (memory.accepted.clone(), memory.removed.clone()));
        let nothing = Sent::new("", Bytes::new());
        let Some(answer) = self.ask(listing, "", nothing).await else { return };
        if answer.status() != 200 {
            return;
        }
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        let listed: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        let accepted = accepted.into_iter().map(|(key, _)| (key, false));
        for (key, removed) in accepted.chain(removed.into_iter().map(|key| (key, true))) {
            let name = key.strip_prefix(self.interface.upload_prefix()).unwrap_or(&key);
            let listed = holds(&listed, name) || holds(&listed, &key);
            self.stage.observe(Seen::Listed { key, listed, removed });
        }
    }

    /// Files that were there before: put in place without a request, on the fake.
    fn crowd(&self) {
        let Some(cloud) = self.stage.cloud() else { return };
        for number in 0..CROWD {
            // They come first in the order of keys.
            let name = format!("!crowd-{number:04}.txt");
            let input = PutObjectInput {
                bucket: self.deployment.bucket.as_str().into(),
                key: self.interface.key_of(&name),
                ..Default::default()
            };
            // The bucket takes what the application may put there.
            let _ = cloud.call::<parhelion::s3::S3, PutObject>(input);
            self.memory(|memory| memory.attempted.push((name, String::new())));
        }
    }

    /// A request whose log line is long, if the application logs what clients are.
    pub(super) async fn long_request(&self, kib: u16) {
        let kib = kib.min(self.interface.agent_max_kib);
        if kib > 0 {
            let agent = "l".repeat(usize::from(kib) * 1024);
            let sent = Sent { agent, ..Sent::new("", Bytes::new()) };
            self.ask(&self.interface.page, "", sent).await;
        }
    }

    pub(super) fn file_name(&self, name: u8) -> String {
        let room = KEY_MAX.saturating_sub(self.interface.key_of("").len());
        match self.interface.names {
            Names::Plain => names::plain(name),
            Names::Any => names::any(name, room),
        }
    }
}

impl Exchange {
    /// The path for a name.
    pub(super) fn path_for(&self, name: &str) -> String {
        self.path.replace("{name}", &segment(name))
    }
}

/// Whether a text stands somewhere in a list, as a whole.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(one) => one == text || one.lines().any(|line| line == text),
        Value::Array(all) => all.iter().any(|value| holds(value, text)),
        Value::Object(all) => all.iter().any(|(name, value)| name == text || holds(value, text)),
        _ => false,
    }
}

const BOUNDARY: &str = "--------parhelion-7d1f";

/// One field of a form, as browsers write it.
fn part_of_form(field: &str, content: &[u8], file: Option<&str>) -> Vec<u8> {
    let mut head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"");
    if let Some(name) = file {
        // As browsers write a name in a header (HTML, "multipart/form-data encoding algorithm").
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        head += &format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream");
    }
    [head.as_bytes(), b"\r\n\r\n", content, b"\r\n"].concat()
}

/// What is sent to the application, and of which type.
pub(super) fn in_form(form: &Form, name: &str, content: Bytes) -> Sent {
    let Form::Multipart { field } = form else {
        return Sent::new("application/octet-stream", content);
    };
    let file = part_of_form(field, &content, Some(name));
    let whole = [&file[..], format!("--{BOUNDARY}--\r\n").as_bytes()].concat();
    Sent::new(&format!("multipart/form-data; boundary={BOUNDARY}"), whole.into())
}
