//! The upload itself: what the form says, what it answers (S3-2.13k–o).

use crate::errors;
use crate::form::parts::Form;
use crate::form::policy::Policy;
use crate::form::signer::{lacks, signature, signer};
use crate::model::*;
use crate::state::S3;
use crate::tags::tag_set;
use crate::tags::tag_set::Tags;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, StatusCode, header};
use parhelion_wire::Body;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::error::Result;
use parhelion_wire::http::Incoming;
use parhelion_wire::shell::FromValue as _;
use parhelion_wire::table::Protocol;
use parhelion_wire::xml;
use parhelion_world::Context;
use parhelion_world::service::{Interrupt, Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

impl S3 {
    pub(crate) fn upload_form(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        request: &Request,
    ) -> Result<Response> {
        let form = match request.extensions().get::<ReadForm>() {
            Some(ReadForm(read)) => read.as_ref().clone()?,
            None => read(request)?,
        };
        let key = form.field("key").map(str::to_owned).ok_or_else(|| lacks("key"))?;
        if key.is_empty() {
            let message = "User key must have a length greater than 0.";
            return Err(errors::invalid_argument(message, "key", ""));
        }
        let Some(file) = &form.file else {
            let message = "POST requires exactly one file upload per request.";
            return Err(errors::invalid_argument(message, "file", "0"));
        };
        let held = self.find_bucket_in_any_region(bucket, None)?;
        let region = held.region.clone();
        let size = file.len();
        // The signature of the form is the only one that counts.
        cx.caller = signer(cx, &form, &region)?;
        if let Some(policy) = form.field("policy") {
            let bytes = STANDARD.decode(policy.trim()).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            Policy::parse(&text)?.check(&form, bucket, size, cx.now)?;
        }
        let input = object(&form, bucket, &key)?;
        let signature = signature(cx, &form);
        let output = self.store(cx, input, "ObjectCreated:Post", signature.as_ref());
        let output = output.map_err(Interrupt::refusal)?;
        Ok(answer(&form, bucket, &region, &key, &output))
    }
}

/// A form that was read before its turn came.
#[derive(Clone)]
struct ReadForm(Arc<Result<Form>>);

fn read(request: &Request) -> Result<Form> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form = Form::parse(kind, request.body())?;
    if let Some(file) = &form.file {
        // All that its handler can ask of it.
        let text = |name: &str| form.field(name).map(str::to_owned);
        let sent = Algorithm::ALL.into_iter().filter(|one| text(one.header()).is_some());
        let wanted: Vec<Algorithm> =
            [Algorithm::Md5, Algorithm::Crc64Nvme].into_iter().chain(sent).collect();
        digests(file, &wanted)?;
    }
    Ok(form)
}

/// Reads a form with no lock held: its file is looked through, and digested.
pub(crate) fn prepare(request: &mut Request) {
    let form = read(request);
    request.extensions_mut().insert(ReadForm(Arc::new(form)));
}

/// The form as the input of a PutObject (S3-2.13a, m).
fn object(form: &Form, bucket: &str, key: &str) -> Result<PutObjectInput> {
    let text = |name: &str| form.field(name).map(str::to_owned);
    let metadata = form.fields.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix("x-amz-meta-")?;
        Some((name.to_owned(), value.clone()))
    });
    let tagging = match form.field("tagging") {
        None => None,
        Some(xml) => Some(tags_in_header(&tags_of(bucket, xml)?)),
    };
    Ok(PutObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        body: form.file.clone(),
        acl: text("acl"),
        cache_control: text("cache-control"),
        content_disposition: text("content-disposition"),
        content_encoding: text("content-encoding"),
        content_language: text("content-language"),
        content_type: text("content-type"),
        expires: text("expires"),
        metadata: Some(metadata.collect()),
        storage_class: text("x-amz-storage-class"),
        website_redirect_location: text("x-amz-website-redirect-location"),
        server_side_encryption: text("x-amz-server-side-encryption"),
        sse_kms_key_id: text("x-amz-server-side-encryption-aws-kms-key-id"),
        sse_kms_encryption_context: text("x-amz-server-side-encryption-context"),
        sse_customer_algorithm: text("x-amz-server-side-encryption-customer-algorithm"),
        sse_customer_key: text("x-amz-server-side-encryption-customer-key"),
        sse_customer_key_md5: text("x-amz-server-side-encryption-customer-key-md5"),
        checksum_crc32: text("x-amz-checksum-crc32"),
        checksum_crc32c: text("x-amz-checksum-crc32c"),
        checksum_crc64nvme: text("x-amz-checksum-crc64nvme"),
        checksum_sha1: text("x-amz-checksum-sha1"),
        checksum_sha256: text("x-amz-checksum-sha256"),
        content_md5: text("content-md5"),
        tagging,
        ..PutObjectInput::default()
    })
}

