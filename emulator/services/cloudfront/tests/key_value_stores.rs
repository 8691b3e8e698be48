//! CF-9.4: key value stores as CloudFront's API has them, and what is in them.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;
use parhelion_world::service::Hooks;
use serde_json::{Value, json};

fn create(cloud: &mut Cloud, name: &str) -> Result<CreateKeyValueStoreOutput> {
    let input = CreateKeyValueStoreInput { name: name.into(), ..Default::default() };
    cloud.call::<operations::CreateKeyValueStore>(input)
}

fn describe(cloud: &mut Cloud, name: &str) -> Result<(KeyValueStore, String)> {
    let input = DescribeKeyValueStoreInput { name: name.into() };
    let output = cloud.call::<operations::DescribeKeyValueStore>(input)?;
    Ok((output.key_value_store.unwrap(), output.e_tag.unwrap()))
}

fn delete(cloud: &mut Cloud, name: &str, if_match: &str) -> Result<()> {
    let input = DeleteKeyValueStoreInput { name: name.into(), if_match: if_match.into() };
    cloud.call::<operations::DeleteKeyValueStore>(input)
}

/// As the service of the stores' data asks.
fn ask(cloud: &mut Cloud, account: &str, arn: &str, question: Value) -> Result<Value> {
    cloud.with(account, |cloudfront, cx| cloudfront.counterpart(cx, arn, question))
}

/// A store that is ready: its ARN.
fn ready(cloud: &mut Cloud, name: &str) -> String {
    let made = create(cloud, name).unwrap();
    cloud.advance(60);
    made.key_value_store.unwrap().arn
}

#[test]
fn cf_9_4_a_key_value_store_has_a_comment_if_one_was_given() {
    let mut cloud = Cloud::new();
    for (name, comment) in [("none", None), ("empty", Some("")), ("some", Some("mine"))] {
        let input = CreateKeyValueStoreInput {
            name: name.into(),
            comment: comment.map(Into::into),
            ..Default::default()
        };
        let made = cloud.call::<operations::CreateKeyValueStore>(input).unwrap();
        assert_eq!(made.key_value_store.unwrap().comment.as_deref(), comment, "{name}");
        assert_eq!(describe(&mut cloud, name).unwrap().0.comment.as_deref(), comment, "{name}");
    }
}

#[test]
fn cf_9_4_the_life_of_a_key_value_store() {
    let mut cloud = Cloud::new();
    let made = create(&mut cloud, "redirects").unwrap();
    let store = made.key_value_store.unwrap();
    assert_eq!(store.arn, format!("arn:aws:cloudfront::123456789012:key-value-store/{}", store.id));
    assert_eq!((store.id.len(), store.status.as_deref()), (36, Some("PROVISIONING")));
    let location = "https://cloudfront.amazonaws.com/2020-05-31/key-value-store/redirects";
    assert_eq!(made.location.as_deref(), Some(location));
    cloud.advance(60);
    let (read, tag) = describe(&mut cloud, "redirects").unwrap();
    assert_eq!(read.status.as_deref(), Some("READY"));
    assert_eq!(Some(&tag), made.e_tag.as_ref());
    assert_eq!(read.last_modified_time, store.last_modified_time);

    let update = |cloud: &mut Cloud, tag: &str| {
        let (name, comment, if_match) = ("redirects".into(), "mine".into(), tag.into());
        let input = UpdateKeyValueStoreInput { name, comment, if_match };
        cloud.call::<operations::UpdateKeyValueStore>(input)
    };
    assert_refused(update(&mut cloud, ""), "InvalidIfMatchVersion", 400);
    assert_refused(update(&mut cloud, "E1"), "PreconditionFailed", 412);
    let updated = update(&mut cloud, &tag).unwrap();
    let next = updated.e_tag.unwrap();
    assert_ne!(next, tag);
    assert_eq!(updated.key_value_store.unwrap().comment.as_deref(), Some("mine"));
    assert_eq!(describe(&mut cloud, "redirects").unwrap().0.status.as_deref(), Some("READY"));

    assert_refused(delete(&mut cloud, "redirects", &tag), "PreconditionFailed", 412);
    delete(&mut cloud, "redirects", &next).unwrap();
    assert_refused(delete(&mut cloud, "redirects", &next), "EntityNotFound", 404);
    assert_refused(describe(&mut cloud, "redirects"), "EntityNotFound", 404);
    let gone = ask(&mut cloud, "123456789012", &store.arn, json!("describe"));
    assert_refused(gone, "ResourceNotFoundException", 404);
}

#[test]
fn cf_9_4_names_of_key_value_stores_are_one_accounts() {
    let mut cloud = Cloud::new();
    create(&mut cloud, "one").unwrap();
    assert_refused(create(&mut cloud, "one"), "EntityAlreadyExists", 409);
    let input = CreateKeyValueStoreInput { name: "one".into(), ..Default::default() };
    cloud.call_as::<operations::CreateKeyValueStore>(OTHER_ACCOUNT, input).unwrap();
    for number in 1..50 {
        create(&mut cloud, &format!("store-{number}")).unwrap();
    }
    assert_refused(create(&mut cloud, "too-many"), "EntityLimitExceeded", 400);

    let list = |cloud: &mut Cloud, marker: Option<String>, status: Option<&str>| {
        let (max_items, status) = (Some("30".into()), status.map(str::to_owned));
        let input = ListKeyValueStoresInput { marker, max_items, status };
        cloud.call::<operations::ListKeyValueStores>(input).map(|o| o.key_value_store_list.unwrap())
    };
    let first = list(&mut cloud, None, None).unwrap();
    assert_eq!((first.quantity, first.max_items), (30, 30));
    let rest = list(&mut cloud, first.next_marker, Some("PROVISIONING")).unwrap();
    assert_eq!((rest.quantity, rest.next_marker), (20, None));
    assert_eq!(list(&mut cloud, None, Some("READY")).unwrap().items, None);
    assert_refused(list(&mut cloud, None, Some("ready")), "InvalidArgument", 400);
}

