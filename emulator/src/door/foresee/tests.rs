//! Whatever the head decides alone, the whole request decides alike (S3-3.24): over all forms of
//! uploads, right ones and wrong ones.

#![allow(clippy::unwrap_used)]
use super::foresee;
use crate::door::call::{Delivery, Request, Response};
use crate::door::claim;
use crate::{Clock, Cloud};
use parhelion_s3::S3;
use parhelion_s3::model::operations::{
    CreateBucket, CreateMultipartUpload, PutObject, PutObjectLockConfiguration,
};
use parhelion_s3::model::*;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::chunked;
use parhelion_wire::signature::{Credentials, Flavour, Framing, Head, Payload, Signer};
use parhelion_wire::{Body, Timestamp};
use parhelion_world::identity;
use proptest::prelude::*;
use proptest::sample::select;

const BUCKET: &str = "photos";

/// How the body is covered by the signature.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Hashed,
    Unsigned,
    Chunked(Framing),
}

/// What of the body's checksum a request says, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    Nothing,
    Header(Algorithm),
    /// In the header, if the form has no trailers.
    Trailer(Algorithm),
}

#[derive(Clone, Debug)]
struct Upload {
    form: Form,
    said: Said,
    /// A part of an upload that declared this; an object.
    part_of: Option<Option<(&'static str, &'static str)>>,
    /// By the bucket's default.
    retained: bool,
    size: usize,
    content_md5: bool,
    right: bool,
    extra: &'static [(&'static str, &'static str)],
}

fn upload() -> impl Strategy<Value = Upload> {
    let form = select(vec![
        Form::Hashed,
        Form::Unsigned,
        Form::Chunked(Framing::Signed),
        Form::Chunked(Framing::SignedTrailer),
        Form::Chunked(Framing::UnsignedTrailer),
    ]);
    let algorithm = || select(Algorithm::ALL.to_vec());
    let said = prop_oneof![
        1 => Just(Said::Nothing),
        1 => algorithm().prop_map(Said::Header),
        3 => algorithm().prop_map(Said::Trailer),
    ];
    let declared = select(vec![
        None,
        Some(("CRC32", "COMPOSITE")),
        Some(("CRC32", "FULL_OBJECT")),
        Some(("CRC32C", "COMPOSITE")),
        Some(("CRC64NVME", "FULL_OBJECT")),
        Some(("SHA1", "COMPOSITE")),
        Some(("SHA256", "COMPOSITE")),
    ]);
    let size = prop_oneof![
        8 => select(vec![0, 1, 8191, 20_000]),
        1 => select(vec![1_048_531, 1_048_532, (1 << 20) - 1, 1 << 20, (1 << 20) + 1]),
    ];
    let extra: Vec<&'static [(&str, &str)]> = vec![
        &[],
        &[],
        &[],
        &[("x-amz-acl", "mine")],
        &[("x-amz-storage-class", "COLD")],
        &[("x-amz-object-lock-mode", "GOVERNANCE")],
        &[("if-none-match", "*")],
        &[("if-match", "\"none\"")],
        &[("x-amz-server-side-encryption", "rot13")],
        &[("x-amz-tagging", "a=1&a=2")],
        &[("content-md5", "x")],
        &[("x-amz-expected-bucket-owner", "444455556666")],
        &[("x-amz-sdk-checksum-algorithm", "CRC32")],
    ];
    let plain = (any::<bool>(), any::<bool>(), any::<bool>(), select(extra));
    (form, said, prop::option::of(declared), size, plain).prop_map(
        |(form, said, part_of, size, (retained, content_md5, right, extra))| Upload {
            form,
            said,
            part_of,
            retained,
            size,
            content_md5,
            right,
            extra,
        },
    )
}

fn cloud(retained: bool) -> Cloud {
    let cloud = Cloud::builder().clock(Clock::manual(Timestamp::from_secs(1_800_014_400))).build();
    let bucket = || BUCKET.to_owned();
    let create = CreateBucketInput {
        bucket: bucket(),
        object_lock_enabled_for_bucket: Some(retained),
        ..Default::default()
    };
    cloud.call::<S3, CreateBucket>(create).unwrap();
    let put = PutObjectInput { bucket: bucket(), key: "k".into(), ..Default::default() };
    cloud.call::<S3, PutObject>(put).unwrap();
    if retained {
        let default =
            DefaultRetention { mode: Some("GOVERNANCE".into()), days: Some(1), years: None };
        let lock = PutObjectLockConfigurationInput {
            bucket: bucket(),
            object_lock_configuration: Some(ObjectLockConfiguration {
                object_lock_enabled: Some("Enabled".into()),
                rule: Some(ObjectLockRule { default_retention: Some(default) }),
            }),
            ..Default::default()
        };
        cloud.call::<S3, PutObjectLockConfiguration>(lock).unwrap();
    }
    cloud
}

