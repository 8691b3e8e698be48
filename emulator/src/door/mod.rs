//! The front door: from a request's bytes to the service's answer, the same for every client.
//!
//! In two steps, because a request may take its time in between: [`arrive`] reads and verifies it,
//! [`serve`] lets it take effect. Nothing waits with the lock held.

pub(crate) mod recording;

use crate::auth::{self, Sender};
use crate::cloud::{Cloud, State};
use crate::faults::{self, Fault};
use crate::host::{self, Destination};
use crate::intake::{self, Intake, Taken};
use crate::permission;
use crate::scope::{self, Hint};
use http::{HeaderValue, Method, Uri};
use parhelion_wire::body::Storage;
use parhelion_wire::error::Result;
use parhelion_wire::http::{Ids, Incoming};
use parhelion_wire::signature::{Claim, Flavour, Head, SigV4, claim, errors, v2};
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Body, Error, Model, Value, envelope, signature, validate};
use parhelion_world::world::Who;
use parhelion_world::{Attempt, Caller, RequestInfo, World, identity, random};
use recording::{record_answer, record_call};
use std::sync::Arc;
use std::time::Duration;

pub type Request = http::Request<Body>;
pub type Response = http::Response<Body>;

/// How a request came.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Over TLS, or over what stands for it.
    pub secure: bool,
    pub source_ip: Arc<str>,
    pub hint: Hint,
}

/// A request that has been read and is about to take effect.
pub struct Arriving {
    /// How long it is still under way.
    pub latency: Duration,
    request: Request,
    service: &'static str,
    model: &'static Model,
    protocol: Protocol,
    region: Arc<str>,
    caller: Result<Caller>,
    /// Whether the body is what the head promised.
    body: Result<()>,
    operation: Option<&'static Operation>,
    input: Result<Value>,
    attempt: Option<Attempt>,
    resource: String,
    info: RequestInfo,
}

/// What comes back.
pub struct Answer {
    /// `None`: the connection closed without a word.
    pub response: Option<Response>,
    /// The connection closes after the body, which is shorter than its Content-Length (A5, A8).
    pub breaks_off: bool,
    /// For the SDK's jitter: depends only on the world's seed and the request's name.
    pub seed: u64,
}

/// What the head of a request says: where to, from whom, how its body is to be taken in.
#[derive(Clone)]
pub struct Greeted {
    delivery: Delivery,
    service: &'static str,
    model: &'static Model,
    protocol: Protocol,
    flavour: Flavour,
    bucket: Option<String>,
    region: Arc<str>,
    claim: Result<Claim>,
    /// S3's signatures cover the head; other services' need the body too.
    sender_to_s3: Option<Result<Sender>>,
}

/// Reads the head of a request.
pub fn greet(cloud: &Cloud, head: Head<'_>, delivery: Delivery) -> Greeted {
    let flavour_of = |service: &str, protocol| match (service, protocol) {
        ("s3" | "s3control", _) => Flavour::BareXml,
        (_, Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query) => Flavour::WrappedXml,
        _ => Flavour::Json,
    };
    let (service, bucket, host_region) = match destination(head) {
        // Signed as S3 is, and to any host; no bucket would be asked about an account.
        _ if asks_s3_control(head) => ("s3control", None, None),
        Destination::Api { service, region } => (service, None, region),
        Destination::S3 { bucket, region } => ("s3", bucket, region),
        Destination::Edge { .. } | Destination::Unknown => (guess_service(head), None, None),
    };
    let model = model_of(cloud, service);
    let protocol = parhelion_wire::http::protocol_of(model, &Incoming::of(head, &Body::empty()));
    let protocol = protocol.unwrap_or_else(|| model.protocols[0]);
    let flavour = flavour_of(service, protocol);
    let claim = auth::claim(cloud, head, flavour);
    let signed = claim.as_ref().ok().and_then(Claim::signed);
    // S3-1.4(d): a scope that names no region at all is wrong everywhere.
    let strange = |signed: &&SigV4| {
        flavour == Flavour::BareXml && !parhelion_s3::regions::exists(&signed.scope.region)
    };
    let claim_error = signed.filter(strange).filter(|_| cloud.settings().auth);
    let claim_error = claim_error.map(|signed| errors::wrong_region(flavour, signed, "us-east-1"));
    let region: Arc<str> = match signed.filter(|signed| !strange(signed)) {
        Some(signed) => signed.scope.region.as_str().into(),
        None => host_region.unwrap_or_else(|| "us-east-1".to_owned()).into(),
    };
    let claim = match claim_error {
        Some(error) => Err(error),
        None => claim,
    };
    let sender_to_s3 = (flavour == Flavour::BareXml).then(|| match &claim {
        Ok(Claim::V2(_)) if !v2::REGIONS.contains(&&*region) => Err(claim::version_2()),
        Ok(claim) => auth::sender_to_s3(cloud, head, claim, bucket.as_deref(), cloud.now()),
        Err(error) => Err(error.clone()),
    });
    Greeted { delivery, service, model, protocol, flavour, bucket, region, claim, sender_to_s3 }
}

