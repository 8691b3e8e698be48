//! Worlds of a server: forks that are served beside it, each reached by its key, by keys made in it, by
//! its host or by a header, and steered by itself.

use parhelion::{Clock, Cloud, s3, server};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that checks no signature, with a bucket `photos`.
async fn start() -> SocketAddr {
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let bucket = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud, listener));
    address
}

/// A request with these headers, and its answer.
async fn ask(to: SocketAddr, line: &str, headers: &[&str], body: &[u8]) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(to).await.unwrap();
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !headers.iter().any(|header| header.starts_with("Host:")) {
        head.push_str("Host: localhost\r\n");
    }
    for header in headers {
        head.push_str(&format!("{header}\r\n"));
    }
    head.push_str(&format!("Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    (status, answer.split_off(end + 4))
}

async fn control(to: SocketAddr, line: &str, body: Value) -> (u16, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let (status, answer) = ask(to, line, &[], body.as_bytes()).await;
    (status, serde_json::from_slice(&answer).unwrap_or_default())
}

async fn fork(to: SocketAddr, new: Value) -> Value {
    let (status, told) = control(to, "POST /_parhelion/worlds", new).await;
    assert_eq!(status, 200, "{told}");
    told
}

fn signed_by(access_key: &str) -> String {
    format!("Authorization: AWS {access_key}:signature")
}

/// The status of a HEAD of a key, as a world's own key asks.
async fn head(to: SocketAddr, world: &Value, key: &str) -> u16 {
    let by = signed_by(world["access_key_id"].as_str().unwrap());
    ask(to, &format!("HEAD /photos/{key}"), &[&by], b"").await.0
}

#[tokio::test]
async fn a_world_is_reached_by_its_key_its_host_and_a_header_and_is_alone() {
    let to = start().await;
    let [one, two] = [fork(to, json!({ "name": "one" })).await, fork(to, Value::Null).await];
    assert_eq!(two["name"], "w1");
    let host = one["host"].as_str().unwrap();
    assert_eq!(host, format!("one.world.localhost:{}", to.port()));
    let by_key = signed_by(one["access_key_id"].as_str().unwrap());
    let by_own_key = signed_by("AKIAPARHELION0EXAMPL");
    let below = format!("Host: photos.{host}");
    let (by_host, below) = (format!("Host: {host}"), below.as_str());
    let ways: [(&str, &[&str]); 4] = [
        ("/photos/by-key", &[&by_key]),
        ("/photos/by-host", &[&by_host, &by_own_key]),
        ("/by-name", &[below, &by_own_key]),
        ("/photos/by-header", &["X-Parhelion-World: one", &by_own_key]),
    ];
    for (path, headers) in ways {
        let (status, said) = ask(to, &format!("PUT {path}"), headers, b"body").await;
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&said));
    }
    for key in ["by-key", "by-host", "by-name", "by-header"] {
        assert_eq!(head(to, &one, key).await, 200, "{key}");
        assert_eq!(head(to, &two, key).await, 404, "{key}");
        let own = ask(to, &format!("HEAD /photos/{key}"), &[&by_own_key], b"").await.0;
        assert_eq!(own, 404, "{key}");
    }
    for absent in ["Host: nobody.world.localhost", "X-Parhelion-World: nobody"] {
        let (status, said) = ask(to, "GET /", &[absent], b"").await;
        assert_eq!((status, &*said), (404, &b"There is no world \"nobody\" here.\n"[..]));
    }
}

