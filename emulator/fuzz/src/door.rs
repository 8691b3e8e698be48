//! Parsers that are reached through a whole cloud.

use http::{HeaderName, HeaderValue, Request, Response};
use parhelion::{Body, Clock, Cloud, Timestamp, sqs};

/// A moment to sign at.
pub const NOW: Timestamp = Timestamp::from_secs(1_800_014_400);

/// A cloud with something in it that a wrong request could damage. With `auth` off, anybody who
/// says anything in `Authorization` is the development account's root.
pub fn cloud(auth: bool) -> Cloud {
    let cloud = Cloud::builder().clock(Clock::manual(NOW)).auth(auth).build();
    if !auth {
        let on = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        for (method, path, body) in [
            ("PUT", "/photos", ""),
            ("PUT", "/photos?versioning", on),
            ("PUT", "/photos/k", "content"),
            // Seeds name it as a destination.
            ("PUT", "/copies", ""),
            ("PUT", "/copies?versioning", on),
        ] {
            let request = request(method, path, &[], body.as_bytes());
            let status = request.and_then(|request| cloud.handle(request)).map(|it| it.status());
            assert_eq!(status, Some(http::StatusCode::OK), "{path}");
        }
        create_queue(&cloud);
    }
    cloud
}

/// A queue that S3 may send to: notifications of the seeds name it.
fn create_queue(cloud: &Cloud) {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}"#;
    let input = sqs::model::CreateQueueInput {
        queue_name: "q".into(),
        attributes: Some([("Policy".to_owned(), policy.to_owned())].into()),
        ..Default::default()
    };
    let created = cloud.call::<sqs::Sqs, sqs::model::operations::CreateQueue>(input);
    assert!(created.is_ok(), "{created:?}");
}

/// A request, if bytes like these can be one at all: what HTTP itself forbids never gets here.
pub fn request(
    method: &str,
    target: &str,
    headers: &[(&[u8], &[u8])],
    body: &[u8],
) -> Option<Request<Body>> {
    let builder = Request::builder().method(method).uri(target);
    let mut request = builder.body(Body::from(body.to_vec())).ok()?;
    let length = body.len().to_string();
    let usual: [(&[u8], &[u8]); 3] = [
        (b"host", b"localhost"),
        (b"authorization", b"AWS key:signature"),
        (b"content-length", length.as_bytes()),
    ];
    for (name, value) in usual.iter().chain(headers) {
        let name = HeaderName::from_bytes(name).ok()?;
        request.headers_mut().insert(name, HeaderValue::from_bytes(value).ok()?);
    }
    Some(request)
}

/// Sends a request, and holds the cloud to its promises.
///
/// # Panics
/// The cloud broke one.
pub fn send(cloud: &Cloud, request: Request<Body>) -> Response<Body> {
    let before = format!("{:?}", cloud.snapshot());
    send_after(cloud, request, &before).0
}

/// As [`send`]; `before` is what the cloud shows, and so is what comes back beside the answer.
///
/// # Panics
/// The cloud broke a promise.
pub fn send_after(cloud: &Cloud, request: Request<Body>, before: &str) -> (Response<Body>, String) {
    let shown = format!("{} {} {:?}", request.method(), request.uri(), request.headers());
    let body = request.body().clone();
    let response = cloud.handle(request).unwrap_or_else(|| panic!("no answer: {shown}"));
    let status = response.status().as_u16();
    let text = response.body().to_bytes();
    assert!(status != 500 && status != 502 && status != 503, "{status} {text:?}: {shown} {body:?}");
    let after = format!("{:?}", cloud.snapshot());
    if status >= 400 {
        let differs = || difference(before, &after);
        assert!(before == after, "{status} {text:?}: {shown} {body:?}: {}", differs());
        let xml = response.headers().get("content-type").is_some_and(|it| it == "application/xml");
        let is_closed =
            text.is_empty() || text.ends_with(b"</Error>") || text.ends_with(b"</ErrorResponse>");
        assert!(!xml || is_closed, "{text:?}: {shown}");
    }
    (response, after)
}

