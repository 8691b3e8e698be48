//! S3-10: candidate properties over random histories; S3-9.1(c): what fails changes nothing.

use super::requests::{AnyRequest, ObjectRequest, Uploads, any_request, send};
use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Body;
use proptest::prelude::*;

fn state(cloud: &mut Cloud) -> String {
    cloud.run("state", |s3, _| format!("{s3:?}"))
}

/// Everything that reads show.
fn readable(cloud: &mut Cloud) -> Vec<(String, Option<String>)> {
    let keys = cloud.keys();
    let read = |key: String| {
        let body = cloud.read(&key).ok();
        (key, body)
    };
    keys.into_iter().map(read).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// S3-9.1(c), and 500 never.
    #[test]
    fn what_fails_changes_nothing(requests in prop::collection::vec(any_request(), 1..30), acls in any::<bool>()) {
        let mut cloud = if acls { Cloud::with_acls() } else { Cloud::with_bucket() };
        let mut uploads = Uploads::new();
        for request in &requests {
            let before = state(&mut cloud);
            if let Err(error) = send(&mut cloud, &mut uploads, request) {
                prop_assert!((400..500).contains(&error.status()) || error.status() == 501, "{error}");
                prop_assert_eq!(&before, &state(&mut cloud), "{:?}: {}", request, error);
            }
        }
        // A fork is a value of its own.
        let (before, mut fork) = (state(&mut cloud), cloud.clone());
        for request in &requests {
            let _ = send(&mut fork, &mut uploads, request);
        }
        fork.advance(10 * 86_400);
        prop_assert_eq!(before, state(&mut cloud));
    }

    /// T60: a request whose answer was lost, sent again, leaves what one or two of them leave.
    #[test]
    fn t60_replays(requests in prop::collection::vec(any_request(), 1..20)) {
        let mut cloud = Cloud::with_bucket();
        let mut uploads = Uploads::new();
        for request in &requests {
            let first = send(&mut cloud, &mut uploads, request);
            let once = readable(&mut cloud);
            let again = send(&mut cloud, &mut uploads, request);
            if first.is_ok() && !matches!(request, AnyRequest::Object(ObjectRequest::Copy { .. })) {
                prop_assert_eq!(readable(&mut cloud), once, "{:?}: {:?}", request, again);
            }
        }
    }

    /// T13: of many that want to be first, one is.
    #[test]
    fn t13_one_winner(writers in 2..8usize, versioned in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        if versioned { cloud.versioning("Enabled"); }
        let wins = (0..writers).filter(|writer| {
            let input = PutObjectInput { if_none_match: Some("*".into()), ..put("k", &writer.to_string()) };
            cloud.call::<PutObject>(input).is_ok()
        });
        prop_assert_eq!(wins.count(), 1);
        prop_assert_eq!(cloud.read("k").unwrap(), "0");
    }

    /// T14: counting by compare and swap loses nothing.
    #[test]
    fn t14_compare_and_swap(turns in prop::collection::vec(0..3usize, 0..20)) {
        let mut cloud = Cloud::with_bucket();
        let first = cloud.put("k", "0").unwrap().e_tag.unwrap();
        let mut known = vec![("0".to_owned(), first); 3];
        let mut done = 0;
        for turn in turns {
            let (value, tag) = known[turn].clone();
            let next = (value.parse::<u32>().unwrap() + 1).to_string();
            let input = PutObjectInput { if_match: Some(tag), ..put("k", &next) };
            match cloud.call::<PutObject>(input) {
                Ok(put) => {
                    known[turn] = (next, put.e_tag.unwrap());
                    done += 1;
                }
                Err(error) => {
                    prop_assert_eq!(error.status(), 412);
                    let got = cloud.get("k").unwrap();
                    known[turn] = (cloud.read("k").unwrap(), got.e_tag.unwrap());
                }
            }
        }
        prop_assert_eq!(cloud.read("k").unwrap(), done.to_string());
    }

    /// T8, T11, T24: any parts of any size, if there is one; ranges of the whole agree with it.
    #[test]
    fn t8_t11_one_part_and_ranges(content in prop::collection::vec(any::<u8>(), 1..60), cut in 0..60u64) {
        let mut cloud = Cloud::with_bucket();
        let id = cloud.upload("k");
        let tag = cloud.part("k", &id, 7, Body::from(content.clone())).unwrap();
        let done = cloud.complete("k", &id, &[(7, &tag)]).unwrap();
        prop_assert!(done.e_tag.unwrap().ends_with("-1\""));
        let cut = cut.min(content.len() as u64 - 1);
        let mut range = |text: String| {
            let input = GetObjectInput { range: Some(text), ..get("k") };
            cloud.call::<GetObject>(input).map(|got| got.body.unwrap().to_bytes().to_vec())
        };
        let head = if cut == 0 { Vec::new() } else { range(format!("bytes=0-{}", cut - 1)).unwrap() };
        let tail = range(format!("bytes={cut}-")).unwrap();
        prop_assert_eq!([head, tail].concat(), content);
    }
}

#[test]
fn t23_t30_what_lists_do_not_show() {
    let mut cloud = Cloud::with_bucket();
    cloud.upload("k");
    assert!(cloud.keys().is_empty());
    let delete = DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() };
    let mut other = cloud.clone();
    other.call::<DeleteBucket>(delete.clone()).unwrap(); // S3-4.10
    cloud.versioning("Enabled");
    cloud.delete("k").unwrap();
    assert!(cloud.keys().is_empty());
    is(cloud.call::<DeleteBucket>(delete), 409, "BucketNotEmpty");
}
