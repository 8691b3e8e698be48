//! Requests and answers as bytes: a door without signatures.

use crate::support::*;
use http::{Method, StatusCode};
use parhelion_s3::S3;
use parhelion_s3::model::MODEL;
use parhelion_wire::http::{Ids, Incoming, encode, operation_of, read_input};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, envelope, validate};
use parhelion_world::Outcome;
use parhelion_world::service::{Hooks, Response, Service};

/// Sends `method path`, with headers (`name: value`) and a body.
pub fn send(cloud: &mut Cloud, method: &str, path: &str, headers: &[&str], body: &str) -> Response {
    let mut request = http::Request::builder().method(method).uri(path);
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    cloud.request.uri = request.uri().clone();
    cloud.request.headers = request.headers().clone();
    cloud.run("raw", |s3: &mut S3, cx| {
        let ids = Ids { request: "REQUEST", host: "HOST" };
        let operation = operation_of(&MODEL, Protocol::RestXml, &Incoming::from(&request));
        let outcome = match s3.intercept(cx, &request) {
            Some(answer) => answer,
            None => (|| {
                let operation =
                    operation.clone()?.ok_or_else(|| Error::new(405, "MethodNotAllowed", ""))?;
                let input =
                    read_input(&MODEL, Protocol::RestXml, operation, &Incoming::from(&request))
                        .map_err(|error| s3.malformed(operation, error))?;
                if !s3.has(operation.name) {
                    return Err(Error::not_implemented("s3", operation.name));
                }
                s3.admit(cx, operation, &input)?;
                if let Some(shape) = operation.input {
                    let mut problems = validate::validate(&MODEL, shape, &input);
                    problems.retain(|problem| s3.enforces(operation, problem));
                    if !problems.is_empty() {
                        return Err(s3.problem(operation, &problems));
                    }
                }
                let Outcome::Done(output) = s3.call(cx, operation, input) else {
                    panic!("it waits")
                };
                let output = output?;
                Ok(encode(&MODEL, Protocol::RestXml, operation, output, ids))
            })(),
        };
        let operation = operation.ok().flatten();
        let mut response = outcome.unwrap_or_else(|error| {
            envelope::encode(&MODEL, Protocol::RestXml, operation, request.method(), &error, ids)
        });
        s3.finish(cx, &request, &mut response);
        if request.method() == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    })
}

pub fn text(response: &Response) -> String {
    String::from_utf8(response.body().to_bytes().to_vec()).unwrap()
}

#[track_caller]
fn says(cloud: &mut Cloud, request: (&str, &str, &str), status: u16, part: &str) {
    let (method, path, body) = request;
    let digest = format!("content-md5: {}", md5(body));
    let headers: &[&str] = if body.is_empty() { &[] } else { &[&digest] };
    let response = send(cloud, method, path, headers, body);
    let text = text(&response);
    assert_eq!(response.status().as_u16(), status, "{text}");
    assert!(text.contains(part), "{text}");
}

fn md5(body: &str) -> String {
    use parhelion_wire::checksum::{Algorithm, digests};
    digests(&Body::from(body.to_owned()), &[Algorithm::Md5])
        .unwrap()
        .get(Algorithm::Md5)
        .unwrap()
        .base64()
}

#[test]
fn s3_6_1_versioning_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    says(&mut cloud, ("GET", "/photos?versioning", ""), 200, "<VersioningConfiguration");
    let body = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>";
    says(&mut cloud, ("PUT", "/photos?versioning", body), 200, "");
    says(&mut cloud, ("GET", "/photos?versioning", ""), 200, "<Status>Enabled</Status>");
    let wrong = "<VersioningConfiguration><Status>enabled</Status></VersioningConfiguration>";
    says(&mut cloud, ("PUT", "/photos?versioning", wrong), 400, "<Code>MalformedXML</Code>");
    let empty = "<VersioningConfiguration/>";
    let code = "<Code>IllegalVersioningConfigurationException</Code>";
    says(&mut cloud, ("PUT", "/photos?versioning", empty), 400, code);
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "x");
    assert!(made.headers().contains_key("x-amz-version-id"));
    let marked = send(&mut cloud, "DELETE", "/photos/k", &[], "");
    assert_eq!(
        (marked.status().as_u16(), &marked.headers()["x-amz-delete-marker"]),
        (204, &"true".parse().unwrap())
    );
    says(&mut cloud, ("GET", "/photos?versions", ""), 200, "<DeleteMarker>");
    let missing = send(&mut cloud, "HEAD", "/photos/k", &[], "");
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert!(missing.headers().contains_key("x-amz-delete-marker"), "S3-6.3(a)");
}

