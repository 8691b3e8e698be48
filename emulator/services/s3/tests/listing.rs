//! S3-5: listings, through the operations.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;

fn filled(keys: &[&str]) -> Cloud {
    let mut cloud = Cloud::with_bucket();
    for key in keys {
        cloud.put(key, "x").unwrap();
    }
    cloud
}

fn keys(output: &ListObjectsV2Output) -> Vec<&str> {
    output.contents.iter().flatten().filter_map(|object| object.key.as_deref()).collect()
}

fn prefixes(output: &ListObjectsV2Output) -> Vec<&str> {
    output.common_prefixes.iter().flatten().filter_map(|common| common.prefix.as_deref()).collect()
}

#[test]
fn s3_5_2_a_page() {
    let mut cloud = filled(&["a", "b/1", "b/2", "c"]);
    let input = ListObjectsV2Input { delimiter: Some("/".into()), ..list() };
    let page = cloud.call::<ListObjectsV2>(input).unwrap();
    assert_eq!((keys(&page), prefixes(&page)), (vec!["a", "c"], vec!["b/"]));
    assert_eq!((page.key_count, page.max_keys), (Some(3), Some(1000)));
    assert_eq!((page.is_truncated, page.next_continuation_token.clone()), (Some(false), None));
    assert_eq!((page.name.as_deref(), page.prefix.as_deref()), (Some("photos"), Some("")));
    assert_eq!(page.delimiter.as_deref(), Some("/"));
    let object = &page.contents.unwrap()[0];
    assert_eq!(object.e_tag.as_deref(), Some("\"9dd4e461268c8034f5c8564e155c67a6\""), "S3-5.1(h)");
    assert_eq!((object.size, object.storage_class.as_deref()), (Some(1), Some("STANDARD")), "T50");
    assert_eq!(object.checksum_algorithm.as_deref(), Some(&["CRC64NVME".to_owned()][..]));
    assert!(object.owner.is_none());
}

#[test]
fn s3_5_2_tokens_and_start_after() {
    let mut cloud = filled(&["a", "b", "c", "d", "e"]);
    let input = ListObjectsV2Input { max_keys: Some(2), start_after: Some("a".into()), ..list() };
    let first = cloud.call::<ListObjectsV2>(input.clone()).unwrap();
    assert_eq!((keys(&first), first.start_after.as_deref()), (vec!["b", "c"], Some("a")));
    let token = first.next_continuation_token.clone();
    assert!(token.is_some() && first.is_truncated == Some(true));
    let second =
        ListObjectsV2Input { continuation_token: token.clone(), max_keys: Some(10), ..input };
    let second = cloud.call::<ListObjectsV2>(second).unwrap();
    assert_eq!(keys(&second), ["d", "e"]);
    assert_eq!((second.start_after.clone(), second.continuation_token.clone()), (None, token));
    let wrong = ListObjectsV2Input { continuation_token: Some("wrong".into()), ..list() };
    let wrong = error(cloud.call::<ListObjectsV2>(wrong));
    assert_eq!(wrong.message(), "The continuation token provided is incorrect");
}

#[test]
fn s3_5_1_a_max_keys() {
    let mut cloud = filled(&["a", "b"]);
    let mut ask =
        |max| cloud.call::<ListObjectsV2>(ListObjectsV2Input { max_keys: Some(max), ..list() });
    let none = ask(0).unwrap();
    assert_eq!(
        (none.key_count, none.is_truncated, none.max_keys),
        (Some(0), Some(false), Some(0)),
        "T5"
    );
    assert_eq!(ask(5000).unwrap().max_keys, Some(1000));
    let negative = error(ask(-1));
    assert_eq!(negative.message(), "Argument maxKeys must be an integer between 0 and 2147483647");
    assert_eq!(negative.field("ArgumentName"), Some("maxKeys"));
}

#[test]
fn s3_5_1_g_encoding() {
    let mut cloud = filled(&["a b/\u{e9}=+\u{1}"]);
    let input = ListObjectsV2Input {
        encoding_type: Some("url".into()),
        prefix: Some("a b".into()),
        start_after: Some("a ".into()),
        ..list()
    };
    let page = cloud.call::<ListObjectsV2>(input).unwrap();
    assert_eq!(keys(&page), ["a+b/%C3%A9%3D%2B%01"]);
    assert_eq!((page.prefix.as_deref(), page.start_after.as_deref()), (Some("a+b"), Some("a+")));
    assert_eq!(page.encoding_type.as_deref(), Some("url"));
    let other = ListObjectsV2Input { encoding_type: Some("".into()), ..list() };
    let other = error(cloud.call::<ListObjectsV2>(other));
    assert_eq!(other.message(), "Invalid Encoding Method specified in Request");
}

#[test]
fn s3_5_1_d_j_empty_delimiter_and_owner() {
    let mut cloud = filled(&["a/b"]);
    let input =
        ListObjectsV2Input { delimiter: Some("".into()), fetch_owner: Some(true), ..list() };
    let page = cloud.call::<ListObjectsV2>(input).unwrap();
    assert_eq!((keys(&page), page.delimiter.clone()), (vec!["a/b"], None));
    let owner = page.contents.unwrap()[0].owner.clone().unwrap();
    assert_eq!((owner.id.unwrap().len(), owner.display_name), (64, None));
}

#[test]
fn s3_5_3_version_one() {
    let mut cloud = filled(&["a", "b/1", "c", "d"]);
    let input = ListObjectsInput { bucket: BUCKET.into(), max_keys: Some(2), ..Default::default() };
    let plain = cloud.call::<ListObjects>(input.clone()).unwrap();
    assert_eq!((plain.next_marker, plain.marker.as_deref()), (None, Some("")));
    assert!(plain.contents.unwrap()[0].owner.is_some());
    let rolled = ListObjectsInput { delimiter: Some("/".into()), ..input.clone() };
    let rolled = cloud.call::<ListObjects>(rolled).unwrap();
    assert_eq!((rolled.next_marker.as_deref(), rolled.is_truncated), (Some("b/"), Some(true)));
    let next = ListObjectsInput { delimiter: Some("/".into()), marker: Some("b/".into()), ..input };
    let next = cloud.call::<ListObjects>(next).unwrap();
    assert_eq!(next.contents.unwrap()[0].key.as_deref(), Some("c"), "T6");
}