impl Greeted {
    /// What takes the body in.
    pub fn intake(&self, headers: &http::HeaderMap, storage: Storage) -> Intake {
        Intake::new(headers, self.sender_to_s3.as_ref().and_then(|s| s.as_ref().ok()), storage)
    }
}

/// A request that is complete: its head is read, its body taken in.
pub fn arrive(cloud: &Cloud, request: Request, delivery: Delivery) -> Arriving {
    let greeted = greet(cloud, Head::from(&request), delivery);
    let (parts, body) = request.into_parts();
    let taken = greeted.intake(&parts.headers, Storage::Memory).take(&body);
    // In memory nothing can fail.
    let taken = taken.unwrap_or_else(|_| Taken { body, trailers: None, outcome: Ok(()) });
    enter(cloud, greeted, parts, taken)
}

/// A request whose body has come in.
pub fn enter(
    cloud: &Cloud,
    greeted: Greeted,
    parts: http::request::Parts,
    taken: Taken,
) -> Arriving {
    let hint = greeted.delivery.hint.clone();
    let mut arriving = read(cloud, greeted, parts, taken);
    name(cloud, &mut arriving, &hint);
    arriving
}

/// Why S3 will refuse an upload, whatever its body is: what the handler says to an empty body in
/// a world that nobody keeps (S3-3.24).
pub fn foretell(cloud: &Cloud, greeted: &Greeted, parts: &http::request::Parts) -> Option<Error> {
    const OF_THE_BODY: [&str; 3] = ["BadDigest", "XAmzContentSHA256Mismatch", "InternalError"];
    if let Some(Err(error)) = &greeted.sender_to_s3 {
        return Some(error.clone());
    }
    let mut arriving = read(cloud, greeted.clone(), parts.clone(), Taken::nothing());
    let uploads =
        arriving.operation.is_some_and(|it| ["PutObject", "UploadPart"].contains(&it.name));
    if greeted.flavour != Flavour::BareXml || !uploads {
        return None;
    }
    let said = [http::header::CONTENT_LENGTH.as_str(), "x-amz-decoded-content-length"];
    if said.iter().all(|name| !parts.headers.contains_key(*name)) {
        // S3-3.1(b)
        let message = "You must provide the Content-Length HTTP header.";
        return Some(Error::new(411, "MissingContentLength", message));
    }
    let length = arriving.info.headers.get(http::header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    if let Some(error) = length.and_then(parhelion_s3::upload_too_large) {
        return Some(error);
    }
    let mut world = cloud.state().world.clone();
    *world.adversary_mut() = parhelion_world::Adversary::calm();
    match take_effect(&mut world, &mut arriving) {
        Outcome::Failed(error) if !OF_THE_BODY.contains(&error.code()) => Some(error),
        _ => None,
    }
}

/// What a request asks.
fn read(
    cloud: &Cloud,
    greeted: Greeted,
    mut parts: http::request::Parts,
    taken: Taken,
) -> Arriving {
    let Greeted { delivery, service, model, protocol, flavour, bucket, region, claim, .. } =
        greeted;
    let Taken { body, trailers, outcome } = taken;
    let sender = match (greeted.sender_to_s3, claim) {
        (Some(sender), _) => sender,
        (None, Ok(claim)) => {
            auth::sender(cloud, Head::from(&parts), &body, &claim, flavour, cloud.now())
        }
        (None, Err(error)) => Err(error),
    };
    let presigned = sender.as_ref().is_ok_and(|sender| sender.presigned);
    if let Some(trailers) = trailers {
        intake::take_framing_off(&mut parts.headers, &trailers, body.len());
    }
    if presigned {
        for (name, value) in signature::sign::headers_in_query(&parts.uri) {
            parts.headers.entry(name).or_insert(value);
        }
    }
    let mut request = Request::from_parts(parts, body);
    let info = RequestInfo {
        secure: delivery.secure,
        source_ip: delivery.source_ip,
        request_id: "".into(),
        host_id: "".into(),
        method: request.method().clone(),
        uri: request.uri().clone(),
        headers: request.headers().clone(),
        presigned,
        unverified: !cloud.settings().auth,
    };
    if let Some(bucket) = bucket {
        put_bucket_in_path(&mut request, &bucket);
    }
    let (operation, input) = decode(model, protocol, &request);
    Arriving {
        latency: Duration::ZERO,
        request,
        service,
        model,
        protocol,
        region,
        caller: sender.map(|sender| sender.caller),
        body: outcome,
        operation,
        input,
        attempt: None,
        resource: String::new(),
        info,
    }
}

fn decode(
    model: &'static Model,
    protocol: Protocol,
    request: &Request,
) -> (Option<&'static Operation>, Result<Value>) {
    let incoming = Incoming::from(request);
    match parhelion_wire::http::operation_of(model, protocol, &incoming) {
        Ok(Some(operation)) => {
            let input = parhelion_wire::http::read_input(model, protocol, operation, &incoming);
            (Some(operation), input)
        }
        Ok(None) => (None, Err(no_such_operation(model, request))),
        Err(error) => (None, Err(error)),
    }
}

/// S3-1.3(h): 405 where the resource exists in the API with other methods.
fn no_such_operation(model: &'static Model, request: &Request) -> Error {
    let path = request.uri().path();
    let mut methods: Vec<&str> = parhelion_wire::route::methods(model, path).collect();
    methods.sort_unstable();
    methods.dedup();
    if model.name != "s3" {
        return Error::new(404, "UnknownOperationException", "");
    }
    let segments = path.trim_start_matches('/').splitn(2, '/').filter(|part| !part.is_empty());
    let kind = ["SERVICE", "BUCKET", "OBJECT"][segments.count().min(2)];
    Error::new(
        405,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
    )
    .with("Method", request.method().as_str())
    .with("ResourceType", kind)
    .header("allow", methods.join(", "))
}

/// Names the attempt, and asks how long it takes to arrive.
fn name(cloud: &Cloud, arriving: &mut Arriving, hint: &Hint) {
    let (service, operation) = (arriving.service, arriving.operation);
    let mut state = cloud.state();
    let State { world, names } = &mut *state;
    let wanted = hint.scope.is_some() || !world.adversary().is_idle() || !world.journal().is_off();
    if !wanted {
        return;
    }
    let who = Who {
        account: identity::ACCOUNT.into(),
        region: arriving.region.clone(),
        caller: Caller::Anonymous,
        request: &arriving.info,
    };
    let resource = match (operation, &arriving.input) {
        (Some(operation), Ok(input)) => {
            world.with_service(service, &who, |lent, _| lent.hooks().resource(operation, input))
        }
        _ => String::new(),
    };
    if hint.scope.is_some() || !world.adversary().is_idle() {
        let name = operation.map_or(arriving.request.method().as_str(), |operation| operation.name);
        let attempt = names.attempt(hint, name, &resource);
        world.begin(Some(attempt.clone()));
        let pick = world.choose(&faults::LATENCY);
        arriving.latency = Duration::from_millis(faults::LATENCY.options[usize::from(pick)].millis);
        arriving.attempt = Some(attempt);
    }
    arriving.resource = resource;
}

/// Lets the request take effect, or a fault strike.
pub fn serve(cloud: &Cloud, arriving: &mut Arriving) -> Answer {
    let mut state = cloud.state();
    let world = &mut state.world;
    world.begin(arriving.attempt.clone());
    let seed = match &arriving.attempt {
        Some(Attempt { scope, call, number }) => {
            random::hash(cloud.settings().seed, &format!("{scope}/{call}.{number}"))
        }
        None => world.random_mut().next(),
    };
    let call = record_call(world, arriving);
    let (request_id, host_id) = ids(world, arriving.service);
    arriving.info.request_id = request_id.as_str().into();
    arriving.info.host_id = host_id.as_str().into();
    let ids = Ids { request: &request_id, host: &host_id };

    let outcome = take_effect(world, arriving);
    let (mut response, code) = match outcome {
        Outcome::Answered(mut response) => {
            parhelion_wire::http::write_ids(arriving.model, ids, response.headers_mut());
            (response, String::new())
        }
        Outcome::Output(operation, output) => {
            let Arriving { model, protocol, .. } = *arriving;
            let response = parhelion_wire::http::encode(model, protocol, operation, output, ids);
            (response, String::new())
        }
        Outcome::Failed(error) => (failed(arriving, &error, ids), error.code().to_owned()),
        Outcome::Cut => {
            record_answer(world, call, None, "");
            return Answer { response: None, breaks_off: false, seed };
        }
    };
    finish(world, arriving, &mut response);
    let answered = after(world, arriving, response, ids);
    record_answer(world, call, answered.as_ref(), &code);
    let body_is_sent = arriving.request.method() != Method::HEAD;
    let breaks_off = body_is_sent && answered.as_ref().is_some_and(is_short);
    Answer { response: answered, breaks_off, seed }
}

fn is_short(response: &Response) -> bool {
    let promised = response.headers().get(http::header::CONTENT_LENGTH);
    let promised = promised.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    promised.is_some_and(|promised| promised > response.body().len())
}

enum Outcome {
    /// By the service itself, outside its model.
    Answered(Response),
    Output(&'static Operation, Value),
    Failed(Error),
    Cut,
}

fn take_effect(world: &mut World, arriving: &mut Arriving) -> Outcome {
    let service = arriving.service;
    let point = faults::of(service).before;
    let pick = world.choose(point);
    match faults::fault(service, point, pick) {
        Some(Fault::Answer(error)) => return Outcome::Failed(error),
        Some(Fault::Cut) => return Outcome::Cut,
        None => {}
    }
    let caller = match &arriving.caller {
        Ok(caller) => caller.clone(),
        Err(error) => return Outcome::Failed(error.clone()),
    };
    let who = Who {
        account: caller.account().cloned().unwrap_or_else(|| identity::ACCOUNT.into()),
        region: arriving.region.clone(),
        caller,
        request: &arriving.info,
    };
    // S3-0.6: what is wrong with a body matters less than a bucket that is not there.
    if let Err(error) = &arriving.body {
        let admitted = match (arriving.operation, &arriving.input) {
            (Some(operation), Ok(input)) => world.with_service(service, &who, |lent, cx| {
                lent.hooks_mut().admit(cx, operation, input)
            }),
            _ => Ok(()),
        };
        return Outcome::Failed(admitted.err().unwrap_or_else(|| error.clone()));
    }
    let request = &arriving.request;
    let intercepted =
        world.with_service(service, &who, |lent, cx| lent.hooks_mut().intercept(cx, request));
    match intercepted {
        Some(Ok(response)) => return Outcome::Answered(response),
        Some(Err(error)) => return Outcome::Failed(error),
        None => {}
    }
    let Some(operation) = arriving.operation else {
        let error = std::mem::replace(&mut arriving.input, Ok(Value::Null)).err();
        return Outcome::Failed(error.unwrap_or_else(|| Error::new(404, "NotFound", "")));
    };
    let input = match std::mem::replace(&mut arriving.input, Ok(Value::Null)) {
        Ok(input) => input,
        Err(error) => {
            let error = world
                .with_service(service, &who, |lent, _| lent.hooks().malformed(operation, error));
            return Outcome::Failed(error);
        }
    };
    match run(world, arriving, &who, operation, input) {
        Ok(output) => Outcome::Output(operation, output),
        Err(error) => Outcome::Failed(error),
    }
}

fn run(
    world: &mut World,
    arriving: &Arriving,
    who: &Who<'_>,
    operation: &'static Operation,
    input: Value,
) -> Result<Value> {
    let Arriving { service, model, protocol, .. } = *arriving;
    world.with_service(service, who, |lent, cx| {
        if !lent.has(operation.name) {
            return Err(Error::not_implemented(service, operation.name));
        }
        let resource = lent.hooks().resource(operation, &input);
        permission::check(cx, service, protocol, operation, &resource)?;
        lent.hooks_mut().admit(cx, operation, &input)?;
        let Some(shape) = operation.input else { return Ok(()) };
        let mut problems = validate::validate(model, shape, &input);
        problems.retain(|problem| lent.hooks().minds(operation, problem));
        if problems.is_empty() { Ok(()) } else { Err(lent.hooks().problem(operation, &problems)) }
    })?;
    world.call(service, who, operation, input)
}

fn failed(arriving: &Arriving, error: &Error, ids: Ids<'_>) -> Response {
    let Arriving { model, protocol, operation, request, .. } = arriving;
    envelope::encode(model, *protocol, *operation, request.method(), error, ids)
}

/// The service's last touch, and what every answer of AWS carries.
fn finish(world: &mut World, arriving: &Arriving, response: &mut Response) {
    let who = Who {
        account: identity::ACCOUNT.into(),
        region: arriving.region.clone(),
        caller: arriving.caller.clone().unwrap_or(Caller::Anonymous),
        request: &arriving.info,
    };
    let request = &arriving.request;
    world.with_service(arriving.service, &who, |lent, cx| {
        lent.hooks_mut().finish(cx, request, response);
    });
    if request.method() == Method::HEAD {
        // Content-Length tells what GET would have (S3-0.5).
        *response.body_mut() = Body::empty();
    }
    let headers = response.headers_mut();
    if let Ok(date) = HeaderValue::try_from(world.now().http_date()) {
        headers.insert(http::header::DATE, date);
    }
    if arriving.service == "s3" {
        headers.insert(http::header::SERVER, HeaderValue::from_static("AmazonS3"));
    }
}

/// The answer may be lost on its way (A4, CW-F5), if the request changed anything.
fn after(
    world: &mut World,
    arriving: &Arriving,
    response: Response,
    ids: Ids<'_>,
) -> Option<Response> {
    let reads = matches!(arriving.request.method(), &Method::GET | &Method::HEAD);
    let read_by_name = arriving.operation.is_some_and(|operation| {
        ["Get", "List", "Describe", "Filter"].iter().any(|verb| operation.name.starts_with(verb))
    });
    if reads || read_by_name || !response.status().is_success() {
        return Some(response);
    }
    let point = faults::of(arriving.service).after;
    let pick = world.choose(point);
    match faults::fault(arriving.service, point, pick) {
        None => Some(response),
        Some(Fault::Answer(error)) => Some(failed(arriving, &error, ids)),
        Some(Fault::Cut) => None,
    }
}

fn destination(head: Head<'_>) -> Destination {
    let host = head.headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| head.uri.authority().map(|authority| authority.as_str()));
    host.map_or(Destination::Unknown, host::destination)
}

fn asks_s3_control(head: Head<'_>) -> bool {
    head.uri.path().starts_with("/v20180820/") && head.headers.contains_key("x-amz-account-id")
}

/// Where the host does not say it: the signature's scope, or the protocol's own marks.
fn guess_service(head: Head<'_>) -> &'static str {
    let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let known = |name: &str| match name {
        "monitoring" => Some("cloudwatch"),
        "logs" => Some("logs"),
        "cloudfront" => Some("cloudfront"),
        "iam" => Some("iam"),
        "kms" => Some("kms"),
        "sts" => Some("sts"),
        "s3" => Some("s3"),
        _ => None,
    };
    let in_header = text("authorization").and_then(|text| text.split("Credential=").nth(1));
    let scope = in_header.and_then(|text| text.split('/').nth(3)).and_then(known);
    if let Some(service) = scope {
        return service;
    }
    if let Some(target) = text("x-amz-target") {
        return match target.split_once('_').map_or(target, |(start, _)| start) {
            "Logs" => "logs",
            _ if target.starts_with("TrentService.") => "kms",
            _ => "cloudwatch",
        };
    }
    let path = head.uri.path();
    if path.starts_with("/service/GraniteServiceVersion20100801/") {
        return "cloudwatch";
    }
    if path.starts_with("/2020-05-31/") {
        return "cloudfront";
    }
    let form = text("content-type") == Some("application/x-www-form-urlencoded");
    if form && path == "/" { "cloudwatch" } else { "s3" }
}

fn model_of(cloud: &Cloud, service: &str) -> &'static Model {
    let state = cloud.state();
    let entry = state.world.entries().iter().find(|entry| entry.name == service);
    // Every name that a destination or a guess gives is an entry's.
    entry.map_or_else(|| (state.world.entries()[0].model)(), |entry| (entry.model)())
}

/// S3-1.1(b): from here on, every request is path-style.
fn put_bucket_in_path(request: &mut Request, bucket: &str) {
    let rest = request.uri().path_and_query().map_or("/", |rest| rest.as_str());
    if let Ok(uri) = format!("/{bucket}{rest}").parse::<Uri>() {
        *request.uri_mut() = uri;
    }
}

/// S3-0.5(e); other services have a UUID.
fn ids(world: &mut World, service: &str) -> (String, String) {
    const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let random = world.random_mut();
    if matches!(service, "s3" | "s3control") {
        return (random.text(UPPER, 16), random.text(BASE64, 75) + "=");
    }
    let hex = random.text(b"0123456789abcdef", 32);
    let id = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
    (id, String::new())
}

impl Cloud {
    /// The front door for a request that is complete: any protocol, signed or anonymous.
    /// Returns at once, whatever latency the adversary would like; `None` is a closed connection,
    /// and so is the end of a body that is shorter than its Content-Length.
    pub fn handle(&self, request: Request) -> Option<Response> {
        let hint = scope::Hint::of(request.headers());
        let delivery = Delivery { secure: true, source_ip: "127.0.0.1".into(), hint };
        let mut arriving = arrive(self, request, delivery);
        serve(self, &mut arriving).response
    }
}