#[test]
fn s3_4_multipart_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    let made = text(&send(&mut cloud, "POST", "/photos/a%20b?uploads", &[], ""));
    assert!(made.contains("<InitiateMultipartUploadResult"), "{made}");
    let id = made.split("<UploadId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let path = format!("/photos/a%20b?partNumber=1&uploadId={id}");
    let part = send(&mut cloud, "PUT", &path, &[], "x");
    let tag = part.headers()["etag"].to_str().unwrap().to_owned();
    says(
        &mut cloud,
        ("GET", &format!("/photos/a%20b?uploadId={id}"), ""),
        200,
        "<PartNumber>1</PartNumber>",
    );
    says(&mut cloud, ("GET", "/photos?uploads", ""), 200, "<Key>a b</Key>");
    let path = format!("/photos/a%20b?uploadId={id}");
    for (body, code) in [
        ("", "MalformedXML"),
        ("<CompleteMultipartUpload></CompleteMultipartUpload>", "InvalidRequest"),
        ("<CompleteMultipartUpload><Part></CompleteMultipartUpload>", "MalformedXML"),
        (
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
            "InvalidPart",
        ),
    ] {
        says(&mut cloud, ("POST", &path, body), 400, &format!("<Code>{code}</Code>"));
    }
    let body = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>"
    );
    says(&mut cloud, ("POST", &path, &body), 200, "<CompleteMultipartUploadResult");
    let copied = send(&mut cloud, "PUT", "/photos/c", &["x-amz-copy-source: photos/a%20b"], "");
    assert!(text(&copied).contains("<CopyObjectResult"), "{}", text(&copied));
    let attributes = ["x-amz-object-attributes: ETag,ObjectParts, StorageClass"];
    let shown = text(&send(&mut cloud, "GET", "/photos/a%20b?attributes", &attributes, ""));
    for part in
        ["<GetObjectAttributesResponse", "<PartsCount>1</PartsCount>", "<StorageClass>STANDARD<"]
    {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn s3_7_6_h_acls_on_the_wire() {
    let mut cloud = Cloud::with_acls();
    let acl = text(&send(&mut cloud, "GET", "/photos?acl", &[], ""));
    for part in [
        "<AccessControlPolicy",
        "xsi:type=\"CanonicalUser\"",
        "<Permission>FULL_CONTROL</Permission>",
    ] {
        assert!(acl.contains(part), "{acl}");
    }
    let start = acl.find("<AccessControlPolicy").unwrap();
    says(&mut cloud, ("PUT", "/photos?acl", &acl[start..]), 200, "");
    says(
        &mut cloud,
        ("PUT", "/photos?acl", "<AccessControlPolicy/>"),
        400,
        "<Code>MalformedACLError</Code>",
    );
    let canned = send(
        &mut cloud,
        "PUT",
        "/photos?acl",
        &["x-amz-acl: public-read", "content-md5: 1B2M2Y8AsgTpgAmY7PhCfg=="],
        "",
    );
    assert_eq!(canned.status(), StatusCode::OK, "{}", text(&canned));
    says(&mut cloud, ("GET", "/photos?acl", ""), 200, "AllUsers");
}

#[test]
fn s3_7_configurations_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    for (name, put, status, got) in [
        (
            "lifecycle",
            "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>a</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>",
            200,
            "<Days>1</Days>",
        ),
        (
            "website",
            "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
            200,
            "<Suffix>index.html</Suffix>",
        ),
        (
            "notification",
            "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>",
            200,
            "EventBridgeConfiguration",
        ),
        (
            "requestPayment",
            "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>",
            200,
            "<Payer>Requester</Payer>",
        ),
        (
            "accelerate",
            "<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>",
            200,
            "Enabled",
        ),
        ("logging", "<BucketLoggingStatus/>", 200, "<BucketLoggingStatus"),
        (
            "metrics&id=m",
            "<MetricsConfiguration><Id>m</Id></MetricsConfiguration>",
            204,
            "<Id>m</Id>",
        ),
        (
            "inventory&id=i",
            "<InventoryConfiguration><Destination><S3BucketDestination><Bucket>arn:aws:s3:::photos</Bucket><Format>CSV</Format></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Id>i</Id><IncludedObjectVersions>All</IncludedObjectVersions><Schedule><Frequency>Daily</Frequency></Schedule></InventoryConfiguration>",
            204,
            "<Frequency>Daily</Frequency>",
        ),
        (
            "analytics&id=a",
            "<AnalyticsConfiguration><Id>a</Id><StorageClassAnalysis/></AnalyticsConfiguration>",
            204,
            "<Id>a</Id>",
        ),
        (
            "intelligent-tiering&id=t",
            "<IntelligentTieringConfiguration><Id>t</Id><Status>Enabled</Status><Tiering><Days>90</Days><AccessTier>ARCHIVE_ACCESS</AccessTier></Tiering></IntelligentTieringConfiguration>",
            204,
            "<AccessTier>ARCHIVE_ACCESS</AccessTier>",
        ),
    ] {
        let path = format!("/photos?{name}");
        says(&mut cloud, ("PUT", &path, put), status, "");
        says(&mut cloud, ("GET", &path, ""), 200, got);
    }
    for name in ["replication", "object-lock"] {
        says(&mut cloud, ("GET", &format!("/photos?{name}"), ""), 404, "NotFoundError</Code>");
    }
}

