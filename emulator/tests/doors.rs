//! The server door, over a real socket: the control API, streaming, virtual hosts.

use parhelion::{Clock, Cloud, server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn start() -> (Cloud, std::net::SocketAddr) {
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let address = open(&cloud).await;
    (cloud, address)
}

/// One door of a cloud.
async fn open(cloud: &Cloud) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));
    address
}

/// One exchange on a connection of its own: the whole answer as text.
async fn exchange(to: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn send(to: std::net::SocketAddr, line: &str, host: &str, body: &str) -> String {
    let (length, close) = (body.len(), "Connection: close");
    let head =
        format!("{line} HTTP/1.1\r\nHost: {host}\r\n{close}\r\nContent-Length: {length}\r\n");
    exchange(to, &format!("{head}\r\n{body}")).await
}

#[tokio::test]
async fn the_clock_is_taken_over() {
    let (cloud, to) = start().await;
    let clock = "/_parhelion/clock";
    let set = r#"{"freeze":true,"set":"2030-01-01T00:00:00Z","advance":3600}"#;
    let answer = send(to, &format!("POST {clock}"), "localhost", set).await;
    assert!(answer.contains("\"now\":\"2030-01-01T01:00:00.000Z\""), "{answer}");
    assert!(answer.contains("\"frozen\":true"));
    assert_eq!(cloud.now().date_time_millis(), "2030-01-01T01:00:00.000Z");
    let bad = send(to, &format!("POST {clock}"), "localhost", r#"{"advance":-1}"#).await;
    assert!(bad.starts_with("HTTP/1.1 400"), "{bad}");
    let health = send(to, "GET /_parhelion/health", "localhost", "").await;
    assert!(health.contains("\"status\":\"ok\""));
}

#[tokio::test]
async fn the_clock_goes_neither_back_nor_beyond_its_end() {
    let (cloud, to) = start().await;
    let ask = async |change: &str| send(to, "POST /_parhelion/clock", "localhost", change).await;
    let set = r#"{"freeze":true,"set":"9000-01-01T00:00:00Z"}"#;
    assert!(ask(set).await.starts_with("HTTP/1.1 200"));
    let shown = cloud.now();
    for change in [
        r#"{"freeze":false,"set":"8999-12-31T23:59:59Z"}"#,
        r#"{"freeze":false,"set":"1970-01-01T00:00:00Z"}"#,
        r#"{"freeze":false,"set":"10000-01-01T00:00:00Z"}"#,
        r#"{"freeze":false,"set":"9999-12-31T23:59:59-01:00"}"#,
        r#"{"freeze":false,"advance":31600000000}"#,
        r#"{"freeze":false,"advance":1e19}"#,
        r#"{"freeze":false,"advance":1e300}"#,
        r#"{"freeze":false,"advance":-1}"#,
        r#"{"freeze":false,"set":"9999-12-31T23:59:59Z","advance":1}"#,
    ] {
        let answer = ask(change).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{change}: {answer}");
        assert_eq!(cloud.now(), shown, "{change}");
        assert!(cloud.clock().is_frozen(), "{change}");
    }
    let answer = ask(r#"{"set":"9000-01-01T00:00:00Z","advance":1}"#).await;
    assert!(answer.contains("\"now\":\"9000-01-01T00:00:01.000Z\""), "{answer}");
}

#[tokio::test]
async fn states_have_names() {
    let (cloud, to) = start().await;
    let states = async |body: &str| send(to, "POST /_parhelion/states", "localhost", body).await;
    let freeze = r#"{"freeze":true,"set":"2030-01-01T00:00:00Z"}"#;
    send(to, "POST /_parhelion/clock", "localhost", freeze).await;
    let list = r#"{"states":[{"name":"a-1","now":"2030-01-01T00:00:00.000Z"}]}"#;
    assert!(states(r#"{"save":"a-1"}"#).await.contains(list));
    let events = cloud.journal().events().len();
    for key in ["one", "two"] {
        let signed = async |method: &str| {
            let usual = "Host: localhost\r\nAuthorization: AWS key:signature\r\n\
                         Content-Length: 0\r\nConnection: close";
            exchange(to, &format!("{method} /photos-{key} HTTP/1.1\r\n{usual}\r\n\r\n")).await
        };
        assert!(signed("PUT").await.starts_with("HTTP/1.1 200"));
        cloud.advance(std::time::Duration::from_secs(60)).await;
        assert!(signed("HEAD").await.starts_with("HTTP/1.1 200"));
        assert!(states(r#"{"load":"a-1"}"#).await.starts_with("HTTP/1.1 200"));
        assert!(signed("HEAD").await.starts_with("HTTP/1.1 404"));
        assert_eq!(cloud.now().date_time_millis(), "2030-01-01T00:00:00.000Z");
        assert_eq!(cloud.journal().events().len(), events + 2);
    }
    let shown = send(to, "GET /_parhelion/states", "localhost", "").await;
    assert!(shown.contains(list), "{shown}");
    for (wrong, why) in [
        (r#"{"load":"b"}"#, "there is no state"),
        (r#"{"save":"../b"}"#, "a name is 1 to 100"),
        (r#"{"save":"b","load":"a"}"#, "expected"),
        ("{}", "expected"),
    ] {
        let answer = states(wrong).await;
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains(why), "{answer}");
    }
    for number in 1..100 {
        assert!(states(&format!(r#"{{"save":"{number}"}}"#)).await.starts_with("HTTP/1.1 200"));
    }
    assert!(states(r#"{"save":"one-more"}"#).await.contains("there are 100 states already"));
    assert!(states(r#"{"save":"7"}"#).await.starts_with("HTTP/1.1 200"), "again is no more");
    assert!(states(r#"{"delete":"7"}"#).await.starts_with("HTTP/1.1 200"));
    assert!(states(r#"{"save":"one-more"}"#).await.starts_with("HTTP/1.1 200"));
}

/// A server has a door for each core: what is kept through one is there through all.
#[tokio::test]
async fn every_door_of_a_cloud_knows_its_states() {
    let (cloud, first) = start().await;
    let second = open(&cloud).await;
    let kept = send(first, "POST /_parhelion/states", "localhost", r#"{"save":"here"}"#).await;
    assert!(kept.starts_with("HTTP/1.1 200"), "{kept}");
    let loaded = send(second, "POST /_parhelion/states", "localhost", r#"{"load":"here"}"#).await;
    assert!(loaded.starts_with("HTTP/1.1 200"), "{loaded}");
}

/// S3-0.5(e), S3-7.9
#[tokio::test]
async fn a_preflight_has_ids_too() {
    let (cloud, to) = start().await;
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    let rule = aws_sdk_s3::types::CorsRule::builder();
    let rule = rule.allowed_methods("GET").allowed_origins("*").build().unwrap();
    let rules = aws_sdk_s3::types::CorsConfiguration::builder().cors_rules(rule).build().unwrap();
    s3.put_bucket_cors().bucket("photos").cors_configuration(rules).send().await.unwrap();
    let asked = "Origin: http://a\r\nAccess-Control-Request-Method: GET\r\nConnection: close";
    let request = format!("OPTIONS /photos/k HTTP/1.1\r\nHost: localhost\r\n{asked}\r\n\r\n");
    let answer = exchange(to, &request).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for header in ["x-amz-request-id: ", "x-amz-id-2: ", "Access-Control-Allow-Origin: *"] {
        assert!(answer.contains(header), "{header}: {answer}");
    }
}

#[tokio::test]
async fn anonymous_requests_meet_s3_s_own_refusals() {
    let (_, to) = start().await;
    let absent = send(to, "GET /absent/key", "localhost", "").await;
    assert!(
        absent.starts_with("HTTP/1.1 404") && absent.contains("<Code>NoSuchBucket</Code>"),
        "{absent}"
    );
    let by_host = send(to, "GET /key", "absent.localhost", "").await;
    assert!(by_host.contains("<BucketName>absent</BucketName>"), "{by_host}");
    assert!(by_host.contains("Server: AmazonS3"), "{by_host}");
    let head = send(to, "HEAD /absent/key", "localhost", "").await;
    assert!(head.ends_with("\r\n\r\n"), "a HEAD has no body: {head}");
}

#[tokio::test]
async fn garbage_is_answered() {
    let (_, to) = start().await;
    for request in [
        "GET /%ff%fe/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /?delete HTTP/1.1\r\nHost: b.localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\n<a<b>",
        "PUT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: AWS4-HMAC-SHA256 x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: logs.us-east-1.amazonaws.com\r\nConnection: close\r\nX-Amz-Target: Logs_20140328.Nothing\r\n\r\n",
    ] {
        let answer = exchange(to, request).await;
        let status: u16 = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap();
        assert!((400..500).contains(&status), "{request}: {answer}");
    }
}

/// S3-3.24, S3-0.5(g): what the head decides is answered instead of `100 Continue`, and the
/// connection whose body was left unread is of no more use.
#[tokio::test]
async fn expectations_meet_the_final_status() {
    let (_, to) = start().await;
    let head = "PUT /absent/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\
                Authorization: AWS key:signature\r\nExpect: 100-continue\r\n\r\n";
    let answer = exchange(to, head).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.to_lowercase().contains("connection: close"), "{answer}");
    let too_large = head.replace("1000000000", "6000000000");
    let made = "PUT /bucket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\
                Authorization: AWS key:signature\r\nConnection: close\r\n\r\n";
    assert!(exchange(to, made).await.starts_with("HTTP/1.1 200"));
    let answer = exchange(to, &too_large.replace("absent", "bucket")).await;
    assert!(answer.contains("<Code>EntityTooLarge</Code>"), "{answer}");
    let small = "PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\
                 Authorization: AWS key:signature\r\nExpect: 100-continue\r\nConnection: close\r\n\r\nbody";
    let answer = exchange(to, small).await;
    assert!(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"), "{answer}");
}

/// A refused upload is read over, so that its sender hears why; nothing of it is kept.
#[tokio::test]
async fn a_big_upload_hears_why_it_is_refused() {
    let (_, to) = start().await;
    let body = "x".repeat(3 << 20);
    let head = format!(
        "PUT /absent/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\
         Authorization: AWS key:signature\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let answer = exchange(to, &head).await;
    assert!(answer.contains("<Code>NoSuchBucket</Code>"), "{answer}");
}

#[tokio::test]
async fn the_adversary_is_steered_and_a_body_breaks_off() {
    let (_, to) = start().await;
    let auth = "Host: localhost\r\nAuthorization: AWS key:signature\r\nConnection: close";
    let bucket = format!("PUT /photos HTTP/1.1\r\n{auth}\r\nContent-Length: 0\r\n\r\n");
    assert!(exchange(to, &bucket).await.starts_with("HTTP/1.1 200"));
    let put = format!("PUT /photos/k HTTP/1.1\r\n{auth}\r\nContent-Length: 4\r\n\r\nbody");
    assert!(exchange(to, &put).await.starts_with("HTTP/1.1 200"));

    let adversary = "POST /_parhelion/adversary";
    let unknown = send(to, adversary, "localhost", r#"{"rate":1,"points":["s3.nothing"]}"#).await;
    assert!(unknown.starts_with("HTTP/1.1 400"), "{unknown}");
    send(to, adversary, "localhost", r#"{"rate":1,"points":["s3.body-cut"]}"#).await;
    let get = format!("GET /photos/k HTTP/1.1\r\n{auth}\r\n\r\n");
    let cut = exchange(to, &get).await;
    assert!(cut.contains("Content-Length: 4") && cut.ends_with("\r\n\r\nbo"), "A5: {cut}");
    let taken = send(to, "GET /_parhelion/adversary", "localhost", "").await;
    assert!(taken.contains("s3.body-cut.0\":1"), "{taken}");
    send(to, adversary, "localhost", r#"{"rate":1,"points":["s3.before"],"seed":1}"#).await;
    let mut answers = std::collections::BTreeSet::new();
    for n in 0..20 {
        let get = get.replace("/photos/k", &format!("/photos/k{n}"));
        answers.insert(exchange(to, &get).await.lines().next().map(str::to_owned));
    }
    let found: Vec<_> = answers.iter().map(|line| line.as_deref().unwrap_or("closed")).collect();
    let all = ["closed", "HTTP/1.1 500 Internal Server Error", "HTTP/1.1 503 Service Unavailable"];
    assert_eq!(found, all, "A1, A2, A3");
    send(to, adversary, "localhost", "{}").await;
    assert!(exchange(to, &get).await.ends_with("\r\n\r\nbody"), "a calm day");
}

/// S3-9.1(b): and nobody waits for the one who reads.
#[tokio::test]
async fn a_get_in_progress_keeps_its_version() {
    const SIZE: usize = 24 << 20;
    let (_, to) = start().await;
    let auth = "Host: localhost\r\nAuthorization: AWS key:signature\r\nConnection: close";
    let put = |path: &str, body: String| {
        format!("PUT {path} HTTP/1.1\r\n{auth}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    exchange(to, &put("/photos", String::new())).await;
    assert!(exchange(to, &put("/photos/k", "a".repeat(SIZE))).await.starts_with("HTTP/1.1 200"));

    let mut slow = TcpStream::connect(to).await.unwrap();
    let get = format!("GET /photos/k HTTP/1.1\r\n{auth}\r\n\r\n");
    slow.write_all(get.as_bytes()).await.unwrap();
    let mut first = vec![0; 1 << 16];
    slow.read_exact(&mut first).await.unwrap();
    assert!(exchange(to, &put("/photos/k", "b".repeat(SIZE))).await.starts_with("HTTP/1.1 200"));
    let delete = format!("DELETE /photos/k HTTP/1.1\r\n{auth}\r\n\r\n");
    assert!(exchange(to, &delete).await.starts_with("HTTP/1.1 204"));

    slow.read_to_end(&mut first).await.unwrap();
    let head = first.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    assert_eq!(first.len() - head, SIZE);
    assert!(first[head..].iter().all(|byte| *byte == b'a'));
}

/// S3-3.1(b)
#[tokio::test]
async fn an_upload_says_its_length() {
    let (_, to) = start().await;
    let auth = "Host: localhost\r\nAuthorization: AWS key:signature\r\nConnection: close";
    exchange(to, &format!("PUT /photos HTTP/1.1\r\n{auth}\r\n\r\n")).await;
    let chunked = "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
    for (rest, status, says) in [
        ("\r\n", 411, "<Code>MissingContentLength</Code>"),
        (chunked, 501, "<Header>Transfer-Encoding</Header>"),
    ] {
        let answer = exchange(to, &format!("PUT /photos/k HTTP/1.1\r\n{auth}\r\n{rest}")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        assert!(answer.contains(says), "{answer}");
    }
    let copy = format!("PUT /photos/l HTTP/1.1\r\n{auth}\r\nx-amz-copy-source: /photos/k\r\n\r\n");
    assert!(exchange(to, &copy).await.contains("NoSuchKey"), "a copy has no body");
}

/// CW-B1.3: two errors have one code; each is told by its own name, also where the model of the
/// operation does not list it.
#[tokio::test]
async fn a_dashboard_that_is_not_there_is_told_in_every_protocol() {
    let (_, to) = start().await;
    let ask = async |head: &str, body: &str| {
        let sent = format!(
            "POST {head}\r\nHost: localhost\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential=key/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, \
             Signature=00\r\nx-amz-date: 20260101T000000Z\r\nx-amzn-query-mode: true\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        exchange(to, &sent).await
    };
    let version = "GraniteServiceVersion20100801";
    for (operation, input, member) in [
        ("GetDashboard", r#"{"DashboardName":"none"}"#, "DashboardName=none"),
        ("DeleteDashboards", r#"{"DashboardNames":["none"]}"#, "DashboardNames.member.1=none"),
    ] {
        let json = format!(
            "/ HTTP/1.1\r\nX-Amz-Target: {version}.{operation}\r\n\
             Content-Type: application/x-amz-json-1.0"
        );
        let said = ask(&json, input).await;
        assert!(said.starts_with("HTTP/1.1 404"), "{operation}: {said}");
        let kind = r#""__type":"com.amazonaws.cloudwatch#DashboardNotFoundError""#;
        assert!(said.contains(kind), "{operation}: {said}");
        assert!(
            said.contains("x-amzn-query-error: ResourceNotFound;Sender"),
            "{operation}: {said}"
        );
        let form = "/ HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
        let body = format!("Action={operation}&Version=2010-08-01&{member}");
        let said = ask(form, &body).await;
        assert!(said.starts_with("HTTP/1.1 404"), "{operation}: {said}");
        assert!(said.contains("<Code>ResourceNotFound</Code>"), "{operation}: {said}");
    }
}

/// Who does not say that it knew the service by its query protocol gets what JSON and CBOR have.
#[tokio::test]
async fn query_errors_are_for_who_wants_them() {
    let (_, to) = start().await;
    let targets = ["GraniteServiceVersion20100801.GetDashboard", "AmazonSQS.GetQueueUrl"];
    for (target, body) in
        targets.iter().zip([r#"{"DashboardName":"none"}"#, r#"{"QueueName":"none"}"#])
    {
        let ask = async |mode: &str| {
            let head = format!(
                "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {target}\r\n\
                 Content-Type: application/x-amz-json-1.0\r\nAuthorization: AWS key:signature\r\n\
                 {mode}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            exchange(to, &head).await
        };
        let plain = ask("").await;
        assert!(plain.starts_with("HTTP/1.1 400"), "{plain}");
        assert!(!plain.contains("x-amzn-query-error"), "{plain}");
        let query = ask("x-amzn-query-mode: true\r\n").await;
        assert!(query.contains("x-amzn-query-error"), "{query}");
        let status = if target.contains("Granite") { "404" } else { "400" };
        assert!(query.starts_with(&format!("HTTP/1.1 {status}")), "{query}");
    }
}

/// SQS-2.12: who wants the query protocol's errors gets its status for what is denied too; KMS and
/// Logs, which never spoke it, answer 400
/// (<https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>).
#[test]
fn what_is_denied_has_the_status_that_the_client_knows() {
    use crate::actions::scene::{ANN, Scene, send};
    use parhelion::{cloudwatch, kms, logs, sqs};
    let scene = Scene::new();
    for (model, operation, wanted) in [
        (&sqs::model::MODEL, "ListQueues", [403, 400]),
        (&cloudwatch::model::MODEL, "ListDashboards", [403, 400]),
        (&kms::model::MODEL, "ListKeys", [400, 400]),
        (&logs::model::MODEL, "DescribeLogGroups", [400, 400]),
    ] {
        let by = ("AKIAANN", "secret");
        let input = serde_json::json!({});
        for (mode, wanted) in ["true", "false"].into_iter().zip(wanted) {
            let headers = [("x-amzn-query-mode", mode)];
            let (status, text) = send(&scene.cloud, by, &headers, model, operation, &input);
            assert_eq!(status, wanted, "{operation} {mode}: {text}");
            assert!(text.contains("AccessDeniedException") && text.contains(ANN), "{text}");
        }
    }
}

/// "The API version that the request is written for … Required: Yes"
/// (<https://docs.aws.amazon.com/IAM/latest/APIReference/CommonParameters.html>). What API Gateway is told
/// to send to SQS has none (<https://repost.aws/knowledge-center/api-gateway-rest-api-sqs-errors>), and
/// older clients name theirs.
#[test]
fn forms_name_a_version_of_the_api() {
    use crate::signed::{element, send_form};
    use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
    use parhelion::wire::signature::Credentials;
    use parhelion::{Cloud, cloudwatch, iam, sqs, sts};
    let cloud = Cloud::new();
    let (access_key, secret) = (ACCESS_KEY.to_owned(), SECRET_KEY.to_owned());
    let root = Credentials { access_key, secret, token: None };
    let none = "NO_VERSION_SPECIFIED";
    for (model, action, version, refused) in [
        (&iam::model::MODEL, "ListUsers", "&Version=2010-05-08", None),
        (&iam::model::MODEL, "ListUsers", "", Some(none)),
        (&iam::model::MODEL, "ListUsers", "&Version=2011-06-15", Some("2011-06-15")),
        (&sts::model::MODEL, "GetCallerIdentity", "", Some(none)),
        (&sts::model::MODEL, "GetCallerIdentity", "&Version=", Some("")),
        (&cloudwatch::model::MODEL, "ListMetrics", "", Some(none)),
        (&cloudwatch::model::MODEL, "ListMetrics", "&Version=2009-05-15", None),
        (&sqs::model::MODEL, "ListQueues", "", None),
        (&sqs::model::MODEL, "ListQueues", "&Version=2011-10-01", None),
        (&sqs::model::MODEL, "ListQueues", "&Version=2020-01-01", Some("2020-01-01")),
        (&sqs::model::MODEL, "Nope", "", Some("2012-11-05")),
    ] {
        let form = format!("Action={action}{version}");
        let (status, text) = send_form(&cloud, model, &root, form).unwrap();
        let Some(refused) = refused else {
            assert_eq!(status, 200, "{action}{version}: {text}");
            continue;
        };
        let message = format!("Could not find operation {action} for version {refused}");
        let said = (status, element(&text, "Code"), element(&text, "Message"));
        assert_eq!(said, (400, "InvalidAction", &*message), "{action}{version}");
    }
}