/// Where two texts part.
fn difference(before: &str, after: &str) -> String {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(80);
    let piece = |text: &str| text.bytes().skip(from).take(240).map(char::from).collect::<String>();
    format!("\n before …{}…\n after  …{}…", piece(before), piece(after))
}

/// The targets of S3's documents; the first byte of the data chooses.
const DOCUMENTS: [(&str, &str); 20] = [
    ("POST", "/photos?delete"),
    ("PUT", "/photos?versioning"),
    ("PUT", "/photos?lifecycle"),
    ("PUT", "/photos?cors"),
    ("PUT", "/photos?acl"),
    ("PUT", "/photos?tagging"),
    ("PUT", "/photos?encryption"),
    ("PUT", "/photos?website"),
    ("PUT", "/photos?notification"),
    ("PUT", "/photos?replication"),
    ("PUT", "/photos?logging"),
    ("PUT", "/photos?publicAccessBlock"),
    ("PUT", "/photos?ownershipControls"),
    ("PUT", "/photos?object-lock"),
    ("PUT", "/photos?inventory&id=i"),
    ("PUT", "/photos/k?tagging"),
    ("PUT", "/photos/k?retention"),
    ("POST", "/photos/k?restore"),
    ("POST", "/photos/k?uploadId=u"),
    ("PUT", "/new-bucket"),
];

/// One of S3's documents, on its way.
pub fn document(data: &[u8]) -> Option<Request<Body>> {
    let (first, body) = data.split_first()?;
    let (method, target) = DOCUMENTS[usize::from(*first) % DOCUMENTS.len()];
    let md5 = parhelion::wire::checksum::Algorithm::Md5;
    let digest = parhelion::wire::checksum::digests(&Body::from(body.to_vec()), &[md5]).ok()?;
    let digest: String = digest.iter().map(|found| found.base64()).collect();
    let headers: [(&[u8], &[u8]); 1] = [(b"content-md5", digest.as_bytes())];
    request(method, target, &headers, body)
}

/// XML bodies of S3.
pub fn xml_body(data: &[u8]) {
    if let Some(request) = document(data) {
        send(&cloud(false), request);
    }
}

/// A browser's form.
pub fn post_form(data: &[u8]) {
    let headers: [(&[u8], &[u8]); 1] =
        [(b"content-type", b"multipart/form-data; boundary=frontier")];
    if let Some(request) = request("POST", "/photos", &headers, data) {
        send(&cloud(false), request);
    }
}

/// The policy of a form.
pub fn post_policy(data: &[u8]) {
    let mut body = Vec::new();
    let policy = base64(data);
    let fields: [(&str, &str); 6] = [
        ("key", "user/k"),
        ("policy", &policy),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
        ("x-amz-credential", "key/20270115/us-east-1/s3/aws4_request"),
        ("x-amz-date", "20270115T120000Z"),
        ("x-amz-signature", "0"),
    ];
    for (name, value) in fields {
        let part = format!(
            "--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    body.extend(b"--frontier\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncontent\r\n--frontier--\r\n");
    post_form(&body);
}

fn base64(data: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in data.chunks(3) {
        let bits = three.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for n in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * n) & 63) as usize] as char;
            text.push(if n > three.len() { '=' } else { letter });
        }
    }
    text
}

/// Paths and queries of S3, behind a byte that chooses the method.
pub fn query(data: &[u8]) {
    let Some((first, target)) = data.split_first() else { return };
    let Ok(target) = std::str::from_utf8(target) else { return };
    let method = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"][usize::from(*first) % 6];
    if let Some(request) = request(method, &format!("/{target}"), &[], b"") {
        send(&cloud(false), request);
    }
}

