//! S3-10: keys, hosts, regions and the names of buckets.

use super::{Client, code, text};
use parhelion::wire::signature::Credentials;
use proptest::prelude::*;

fn encoded(key: &str) -> String {
    let unreserved = |b: &u8| b.is_ascii_alphanumeric() || b"-._~/".contains(b);
    let byte = |b: u8| match unreserved(&b) {
        true => (b as char).to_string(),
        false => format!("%{b:02X}"),
    };
    key.bytes().map(byte).collect()
}

fn key() -> impl Strategy<Value = String> {
    let odd = vec!["a b", "a+b", "a%2Fb", "a%25", "a//b", "/a", "a/", "a/./b", "a/../b", "é", "🦀"];
    let length = (1000..1030usize).prop_map(|length| "k".repeat(length));
    prop_oneof![3 => prop::sample::select(odd).prop_map(str::to_owned), 3 => "[ -~]{1,8}", 1 => length]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// T1: a key is its bytes, whatever they are; only 1,024 of them, and nothing above the bucket.
    #[test]
    fn t1_keys_round_trip(key in key()) {
        let client = Client::with_bucket();
        let path = format!("/photos/{}", encoded(&key));
        let put = client.send("PUT", &path, &[], "content");
        let mut depth = 0;
        let climbs = key.split('/').any(|segment| {
            depth += match segment { ".." => -1, "." | "" => 0, _ => 1 };
            depth < 0
        });
        if key.len() > 1024 {
            prop_assert_eq!(code(&put), "KeyTooLongError");
        } else if climbs {
            prop_assert_eq!(put.status(), 400);
        } else {
            prop_assert_eq!(put.status(), 200, "{}", text(&put));
            prop_assert_eq!(text(&client.send("GET", &path, &[], "")), "content");
            let list = text(&client.send("GET", "/photos?list-type=2&encoding-type=url", &[], ""));
            let found = list.split_once("<Key>").unwrap().1.split_once("</Key>").unwrap().0;
            let found = percent_encoding::percent_decode_str(&found.replace('+', " ")).decode_utf8().unwrap().into_owned();
            prop_assert_eq!(found, key);
        }
    }

    /// T27: a request that is signed for another region learns the right one, and no data.
    #[test]
    fn t27_regions(bucket_region in 0..3usize, asked in 0..3usize) {
        const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-northeast-2"];
        let mut client = Client::new();
        client.region = REGIONS[bucket_region];
        let host = format!("s3.{}.amazonaws.com", client.region);
        let constraint = match bucket_region {
            0 => String::new(),
            n => format!("<CreateBucketConfiguration><LocationConstraint>{}</LocationConstraint></CreateBucketConfiguration>", REGIONS[n]),
        };
        prop_assert_eq!(client.send("PUT", "/photos", &[("host", &host)], &constraint).status(), 200);
        client.send("PUT", "/photos/k", &[("host", &host)], "content");
        client.region = REGIONS[asked];
        let host = format!("s3.{}.amazonaws.com", client.region);
        let answer = client.send("GET", "/photos/k", &[("host", &host)], "");
        if asked == bucket_region {
            prop_assert_eq!(text(&answer), "content");
        } else {
            prop_assert_eq!(answer.status(), 301);
            prop_assert_eq!(code(&answer), "PermanentRedirect");
            let region = answer.headers().get("x-amz-bucket-region").map(|it| it.to_str().unwrap().to_owned());
            prop_assert_eq!(region.as_deref(), Some(REGIONS[bucket_region]));
        }
    }

    /// T28: a bucket in the path and one in the host are the same, dots or not.
    #[test]
    fn t28_hosts(bucket in "[a-z]{3,6}([.][a-z]{3,6})?", key in "[a-z/]{1,6}", style in 0..3usize) {
        let client = Client::new();
        client.send("PUT", &format!("/{bucket}"), &[], "");
        let host = match style {
            0 => format!("{bucket}.s3.us-east-1.amazonaws.com"),
            1 => format!("{bucket}.s3.amazonaws.com"),
            _ => format!("{bucket}.localhost:4566"),
        };
        let put = client.send("PUT", &format!("/{key}"), &[("host", &host)], "content");
        prop_assert_eq!(put.status(), 200, "{}", text(&put));
        let by_path = client.send("GET", &format!("/{bucket}/{key}"), &[], "");
        let by_host = client.send("GET", &format!("/{key}"), &[("host", &host)], "");
        prop_assert_eq!(text(&by_path), "content");
        prop_assert_eq!(text(&by_path), text(&by_host));
        let missing = ["/x/absent".to_owned(), format!("/{bucket}/x/absent")];
        let by_host = client.send("GET", &missing[0], &[("host", &host)], "");
        let by_path = client.send("GET", &missing[1], &[], "");
        prop_assert_eq!((by_host.status(), code(&by_host)), (by_path.status(), code(&by_path)));
    }

    /// T29: us-east-1 lets its owner create a bucket again, the other regions do not; a stranger
    /// never.
    #[test]
    fn t29_created_twice(elsewhere in any::<bool>(), stranger in any::<bool>()) {
        let mut client = Client::new();
        let mut body = "";
        let mut host = "s3.us-east-1.amazonaws.com";
        if elsewhere {
            client.region = "eu-west-1";
            host = "s3.eu-west-1.amazonaws.com";
            body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        }
        prop_assert_eq!(client.send("PUT", "/photos", &[("host", host)], body).status(), 200);
        if stranger {
            client.cloud.with::<parhelion::iam::Iam, _>(|iam, _| iam.directory_mut().insert_root("111122223333", "AKIAOTHER", "secret"));
            client.credentials = Credentials { access_key: "AKIAOTHER".into(), secret: "secret".into(), token: None };
        }
        let again = client.send("PUT", "/photos", &[("host", host)], body);
        let found = code(&again);
        match (stranger, elsewhere) {
            (true, _) => prop_assert_eq!(found, "BucketAlreadyExists"),
            (false, true) => prop_assert_eq!(found, "BucketAlreadyOwnedByYou"),
            (false, false) => prop_assert_eq!(again.status(), 200),
        }
    }
}