#[tokio::test]
async fn keys_that_were_made_in_a_world_lead_there() {
    let to = start().await;
    let [one, two] = [fork(to, json!({ "seed": 7 })).await, fork(to, json!({ "seed": 8 })).await];
    let mut made = Vec::new();
    for world in [&one, &two] {
        let by = signed_by(world["access_key_id"].as_str().unwrap());
        let form = "Content-Type: application/x-www-form-urlencoded";
        for action in ["Action=CreateUser&UserName=u", "Action=CreateAccessKey&UserName=u"] {
            let body = format!("{action}&Version=2010-05-08");
            let (status, said) =
                ask(to, "POST /", &[&by, form, "Host: iam.localhost"], body.as_bytes()).await;
            let said = String::from_utf8(said).unwrap();
            assert_eq!(status, 200, "{said}");
            let key = said.split("<AccessKeyId>").nth(1).and_then(|rest| rest.split('<').next());
            made.extend(key.map(str::to_owned));
        }
    }
    assert_ne!(made[0], made[1], "each has chance of its own");
    for (key, world) in made.iter().zip([&one, &two]) {
        let by = signed_by(key);
        let put = format!("PUT /photos/{key}");
        // Twice: found, and known by then.
        for _ in 0..2 {
            assert_eq!(ask(to, &put, &[&by], b"").await.0, 403, "a user without rights");
        }
        let (_, journal) = ask(
            to,
            &format!("GET /_parhelion/worlds/{}/journal", world["name"].as_str().unwrap()),
            &[],
            b"",
        )
        .await;
        let journal = String::from_utf8(journal).unwrap();
        let puts = journal.matches(r#""operation":"PutObject""#).count();
        assert_eq!(puts, 2, "{journal}");
    }
}

#[tokio::test]
async fn time_states_and_resets_are_each_worlds_own() {
    let to = start().await;
    let world = fork(to, json!({ "name": "t" })).await;
    let by = signed_by(world["access_key_id"].as_str().unwrap());
    let put = async |key: &str| {
        let (status, _) = ask(to, &format!("PUT /photos/{key}"), &[&by], b"").await;
        assert_eq!(status, 200);
    };
    let now = async |path: &str| {
        let (status, clock) = control(to, &format!("GET /_parhelion/{path}"), Value::Null).await;
        assert_eq!(status, 200, "{clock}");
        clock["now"].as_str().unwrap()[..10].to_owned()
    };
    put("first").await;
    let day = json!({ "advance": 86400 });
    assert_eq!(control(to, "POST /_parhelion/worlds/t/clock", day).await.0, 200);
    assert_ne!(now("clock").await, now("worlds/t/clock").await);
    let save = json!({ "save": "s" });
    assert_eq!(control(to, "POST /_parhelion/worlds/t/states", save).await.0, 200);
    put("second").await;
    // A world of a world, from one of its states.
    let by_header = ["X-Parhelion-World: t"];
    let (status, inner) =
        ask(to, "POST /_parhelion/worlds", &by_header, br#"{"name":"u","state":"s"}"#).await;
    assert_eq!(status, 200);
    let inner: Value = serde_json::from_slice(&inner).unwrap();
    assert_eq!([head(to, &inner, "first").await, head(to, &inner, "second").await], [200, 404]);
    assert_eq!(now("worlds/u/clock").await, now("worlds/t/clock").await);
    let (status, twin) = control(to, "POST /_parhelion/worlds/t/worlds", json!({})).await;
    assert_eq!((status, head(to, &twin, "second").await), (200, 200), "of the world as it is");
    assert_eq!(control(to, "POST /_parhelion/worlds/t/reset", json!({})).await.0, 200);
    assert_eq!([head(to, &world, "first").await, head(to, &world, "second").await], [404, 404]);
    assert_eq!(now("worlds/t/clock").await, now("clock").await, "back from tomorrow");
    assert_eq!(control(to, "POST /_parhelion/reset", json!({})).await.0, 200);
    assert_eq!(head(to, &inner, "first").await, 200, "a reset of the server's own cloud");
}

#[tokio::test]
async fn a_cloud_goes_out_and_comes_in_as_one_file_or_not_at_all() {
    let to = start().await;
    let [one, two] =
        [fork(to, json!({ "name": "one" })).await, fork(to, json!({ "name": "two" })).await];
    let by = signed_by(one["access_key_id"].as_str().unwrap());
    let long = vec![b'x'; 3 << 20];
    assert_eq!(ask(to, "PUT /photos/long", &[&by], &long).await.0, 200);
    assert_eq!(ask(to, "PUT /photos/short", &[&by], b"short").await.0, 200);
    let (status, file) = ask(to, "GET /_parhelion/worlds/one/file", &[], b"").await;
    assert!(status == 200 && file.len() > long.len());
    let bring = async |file: &[u8]| {
        let (status, said) = ask(to, "PUT /_parhelion/worlds/two/file", &[], file).await;
        (status, String::from_utf8(said).unwrap())
    };
    for at in [0, 20, 40, 200, file.len() / 2, file.len() - 1] {
        let mut flipped = file.clone();
        flipped[at] ^= 1;
        let (status, said) = bring(&flipped).await;
        assert_eq!(status, 400, "{at}: {said}");
        let (status, said) = bring(&file[..at]).await;
        assert_eq!(status, 400, "{at}: {said}");
    }
    assert_eq!(head(to, &two, "short").await, 404, "nothing has come of those");
    let (status, said) = bring(&file).await;
    assert_eq!(status, 200, "{said}");
    // Its own key leads there still.
    let by = signed_by(two["access_key_id"].as_str().unwrap());
    assert_eq!(ask(to, "GET /photos/long", &[&by], b"").await, (200, long));
    assert_eq!(ask(to, "GET /photos/short", &[&by], b"").await, (200, b"short".to_vec()));
}

#[tokio::test]
async fn worlds_that_cannot_be_are_refused_and_dropped_ones_are_gone() {
    let to = start().await;
    for name in ["", "T", "a b", "-a", "a-", "ä", "a.b", &"a".repeat(64)] {
        let (status, said) = control(to, "POST /_parhelion/worlds", json!({ "name": name })).await;
        assert!(status == 400 && said["error"].is_string(), "{name}: {said}");
    }
    let (status, _) = control(to, "POST /_parhelion/worlds", json!({ "nome": "a" })).await;
    assert_eq!(status, 400);
    let (status, _) = control(to, "POST /_parhelion/worlds", json!({ "state": "none" })).await;
    assert_eq!(status, 400);
    let world = fork(to, json!({ "name": "w1" })).await;
    let (status, said) = control(to, "POST /_parhelion/worlds", json!({ "name": "w1" })).await;
    assert_eq!((status, said["error"].as_str()), (400, Some("there is a world \"w1\" already")));
    assert_eq!(fork(to, Value::Null).await["name"], "w2", "what is taken is passed over");
    assert_eq!(control(to, "DELETE /_parhelion/worlds/w1", Value::Null).await.0, 204);
    assert_eq!(control(to, "DELETE /_parhelion/worlds/w1", Value::Null).await.0, 404);
    assert_eq!(control(to, "GET /_parhelion/worlds/w1/clock", Value::Null).await.0, 404);
    let by = signed_by(world["access_key_id"].as_str().unwrap());
    assert_eq!(ask(to, "PUT /photos/own", &[&by], b"").await.0, 404, "its key leads nowhere");
    let own = signed_by("AKIAPARHELION0EXAMPL");
    assert_eq!(ask(to, "PUT /photos/own", &[&own], b"").await.0, 200);
    assert_eq!(ask(to, "HEAD /photos/own", &[&own], b"").await.0, 200);
    let (_, metrics) = ask(to, "GET /_parhelion/metrics", &[], b"").await;
    let metrics = String::from_utf8(metrics).unwrap();
    for line in [
        "parhelion_worlds 1",
        r#"parhelion_requests_total{plane="api",status="2xx"} 2"#,
        r#"parhelion_request_seconds_count{plane="api"} 2"#,
    ] {
        assert!(metrics.lines().any(|it| it == line), "{line} in {metrics}");
    }
    let (_, list) = control(to, "GET /_parhelion/worlds", Value::Null).await;
    assert_eq!(list["worlds"].as_array().unwrap().len(), 1);
}

/// A key that was there when a world was forked, or that two worlds made by the same chance, is nobody's
/// alone: it is not guessed whose.
#[tokio::test]
async fn a_key_that_several_worlds_know_leads_to_none_of_them() {
    let to = start().await;
    let root = fork(to, json!({ "name": "root" })).await;
    let key =
        json!({ "account": "123456789012", "access_key": "AKIAMADEINROOT", "secret_key": "s" });
    let made = control(to, "POST /_parhelion/worlds/root/credentials", key.clone()).await;
    assert_eq!(made.0, 200, "{}", made.1);
    let by = signed_by("AKIAMADEINROOT");
    assert_eq!(ask(to, "PUT /photos/before", &[&by], b"").await.0, 200);
    let (status, child) = control(to, "POST /_parhelion/worlds/root/worlds", json!({})).await;
    assert_eq!(status, 200);
    let (status, said) = ask(to, "PUT /photos/after", &[&by], b"").await;
    let said = String::from_utf8(said).unwrap();
    assert!(
        status == 409 && said.contains("Several worlds know the access key AKIAMADEINROOT"),
        "{said}"
    );
    let by_header = ["X-Parhelion-World: root", by.as_str()];
    assert_eq!(ask(to, "PUT /photos/after", &by_header, b"").await.0, 200);
    assert_eq!(head(to, &root, "after").await, 200);
    assert_eq!(head(to, &child, "after").await, 404);
    assert_eq!(control(to, "DELETE /_parhelion/worlds/root", Value::Null).await.0, 204);
    assert_eq!(ask(to, "HEAD /photos/before", &[&by], b"").await.0, 200, "of the one that is left");
    // A key that the server's own cloud knows leads there.
    assert_eq!(control(to, "POST /_parhelion/credentials", key).await.0, 200);
    assert_eq!(ask(to, "HEAD /photos/before", &[&by], b"").await.0, 404);
    // The world's own key led into it, and its forks know it as well.
    let own = signed_by(root["access_key_id"].as_str().unwrap());
    let (status, said) = ask(to, "PUT /photos/ghost", &[&own], b"").await;
    let said = String::from_utf8(said).unwrap();
    assert!(status == 404 && said.ends_with(" led into is gone.\n"), "{said}");
}

/// What waits in a world whose clock stands still is not left there for ever.
#[tokio::test]
async fn a_dropped_world_lets_its_waiters_go() {
    let to = start().await;
    let world = fork(to, json!({ "name": "t" })).await;
    let by = signed_by(world["access_key_id"].as_str().unwrap());
    let form = "Content-Type: application/x-www-form-urlencoded";
    let at = "Host: sqs.localhost";
    let ask_queue = async |action: &str| {
        let body = format!("{action}&Version=2012-11-05");
        ask(to, "POST /", &[&by, form, at], body.as_bytes()).await
    };
    assert_eq!(ask_queue("Action=CreateQueue&QueueName=q").await.0, 200);
    let freeze = json!({ "freeze": true });
    assert_eq!(control(to, "POST /_parhelion/worlds/t/clock", freeze).await.0, 200);
    let queue = "QueueUrl=http://sqs.localhost/123456789012/q";
    let poll = format!("Action=ReceiveMessage&WaitTimeSeconds=1&{queue}");
    let (answer, dropped) =
        tokio::join!(ask_queue(&poll), control(to, "DELETE /_parhelion/worlds/t", Value::Null));
    assert_eq!((answer.0, dropped.0), (200, 204));
}

#[tokio::test]
async fn an_adversary_that_means_nothing_is_refused() {
    let to = start().await;
    for nonsense in [json!({ "rate": 2 }), json!({ "rate": -1 }), json!({ "seed": 1 })] {
        let (status, said) = control(to, "POST /_parhelion/adversary", nonsense.clone()).await;
        assert_eq!(status, 400, "{nonsense}: {said}");
    }
    for (misnamed, nearest) in [
        (json!({ "rate": 0.1, "points": ["s3.before", "s3.befor"] }), "s3.before"),
        (json!({ "plan": { "user/1/PutObject:b|k#0.1/s3.aftre.0": 1 } }), "s3.after"),
        (json!({ "plan": { "s3.after": 1 } }), "s3.after"),
    ] {
        let (status, said) = control(to, "POST /_parhelion/adversary", misnamed.clone()).await;
        let why = said["error"].as_str().unwrap_or_default();
        assert!(status == 400 && why.ends_with(nearest), "{misnamed}: {said}");
    }
    let plan = json!({ "plan": { "user/1/PutObject:b|k#0.1/s3.after.0": 1 } });
    assert_eq!(control(to, "POST /_parhelion/adversary", plan).await.0, 200);
}

/// The same names and preparation give the same keys: a run repeats.
#[tokio::test]
async fn worlds_of_the_same_name_have_the_same_chance() {
    let [a, b] = [start().await, start().await];
    let key = |told: Value| told["access_key_id"].clone();
    let of = async |to, new: Value| key(fork(to, new).await);
    assert_eq!(of(a, json!({ "name": "x" })).await, of(b, json!({ "name": "x" })).await);
    assert_eq!(of(a, Value::Null).await, of(b, Value::Null).await);
    let seeded = json!({ "seed": 5 });
    assert_ne!(of(a, seeded.clone()).await, of(a, seeded).await, "no two worlds have one key");
}