/// Headers of S3, a line each, behind a byte that chooses the request.
pub fn headers(data: &[u8]) {
    let Some((first, lines)) = data.split_first() else { return };
    let (method, target) = [
        ("GET", "/photos/k"),
        ("PUT", "/photos/k"),
        ("PUT", "/photos/new"),
        ("DELETE", "/photos/k"),
        ("PUT", "/new-bucket"),
        ("OPTIONS", "/photos/k"),
    ][usize::from(*first) % 6];
    let lines = lines.split(|byte| *byte == b'\n');
    let headers: Vec<(&[u8], &[u8])> = lines
        .filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
        })
        .collect();
    if let Some(request) = request(method, target, &headers, b"body") {
        send(&cloud(false), request);
    }
}

/// Everything that claims who one is, where it is checked.
pub fn authorization(data: &[u8]) {
    let cloud = cloud(true);
    let in_header: [(&[u8], &[u8]); 3] = [
        (b"authorization", data),
        (b"x-amz-date", b"20270115T120000Z"),
        (b"x-amz-content-sha256", b"UNSIGNED-PAYLOAD"),
    ];
    let mut status = request("GET", "/photos", &in_header, b"").map(|it| send(&cloud, it).status());
    assert!(status.is_none_or(|status| !status.is_success()), "nobody has the key");
    if let Ok(text) = std::str::from_utf8(data) {
        let in_query = request("GET", &format!("/photos?{text}"), &[], b"").map(|mut request| {
            request.headers_mut().remove("authorization");
            request
        });
        status = in_query.map(|request| send(&cloud, request).status());
        assert!(status.is_none_or(|status| !status.is_success()));
    }
}

/// The JSON operations; the first byte of the data chooses.
const JSON: [&str; 12] = [
    "Logs_20140328.CreateLogGroup",
    "Logs_20140328.PutLogEvents",
    "Logs_20140328.FilterLogEvents",
    "Logs_20140328.PutRetentionPolicy",
    "Logs_20140328.PutMetricFilter",
    "Logs_20140328.GetLogEvents",
    "TrentService.CreateKey",
    "TrentService.PutKeyPolicy",
    "TrentService.CreateAlias",
    "GraniteServiceVersion20100801.PutMetricData",
    "GraniteServiceVersion20100801.PutMetricAlarm",
    "GraniteServiceVersion20100801.GetMetricData",
];

/// JSON bodies.
pub fn json(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let target = JSON[usize::from(*first) % JSON.len()];
    let kind: &[u8] = if target.starts_with('G') {
        b"application/x-amz-json-1.0"
    } else {
        b"application/x-amz-json-1.1"
    };
    let headers: [(&[u8], &[u8]); 2] =
        [(b"x-amz-target", target.as_bytes()), (b"content-type", kind)];
    if let Some(request) = request("POST", "/", &headers, body) {
        send(&cloud(false), request);
    }
}

/// CBOR bodies.
pub fn cbor(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let operation = ["PutMetricData", "GetMetricStatistics", "PutMetricAlarm", "PutDashboard"]
        [usize::from(*first) % 4];
    let target = format!("/service/GraniteServiceVersion20100801/operation/{operation}");
    let headers: [(&[u8], &[u8]); 2] =
        [(b"smithy-protocol", b"rpc-v2-cbor"), (b"content-type", b"application/cbor")];
    if let Some(request) = request("POST", &target, &headers, body) {
        send(&cloud(false), request);
    }
}

/// Bodies of the query protocol.
pub fn query_protocol(data: &[u8]) {
    let headers: [(&[u8], &[u8]); 1] = [(b"content-type", b"application/x-www-form-urlencoded")];
    for host in
        [&b"monitoring.us-east-1.amazonaws.com"[..], b"iam.amazonaws.com", b"sts.amazonaws.com"]
    {
        let headers = [headers[0], (b"host", host)];
        if let Some(request) = request("POST", "/", &headers, data) {
            send(&cloud(false), request);
        }
    }
}
