//! How requests and time reach S3 besides its operations: what is answered without one, the order of
//! checks before one, what every answer gets after it.

use crate::access::acl;
use crate::buckets::{names, regions};
use crate::errors;
use crate::events::notifications::Origin;
use crate::form;
use crate::model::MODEL;
use crate::objects::put::upload_too_large;
use crate::requests::constraint_errors::constraint_error;
use crate::requests::target::{bucket_and_key, decoded, queried};
use crate::requests::{faults, header_errors, integrity, sub_resource};
use crate::select;
use crate::state::S3;
use crate::timer::Timer;
use crate::uploads::upload::no_such_upload;
use http::header;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use parhelion_wire::checksum::Algorithm;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_wire::{Body, Error, Value};
use parhelion_world::service::{Hooks, Request, Response, Wakes};
use parhelion_world::{Arn, Context, Message};

/// The longest XML document: 10,000 parts with their checksums, or 1,000 keys, fit into it however they
/// are escaped. AWS has the code, but does not say from where on.
const DOCUMENT_BYTES_MAX: u64 = 8 << 20;

impl Wakes for S3 {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        self.run_timer(cx, timer);
    }
}

impl Hooks for S3 {
    /// Preflights need no permission (S3-7.9). Otherwise the last look at a body's bytes before
    /// they are read, unless its bucket is missing, which matters more (S3-0.6).
    fn intercept(&mut self, cx: &mut Context, request: &Request) -> Option<Result<Response>> {
        if let Some(answer) = self.website(cx, request) {
            return Some(Ok(answer));
        }
        if request.method() == Method::OPTIONS {
            return Some(self.preflight(cx, request));
        }
        if is_form(request) {
            let bucket = bucket_and_key(request).0;
            return Some(self.upload_form(cx, &bucket, request));
        }
        let broken = integrity::check(request).err()?;
        self.bucket(&bucket_and_key(request).0).map(|_| Err(broken))
    }

    /// Steps 4 to 6 of S3-0.6 come before the model's constraints.
    fn admit(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        sub_resource::check(operation, cx.request.uri.query().unwrap_or_default())?;
        let bucket = text(operation, input, "Bucket");
        if let Some(name) = bucket.filter(|_| operation.name != "CreateBucket") {
            self.check_region_knows(cx, name)?;
        }
        if let (Some(name), Some(key)) = (bucket, text(operation, input, "Key")) {
            self.find_bucket(cx, name, text(operation, input, "ExpectedBucketOwner"))?;
            names::check_key(key)?;
        }
        if operation.name == "SelectObjectContent" {
            select::refuse_empty(cx)?;
        }
        match (operation.name, bucket) {
            (_, None) => Ok(()),
            ("CreateBucket", Some(name)) => {
                names::check_bucket(name)?;
                let body = member(operation, input, "CreateBucketConfiguration");
                let Some(Value::Struct(body)) = body else { return Ok(()) };
                let constraint = match body.first() {
                    Some(Value::Text(constraint)) => Some(constraint.as_str()),
                    _ => None,
                };
                regions::placed(&cx.region, constraint).map(|_| ())
            }
            ("HeadBucket" | "GetBucketLocation", Some(name)) => self
                .find_bucket_in_any_region(name, text(operation, input, "ExpectedBucketOwner"))
                .map(|_| ()),
            (_, Some(name)) => {
                self.find_bucket(cx, name, text(operation, input, "ExpectedBucketOwner"))?;
                header_errors::refuse_directory_only(operation, &cx.request.headers)?;
                refuse_sse(operation, &cx.request.headers)?;
                let key = text(operation, input, "Key").unwrap_or_default();
                self.check_kms_throttling(cx, operation.name, name, key)?;
                faults::fail(cx, operation.name)
            }
        }
    }

    /// Headers that every answer may have, and no body for 304.
    fn finish(&mut self, cx: &mut Context, request: &Request, response: &mut Response) {
        let status = response.status();
        if self.charges(cx, request) && !matches!(status.as_u16(), 400..) {
            let requester = HeaderValue::from_static("requester");
            response.headers_mut().insert("x-amz-request-charged", requester);
        }
        self.add_region(request, response);
        if status == StatusCode::NOT_MODIFIED {
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(header::CONTENT_TYPE);
        }
        if request.method() != Method::OPTIONS {
            self.add_cors(cx, request, response.headers_mut());
        }
        response.headers_mut().insert(header::SERVER, HeaderValue::from_static("AmazonS3"));
        faults::answer(cx, request, response);
        self.log_access(cx, request, response);
    }

