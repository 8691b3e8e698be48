//! Browser-based uploads: POST Object with a form (S3-2.13, S3-2.14).

use crate::raw::{send, text};
use crate::support::*;
use http::StatusCode;

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

/// S3-7.3: `s3:authType` and `s3:signatureAge` are of the form's own signature.
#[test]
fn s3_7_3_what_policies_see_of_a_forms_signature() {
    use base64::Engine as _;
    use parhelion_wire::signature::SigningKey;
    use parhelion_world::identity::{ACCESS_KEY, SECRET_KEY};
    let mut cloud = Cloud::with_bucket();
    cloud.advance(60);
    let now = cloud.world.now() - std::time::Duration::from_secs(20);
    let date = &now.date_time().replace(['-', ':'], "");
    let credential = format!("{ACCESS_KEY}/{}/us-east-1/s3/aws4_request", &date[..8]);
    let policy = r#"{"expiration":"2100-01-01T00:00:00Z","conditions":[{"bucket":"photos"},["starts-with","$key",""],["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}"#;
    let policy = base64::engine::general_purpose::STANDARD.encode(policy);
    let key = SigningKey::derive(SECRET_KEY, &date[..8], "us-east-1", "s3");
    let signature = key.sign(policy.as_bytes());
    let body = form(
        &[
            ("key", "k"),
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", &credential),
            ("X-Amz-Date", date),
            ("Policy", &policy),
            ("X-Amz-Signature", &signature),
        ],
        "x",
    );
    for (condition, denied) in [
        (r#""StringEquals":{"s3:authType":"POST"}"#, true),
        (r#""StringNotEquals":{"s3:authType":"POST"}"#, false),
        (r#""StringEquals":{"s3:signatureversion":"AWS4-HMAC-SHA256"}"#, true),
        (r#""NumericGreaterThan":{"s3:signatureAge":"19999"}"#, true),
        (r#""NumericGreaterThan":{"s3:signatureAge":"20000"}"#, false),
    ] {
        cloud.by(root(OWNER)).statements(&format!(
            r#"{{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::photos/*","Condition":{{{condition}}}}}"#
        ));
        let answer = send(&mut cloud, "POST", "/photos", &[FORM], &body);
        let status = if denied { StatusCode::FORBIDDEN } else { StatusCode::NO_CONTENT };
        assert_eq!(answer.status(), status, "{condition}: {}", text(&answer));
    }
}
