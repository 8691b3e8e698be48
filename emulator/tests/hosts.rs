//! Every host of AWS's leads back into the cloud, whoever asks and whatever sockets are allowed; a
//! signature for another service is refused by the one that it reached.

use crate::edge::{create, custom_origin};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Cloud, Outside, identity, s3};
use std::time::Duration;

fn text(response: http::Response<Body>) -> (u16, String) {
    let status = response.status().as_u16();
    (status, String::from_utf8_lossy(&response.into_body().to_bytes()).into_owned())
}

fn credentials() -> Credentials {
    Credentials {
        access_key: identity::ACCESS_KEY.to_owned(),
        secret: identity::SECRET_KEY.to_owned(),
        token: None,
    }
}

/// A request signed for a service, to any host.
fn signed(
    cloud: &Cloud,
    service: &str,
    flavour: Flavour,
    request: http::request::Builder,
) -> (u16, String) {
    let mut request = request.body(Body::empty()).unwrap();
    let (credentials, region, now) = (&credentials(), "us-east-1", cloud.now());
    let signer = Signer { credentials, region, service, flavour, now };
    signer.sign(&mut request, &Payload::empty()).unwrap();
    text(cloud.handle(request).unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_scope_of_another_service_is_refused_as_the_reached_one_does() {
    let cloud = Cloud::new();
    for (host, flavour, status, code, names) in [
        ("s3.us-east-1.amazonaws.com", Flavour::BareXml, 400, "AuthorizationHeaderMalformed", "s3"),
        ("b.s3.amazonaws.com", Flavour::BareXml, 400, "AuthorizationHeaderMalformed", "s3"),
        ("iam.amazonaws.com", Flavour::WrappedXml, 403, "SignatureDoesNotMatch", "'iam'"),
        ("sts.eu-west-1.amazonaws.com", Flavour::WrappedXml, 403, "SignatureDoesNotMatch", "'sts'"),
        (
            "cloudfront.amazonaws.com",
            Flavour::WrappedXml,
            403,
            "SignatureDoesNotMatch",
            "'cloudfront'",
        ),
        ("kms.us-east-1.amazonaws.com", Flavour::Json, 400, "InvalidSignatureException", "'kms'"),
        ("logs.us-east-1.amazonaws.com", Flavour::Json, 400, "InvalidSignatureException", "'logs'"),
        ("sqs.us-east-1.amazonaws.com", Flavour::Json, 403, "InvalidSignatureException", "'sqs'"),
    ] {
        let request = http::Request::get("/").header("host", host);
        let (got, body) = signed(&cloud, "dynamodb", flavour, request);
        assert_eq!(got, status, "{host}: {body}");
        assert!(body.contains(code) && body.contains(names), "{host}: {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_host_of_awss_is_a_bucket_or_another_service() {
    let cloud = Cloud::new();
    for (host, service, says) in [
        ("dynamodb.us-east-1.amazonaws.com", "dynamodb", "dynamodb"),
        ("lambda.eu-west-1.amazonaws.com", "lambda", "lambda"),
        ("abc.lambda-url.us-east-1.on.aws", "lambda", "lambda"),
        ("abc.execute-api.us-east-1.amazonaws.com", "execute-api", "execute-api"),
        ("sns.us-east-1.api.aws", "sns", "sns"),
        ("nobody.knows.amazonaws.com", "nobody", "nobody"),
        ("127.0.0.1:4566", "states", "states"),
    ] {
        let request = http::Request::get("/some/path").header("host", host);
        let (status, body) = signed(&cloud, service, Flavour::Json, request);
        assert_eq!(status, 501, "{host}: {body}");
        assert!(
            body.contains("not implemented") && !body.contains("<BucketName>"),
            "{host}: {body}"
        );
        assert!(
            body.contains(says) || host.starts_with("abc") || host.starts_with("127"),
            "{host}: {body}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn origins_that_are_awss_hosts_lead_back_here_or_nowhere() {
    // Even where every socket is allowed, none is opened to a host of AWS's.
    let cloud = Cloud::builder().outside(Outside::hosts(["*"])).build();
    let bucket = s3::model::CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let website = create(&cloud, custom_origin("site.s3-website-us-east-1.amazonaws.com")).unwrap();
    let nowhere = create(&cloud, custom_origin("abc.lambda-url.us-east-1.on.aws")).unwrap();
    let balancer = create(&cloud, custom_origin("my-lb-1.us-east-1.elb.amazonaws.com")).unwrap();
    cloud.advance(Duration::from_secs(600)).await;
    let viewer = cloud.viewer();
    let (status, page) = text(viewer.get(&format!("https://{}/", website.domain_name)).await);
    assert_eq!(status, 404);
    assert!(page.contains("NoSuchWebsiteConfiguration"), "{page}");
    for distribution in [nowhere, balancer] {
        let (status, page) =
            text(viewer.get(&format!("https://{}/", distribution.domain_name)).await);
        assert_eq!(status, 502, "{page}");
        assert!(page.contains("resolve the origin domain name"), "{page}");
    }
}
