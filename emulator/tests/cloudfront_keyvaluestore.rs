//! CloudFront's key value stores beside S3, which has files for them, and by the API of their data.

use parhelion::cloudfront::{
    CloudFront, Propagation, model as cf, model::operations as cf_operations,
};
use parhelion::cloudfront_keyvaluestore::{
    KeyValueStores, model as kvs, model::operations as kvs_operations,
};
use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer, v4a};
use parhelion::{Body, Cloud, Error, identity};
use serde_json::json;

fn cloud() -> Cloud {
    let cloud = Cloud::new();
    let bucket = s3::CreateBucketInput { bucket: "files".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::CreateBucket>(bucket).unwrap();
    cloud.with::<CloudFront, _>(|cloudfront, _| cloudfront.propagation = Propagation::IMMEDIATE);
    cloud
}

/// A store that begins with a file of this text: its ARN.
fn import(cloud: &Cloud, name: &str, text: String) -> Result<String, Error> {
    let body = Some(Body::from(text.into_bytes()));
    let put = s3::PutObjectInput {
        bucket: "files".into(),
        key: format!("of/{name}"),
        body,
        ..Default::default()
    };
    cloud.call::<S3, s3_operations::PutObject>(put).unwrap();
    let source_arn = format!("arn:aws:s3:::files/of/{name}");
    let source = cf::ImportSource { source_type: "S3".into(), source_arn };
    let input = cf::CreateKeyValueStoreInput {
        name: name.into(),
        import_source: Some(source),
        ..Default::default()
    };
    let made = cloud.call::<CloudFront, cf_operations::CreateKeyValueStore>(input)?;
    Ok(made.key_value_store.unwrap().arn)
}

fn describe(cloud: &Cloud, arn: &str) -> Result<kvs::DescribeKeyValueStoreOutput, Error> {
    let input = kvs::DescribeKeyValueStoreInput { kvs_arn: arn.into() };
    cloud.call::<KeyValueStores, kvs_operations::DescribeKeyValueStore>(input)
}

fn update(
    cloud: &Cloud,
    arn: &str,
    tag: &str,
    puts: &[(String, String)],
    deletes: &[&str],
) -> Result<kvs::UpdateKeysOutput, Error> {
    let put = |(key, value): &(String, String)| kvs::PutKeyRequestListItem {
        key: key.clone(),
        value: value.clone(),
    };
    let delete = |key: &&str| kvs::DeleteKeyRequestListItem { key: (*key).to_owned() };
    let input = kvs::UpdateKeysInput {
        kvs_arn: arn.into(),
        if_match: tag.into(),
        puts: Some(puts.iter().map(put).collect()),
        deletes: Some(deletes.iter().map(delete).collect()),
    };
    cloud.call::<KeyValueStores, kvs_operations::UpdateKeys>(input)
}

#[track_caller]
fn assert_refused<T>(result: Result<T, Error>, code: &str) {
    assert_eq!(result.err().unwrap().code(), code);
}

/// CF-9.4, Appendix A: a file of up to 5 MB, no key twice; a bad one makes no store.
#[tokio::test(start_paused = true)]
async fn cf_9_4_a_store_begins_with_a_file() {
    let cloud = cloud();
    // Longer than what is parsed under a lock.
    let pair = |n: usize| json!({ "key": format!("key-{n}"), "value": "v".repeat(1000) });
    let long = json!({ "data": (0..2000).map(pair).collect::<Vec<_>>() });
    let arn = import(&cloud, "long", long.to_string()).unwrap();
    assert_eq!(describe(&cloud, &arn).unwrap().item_count, 2000);
    let get = kvs::GetKeyInput { kvs_arn: arn, key: "key-1999".into() };
    let got = cloud.call::<KeyValueStores, kvs_operations::GetKey>(get).unwrap();
    assert_eq!((got.value.len(), got.item_count), (1000, 2000));

    let key =
        |key: &str| json!({ "data": [{ "key": "a", "value": "" }, { "key": key, "value": "" }] });
    for bad in [key("a"), key(""), key(&"k".repeat(513)), json!({ "data": 1 }), json!([])] {
        assert_refused(import(&cloud, "bad", bad.to_string()), "InvalidArgument");
    }
    let large = format!("{{\"data\":[]}}{}", " ".repeat(5 << 20));
    assert_refused(import(&cloud, "bad", large), "EntitySizeLimitExceeded");
    let list = cf::ListKeyValueStoresInput::default();
    let list = cloud.call::<CloudFront, cf_operations::ListKeyValueStores>(list).unwrap();
    assert_eq!(list.key_value_store_list.unwrap().quantity, 1);
}

/// CF-9.5: all of an UpdateKeys or nothing, by the version that the caller has seen.
#[tokio::test(start_paused = true)]
async fn cf_9_5_keys_are_updated_together() {
    let cloud = cloud();
    let arn = import(&cloud, "s", json!({ "data": [{ "key": "a", "value": "1" }] }).to_string());
    let arn = arn.unwrap();
    let first = describe(&cloud, &arn).unwrap();
    let pair = |key: &str| (key.to_owned(), "2".to_owned());
    let done = update(&cloud, &arn, &first.e_tag, &[pair("b"), pair("c")], &["a"]).unwrap();
    assert_eq!((done.item_count, done.total_size_in_bytes), (2, 4));
    let tag = done.e_tag;
    assert_refused(update(&cloud, &arn, &first.e_tag, &[pair("d")], &[]), "ConflictException");
    assert_refused(update(&cloud, &arn, &tag, &[pair("b")], &["b"]), "ValidationException");
    assert_refused(update(&cloud, &arn, &tag, &[], &[]), "ValidationException");
    assert_refused(
        update(&cloud, &arn, &tag, &[pair("d")], &["absent"]),
        "ResourceNotFoundException",
    );
    let many: Vec<_> = (0..51).map(|n| pair(&n.to_string())).collect();
    assert_refused(update(&cloud, &arn, &tag, &many, &[]), "ServiceQuotaExceededException");
    assert_eq!(describe(&cloud, &arn).unwrap().e_tag, tag, "nothing of it was done");
    let put = kvs::PutKeyInput {
        key: "b".into(),
        value: "long".into(),
        kvs_arn: arn.clone(),
        if_match: tag,
    };
    let put = cloud.call::<KeyValueStores, kvs_operations::PutKey>(put).unwrap();
    assert_eq!((put.item_count, put.total_size_in_bytes), (2, 7));
    let delete = |key: &str, tag: &str| {
        let input =
            kvs::DeleteKeyInput { kvs_arn: arn.clone(), key: key.into(), if_match: tag.into() };
        cloud.call::<KeyValueStores, kvs_operations::DeleteKey>(input)
    };
    assert_refused(delete("absent", &put.e_tag), "ResourceNotFoundException");
    assert_eq!(delete("b", &put.e_tag).unwrap().item_count, 1);
}

#[tokio::test(start_paused = true)]
async fn cf_9_5_keys_are_listed_in_pages() {
    let cloud = cloud();
    let pair = |n: usize| json!({ "key": format!("key-{n:02}"), "value": "v" });
    let file = json!({ "data": (0..25).map(pair).collect::<Vec<_>>() });
    let arn = import(&cloud, "s", file.to_string()).unwrap();
    let list = |next_token: Option<String>, max_results: Option<i32>| {
        let input = kvs::ListKeysInput { kvs_arn: arn.clone(), next_token, max_results };
        cloud.call::<KeyValueStores, kvs_operations::ListKeys>(input)
    };
    let first = list(None, None).unwrap();
    assert_eq!(first.items.unwrap().len(), 10);
    let rest = list(first.next_token, Some(50)).unwrap();
    assert_eq!((rest.items.unwrap().len(), rest.next_token), (15, None));
    assert_refused(list(Some("%".into()), None), "ValidationException");
}

/// Clients that know Version 4 only are refused as AWS refuses them, whatever key they have; nobody's key is no better.
#[tokio::test(start_paused = true)]
async fn cf_9_5_keys_are_for_signatures_of_version_4a() {
    let cloud = cloud();
    let arn = import(&cloud, "signed", json!({"data": []}).to_string()).unwrap();
    cloud.advance(std::time::Duration::from_secs(60)).await;
    let arn = arn.replace(':', "%3A").replace('/', "%2F");
    let credentials = &Credentials {
        access_key: identity::ACCESS_KEY.to_owned(),
        secret: identity::SECRET_KEY.to_owned(),
        token: None,
    };
    let asked = |by_4a: bool, secret: &str| {
        let host = "123456789012.cloudfront-kvs.global.api.aws";
        let mut request = http::Request::get(format!("/key-value-stores/{arn}"))
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        let credentials = &Credentials { secret: secret.to_owned(), ..credentials.clone() };
        let (service, flavour, now) = ("cloudfront-keyvaluestore", Flavour::Json, cloud.now());
        let signer = Signer { credentials, region: "us-east-1", service, flavour, now };
        match by_4a {
            true => v4a::sign(&signer, &mut request, &Payload::empty()).unwrap(),
            false => drop(signer.sign(&mut request, &Payload::empty()).unwrap()),
        }
        let response = cloud.handle(request).unwrap();
        let status = response.status().as_u16();
        (status, String::from_utf8_lossy(&response.into_body().to_bytes()).into_owned())
    };
    let (status, text) = asked(true, identity::SECRET_KEY);
    assert!(status == 200 && text.contains("\"Status\":\"READY\""), "{status} {text}");
    for secret in [identity::SECRET_KEY, "wrong"] {
        let (status, text) = asked(false, secret);
        assert_eq!(status, 403, "{text}");
        assert!(text.contains("Credential should be scoped to a valid region."), "{text}");
    }
    let (status, text) = asked(true, "wrong");
    assert!(status == 400 && text.contains("does not match the signature"), "{status} {text}");
}
