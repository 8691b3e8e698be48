//! The console: every page, what it says of itself, that it says nothing which it was not meant to, and
//! that nobody else steers by it.

use parhelion::{Clock, Cloud, server};
use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Names that would do something where they are not escaped.
const HOSTILE: [&str; 4] =
    ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x", "猫&é.txt"];

async fn start() -> SocketAddr {
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud, listener));
    address
}

/// An answer: status, head in lower case, body.
struct Got {
    status: u16,
    head: String,
    body: String,
}

async fn ask(to: SocketAddr, line: &str, headers: &[&str], body: &str) -> Got {
    let mut stream = TcpStream::connect(to).await.unwrap();
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !headers.iter().any(|header| header.starts_with("Host:")) {
        head.push_str(&format!("Host: {to}\r\n"));
    }
    for header in headers {
        head.push_str(&format!("{header}\r\n"));
    }
    head.push_str(&format!("Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    Got { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

async fn page(to: SocketAddr, path: &str) -> Got {
    ask(to, &format!("GET /_parhelion/{path}"), &[], "").await
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

const AUTH: &str = "Authorization: AWS key:signature";

/// A call over JSON or a form, to the service that its target or version says.
async fn call(to: SocketAddr, headers: &[&str], body: &str) {
    let got = ask(to, "POST /", headers, body).await;
    assert_eq!(got.status, 200, "{body}: {}", got.body);
}

/// A cloud with something of everything, under names that mean harm.
async fn fill(to: SocketAddr) {
    assert_eq!(ask(to, "PUT /photos", &[AUTH], "").await.status, 200);
    for name in HOSTILE {
        let line = format!("PUT /photos/{}", encoded(name));
        let got = ask(to, &line, &[AUTH, "x-amz-meta-note: <b>bold</b>"], name).await;
        assert_eq!(got.status, 200, "{}", got.body);
        // Refused, and in the journal all the same.
        let line = format!("GET /photos/{}-missing", encoded(name));
        assert_eq!(ask(to, &line, &[AUTH], "").await.status, 404);
    }
    let logs = |operation: &str| format!("X-Amz-Target: Logs_20140328.{operation}");
    let json = "Content-Type: application/x-amz-json-1.1";
    let now = Value::from(1_000 * std::time::UNIX_EPOCH.elapsed().unwrap().as_secs());
    for (operation, body) in [
        ("CreateLogGroup", r#"{"logGroupName":"/app"}"#.to_owned()),
        ("CreateLogStream", r#"{"logGroupName":"/app","logStreamName":"<i>web</i>"}"#.to_owned()),
        (
            "PutLogEvents",
            format!(
                r#"{{"logGroupName":"/app","logStreamName":"<i>web</i>","logEvents":[{{"timestamp":{now},"message":"<script>alert(2)</script>"}}]}}"#
            ),
        ),
    ] {
        call(to, &["Host: logs.us-east-1.amazonaws.com", AUTH, json, &logs(operation)], &body)
            .await;
    }
    let form = "Content-Type: application/x-www-form-urlencoded";
    for body in [
        "Action=PutMetricData&Version=2010-08-01&Namespace=App&MetricData.member.1.MetricName=Errors&MetricData.member.1.Value=5",
        "Action=PutMetricAlarm&Version=2010-08-01&AlarmName=%3Cb%3Ealarm&Namespace=App&MetricName=Errors&Statistic=Sum&Period=60&EvaluationPeriods=1&Threshold=3&ComparisonOperator=GreaterThanThreshold",
    ] {
        call(to, &["Host: monitoring.us-east-1.amazonaws.com", AUTH, form], body).await;
    }
    let iam = ["Host: iam.amazonaws.com", AUTH, form];
    call(to, &iam, "Action=CreateUser&Version=2010-05-08&UserName=ann").await;
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    let put = format!(
        "Action=PutUserPolicy&Version=2010-05-08&UserName=ann&PolicyName=read&PolicyDocument={}",
        encoded(policy)
    );
    call(to, &iam, &put).await;
    let sqs =
        ["Host: sqs.us-east-1.amazonaws.com", AUTH, "Content-Type: application/x-amz-json-1.0"];
    let create = [&sqs[..], &["X-Amz-Target: AmazonSQS.CreateQueue"]].concat();
    call(to, &create, r#"{"QueueName":"jobs"}"#).await;
}

/// Pages, and what each must say.
const PAGES: [(&str, &str); 29] = [
    ("console", "Happened last"),
    ("console/", "Overview"),
    ("console/resources", "Buckets"),
    ("console/resources?q=ann", "ann"),
    ("console/resources?q=pp", "/app"),
    ("console/resources?kind=users", "ann"),
    ("console/resource?kind=users&name=ann", "Access keys"),
    (
        "console/resource?kind=queues&name=http%3A%2F%2Flocalhost%2F123456789012%2Fjobs",
        "Attributes",
    ),
    ("console/buckets", "photos"),
    ("console/bucket?name=photos", "猫&amp;é.txt"),
    ("console/bucket?name=photos&show=versions", "&lt;script&gt;"),
    ("console/bucket?name=photos&show=settings", "Public access block"),
    ("console/bucket?name=photos&show=uploads", "There are none"),
    ("console/bucket?name=photos&prefix=%22", "onerror"),
    ("console/distributions", "Open one"),
    ("console/distribution?id=E1", "NoSuchDistribution"),
    ("console/logs", "/app"),
    ("console/group?name=%2Fapp", "&lt;script&gt;alert(2)"),
    ("console/group?name=%2Fapp&tail=1", "data-live"),
    ("console/metrics", "Errors"),
    ("console/metric?ns=App&metric=Errors", "<polyline"),
    ("console/alarms", "&lt;b&gt;alarm"),
    ("console/alarm?name=%3Cb%3Ealarm", "Goes off when"),
    ("console/access", "Who may do what"),
    ("console/journal", "Failed only"),
    ("console/clock", "Freeze it"),
    ("console/adversary", "by which sentence"),
    ("console/worlds", "Fork here"),
    ("console/compare?a=&b=two", "Nothing differs"),
];

#[tokio::test]
async fn every_page_is_there_says_what_it_is_and_runs_nothing_of_anybodys() {
    let to = start().await;
    fill(to).await;
    assert_eq!(ask(to, "POST /_parhelion/worlds", &[], r#"{"name":"two"}"#).await.status, 200);
    for (path, says) in PAGES {
        for path in [path.to_owned(), format!("worlds/two/{path}")] {
            let got = page(to, &path).await;
            assert_eq!(got.status, 200, "{path}: {}", got.body);
            assert!(got.body.contains(says), "{path} does not say {says}: {}", got.body);
            is_safe(&path, &got);
        }
    }
    for name in HOSTILE {
        let object = format!("console/object?bucket=photos&key={}", encoded(name));
        let got = page(to, &object).await;
        assert!(got.status == 200 && got.body.contains("ContentLength"), "{}", got.body);
        is_safe(&object, &got);
        // What is asked for comes back in titles, fields and links.
        for at in [
            "bucket?name=",
            "object?bucket=photos&key=",
            "resources?q=",
            "journal?q=",
            "group?name=",
            "alarm?name=",
            "metric?ns=",
            "access?principal=",
            "distribution?id=",
            "export?from=",
        ] {
            let path = format!("console/{at}{}", encoded(name));
            is_safe(&path, &page(to, &path).await);
        }
    }
    // What each service lists is asked as it wants to be.
    let all = page(to, "console/resources").await.body;
    let kinds: Vec<&str> =
        all.split("resources?kind=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(kinds.len() > 20, "{kinds:?}");
    for kind in kinds {
        let got = page(to, &format!("console/resources?kind={kind}")).await;
        assert!(got.status == 200 && !got.body.contains("role=\"alert\""), "{kind}: {}", got.body);
    }
    assert_eq!(page(to, "console/nothing").await.status, 404);
    assert_eq!(page(to, "worlds/none/console").await.status, 404);
    assert_eq!(ask(to, "DELETE /_parhelion/console", &[], "").await.status, 405);
}

fn is_safe(path: &str, got: &Got) {
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
        "frame-ancestors 'none'",
        "x-frame-options: deny",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(got.head.contains(header), "{path}: {header} is not in {}", got.head);
    }
    for harm in
        ["<script>alert", "<img src=x", "' onclick='x'", "<i>web", "<b>", "style=\"", "javascript:"]
    {
        assert!(!got.body.contains(harm), "{path} has {harm}: {}", got.body);
    }
    assert_eq!(
        got.body.matches("<script").count(),
        usize::from(got.body.contains("<head>")),
        "{path}"
    );
}

/// What an object says is never a page: a picture is one by its bytes, and nothing else is.
#[tokio::test]
async fn objects_are_shown_as_text_or_as_pictures_that_do_nothing() {
    let to = start().await;
    assert_eq!(ask(to, "PUT /photos", &[AUTH], "").await.status, 200);
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (key, kind, content) in [
        ("a.gif", "text/html", "GIF89a<script>alert(1)</script>"),
        ("a.svg", "image/svg+xml", script),
        ("a.html", "image/png", script),
        ("empty", "image/png", ""),
    ] {
        let kind = format!("Content-Type: {kind}");
        let got = ask(to, &format!("PUT /photos/{key}"), &[AUTH, &kind], content).await;
        assert_eq!(got.status, 200, "{}", got.body);
        let path = format!("console/object/picture?bucket=photos&key={key}");
        let got = page(to, &path).await;
        if key == "a.gif" {
            assert_eq!(got.status, 200);
            assert!(got.head.contains("content-type: image/gif"), "{}", got.head);
            let policy =
                "content-security-policy: default-src 'none'; sandbox; frame-ancestors 'none'";
            assert!(got.head.contains(policy) && got.head.contains("nosniff"), "{}", got.head);
        } else {
            assert_eq!(got.status, 404, "{key}: {}", got.body);
            is_safe(&path, &got);
            is_safe(key, &page(to, &format!("console/object?bucket=photos&key={key}")).await);
        }
    }
}

/// The token that a page's forms carry.
async fn token(to: SocketAddr) -> String {
    let body = page(to, "console/clock").await.body;
    let (_, rest) = body.split_once("name=\"token\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

async fn command(to: SocketAddr, name: &str, origin: &str, form: &str) -> Got {
    let line = format!("POST /_parhelion/{name}");
    let own = format!("Origin: http://{to}");
    let origin = if origin.is_empty() { &own } else { origin };
    let kind = "Content-Type: application/x-www-form-urlencoded";
    ask(to, &line, &[origin, kind, "Sec-Fetch-Site: same-origin"], form).await
}

async fn now(to: SocketAddr) -> String {
    let clock: Value = serde_json::from_str(&page(to, "clock").await.body).unwrap();
    clock["now"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn commands_want_the_token_and_come_from_the_consoles_own_pages() {
    let to = start().await;
    let token = token(to).await;
    let freeze = format!("token={token}&to=freeze&back=%2F_parhelion%2Fconsole%2Fclock");
    let got = command(to, "console/do/clock", "", &freeze).await;
    assert!(
        got.status == 303 && got.head.contains("location: /_parhelion/console/clock"),
        "{}",
        got.head
    );
    let before = now(to).await;
    let other = token.replace(|c: char| c.is_ascii_digit(), "a");
    let day = format!("token={token}&by=86400");
    for (origin, form) in [
        ("", "by=86400".to_owned()),
        ("", "token=&by=86400".to_owned()),
        ("", format!("token={other}&by=86400")),
        ("Origin: null", day.clone()),
        ("Origin: http://localhost:1", day.clone()),
        ("Origin: http://photos.localhost", day.clone()),
        ("X-Nothing: 1", day.clone()),
    ] {
        let got = command(to, "console/do/clock", origin, &form).await;
        assert_eq!(got.status, 403, "{origin} {form}: {}", got.body);
    }
    assert_eq!(now(to).await, before);
    let got = command(to, "console/do/clock", "", &day).await;
    assert_eq!((got.status, now(to).await[..10] > before[..10]), (303, true), "{}", got.body);
    // Where to go back to is the console's.
    for back in [
        "http%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F_parhelion%2Fjournal",
        "%2F_parhelion%2Fconsole%0d%0ax",
        "%2F_parhelion%2Fconsole%2F..%2F..%2Fphotos%2Fpage",
    ] {
        let form = format!("token={token}&by=1&back={back}");
        let got = command(to, "console/do/clock", "", &form).await;
        assert!(got.head.contains("location: /_parhelion/console\r\n"), "{back}: {}", got.head);
    }
    for by in ["inf", "nan", "1e400", "-1", ""] {
        let got = command(to, "console/do/clock", "", &format!("token={token}&by={by}")).await;
        assert_eq!(got.status, 400, "{by}: {}", got.body);
    }
    for (what, body) in [
        ("clock", r#"{"advance":null}"#),
        ("clock", r#"{"freeze":null}"#),
        ("clock", r#"{"set":null}"#),
        ("adversary", r#"{"rate":null}"#),
    ] {
        let got = ask(to, &format!("POST /_parhelion/{what}"), &[], body).await;
        assert_eq!(got.status, 400, "{body}: {}", got.body);
    }
    let got = command(to, "console/do/clock", "", &format!("token={token}&by=x<b>")).await;
    assert!(got.status == 400 && got.body.contains("x&lt;b&gt;"), "{}", got.body);
}

#[tokio::test]
async fn forms_steer_clock_adversary_states_and_worlds() {
    let to = start().await;
    let token = token(to).await;
    let run = async |name: &str, form: &str| {
        command(to, name, "", &format!("token={token}&{form}")).await
    };
    let got = run("console/do/adversary", "seed=7&rate=0.5&point=s3.before").await;
    assert_eq!(got.status, 303, "{}", got.body);
    let shown = page(to, "console/adversary").await.body;
    assert!(shown.contains("deviates") && shown.contains("value=\"s3.before\" checked"), "{shown}");
    assert_eq!(run("console/do/adversary", "seed=7&rate=2").await.status, 400);
    assert_eq!(run("console/do/adversary", "seed=7&rate=nan").await.status, 400);
    assert_eq!(run("console/do/adversary", "calm=1").await.status, 303);
    assert_eq!(ask(to, "PUT /photos", &[AUTH], "").await.status, 200);
    let got = run("console/do/fork", "name=t1").await;
    assert!(got.head.contains("location: /_parhelion/worlds/t1/console\r\n"), "{}", got.head);
    assert_eq!(ask(to, "PUT /more", &[AUTH], "").await.status, 200);
    assert_eq!(run("worlds/t1/console/do/clock", "by=3600").await.status, 303);
    let differs = page(to, "console/compare?a=&b=t1").await.body;
    assert!(differs.contains("more") && differs.contains("only in"), "{differs}");
    assert_eq!(run("console/do/states", "change=save&name=s").await.status, 303);
    assert_eq!(run("console/do/states", "change=load&name=none").await.status, 400);
    assert_eq!(run("console/do/reset", "").await.status, 303);
    assert!(!page(to, "console/buckets").await.body.contains("photos"));
    assert_eq!(run("console/do/drop", "name=t1").await.status, 303);
    assert_eq!(page(to, "worlds/t1/console").await.status, 404);
}

/// `parhelion serve` has a listener for each core: a page of one is a page of all.
#[tokio::test]
async fn listeners_of_one_cloud_know_each_others_pages() {
    let cloud = Cloud::builder().clock(Clock::wall()).build();
    let mut addresses = Vec::new();
    for _ in 0..2 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        addresses.push(listener.local_addr().unwrap());
        tokio::spawn(server::serve(cloud.clone(), listener));
    }
    let form = format!("token={}&by=1", token(addresses[0]).await);
    let got = command(addresses[1], "console/do/clock", "", &form).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let other = start().await;
    assert_eq!(command(other, "console/do/clock", "", &form).await.status, 403);
}

#[tokio::test]
async fn other_pages_see_nothing_of_it() {
    let to = start().await;
    for headers in [
        &["Sec-Fetch-Site: cross-site"][..],
        &["Sec-Fetch-Site: same-site"],
        &["Origin: null"],
        &["Origin: http://photos.localhost"],
        &["Host: evil.example"],
        &["Host: s3.localhost"],
        &["Host: photos.localhost"],
    ] {
        let got = ask(to, "GET /_parhelion/console", headers, "").await;
        assert!([403, 404].contains(&got.status), "{headers:?}: {} {}", got.status, got.body);
        assert!(!got.body.contains("token") && !got.body.contains("Happened last"), "{headers:?}");
    }
    // The control API still is for no page, its own origin's neither.
    let own = "Sec-Fetch-Site: same-origin";
    assert_eq!(ask(to, "GET /_parhelion/journal", &[own], "").await.status, 403);
    assert_eq!(ask(to, "GET /_parhelion/console", &[own], "").await.status, 200);
}

/// What a page asks is asked of a copy.
#[tokio::test]
async fn looking_changes_nothing() {
    let (cloud, to) = start_with_inputs().await;
    fill(to).await;
    let (before, journal) = (format!("{:?}", cloud.snapshot()), cloud.journal().to_json_lines());
    for (path, _) in PAGES {
        page(to, path).await;
    }
    assert_eq!(format!("{:?}", cloud.snapshot()), before);
    assert_eq!(cloud.journal().to_json_lines(), journal);
}

/// A journal with calls of several services: an upload in parts, whose id is another each time, a time
/// that passes, refusals.
async fn journal_with_calls() -> (Cloud, SocketAddr) {
    let cloud = Cloud::builder()
        .clock(Clock::wall())
        .auth(false)
        .journal(parhelion::Journal::default().keeping_inputs())
        .build();
    cloud.clock().freeze();
    cloud.clock().set(parhelion::Timestamp::from_secs(4_000_000_000));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));
    let s3 = async |line: &str, headers: &[&str], body: &str, status: u16| {
        let got = ask(to, line, &[&["Host: localhost", AUTH], headers].concat(), body).await;
        assert_eq!(got.status, status, "{line}: {}", got.body);
        got
    };
    s3("PUT /photos", &[], "", 200).await;
    s3("PUT /photos/caf%C3%A9%20%221%22", &["x-amz-meta-by: ann"], "meow \\ \"\n", 200).await;
    s3("GET /photos/none", &[], "", 404).await;
    let begun = s3("POST /photos/big?uploads", &[], "", 200).await.body;
    let id = begun.split_once("<UploadId>").unwrap().1.split_once('<').unwrap().0.to_owned();
    let part = s3(&format!("PUT /photos/big?partNumber=1&uploadId={id}"), &[], "a part", 200).await;
    let tag = part.head.split_once("etag: ").unwrap().1.split_once('\r').unwrap().0.to_owned();
    let parts = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>"
    );
    s3(&format!("POST /photos/big?uploadId={id}"), &[], &parts, 200).await;
    let json = "Content-Type: application/x-amz-json-1.1";
    for (operation, body) in [
        ("CreateLogGroup", r#"{"logGroupName":"/app","tags":{"team":"a"}}"#),
        ("CreateLogStream", r#"{"logGroupName":"/app","logStreamName":"web"}"#),
        (
            "PutLogEvents",
            r#"{"logGroupName":"/app","logStreamName":"web","logEvents":[{"timestamp":4000000000000,"message":"a"}]}"#,
        ),
        ("FilterLogEvents", r#"{"logGroupName":"/app","filterPattern":"a","limit":5}"#),
    ] {
        let target = format!("X-Amz-Target: Logs_20140328.{operation}");
        call(to, &["Host: logs.us-east-1.amazonaws.com", AUTH, json, &target], body).await;
    }
    let form = "Content-Type: application/x-www-form-urlencoded";
    let put = "Action=PutMetricData&Version=2010-08-01&Namespace=App&MetricData.member.1.MetricName=Errors&MetricData.member.1.Value=5&MetricData.member.1.Dimensions.member.1.Name=Host&MetricData.member.1.Dimensions.member.1.Value=web";
    call(to, &["Host: monitoring.us-east-1.amazonaws.com", AUTH, form], put).await;
    cloud.advance(std::time::Duration::from_secs(90)).await;
    s3("DELETE /photos", &[], "", 409).await;
    (cloud, to)
}

/// The test that comes out is the one beside this file (`exported.rs`), which runs with all others.
#[tokio::test]
async fn a_stretch_of_the_journal_is_a_test_for_rust() {
    let (_cloud, to) = journal_with_calls().await;
    let file = page(to, "console/export/file?as=rust").await;
    assert_eq!(file.status, 200, "{}", file.body);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exported.rs");
    if std::env::var_os("PARHELION_WRITE_DOCS").is_some() {
        std::fs::write(path, &file.body).unwrap();
    }
    assert_eq!(
        file.body,
        std::fs::read_to_string(path).unwrap(),
        "PARHELION_WRITE_DOCS=1 writes it"
    );
    assert!(file.head.contains("content-disposition: attachment; filename=\"exported.rs\""));
    let shown = page(to, "console/export?as=rust").await;
    assert!(shown.body.contains("each of the 12 calls comes to what it came to"), "{}", shown.body);
    is_safe("console/export", &shown);
}

/// The simulator's decision, with the statement marked in its document; and the way there from a call that
/// was refused.
#[tokio::test]
async fn who_may_do_what_names_the_statement_that_decided() {
    let to = start().await;
    fill(to).await;
    let form = "Content-Type: application/x-www-form-urlencoded";
    let create = "Action=CreateAccessKey&Version=2010-05-08&UserName=ann";
    let made = ask(to, "POST /", &["Host: iam.amazonaws.com", AUTH, form], create).await.body;
    let key = made.split_once("<AccessKeyId>").unwrap().1.split_once('<').unwrap().0.to_owned();
    let by_ann = format!("Authorization: AWS {key}:signature");
    assert_eq!(ask(to, "PUT /photos/hers", &[&by_ann], "").await.status, 403);
    let journal = page(to, "console/journal?kind=call&q=hers").await.body;
    let seq = journal.split_once("event?seq=").unwrap().1.split_once('"').unwrap().0.to_owned();
    let event = page(to, &format!("console/event?seq={seq}")).await.body;
    let ann = "arn%3Aaws%3Aiam%3A%3A123456789012%3Auser%2Fann";
    assert!(
        event.contains(&format!("access?principal={ann}&amp;action=s3%3APutObject")),
        "{event}"
    );
    let asked = async |action: &str, key: &str| {
        let resource = format!("arn%3Aaws%3As3%3A%3A%3Aphotos%2F{key}");
        let path = format!("console/access?principal={ann}&action={action}&resource={resource}");
        page(to, &path).await.body
    };
    let allowed = asked("s3%3AGetObject", "x").await;
    let marked = allowed.split_once("<mark>").unwrap().1.split_once("</mark>").unwrap().0;
    assert!(allowed.contains(">allowed<") && marked.contains("s3:GetObject"), "{allowed}");
    assert!(allowed.contains("user_ann_read"), "{allowed}");
    assert!(asked("s3%3APutObject", "x").await.contains(">implicitDeny<"));
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::photos/secret"}]}"#;
    let put = ask(to, "PUT /photos?policy", &[AUTH], policy).await;
    assert_eq!(put.status, 204, "{}", put.body);
    let denied = asked("s3%3AGetObject", "secret").await;
    assert!(denied.contains(">explicitDeny<") && denied.contains("ResourcePolicy"), "{denied}");
    // What the simulator leaves out decides, too.
    let of = async |action: &str, resource: &str| {
        let (action, resource) = (encoded(action), encoded(resource));
        page(to, &format!("console/access?principal={ann}&action={action}&resource={resource}"))
            .await
            .body
    };
    let input =
        "Action=PutUserPolicy&Version=2010-05-08&UserName=ann&PolicyName=all&PolicyDocument=";
    let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:*","sts:*"],"Resource":"*"},{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}}]}"#;
    call(to, &["Host: iam.amazonaws.com", AUTH, form], &format!("{input}{}", encoded(all))).await;
    for (action, resource, why) in [
        ("kms:Encrypt", "arn:aws:kms:us-east-1:123456789012:key/1", "must let the account"),
        ("sts:AssumeRole", "arn:aws:iam::123456789012:role/r", "trust policy"),
    ] {
        let said = of(action, resource).await;
        assert!(
            said.contains(why) && said.contains(">undecided<") && !said.contains(">allowed<"),
            "{said}"
        );
    }
    let said = of("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:q").await;
    assert!(said.contains("aws:RequestTag/team</code>"), "{said}");
    let nobody = page(to, "console/access?principal=x&action=s3%3AGetObject").await.body;
    assert!(nobody.contains("Invalid Entity Arn"), "{nobody}");
}

/// An event says what it came from and what came of it.
#[tokio::test]
async fn events_are_linked_with_their_causes_and_effects() {
    let (cloud, to) = journal_with_calls().await;
    let events: Vec<_> = cloud.journal().events().iter().cloned().collect();
    let call = events.iter().find(|event| matches!(&event.what, parhelion::What::Call { operation, .. } if operation == "DeleteBucket")).unwrap();
    let answer = events
        .iter()
        .find(|event| matches!(&event.what, parhelion::What::Answer { to, .. } if *to == call.seq))
        .unwrap();
    let shown = page(to, &format!("console/event?seq={}", call.seq)).await.body;
    assert!(
        shown.contains("Its answer") && shown.contains(&format!("event?seq={}", answer.seq)),
        "{shown}"
    );
    let shown = page(to, &format!("console/event?seq={}", answer.seq)).await.body;
    assert!(
        shown.contains("It came from") && shown.contains(&format!("event?seq={}", call.seq)),
        "{shown}"
    );
    for query in ["kind=call&failed=1", "service=s3&q=photos&failed=1", "kind=call&before=30"] {
        let shown = page(to, &format!("console/journal?{query}")).await.body;
        let says = if query.contains("before") { "NoSuchKey" } else { "BucketNotEmpty" };
        assert!(shown.contains(says) && !shown.contains("FilterLogEvents"), "{query}: {shown}");
    }
    assert_eq!(page(to, "console/event?seq=99999").await.status, 404);
}

/// What boto3 makes of it, `.ci/clients.d/console_export.py` tries.
#[tokio::test]
async fn a_stretch_of_the_journal_is_a_test_for_pytest() {
    let (_cloud, to) = journal_with_calls().await;
    let text = page(to, "console/export/file?as=pytest").await.body;
    for line in [
        "    s3 = aws.client(\"s3\")\n",
        "    done(200, s3.create_bucket(Bucket=\"photos\"))\n",
        "Key=\"café \\\"1\\\"\"",
        "    refused(404, \"NoSuchKey\", s3.get_object, Bucket=\"photos\", Key=\"none\")\n",
        "[\"UploadId\"]",
        "\"timestamp\": round(at(0).timestamp() * 1000)",
        "    aws.clock.advance(90)\n",
        "    refused(409, \"BucketNotEmpty\", s3.delete_bucket, Bucket=\"photos\")\n",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    // Begun in the middle, it says what it hangs on.
    let seq = text.split("    # ").nth(3).unwrap().split('\n').next().unwrap();
    let shown = page(to, &format!("console/export?from={seq}")).await.body;
    assert!(shown.contains("come to something else"), "{shown}");
    let other = start().await;
    let shown = page(other, "console/export").await.body;
    assert!(shown.contains("--journal-inputs"), "{shown}");
}

/// A cloud that can be exported.
async fn start_with_inputs() -> (Cloud, SocketAddr) {
    let cloud = Cloud::builder()
        .clock(Clock::wall())
        .auth(false)
        .journal(parhelion::Journal::default().keeping_inputs())
        .build();
    cloud.clock().freeze();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));
    (cloud, to)
}

/// A scope without a signature.
fn signed(service: &str, region: &str) -> String {
    format!(
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIAPARHELION0EXAMPL/20260101/{region}/{service}/aws4_request, \
         SignedHeaders=host, Signature=0\r\nX-Amz-Date: 20260101T000000Z"
    )
}

/// An id that AWS makes is taken from its answer; one that the caller has chosen is no such.
#[tokio::test]
async fn exported_tests_tell_made_ids_from_chosen_ones() {
    let (_, to) = start_with_inputs().await;
    let s3 = signed("s3", "us-east-1");
    assert_eq!(ask(to, "PUT /photos", &[&s3], "").await.status, 200);
    let control = "<OriginAccessControlConfig><Name>a</Name><SigningProtocol>sigv4</SigningProtocol><SigningBehavior>always</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType></OriginAccessControlConfig>";
    let cloudfront = signed("cloudfront", "us-east-1");
    let headers = ["Host: cloudfront.amazonaws.com", &cloudfront];
    let controls = "/2020-05-31/origin-access-control";
    let made = ask(to, &format!("POST {controls}"), &headers, control).await.body;
    let id = made.split_once("<Id>").unwrap().1.split_once('<').unwrap().0;
    let metrics = "<MetricsConfiguration><Id>all</Id></MetricsConfiguration>";
    ask(to, "PUT /photos?metrics&id=all", &[&s3], metrics).await;
    ask(to, &format!("GET {controls}/{id}"), &headers, "").await;
    let text = page(to, "console/export/file?as=pytest").await.body;
    assert!(
        text.contains("[\"OriginAccessControl\"][\"Id\"]") && text.contains("Id=\"all\""),
        "{text}"
    );
}

/// What nobody meant to be a part of a program is none, and what cannot be asked again is left out.
#[tokio::test]
async fn exported_tests_are_made_of_what_was_asked_only() {
    let (_, to) = start_with_inputs().await;
    let json = "Content-Type: application/x-amz-json-1.1";
    let target = "X-Amz-Target: Logs_20140328.DescribeLogGroups";
    for region in ["x=print(42);y", "{x}", "us-east-1=open(\"PWNED\");x", "eu-west-1"] {
        ask(to, "POST /", &[&signed("logs", region), json, target], "{}").await;
    }
    let s3 = signed("s3", "us-east-1");
    for (line, headers, body, status) in [
        ("PUT /photos", &[][..], "", 200),
        (
            "PUT /photos?versioning",
            &[
                "x-amz-sdk-checksum-algorithm: SHA256",
                "x-amz-checksum-sha256: 3W9vIcyGgMxcMrupjUKX43VSJ51+Mmo134R+0nE/LWo=",
            ],
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
            200,
        ),
        ("PUT /nowhere/k", &["Expect: 100-continue"], "lost", 404),
    ] {
        let got = ask(to, line, &[&[s3.as_str()], headers].concat(), body).await;
        assert_eq!(got.status, status, "{line}: {}", got.body);
    }
    for kind in ["pytest", "rust"] {
        let text = page(to, &format!("console/export/file?as={kind}")).await.body;
        for wrong in ["print(42)", "PWNED", "lost", "{x}\""] {
            assert!(!text.contains(wrong), "{kind} {wrong}: {text}");
        }
        assert_eq!(text.matches("it was signed for what is no region").count(), 3, "{text}");
        assert!(text.contains("its body was never read"), "{text}");
        assert!(text.contains("logs_eu_west_1.describe_log_groups"), "{text}");
        assert!(!text.contains("hangs on what was there before"), "{text}");
    }
}

/// A hundred thousand objects: what a page shows of them is a page.
#[tokio::test]
async fn pages_are_quick_with_a_hundred_thousand_objects() {
    use parhelion::s3::model::operations::{CreateBucket, PutObject};
    use parhelion::s3::model::{CreateBucketInput, PutObjectInput};
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let bucket = CreateBucketInput { bucket: "many".into(), ..Default::default() };
    cloud.call::<parhelion::s3::S3, CreateBucket>(bucket).unwrap();
    for n in 0..100_000 {
        let key = format!("folder-{}/object-{n:06}", n % 100);
        let put = PutObjectInput { bucket: "many".into(), key, ..Default::default() };
        cloud.call::<parhelion::s3::S3, PutObject>(put).unwrap();
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud, listener));
    for path in [
        "console",
        "console/bucket?name=many",
        "console/bucket?name=many&prefix=folder-7/",
        "console/bucket?name=many&show=versions",
        "console/compare?a=&b=",
    ] {
        let mut quickest = std::time::Duration::MAX;
        for _ in 0..5 {
            let began = std::time::Instant::now();
            let got = page(to, path).await;
            assert!(got.status == 200 && got.body.len() < 200_000, "{path}: {}", got.body.len());
            quickest = quickest.min(began.elapsed());
        }
        assert!(quickest.as_millis() < 150, "{path}: {quickest:?}");
    }
}