    /// The CRT client and pyarrow write `enabled`, and S3 answers them; a tag without a value has an
    /// empty one.
    fn enforces(&self, operation: &'static Operation, problem: &Problem) -> bool {
        let Problem { path, kind, .. } = problem;
        let enabled = |value: &String| value.eq_ignore_ascii_case("ENABLED");
        let is_mode = path == "checksumMode" && problem.value.as_ref().is_some_and(enabled);
        let in_set = path.starts_with("tagging.tagSet.")
            || path.starts_with("createBucketConfiguration.tags.");
        let is_value = *kind == ProblemKind::Required && in_set && path.ends_with(".value");
        let known = |value: &String| Algorithm::from_name(value).is_some();
        let is_algorithm = path == "checksumAlgorithm"
            && integrity::names_algorithm(operation)
            && problem.value.as_ref().is_some_and(known);
        !(is_mode || is_value || is_algorithm)
    }

    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        match problems.first() {
            Some(problem) => constraint_error(operation, problem),
            None => errors::malformed_xml(),
        }
    }

    /// Uploads may be refused before their bodies come (S3-3.24).
    fn foresee(&self, operation: &'static Operation, headers: &HeaderMap) -> Result<bool> {
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if !matches!(operation.name, "PutObject" | "UploadPart") {
            let too_long = length.filter(|length| *length > DOCUMENT_BYTES_MAX);
            return too_long.map_or(Ok(false), |_| {
                Err(Error::new(400, "MaxMessageLengthExceeded", "Your request was too big."))
            });
        }
        let said = [header::CONTENT_LENGTH.as_str(), "x-amz-decoded-content-length"];
        if said.iter().all(|name| !headers.contains_key(*name)) {
            if headers.contains_key(header::TRANSFER_ENCODING) {
                return Err(errors::header_not_implemented("Transfer-Encoding", ""));
            }
            // S3-3.1(b)
            let message = "You must provide the Content-Length HTTP header.";
            return Err(Error::new(411, "MissingContentLength", message));
        }
        // The length of a body in chunks is that of what the chunks hold.
        let length = said.iter().rev().find_map(|name| headers.get(*name));
        let length = length.and_then(|length| length.to_str().ok()?.trim().parse().ok());
        length.and_then(upload_too_large).map_or(Ok(true), Err)
    }

    /// S3-1.3(h): 405 where the resource exists in the API with other methods.
    fn unrouted(&self, request: &Request, methods: &[&str]) -> Error {
        let path = request.uri().path();
        let segments = path.trim_start_matches('/').splitn(2, '/').filter(|part| !part.is_empty());
        let kind = match segments.count() {
            0 => "SERVICE",
            1 => "BUCKET",
            _ => "OBJECT",
        };
        let message = "The specified method is not allowed against this resource.";
        Error::new(405, "MethodNotAllowed", message)
            .with("Method", request.method().as_str())
            .with("ResourceType", kind)
            .header("allow", methods.join(", "))
    }

    /// An event bus without rules takes every event and drops it.
    fn undelivered(&mut self, cx: &mut Context, message: &Message, error: &Error) {
        if Arn::parse(&message.to).is_none_or(|arn| arn.service != "events") {
            cx.note("undelivered", &message.to, &[("code", error.code())]);
        }
    }

    /// S3-0.5(d), S3-7.6(f); what is not there matters more (S3-0.6).
    fn malformed(
        &self,
        _: &Context,
        request: &Request,
        operation: &'static Operation,
        error: Error,
    ) -> Error {
        let (bucket, key) = bucket_and_key(request);
        if operation.name != "CreateBucket" && !bucket.is_empty() {
            match self.find_bucket_in_any_region(&bucket, None) {
                Err(missing) => return missing,
                Ok(_) if error.code() == "InvalidArgument" => {
                    let refused =
                        header_errors::refuse_directory_only(operation, request.headers()).err();
                    return refused.unwrap_or_else(|| {
                        let locked = self.bucket(&bucket).is_some_and(|b| b.object_lock.is_some());
                        header_errors::unreadable(&error, locked).unwrap_or(error)
                    });
                }
                Ok(held) if operation.name == "CompleteMultipartUpload" => {
                    let Some(id) = queried(request, "uploadId").map(decoded) else {
                        // A POST to an object that names no operation (S3-1.3h).
                        return errors::method_not_allowed("POST", "OBJECT");
                    };
                    if !held.uploads.is_known(&decoded(key), &id) {
                        return no_such_upload(&id);
                    }
                }
                Ok(_) => {}
            }
        }
        let acl = matches!(operation.name, "PutBucketAcl" | "PutObjectAcl");
        if acl && error.code() == "MalformedXML" { acl::malformed() } else { error }
    }

    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        match (text(operation, input, "Bucket"), text(operation, input, "Key")) {
            (Some(bucket), Some(key)) => format!("{bucket}/{key}"),
            (Some(bucket), None) => bucket.to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// What takes as long as a request's body is, before the world's lock is taken.
pub(crate) fn prepare(request: &mut Request) {
    if is_form(request) {
        form::prepare(request);
    } else {
        // Digests stay with the body; what is wrong with it, `intercept` says in its turn.
        let _ = integrity::check(request);
    }
}

/// S3-2.13
fn is_form(request: &Request) -> bool {
    let (bucket, key) = bucket_and_key(request);
    let plain = request.uri().query().unwrap_or_default().is_empty();
    request.method() == Method::POST && plain && key.is_empty() && !bucket.is_empty()
}

/// A member of an operation's input, by the model's name.
fn member<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Struct(values) = input else { return None };
    let members = MODEL.shape(operation.input?).members();
    values.get(members.iter().position(|member| member.name == name)?)
}