impl Upload {
    fn request(&self, cloud: &Cloud) -> Request {
        let content = Body::from((0..self.size).map(|n| (n % 251) as u8).collect::<Vec<_>>());
        let digest = |algorithm| {
            let told = if self.right { content.clone() } else { Body::from("another") };
            let found = digests(&told, &[algorithm]).unwrap();
            found.get(algorithm).unwrap().base64()
        };
        let mut request = http::Request::put(self.path(cloud)).header("host", "s3.amazonaws.com");
        let trailing =
            matches!(self.form, Form::Chunked(Framing::SignedTrailer | Framing::UnsignedTrailer));
        let mut trailer = None;
        match self.said {
            Said::Trailer(algorithm) if trailing => {
                request = request.header("x-amz-trailer", algorithm.header());
                trailer = Some((algorithm.header(), digest(algorithm)));
            }
            Said::Header(algorithm) | Said::Trailer(algorithm) => {
                request = request.header(algorithm.header(), digest(algorithm));
            }
            Said::Nothing => {}
        }
        if self.content_md5 {
            request = request.header("content-md5", digest(Algorithm::Md5));
        }
        for (name, value) in self.extra {
            request = request.header(*name, *value);
        }
        let credentials = Credentials {
            access_key: identity::ACCESS_KEY.into(),
            secret: identity::SECRET_KEY.into(),
            token: None,
        };
        let signer = Signer {
            credentials: &credentials,
            region: "us-east-1",
            service: "s3",
            flavour: Flavour::BareXml,
            now: cloud.now(),
        };
        let payload = match self.form {
            Form::Hashed => Payload::hash(&content).unwrap(),
            Form::Unsigned => Payload::Unsigned,
            Form::Chunked(framing) => {
                request = request
                    .header("content-encoding", "aws-chunked")
                    .header("x-amz-decoded-content-length", self.size);
                Payload::Chunked(framing)
            }
        };
        let mut request = request.body(Body::empty()).unwrap();
        let seed = signer.sign(&mut request, &payload).unwrap();
        let body = match self.form {
            Form::Chunked(framing) => {
                let seed = (framing != Framing::UnsignedTrailer).then_some(seed);
                let trailers = trailer.iter().map(|(name, value)| (*name, &**value));
                chunked::encode(&content, 65_536, seed, &trailers.collect::<Vec<_>>())
            }
            _ => content,
        };
        request.headers_mut().insert("content-length", body.len().into());
        *request.body_mut() = body;
        request
    }

    fn path(&self, cloud: &Cloud) -> String {
        let Some(declared) = self.part_of else { return format!("/{BUCKET}/k") };
        let create = CreateMultipartUploadInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            checksum_algorithm: declared.map(|(algorithm, _)| algorithm.to_owned()),
            checksum_type: declared.map(|(_, kind)| kind.to_owned()),
            ..Default::default()
        };
        let id = cloud.call::<S3, CreateMultipartUpload>(create).unwrap().upload_id.unwrap();
        format!("/{BUCKET}/k?partNumber=1&uploadId={id}")
    }
}

fn code(response: &Response) -> String {
    let text = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
    let rest = text.split_once("<Code>").map_or("", |(_, rest)| rest);
    rest.split_once("</Code>").map_or("", |(code, _)| code).to_owned()
}

fn foretold(cloud: &Cloud, request: &Request) -> Option<String> {
    let delivery = Delivery::inside(request.headers());
    let claimed = claim::claim(cloud, Head::from(request), delivery).ok().unwrap();
    let (parts, _) = request.clone().into_parts();
    foresee(cloud, &claimed, &parts).map(|error| error.code().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn s3_3_24_the_head_decides_as_the_whole_does(upload in upload()) {
        let cloud = cloud(upload.retained);
        let request = upload.request(&cloud);
        let foretold = foretold(&cloud, &request);
        let answer = cloud.handle(request).unwrap();
        let code = code(&answer);
        match foretold {
            Some(foretold) => prop_assert_eq!(foretold, code),
            None => prop_assert!(
                answer.status().is_success() || code == "BadDigest" && !upload.right,
                "{}: {}", answer.status(), code
            ),
        }
        let wrong = !upload.right && (upload.content_md5 || upload.said != Said::Nothing);
        prop_assert!(!(wrong && answer.status().is_success()), "stored though it is not as said");
    }

    /// A checksum in the trailer is one, however long the body is.
    #[test]
    fn s3_3_24_trailers_count_before_they_are_there(
        declared in select(vec!["CRC32", "CRC32C", "SHA1", "SHA256"]),
        size in select(vec![1_usize, 1_048_531, 1_048_532]),
    ) {
        let upload = Upload {
            form: Form::Chunked(Framing::UnsignedTrailer),
            said: Said::Trailer(Algorithm::from_name(declared).unwrap()),
            part_of: Some(Some((declared, "COMPOSITE"))),
            retained: true,
            size,
            content_md5: false,
            right: true,
            extra: &[],
        };
        let cloud = cloud(upload.retained);
        let request = upload.request(&cloud);
        prop_assert_eq!(foretold(&cloud, &request), None);
        prop_assert_eq!(cloud.handle(request).unwrap().status().as_u16(), 200);
    }
}