/// A browser's form, signed by nobody or by the default account's root.
fn form(fields: &[(&str, &str)], file: &str) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body +=
            &format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body + &format!(
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n{file}\r\n--X--\r\n"
    )
}

const FORM: &str = "content-type: multipart/form-data; boundary=X";

#[test]
fn s3_2_13_t54_browser_uploads() {
    use base64::Engine as _;
    use parhelion_wire::signature::SigningKey;
    use parhelion_world::identity::{ACCESS_KEY, SECRET_KEY};
    let mut cloud = Cloud::with_bucket();
    let refused = send(&mut cloud, "POST", "/photos", &[FORM], &form(&[("key", "k")], "x"));
    assert_eq!(refused.status(), StatusCode::FORBIDDEN, "S3-2.13(h): {}", text(&refused));
    let nameless = send(&mut cloud, "POST", "/photos", &[FORM], &form(&[("key", "")], "x"));
    assert!(text(&nameless).contains("User key must have a length greater than 0."), "S3-1.7(a)");
    let plain = send(&mut cloud, "POST", "/photos", &["content-type: text/plain"], "x");
    assert_eq!(plain.status(), StatusCode::PRECONDITION_FAILED, "S3-2.13(f)");

    let day = &cloud.world.now().date_time().replace(['-', ':'], "");
    let credential = format!("{ACCESS_KEY}/{}/us-east-1/s3/aws4_request", &day[..8]);
    let policy = r#"{"expiration":"2100-01-01T00:00:00Z","conditions":[{"bucket":"photos"},["starts-with","$key","up/"],{"success_action_status":"201"},["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""],["content-length-range",1,4]]}"#;
    let policy = base64::engine::general_purpose::STANDARD.encode(policy);
    let key = SigningKey::derive(SECRET_KEY, &day[..8], "us-east-1", "s3");
    let signature = key.sign(policy.as_bytes());
    let fields = |key: &'static str, signature: &str| {
        [
            ("key", key),
            ("success_action_status", "201"),
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", &credential),
            ("X-Amz-Date", day),
            ("Policy", &policy),
            ("X-Amz-Signature", signature),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut post = |key, signature: &str, file: &str| {
        let fields = fields(key, signature);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        send(&mut cloud, "POST", "/photos", &[FORM], &form(&fields, file))
    };
    let done = post("up/${filename}", &signature, "test");
    assert_eq!(done.status(), StatusCode::CREATED, "{}", text(&done));
    assert!(text(&done).contains("<Key>up/a.txt</Key>"), "{}", text(&done));
    assert_eq!(post("elsewhere", &signature, "test").status(), StatusCode::FORBIDDEN);
    assert!(text(&post("up/x", &signature, "too long")).contains("EntityTooLarge"));
    assert!(text(&post("up/x", "00", "x")).contains("SignatureDoesNotMatch"), "S3-2.13(j)");
    let got = send(&mut cloud, "GET", "/photos/up/a.txt", &[], "");
    assert_eq!(text(&got), "test");
}

#[test]
fn s3_3_17_d_restores_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    send(&mut cloud, "PUT", "/photos/a%20b", &["x-amz-storage-class: GLACIER"], "x");
    let body = "<RestoreRequest><Days>1</Days></RestoreRequest>";
    let path = "/photos/a%20b?restore";
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::ACCEPTED);
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::CONFLICT);
    cloud.advance(1);
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::OK);
    let head = send(&mut cloud, "HEAD", "/photos/a%20b", &[], "");
    assert!(head.headers()["x-amz-restore"].to_str().unwrap().contains("expiry-date"));
    assert_eq!(head.headers()["x-amz-storage-class"], "GLACIER", "T50");
}

