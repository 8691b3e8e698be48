//! Uploads in parts: what their ETags and checksums are made of, and what a completion refuses.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Body;
use parhelion_wire::checksum::{Algorithm, Checksum, digests};
use proptest::prelude::*;

fn digest(body: &[u8], algorithm: Algorithm) -> Checksum {
    *digests(&Body::from(body.to_vec()), &[algorithm]).unwrap().get(algorithm).unwrap()
}

/// Bodies of parts: the least that all but the last must have, and some bytes.
fn parts(count: usize, last: &[u8]) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = (1..count).map(|n| vec![n as u8; 5 << 20]).collect();
    all.push(last.to_vec());
    all
}

/// How a completion can be wrong.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Nothing,
    Order,
    Twice,
    Tag,
    Absent,
    Empty,
    Tiny,
}

proptest! {
    // Parts are 5 MiB.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// T8, T20: ETag and composite checksum hang on the parts, a full-object CRC does not; a copy
    /// is one piece again.
    #[test]
    fn t8_t20_formulas(count in 1..3usize, last in prop::collection::vec(any::<u8>(), 1..50), composite in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let (algorithm, kind) = if composite { ("SHA256", "COMPOSITE") } else { ("CRC32", "FULL_OBJECT") };
        let create = CreateMultipartUploadInput {
            bucket: BUCKET.into(), key: "k".into(),
            checksum_algorithm: Some(algorithm.into()), checksum_type: Some(kind.into()),
            ..Default::default()
        };
        let id = cloud.call::<CreateMultipartUpload>(create).unwrap().upload_id.unwrap();
        let bodies = parts(count, &last);
        let mut listed = Vec::new();
        for (n, body) in bodies.iter().enumerate() {
            // Declared checksums want numbers without gaps from 1 on (S3-4.4).
            let number = n as i32 + 1;
            let mut input = part("k", &id, number, Body::from(body.clone()));
            if composite { input.checksum_sha256 = Some(digest(body, Algorithm::Sha256).base64()); }
            let done = cloud.call::<UploadPart>(input).unwrap();
            listed.push(CompletedPart {
                part_number: Some(number),
                e_tag: done.e_tag,
                checksum_sha256: done.checksum_sha256,
                checksum_crc32: done.checksum_crc32,
                ..Default::default()
            });
        }
        let complete = CompleteMultipartUploadInput {
            multipart_upload: Some(CompletedMultipartUpload { parts: Some(listed) }),
            ..completion("k", &id, &[])
        };
        let done = cloud.call::<CompleteMultipartUpload>(complete).unwrap();
        let tags: Vec<u8> = bodies.iter().flat_map(|body| digest(body, Algorithm::Md5).bytes().to_vec()).collect();
        prop_assert_eq!(done.e_tag, Some(format!("\"{}-{count}\"", digest(&tags, Algorithm::Md5).hex())));
        let whole = bodies.concat();
        if composite {
            let sums: Vec<u8> = bodies.iter().flat_map(|body| digest(body, Algorithm::Sha256).bytes().to_vec()).collect();
            let expected = format!("{}-{count}", digest(&sums, Algorithm::Sha256).base64());
            prop_assert_eq!(done.checksum_sha256, Some(expected));
        } else {
            prop_assert_eq!(done.checksum_crc32, Some(digest(&whole, Algorithm::Crc32).base64()));
        }
        let copied = cloud.copy("k", "copy").unwrap().copy_object_result.unwrap().e_tag;
        prop_assert_eq!(copied, Some(format!("\"{}\"", digest(&whole, Algorithm::Md5).hex())), "T20");
    }

    /// T22, T24: a completion that is wrong in any way is refused with its own code, and leaves
    /// the upload as it was; then the right one succeeds, and does so again.
    #[test]
    fn t22_t24_completions(
        wrong in prop::sample::select(vec![
            Wrong::Nothing, Wrong::Order, Wrong::Twice, Wrong::Tag, Wrong::Absent, Wrong::Empty, Wrong::Tiny,
        ]),
        last in 0..3usize,
    ) {
        let mut cloud = Cloud::with_bucket();
        let id = cloud.upload("k");
        let one = cloud.part("k", &id, 2, five_mib(1)).unwrap();
        let two = cloud.part("k", &id, 5, Body::from(vec![2; last])).unwrap();
        let tiny = cloud.part("k", &id, 9, Body::from("tiny")).unwrap();
        let listed: Vec<(i32, &str)> = match wrong {
            Wrong::Nothing => vec![(2, &one), (5, &two)],
            Wrong::Order => vec![(5, &two), (2, &one)],
            Wrong::Twice => vec![(2, &one), (2, &one)],
            Wrong::Tag => vec![(2, &two), (5, &two)],
            Wrong::Absent => vec![(2, &one), (3, &two)],
            Wrong::Empty => vec![],
            Wrong::Tiny => vec![(5, &two), (9, &tiny)],
        };
        let expected = match wrong {
            Wrong::Nothing => None,
            Wrong::Order | Wrong::Twice => Some("InvalidPartOrder"),
            Wrong::Tag | Wrong::Absent => Some("InvalidPart"),
            Wrong::Empty => Some("MalformedXML"),
            Wrong::Tiny => Some("EntityTooSmall"),
        };
        let outcome = cloud.complete("k", &id, &listed);
        let refused = outcome.err().map(|error| error.code().to_owned());
        prop_assert_eq!(refused.as_deref(), expected);
        if expected.is_some() {
            prop_assert!(cloud.keys().is_empty());
        }
        // Part 9 is left out: it is not part of the object (S3-4.4).
        let right = [(2, &*one), (5, &*two)];
        let done = cloud.complete("k", &id, &right).unwrap();
        let again = cloud.complete("k", &id, &right).unwrap();
        prop_assert_eq!(done.e_tag, again.e_tag);
        prop_assert_eq!(cloud.head("k").unwrap().content_length, Some((5 << 20) + last as i64), "T24");
    }

    /// T23: what is not complete is in one list and not in the other.
    #[test]
    fn t23_incomplete_uploads(keys in prop::collection::vec("[ab]", 1..6), aborted in 0..6usize) {
        let mut cloud = Cloud::with_bucket();
        let mut ids: Vec<(String, String)> = keys.iter().map(|key| (key.clone(), cloud.upload(key))).collect();
        if aborted < ids.len() {
            let (key, upload_id) = ids.remove(aborted);
            let input = AbortMultipartUploadInput { bucket: BUCKET.into(), key, upload_id, ..Default::default() };
            cloud.call::<AbortMultipartUpload>(input).unwrap();
        }
        prop_assert!(cloud.keys().is_empty());
        let input = ListMultipartUploadsInput { bucket: BUCKET.into(), ..Default::default() };
        let listed = cloud.call::<ListMultipartUploads>(input).unwrap().uploads.unwrap_or_default();
        let mut listed: Vec<_> = listed.into_iter().map(|it| (it.key.unwrap(), it.upload_id.unwrap())).collect();
        listed.sort();
        ids.sort();
        prop_assert_eq!(listed, ids);
    }
}
