//! How a user uploads: straight to the application, or to S3, where the application has said so, and then
//! back to the application.

use crate::declaration::{Complete, Declaration, Presigned, Upload};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Uri};
use parhelion_properties::facts::sha256;
use parhelion_properties::stage::Breakdown;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::future::Future;
use std::time::Duration;

/// The path by which the property hands a presigned upload over: no application is ever asked for it.
pub(super) const MARK: &str = "/_parhelion-upload/{name}";

/// An application that users ask, wherever it runs.
pub(crate) trait Asked: Sync {
    /// What it looks like.
    fn declaration(&self) -> &Declaration;

    /// How long after an answer that asks for it a request is made again.
    const AGAIN_AFTER: Duration;

    /// One request to it.
    fn ask_once(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, Breakdown>> + Send;

    /// One request to it, again as long as it asks for that.
    fn ask(
        &self,
        request: &Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, Breakdown>> + Send {
        async {
            let interface = &self.declaration().interface;
            let mut tries = 1;
            loop {
                let answer = self.ask_once(request.clone()).await?;
                let asks = interface.retry.contains(&answer.status().as_u16());
                if tries >= interface.tries || !asks {
                    return Ok(answer);
                }
                tries += 1;
                tokio::time::sleep(Self::AGAIN_AFTER).await;
            }
        }
    }

    /// One request to S3, by a URL that it has given; none: no answer.
    fn ask_s3(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Option<Response<Bytes>>> + Send;
}

/// An answer of nobody's.
pub(crate) fn answered(status: StatusCode, why: &str) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(why.to_owned()));
    *answer.status_mut() = status;
    answer
}

/// What stands in a URL as it is (RFC 3986, 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name as one segment of a URL's path.
fn segment(name: &str) -> String {
    utf8_percent_encode(name, UNRESERVED).to_string()
}

/// Answers one request of a user's.
pub(crate) async fn handle(
    running: &impl Asked,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, Breakdown> {
    let (prefix, _) = MARK.split_once("{name}").unwrap_or_default();
    let upload = running.declaration().interface.upload.as_ref();
    let presigned = upload.and_then(|upload| Some((upload, upload.presigned.as_ref()?)));
    match (presigned, request.uri().path().strip_prefix(prefix)) {
        (Some((upload, presigned)), Some(name)) => {
            let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
            let id = request.headers().get("x-request-id").cloned();
            let file =
                File { name, sha256: sha256(request.body()), content: request.into_body(), id };
            through_s3(running, upload, presigned, &file).await
        }
        _ => running.ask(&request).await,
    }
}

/// What a user uploads, and the id by which his requests are logged.
struct File {
    name: String,
    content: Bytes,
    sha256: String,
    id: Option<HeaderValue>,
}

impl File {
    /// A request with the file's own in its path and body; what cannot be one is the declaration's fault.
    fn request(
        &self,
        method: &str,
        path: &str,
        body: &str,
        id: &str,
    ) -> Result<Request<Bytes>, String> {
        let path = path.replace("{name}", &segment(&self.name)).replace("{id}", &segment(id));
        let quoted = |text: &str| {
            let text = Value::String(text.to_owned()).to_string();
            text.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
        };
        let body = body
            .replace("{size}", &self.content.len().to_string())
            .replace("{sha256}", &self.sha256)
            .replace("{id}", &quoted(id))
            .replace("{name}", &quoted(&self.name));
        let mut request = Request::builder().method(method).uri(path);
        if let Some(id) = &self.id {
            request = request.header("x-request-id", id);
        }
        let request = request.header(CONTENT_TYPE, "application/json").body(Bytes::from(body));
        request.map_err(|error| error.to_string())
    }
}

/// Asks where the file is to go, sends it there, and says that it is there.
async fn through_s3(
    running: &impl Asked,
    upload: &Upload,
    presigned: &Presigned,
    file: &File,
) -> Result<Response<Bytes>, Breakdown> {
    let wrong = |why: &str| Ok(answered(StatusCode::INTERNAL_SERVER_ERROR, why));
    let first = match file.request(&upload.method, &upload.path, &presigned.body, "") {
        Ok(request) => running.ask(&request).await?,
        Err(why) => return wrong(&why),
    };
    if !first.status().is_success() {
        return Ok(first);
    }
    let Ok(said) = serde_json::from_slice::<Value>(first.body()) else {
        return wrong("the answer that should say where the file is to go is no JSON");
    };
    let text = |pointer: &str| match said.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let id = presigned.id.as_deref().and_then(text).unwrap_or_default();
    let to_s3 = match to_s3(&said, presigned, file) {
        Ok(request) => request,
        Err(why) => return wrong(&why),
    };
    let kept = sent_to_s3(running, &to_s3).await;
    if !kept.status().is_success() {
        // Whatever S3 says of it, to the user the application has failed.
        let why = String::from_utf8_lossy(kept.body());
        return Ok(answered(
            StatusCode::BAD_GATEWAY,
            &format!("S3 answers {}: {why}", kept.status()),
        ));
    }
    let Complete { method, path, body } = &presigned.complete;
    match file.request(method, path, body, &id) {
        Ok(request) => running.ask(&request).await,
        Err(why) => wrong(&why),
    }
}

/// The request that S3 is sent, as the application's answer says.
fn to_s3(said: &Value, presigned: &Presigned, file: &File) -> Result<Request<Bytes>, String> {
    let url = said.pointer(&presigned.url).and_then(Value::as_str);
    let url = url.ok_or_else(|| format!("the answer has no URL at {}", presigned.url))?;
    let uri: Uri = url.parse().map_err(|error| format!("{url}: {error}"))?;
    let fields = presigned.fields.as_ref().and_then(|pointer| said.pointer(pointer)?.as_object());
    let mut request = match fields {
        None => Request::put(uri).body(file.content.clone()),
        Some(fields) => {
            let (media_type, body) = form(fields, file);
            Request::post(uri).header(CONTENT_TYPE, media_type).body(body)
        }
    }
    .map_err(|error| error.to_string())?;
    let headers = presigned.headers.as_ref().and_then(|pointer| said.pointer(pointer)?.as_object());
    for (name, value) in headers.into_iter().flatten() {
        let name: HeaderName = name.parse().map_err(|_| format!("{name:?} is no header's name"))?;
        let value = value.as_str().and_then(|value| HeaderValue::from_str(value).ok());
        let value = value.ok_or_else(|| format!("{name}: its value is none"))?;
        // A browser sets these itself.
        if name != http::header::HOST && name != http::header::CONTENT_LENGTH {
            request.headers_mut().insert(name, value);
        }
    }
    Ok(request)
}

/// A form as S3 wants one: the file is its last field.
fn form(fields: &serde_json::Map<String, Value>, file: &File) -> (String, Bytes) {
    const BOUNDARY: &str = "--------parhelion-3a9c";
    let mut body = Vec::new();
    for (name, value) in fields {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let field = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(field.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(&file.content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body.into())
}

/// What is behind a link to S3 that the application has given.
pub(crate) async fn follow(running: &impl Asked, url: String) -> Option<Response<Bytes>> {
    let request = Request::get(url).body(Bytes::new()).ok()?;
    let answer = sent_to_s3(running, &request).await;
    (!answer.status().is_server_error()).then_some(answer)
}

/// The browser's own try, again where S3 has a bad moment.
async fn sent_to_s3(running: &impl Asked, request: &Request<Bytes>) -> Response<Bytes> {
    let mut answer = answered(StatusCode::BAD_GATEWAY, "S3 was never asked");
    for _ in 0..running.declaration().interface.tries {
        let sent = running.ask_s3(request.clone()).await;
        answer = sent.unwrap_or_else(|| answered(StatusCode::BAD_GATEWAY, "S3 has not answered"));
        if !answer.status().is_server_error() {
            break;
        }
    }
    answer
}