#[test]
fn s3_3_3_g_if_range() {
    let mut cloud = Cloud::with_bucket();
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "0123456789");
    let tag = format!("if-range: {}", made.headers()["etag"].to_str().unwrap());
    let range = "range: bytes=2-4";
    let same = send(&mut cloud, "GET", "/photos/k", &[range, &tag], "");
    assert_eq!((same.status().as_u16(), text(&same).as_str()), (206, "234"));
    let other = send(&mut cloud, "GET", "/photos/k", &[range, "if-range: \"x\""], "");
    assert_eq!((other.status().as_u16(), text(&other).as_str()), (200, "0123456789"));
}

#[test]
fn s3_3_25_encryption_is_updated_in_place() {
    let mut cloud = Cloud::with_bucket();
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "x");
    let body = "<ObjectEncryption><SSE-KMS><KMSKeyArn>arn:aws:kms:us-east-1:123456789012:key/1234</KMSKeyArn></SSE-KMS></ObjectEncryption>";
    let digest = format!("content-md5: {}", md5(body));
    let done = send(&mut cloud, "PUT", "/photos/k?encryption", &[&digest], body);
    assert_eq!(done.status(), StatusCode::OK, "{}", text(&done));
    let head = send(&mut cloud, "HEAD", "/photos/k", &[], "");
    assert_eq!(head.headers()["x-amz-server-side-encryption"], "aws:kms");
    assert_eq!(head.headers()["etag"], made.headers()["etag"], "S3-3.12(e)");
}

#[test]
fn s3_5_4_a_versions_and_markers_interleave() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    for key in ["a&b", "b"] {
        cloud.put(key, "1").unwrap();
        cloud.delete(key).unwrap();
        cloud.put(key, "22").unwrap();
    }
    for path in ["/photos?versions", "/photos?versions&encoding-type=url"] {
        let xml = text(&send(&mut cloud, "GET", path, &[], ""));
        let found: Vec<&str> = xml
            .split('<')
            .filter(|part| part.starts_with("Version>") || part.starts_with("DeleteMarker>"))
            .map(|part| part.split('>').next().unwrap())
            .collect();
        let one = ["Version", "DeleteMarker", "Version"];
        assert_eq!(found, [one, one].concat(), "{xml}");
        assert!(xml.find("<Size>2</Size>") < xml.find("<Size>1</Size>"), "{xml}");
        assert!(xml.ends_with("</ListVersionsResult>"), "{xml}");
    }
}

#[test]
fn s3_7_15_a_events_that_are_none() {
    let mut cloud = Cloud::with_bucket();
    let body = "<NotificationConfiguration><QueueConfiguration>\
                <Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:Nonsense</Event>\
                </QueueConfiguration></NotificationConfiguration>";
    says(&mut cloud, ("PUT", "/photos?notification", body), 400, "<ArgumentValue>s3:Nonsense<");
}

#[test]
fn statuses_that_botocores_model_does_not_know() {
    let mut cloud = Cloud::with_bucket();
    send(&mut cloud, "PUT", "/photos/k", &[], "x");
    let mut get = |path: &str, header: &str| {
        let response = send(&mut cloud, "GET", path, &[header], "");
        (response.status().as_u16(), response.body().len())
    };
    assert_eq!(get("/photos/k", "range: bytes=0-0"), (206, 1));
    assert_eq!(get("/photos/k", "accept: */*"), (200, 1));
    assert_eq!(get("/photos/k", "range: bytes=5-6").0, 416);
    assert_eq!(get("/photos/k", "if-none-match: *"), (304, 0));
    let policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\
                  \"Principal\":\"*\",\"Action\":\"s3:PutObject\",\
                  \"Resource\":\"arn:aws:s3:::photos/none\"}}";
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    for (path, body, status) in [
        ("/photos?policy", policy, 204),
        ("/photos?tagging=", tags, 204),
        ("/photos/k?tagging", tags, 200),
    ] {
        says(&mut cloud, ("PUT", path, body), status, "");
        let digest = format!("content-md5: {}", md5(body));
        let answer = send(&mut cloud, "PUT", path, &[&digest], body);
        let length = answer.headers().contains_key("content-length");
        assert_eq!((answer.body().len(), length), (0, status != 204), "S3-0.5(f): {path}");
    }
    says(&mut cloud, ("GET", "/photos?policy", ""), 200, "2012-10-17");
}
