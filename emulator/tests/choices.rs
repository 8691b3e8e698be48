//! S3-9.4 through the SDK: what an adversary may do to any answer, and that it happens to none on
//! a calm day. The freedoms of single handlers are tested beside these.

use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::error::ProvideErrorMetadata;
use parhelion::{Adversary, Cloud};

/// A client that takes the first answer for what it is.
fn client(cloud: &Cloud, region: &str) -> Client {
    use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
    let config = cloud.sdk_config_for(ACCESS_KEY, SECRET_KEY, region);
    let config = aws_sdk_s3::config::Builder::from(&config);
    Client::from_conf(config.retry_config(RetryConfig::disabled()).build())
}

/// Signatures are for other tests: here some requests have none worth the name.
async fn with_bucket() -> (Cloud, Client) {
    let cloud = Cloud::builder().seed(7).auth(false).build();
    let s3 = client(&cloud, "us-east-1");
    s3.create_bucket().bucket("photos").send().await.unwrap();
    s3.put_object()
        .bucket("photos")
        .key("k")
        .body(b"0123456789".to_vec().into())
        .send()
        .await
        .unwrap();
    (cloud, s3)
}

/// What a scene comes to when the point takes the option, and on a calm day.
async fn both<R>(point: &str, option: &str, scene: impl AsyncFn(Cloud, Client) -> R) -> (R, R) {
    let (cloud, s3) = with_bucket().await;
    let calm = scene(cloud, s3).await;
    let point = parhelion::choices::points().into_iter().find(|it| it.name == point).unwrap();
    let wanted = point.options.iter().position(|it| it.name == option).unwrap();
    for seed in 0..200 {
        let (cloud, s3) = with_bucket().await;
        let adversary = Adversary::random_at(seed, 1.0, [point.name.to_owned()].into());
        cloud.set_adversary(adversary);
        let found = scene(cloud.clone(), s3).await;
        let taken: Vec<usize> = cloud.adversary().taken().values().map(|it| (*it).into()).collect();
        if !taken.is_empty() && taken.iter().all(|pick| *pick == wanted) {
            return (found, calm);
        }
    }
    panic!("{option} never came");
}

type Outcome = Result<String, String>;

fn code<E: ProvideErrorMetadata>(error: E) -> String {
    error.code().unwrap_or("no code").to_owned()
}

/// A write that was hit, and whether it took effect.
async fn hit(point: &str, option: &str) -> ((Outcome, bool), (Outcome, bool)) {
    let scene = async |cloud: Cloud, s3: Client| {
        let put = s3.put_object().bucket("photos").key("new").body(b"x".to_vec().into());
        let answer = put.send().await.map(|_| "stored".to_owned()).map_err(code);
        cloud.heal();
        (answer, s3.head_object().bucket("photos").key("new").send().await.is_ok())
    };
    both(point, option, scene).await
}

#[tokio::test(start_paused = true)]
async fn a1_a2_a3_refused_without_effect() {
    let calm = (Ok("stored".to_owned()), true);
    for (option, code) in [
        ("500 InternalError, no effect", "InternalError"),
        ("503 SlowDown, no effect", "SlowDown"),
        ("connection closed, no effect", "no code"),
    ] {
        let found = hit("s3.before", option).await;
        assert_eq!(found, ((Err(code.to_owned()), false), calm.clone()), "{option}");
    }
}

#[tokio::test(start_paused = true)]
async fn a4_a36_an_answer_is_lost_and_the_write_is_there() {
    let calm = (Ok("stored".to_owned()), true);
    for (option, code) in [
        ("took effect, then 500 InternalError", "InternalError"),
        ("took effect, then 503 ServiceUnavailable", "ServiceUnavailable"),
        ("took effect, then connection closed", "no code"),
    ] {
        let found = hit("s3.after", option).await;
        assert_eq!(found, ((Err(code.to_owned()), true), calm.clone()), "{option}");
    }
}

/// A10, A11: two writes that are sent one after the other, before either is answered.
#[tokio::test(start_paused = true)]
async fn a11_writes_overtake_each_other() {
    let last = async |adversary: Adversary| {
        let (cloud, s3) = with_bucket().await;
        cloud.set_adversary(adversary);
        let put = |body: &'static str| {
            s3.put_object().bucket("photos").key("k").body(body.as_bytes().to_vec().into()).send()
        };
        let (first, second) = tokio::join!(
            parhelion::within("user/1", put("first")),
            parhelion::within("user/2", put("second")),
        );
        first.unwrap();
        second.unwrap();
        cloud.heal();
        let got = s3.get_object().bucket("photos").key("k").send().await.unwrap();
        String::from_utf8(got.body.collect().await.unwrap().to_vec()).unwrap()
    };
    assert_eq!(last(Adversary::calm()).await, "second");
    let latency = || ["latency".to_owned()].into();
    let mut found = std::collections::BTreeSet::new();
    for seed in 0..20 {
        found.insert(last(Adversary::random_at(seed, 0.5, latency())).await);
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["first", "second"], "either order");
}