/// CF-8.10: a store has tags, from the start if it likes.
#[test]
fn cf_8_10_key_value_stores_have_tags() {
    let mut cloud = Cloud::new();
    let tag = |value: &str| Tag { key: "team".into(), value: Some(value.into()) };
    let tags = Some(Tags { items: Some(vec![tag("edge")]) });
    let input = CreateKeyValueStoreInput { name: "s".into(), tags, ..Default::default() };
    let made = cloud.call::<operations::CreateKeyValueStore>(input).unwrap();
    let resource = made.key_value_store.unwrap().arn;
    let tags = Tags { items: Some(vec![tag("web")]) };
    let input = TagResourceInput { resource: resource.clone(), tags };
    cloud.call::<operations::TagResource>(input).unwrap();
    let list = |cloud: &mut Cloud| {
        let input = ListTagsForResourceInput { resource: resource.clone() };
        cloud.call::<operations::ListTagsForResource>(input)
    };
    assert_eq!(list(&mut cloud).unwrap().tags.items.unwrap(), [tag("web")]);
    delete(&mut cloud, "s", &made.e_tag.unwrap()).unwrap();
    assert_refused(list(&mut cloud), "NoSuchResource", 404);
}

/// Data is there for those who own the store, once it is ready; each version has a tag.
#[test]
fn cf_9_5_what_is_in_a_store() {
    let mut cloud = Cloud::new();
    let account = "123456789012";
    let arn = create(&mut cloud, "fresh").unwrap().key_value_store.unwrap().arn;
    let asked = ask(&mut cloud, account, &arn, json!("describe"));
    assert_refused(asked, "ConflictException", 409);
    cloud.advance(60);
    let before = ask(&mut cloud, account, &arn, json!("describe")).unwrap();
    assert_eq!((&before["items"], &before["size"]), (&json!(0), &json!(0)));
    let write = |cloud: &mut Cloud, seen: &Value, puts: Value, deletes: Value| {
        let question = json!({ "write": { "seen": seen, "puts": puts, "deletes": deletes } });
        ask(cloud, account, &arn, question)
    };
    cloud.advance(60);
    let puts = json!([["a", "1"], ["b", "é"], ["a", "22"]]);
    let after = write(&mut cloud, &before["tag"], puts, json!([])).unwrap();
    assert_eq!((&after["items"], &after["size"]), (&json!(2), &json!(6)));
    assert!(after["modified"].as_i64() > after["created"].as_i64());
    let stale = write(&mut cloud, &before["tag"], json!([["c", "3"]]), json!([]));
    assert_refused(stale, "ConflictException", 409);
    let absent = write(&mut cloud, &after["tag"], json!([["c", "3"]]), json!(["absent"]));
    assert_refused(absent, "ResourceNotFoundException", 404);
    let got = ask(&mut cloud, account, &arn, json!({ "get": { "key": "a" } })).unwrap();
    assert_eq!(got["value"], json!("22"));
    assert_eq!(got["of"], after);
    let listed = json!({ "list": { "after": "a", "max": 5 } });
    assert_eq!(ask(&mut cloud, account, &arn, listed).unwrap(), json!([["b", "é"]]));
    let left = write(&mut cloud, &after["tag"], json!([]), json!(["a"])).unwrap();
    assert_eq!((&left["items"], &left["size"]), (&json!(1), &json!(3)));
    let other = ask(&mut cloud, OTHER_ACCOUNT, &arn, json!("describe"));
    assert_refused(other, "ResourceNotFoundException", 404);
}

/// Appendix A: 512 bytes a key, 1 KB a value, 5 MB a store; what is too much changes nothing.
#[test]
fn cf_9_5_a_store_has_limits() {
    let mut cloud = Cloud::new();
    let arn = ready(&mut cloud, "full");
    let account = "123456789012";
    let mut seen = ask(&mut cloud, account, &arn, json!("describe")).unwrap();
    let write = |cloud: &mut Cloud, seen: &Value, puts: Value| {
        let question = json!({ "write": { "seen": seen["tag"], "puts": puts, "deletes": [] } });
        ask(cloud, account, &arn, question)
    };
    for pair in [json!(["k".repeat(513), "v"]), json!(["k", "v".repeat(1025)])] {
        let refused = write(&mut cloud, &seen, json!([["fits", ""], pair]));
        assert_refused(refused, "ServiceQuotaExceededException", 402);
    }
    let value = "v".repeat(1024);
    for hundreds in 0..50 {
        let puts: Vec<_> = (0..100).map(|n| json!([format!("{hundreds}-{n}"), value])).collect();
        seen = write(&mut cloud, &seen, json!(puts)).unwrap();
    }
    assert_eq!(seen["items"], json!(5000));
    let more: Vec<_> = (0..100).map(|n| json!([format!("more-{n}"), value])).collect();
    let refused = write(&mut cloud, &seen, json!(more));
    assert_refused(refused, "ServiceQuotaExceededException", 402);
    assert_eq!(ask(&mut cloud, account, &arn, json!("describe")).unwrap(), seen);
}