fn text<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> Option<&'a str> {
    match member(operation, input, name)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// S3-7.10(g): reads name no encryption.
fn refuse_sse(operation: &Operation, headers: &HeaderMap) -> Result<()> {
    const NAME: &str = "x-amz-server-side-encryption";
    match headers.get(NAME) {
        Some(value) if matches!(operation.name, "GetObject" | "HeadObject") => {
            let message =
                "x-amz-server-side-encryption header is not supported for this operation.";
            Err(errors::invalid_argument(message, NAME, String::from_utf8_lossy(value.as_bytes())))
        }
        _ => Ok(()),
    }
}

impl S3 {
    /// Listings say where their bucket is; HeadBucket has the type of a document that it does not
    /// have (S3-1.12).
    fn add_region(&self, request: &Request, response: &mut Response) {
        let (bucket, key) = bucket_and_key(request);
        if !key.is_empty() || !response.status().is_success() {
            return;
        }
        let Some(held) = self.bucket(&bucket) else { return };
        if request.method() == Method::HEAD {
            let kind = HeaderValue::from_static("application/xml");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        let query = request.uri().query().unwrap_or_default();
        let listing = request.method() == Method::GET && !sub_resource::is_named(query);
        if let (true, Ok(region)) = (listing, HeaderValue::from_str(&held.region)) {
            response.headers_mut().insert("x-amz-bucket-region", region);
        }
    }

    fn run_timer(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::RunLifecycle { bucket } => self.run_lifecycle(cx, &bucket),
            Timer::ContinueLifecycle { bucket, from } => {
                self.continue_lifecycle(cx, &bucket, from);
            }
            Timer::DeliverNotification { bucket, key, written_at, write, arn, message } => {
                let owner = self.bucket(&bucket).map(|held| held.owner.clone());
                let owner = &owner.unwrap_or_else(|| cx.account.clone());
                let origin = Origin { write, written_at, owner, bucket: &bucket, key: &key };
                self.deliver_late(cx, &origin, &arn, &message);
            }
            Timer::CompleteRestore { bucket, key, version } => {
                self.restored(cx, &bucket, &key, &version);
            }
            Timer::ExpireRestore { bucket, key, version } => {
                self.restore_over(cx, &bucket, &key, &version);
            }
            Timer::DeliverAccessLog { bucket } => self.deliver_access_log(cx, &bucket),
            Timer::Replicate { bucket, key, version } => {
                self.replicate(cx, &bucket, &key, &version);
            }
        }
    }

    /// S3-7.18(a): the caller pays.
    fn charges(&self, cx: &Context, request: &Request) -> bool {
        let (bucket, _) = bucket_and_key(request);
        let Some(held) = self.bucket(&bucket) else { return false };
        let own = cx.caller.account().is_some_and(|account| *account == held.owner);
        !own && *held.settings.requester_pays.at(cx.now)
    }
}