#[tokio::test(start_paused = true)]
async fn a5_a_body_breaks_off_and_the_rest_can_be_asked_for() {
    let scene = async |cloud: Cloud, s3: Client| {
        let get = || s3.get_object().bucket("photos").key("k");
        let answer = get().send().await.unwrap();
        let (length, tag) = (answer.content_length(), answer.e_tag().unwrap().to_owned());
        let mut body = answer.body;
        let (mut read, mut broke) = (Vec::new(), false);
        while let Some(piece) = body.next().await {
            match piece {
                Ok(piece) => read.extend(piece),
                Err(_) => broke = true,
            }
            if broke {
                break;
            }
        }
        cloud.heal();
        let mut whole = read.clone();
        if broke {
            let rest = get().if_match(tag).range(format!("bytes={}-", read.len()));
            let rest = rest.send().await.unwrap().body.collect().await.unwrap();
            whole.extend(rest.into_bytes());
        }
        (length, read.len(), broke, String::from_utf8(whole).unwrap())
    };
    let (cut, calm) = both("s3.body-cut", "half of the body, then connection closed", scene).await;
    assert_eq!(cut, (Some(10), 5, true, "0123456789".to_owned()));
    assert_eq!(calm, (Some(10), 10, false, "0123456789".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a6_slow_uploads_time_out_without_effect() {
    let scene = async |_: Cloud, s3: Client| {
        let put = s3.put_object().bucket("photos").key("new").body(b"x".to_vec().into());
        let put = put.send().await.map(drop).map_err(code);
        (put, s3.head_object().bucket("photos").key("new").send().await.is_ok())
    };
    let (stalled, calm) = both("s3.upload-stalled", "400 RequestTimeout, no effect", scene).await;
    assert_eq!(stalled, (Err("RequestTimeout".to_owned()), false));
    assert_eq!(calm, (Ok(()), true));
}

#[tokio::test(start_paused = true)]
async fn a7_a_copy_fails_behind_its_status_200() {
    let scene = async |cloud: Cloud, s3: Client| {
        let copy = s3.copy_object().bucket("photos").key("copy").copy_source("photos/k");
        let copy = copy.send().await.map(drop);
        let status =
            copy.as_ref().err().and_then(|it| it.raw_response()).map(|it| it.status().as_u16());
        cloud.heal();
        let there = s3.head_object().bucket("photos").key("copy").send().await.is_ok();
        (copy.map_err(code), status, there)
    };
    for (option, found) in [
        ("200 with InternalError, no effect", "InternalError"),
        ("200 with SlowDown, no effect", "SlowDown"),
    ] {
        let (failed, calm) = both("s3.fails-late", option, scene).await;
        assert_eq!(failed, (Err(found.to_owned()), Some(200), false));
        assert_eq!(calm, (Ok(()), None, true));
    }
}

#[tokio::test(start_paused = true)]
async fn a7_a_completion_fails_behind_its_status_200() {
    let scene = async |cloud: Cloud, s3: Client| -> (Outcome, bool) {
        use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
        let made = s3.create_multipart_upload().bucket("photos").key("big").send().await.unwrap();
        let id = made.upload_id().unwrap();
        let part = s3.upload_part().bucket("photos").key("big").upload_id(id).part_number(1);
        let part = part.body(b"x".to_vec().into()).send().await.unwrap();
        let part = CompletedPart::builder().part_number(1).set_e_tag(part.e_tag).build();
        let parts = CompletedMultipartUpload::builder().parts(part).build();
        let complete = || {
            let complete = s3.complete_multipart_upload().bucket("photos").key("big");
            complete.upload_id(id).multipart_upload(parts.clone()).send()
        };
        let first = complete().await.map(|_| "done".to_owned()).map_err(code);
        cloud.heal();
        (first, complete().await.is_ok())
    };
    let option = "200 with InternalError, no effect";
    let (failed, calm) = both("s3.fails-late", option, scene).await;
    assert_eq!(failed, (Err("InternalError".to_owned()), true), "the upload is still there");
    assert_eq!(calm, (Ok("done".to_owned()), true));
}

#[tokio::test(start_paused = true)]
async fn a8_a_broken_listing_is_never_taken_for_a_whole_one() {
    let scene = async |_: Cloud, s3: Client| {
        let list = s3.list_objects_v2().bucket("photos").send().await;
        list.map(|list| list.key_count()).map_err(|_| "broken")
    };
    let option = "half of the XML, then connection closed";
    let (broken, calm) = both("s3.listing-broken", option, scene).await;
    assert_eq!((broken, calm), (Err("broken"), Ok(Some(1))));
}

#[tokio::test(start_paused = true)]
async fn a15_a_new_bucket_is_not_known_everywhere_at_once() {
    let scene = async |cloud: Cloud, _: Client| {
        let elsewhere = client(&cloud, "eu-west-1");
        let mut found = Vec::new();
        for seconds in [0, 60] {
            cloud.advance(std::time::Duration::from_secs(seconds)).await;
            let get = elsewhere.get_object().bucket("photos").key("k").send().await;
            found.push(get.map(drop).map_err(code).unwrap_err());
        }
        found
    };
    for (option, soon) in
        [("404 NoSuchBucket", "NoSuchBucket"), ("307 TemporaryRedirect", "TemporaryRedirect")]
    {
        let (found, calm) = both("s3.new-bucket-elsewhere", option, scene).await;
        assert_eq!(found, [soon, "PermanentRedirect"]);
        assert_eq!(calm, ["PermanentRedirect", "PermanentRedirect"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a26_unknown_headers_and_elements_do_no_harm() {
    let scene =
        async |_: Cloud, s3: Client| s3.list_buckets().send().await.unwrap().buckets().len();
    let option = "an unknown header and an unknown element";
    assert_eq!(both("s3.unknown-element", option, scene).await, (1, 1));
    let raw = async |cloud: Cloud, _: Client| {
        let answer = list_buckets(&cloud);
        let text = String::from_utf8(answer.body().to_bytes().to_vec()).unwrap();
        (answer.headers().contains_key("x-amz-new-feature"), text.contains("<NewFeature>"))
    };
    assert_eq!(both("s3.unknown-element", option, raw).await, ((true, true), (false, false)));
}

/// ListBuckets, as it stands on the wire.
fn list_buckets(cloud: &Cloud) -> http::Response<parhelion::Body> {
    let request = http::Request::get("/").header("host", "s3.amazonaws.com");
    let request = request.header("authorization", "AWS key:signature");
    cloud.handle(request.body(parhelion::Body::empty()).unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a28_dates_lie_seconds_away_and_never_go_back() {
    let scene = async |cloud: Cloud, s3: Client| {
        let head = async || {
            let head = s3.head_object().bucket("photos").key("k").send().await.unwrap();
            cloud.now().secs() - head.last_modified().unwrap().secs()
        };
        let put = || s3.put_object().bucket("photos").key("k").body(b"x".to_vec().into()).send();
        put().await.unwrap();
        let at_once = head().await;
        cloud.advance(std::time::Duration::from_secs(9)).await;
        put().await.unwrap();
        (at_once, head().await)
    };
    let (skewed, calm) = both("s3.last-modified", "2s behind", scene).await;
    assert_eq!((skewed, calm), ((0, 2), (0, 0)), "the first would have gone behind the one before");
}

#[tokio::test(start_paused = true)]
async fn a29_a30_connections_close_and_headers_come_in_any_order() {
    let scene = async |cloud: Cloud, _: Client| {
        let answer = list_buckets(&cloud);
        let names: Vec<_> = answer.headers().keys().map(|name| name.to_string()).collect();
        (names, answer.headers().get("connection").map(|it| it.to_str().unwrap().to_owned()))
    };
    let (closed, calm) = both("s3.connection-closes", "Connection: close", scene).await;
    assert_eq!((closed.1.as_deref(), calm.1), (Some("close"), None));
    let (mut reversed, calm) = both("s3.header-order", "reversed", scene).await;
    assert_ne!(reversed.0, calm.0);
    reversed.0.sort();
    let mut sorted = calm.0;
    sorted.sort();
    assert_eq!(reversed.0, sorted);
}

#[tokio::test(start_paused = true)]
async fn a31_a_denial_may_be_plain() {
    let scene = async |_: Cloud, s3: Client| {
        let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
        s3.put_bucket_policy().bucket("photos").policy(deny).send().await.unwrap();
        let denied = s3.get_object().bucket("photos").key("k").send().await.unwrap_err();
        (denied.code().unwrap().to_owned(), denied.message().unwrap() == "Access Denied")
    };
    let (plain, calm) = both("s3.denied-plainly", "Access Denied", scene).await;
    assert_eq!(plain, ("AccessDenied".to_owned(), true));
    assert_eq!(calm, ("AccessDenied".to_owned(), false));
}

#[tokio::test(start_paused = true)]
async fn a38_kms_may_have_too_much_to_do() {
    let scene = async |cloud: Cloud, s3: Client| {
        let put = |key: &str| s3.put_object().bucket("photos").key(key).body(b"x".to_vec().into());
        let by_kms = || put("kms").server_side_encryption("aws:kms".into()).send();
        let written = by_kms().await.map(drop).map_err(code);
        let plain = put("plain").send().await.is_ok();
        let adversary = cloud.adversary();
        cloud.heal();
        by_kms().await.unwrap();
        cloud.set_adversary(adversary);
        let read = s3.get_object().bucket("photos").key("kms").send().await;
        (written, plain, read.map(drop).map_err(code))
    };
    let option = "400 ThrottlingException, no effect";
    let (throttled, calm) = both("s3.kms-throttled", option, scene).await;
    let refused = || Err("ThrottlingException".to_owned());
    assert_eq!(throttled, (refused(), true, refused()));
    assert_eq!(calm, (Ok(()), true, Ok(())));
}