/// The XML of a `tagging` field, read as PutObjectTagging reads its body. A document of another kind
/// has no tags (S3-2.13m).
fn tags_of(bucket: &str, xml: &str) -> Result<Tags> {
    let (mut reader, root) = xml::Reader::open(&MODEL, xml.as_bytes(), xml::Demands::WellFormed)
        .map_err(|malformed| malformed.error(&MODEL, Protocol::RestXml))?;
    if root.local_name().into_inner() != "Tagging" {
        let read = reader.skip(&root).and_then(|()| reader.close());
        read.map_err(|malformed| malformed.error(&MODEL, Protocol::RestXml))?;
        return Ok(Tags::default());
    }
    let request =
        http::Request::put(format!("/{bucket}/k?tagging")).body(Body::from(xml.to_owned()));
    let (Ok(request), Some(operation)) = (request, MODEL.operation("PutObjectTagging")) else {
        return Err(errors::malformed_xml());
    };
    let incoming = Incoming::from(&request);
    let value = parhelion_wire::http::read_input(&MODEL, Protocol::RestXml, operation, &incoming)?;
    let input = PutObjectTaggingInput::from_value(value);
    tag_set::from_body(tag_set::TagResource::Object, input.tagging.tag_set)
}

fn tags_in_header(tags: &Tags) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = tags.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// S3-2.13(k, l)
fn answer(
    form: &Form,
    bucket: &str,
    region: &str,
    key: &str,
    output: &PutObjectOutput,
) -> Response {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let tag = output.e_tag.clone().unwrap_or_default();
    let location =
        format!("https://{bucket}.s3.{region}.amazonaws.com/{}", utf8_percent_encode(key, PLAIN));
    let form_encoded =
        |text: &str| utf8_percent_encode(text, PLAIN).to_string().replace("%20", "+");
    let wanted = form.field("success_action_redirect").or(form.field("redirect"));
    let absolute = wanted.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let (status, body, location) = match (absolute, form.field("success_action_status")) {
        (Some(url), _) => {
            let joint = if url.contains('?') { '&' } else { '?' };
            let (key, tag) = (form_encoded(key), form_encoded(&tag));
            let target = format!("{url}{joint}bucket={bucket}&key={key}&etag={tag}");
            (StatusCode::SEE_OTHER, String::new(), target)
        }
        (None, Some("200")) => (StatusCode::OK, String::new(), location),
        (None, Some("201")) => {
            let element = |name: &str, text: &str| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                format!("<{name}>{}</{name}>", text.replace('"', "&quot;"))
            };
            let inside = element("Location", &location)
                + &element("Bucket", bucket)
                + &element("Key", key)
                + &element("ETag", &tag);
            let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
            let xml = format!("{declaration}<PostResponse>{inside}</PostResponse>");
            (StatusCode::CREATED, xml, location)
        }
        _ => (StatusCode::NO_CONTENT, String::new(), location),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        ("etag", Some(tag)),
        ("location", Some(location)),
        ("x-amz-version-id", output.version_id.clone()),
        ("x-amz-server-side-encryption", output.server_side_encryption.clone()),
        ("x-amz-server-side-encryption-aws-kms-key-id", output.sse_kms_key_id.clone()),
        ("x-amz-checksum-crc64nvme", output.checksum_crc64nvme.clone()),
        ("x-amz-checksum-crc32", output.checksum_crc32.clone()),
        ("x-amz-checksum-crc32c", output.checksum_crc32c.clone()),
        ("x-amz-checksum-sha1", output.checksum_sha1.clone()),
        ("x-amz-checksum-sha256", output.checksum_sha256.clone()),
        ("x-amz-checksum-type", output.checksum_type.clone()),
        ("x-amz-expiration", output.expiration.clone()),
    ] {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    if status == StatusCode::CREATED {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
    }
    response
}
