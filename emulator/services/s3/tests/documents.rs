//! Answers as documents: which elements, and in which order, as AWS's pages show them ("Examples" of
//! each operation).

use crate::raw::{send, text};
use crate::support::*;

/// The names below one element, each once in a row, as they stand in the document.
fn below(xml: &str, wanted: &str) -> String {
    let (mut path, mut names): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for tag in xml.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
        let name = tag.trim_end_matches('/').split(' ').next().unwrap();
        if name.starts_with('?') {
            continue;
        }
        if name.starts_with('/') || tag.starts_with('/') {
            path.pop();
            continue;
        }
        if path.last() == Some(&wanted) && names.last() != Some(&name) {
            names.push(name);
        }
        if !tag.ends_with('/') {
            path.push(name);
        }
    }
    names.dedup();
    names.join(" ")
}

#[track_caller]
fn shows(cloud: &mut Cloud, path: &str, element: &str, names: &str) {
    let xml = text(&send(cloud, "GET", path, &[], ""));
    assert_eq!(below(&xml, element), names, "{path}: {xml}");
}

#[test]
fn s3_5_listings_in_awss_order() {
    let mut cloud = Cloud::with_bucket();
    for key in ["a b/c", "a b/d", "e"] {
        cloud.put(key, "x").unwrap();
    }
    shows(&mut cloud, "/", "ListAllMyBucketsResult", "Owner Buckets");
    shows(&mut cloud, "/?prefix=p", "ListAllMyBucketsResult", "Owner Buckets Prefix");
    shows(&mut cloud, "/", "Bucket", "Name CreationDate");
    shows(&mut cloud, "/?max-buckets=1", "Bucket", "Name CreationDate BucketRegion BucketArn");
    let contents = "Key LastModified ETag ChecksumAlgorithm ChecksumType Size";
    let owned = format!("{contents} Owner StorageClass");
    let plain = format!("{contents} StorageClass");
    let root = "ListBucketResult";
    shows(&mut cloud, "/photos", root, "Name Prefix Marker MaxKeys IsTruncated Contents");
    shows(&mut cloud, "/photos?max-keys=1", "Contents", &owned);
    let all = "/photos?delimiter=/&encoding-type=url&max-keys=1";
    let names = "Name Prefix Marker NextMarker MaxKeys Delimiter EncodingType IsTruncated \
                 CommonPrefixes";
    shows(&mut cloud, all, root, names);
    let names = "Name Prefix KeyCount MaxKeys IsTruncated Contents";
    shows(&mut cloud, "/photos?list-type=2", root, names);
    shows(&mut cloud, "/photos?list-type=2&max-keys=1", "Contents", &plain);
    shows(&mut cloud, "/photos?list-type=2&max-keys=1&fetch-owner=true", "Contents", &owned);
    let all = "/photos?list-type=2&delimiter=/&encoding-type=url&max-keys=1&start-after=a";
    let names = "Name Prefix NextContinuationToken StartAfter KeyCount MaxKeys Delimiter \
                 EncodingType IsTruncated CommonPrefixes";
    shows(&mut cloud, all, root, names);
}

#[test]
fn s3_5_4_versions_in_awss_order() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    cloud.put("a", "x").unwrap();
    cloud.delete("a").unwrap();
    cloud.put("b/c", "x").unwrap();
    let root = "ListVersionsResult";
    let names = "Name Prefix KeyMarker VersionIdMarker MaxKeys IsTruncated DeleteMarker Version";
    shows(&mut cloud, "/photos?versions", root, names);
    let names = "Name Prefix KeyMarker VersionIdMarker NextKeyMarker NextVersionIdMarker MaxKeys \
                 Delimiter EncodingType IsTruncated DeleteMarker Version";
    let all = "/photos?versions&max-keys=2&delimiter=/&encoding-type=url";
    shows(&mut cloud, all, root, names);
    let names = "Name Prefix KeyMarker VersionIdMarker MaxKeys Delimiter IsTruncated DeleteMarker \
                 Version CommonPrefixes";
    shows(&mut cloud, "/photos?versions&delimiter=/", root, names);
    let version = "Key VersionId IsLatest LastModified ETag ChecksumAlgorithm ChecksumType Size \
                   Owner StorageClass";
    shows(&mut cloud, "/photos?versions&prefix=b", "Version", version);
    let marker = "Key VersionId IsLatest LastModified Owner";
    shows(&mut cloud, "/photos?versions&max-keys=1", "DeleteMarker", marker);
}

#[test]
fn s3_4_uploads_and_parts_in_awss_order() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("a b");
    cloud.part("a b", &id, 1, parhelion_wire::Body::from("x")).unwrap();
    let root = "ListMultipartUploadsResult";
    let names = "Bucket KeyMarker UploadIdMarker NextKeyMarker NextUploadIdMarker MaxUploads \
                 IsTruncated Upload";
    shows(&mut cloud, "/photos?uploads", root, names);
    let names = "Bucket KeyMarker UploadIdMarker NextKeyMarker NextUploadIdMarker Delimiter Prefix \
                 MaxUploads IsTruncated Upload";
    shows(&mut cloud, "/photos?uploads&delimiter=/", root, names);
    let upload = "Key UploadId Initiator Owner StorageClass Initiated";
    shows(&mut cloud, "/photos?uploads", "Upload", upload);
    shows(&mut cloud, "/photos?uploads", "Initiator", "ID DisplayName");
    let url = text(&send(&mut cloud, "GET", "/photos?uploads&encoding-type=url", &[], ""));
    assert!(url.contains("<Key>a+b</Key>"), "{url}");
    let parts = format!("/photos/a%20b?uploadId={id}");
    let names = "Bucket Key UploadId Initiator Owner StorageClass PartNumberMarker \
                 NextPartNumberMarker MaxParts IsTruncated Part";
    shows(&mut cloud, &parts, "ListPartsResult", names);
    shows(&mut cloud, &parts, "Initiator", "ID DisplayName");
    shows(&mut cloud, &parts, "Part", "PartNumber LastModified ETag Size");
}

#[test]
fn s3_3_19_copies_say_their_date_first_and_what_became_of_them() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    let from = "x-amz-copy-source: photos/k";
    let copied = send(&mut cloud, "PUT", "/photos/c", &[from], "");
    assert!(!copied.headers().contains_key("x-amz-version-id"), "never versioned");
    assert_eq!(
        below(&text(&copied), "CopyObjectResult"),
        "LastModified ETag ChecksumCRC64NVME ChecksumType"
    );
    cloud.versioning("Suspended");
    let copied = send(&mut cloud, "PUT", "/photos/c", &[from], "");
    assert_eq!(copied.headers()["x-amz-version-id"], "null");
    assert!(
        !send(&mut cloud, "PUT", "/photos/c", &[], "x").headers().contains_key("x-amz-version-id")
    );
}

#[test]
fn s3_1_4_listings_say_where_they_are() {
    let mut cloud = Cloud::with_bucket();
    for path in ["/photos", "/photos?list-type=2", "/photos?versions", "/photos?uploads"] {
        let listed = send(&mut cloud, "GET", path, &[], "");
        assert_eq!(listed.headers()["x-amz-bucket-region"], "us-east-1", "{path}");
    }
    let other = send(&mut cloud, "GET", "/photos?versioning", &[], "");
    assert!(!other.headers().contains_key("x-amz-bucket-region"));
    let head = send(&mut cloud, "HEAD", "/photos", &[], "");
    assert_eq!(head.headers()["content-type"], "application/xml");
    assert_eq!(head.headers()["x-amz-bucket-region"], "us-east-1");
}

/// An argument without a value has none to show.
#[test]
fn s3_8_2_empty_values_are_not_shown() {
    let mut cloud = Cloud::with_bucket();
    let refused = text(&send(&mut cloud, "GET", "/photos?encoding-type=", &[], ""));
    assert!(refused.contains("<ArgumentName>encoding-type</ArgumentName>"), "{refused}");
    assert!(!refused.contains("ArgumentValue"), "{refused}");
}
