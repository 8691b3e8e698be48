//! A world with S3 in it, and short ways to call it.

use parhelion_iam::Iam;
use parhelion_kms::Kms;
use parhelion_s3::S3;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_wire::{Body, Error};
use parhelion_world::service::Handles;
use parhelion_world::world::entry;
use parhelion_world::{Attempt, Caller, Context, OnBehalf, RequestInfo, World, identity};
use std::time::Duration;

pub(crate) const BUCKET: &str = "photos";
pub(crate) const OWNER: &str = identity::ACCOUNT;
pub(crate) const OTHER: &str = "444455556666";

/// A cloud, and who is using it.
#[derive(Clone)]
pub(crate) struct Cloud {
    pub world: World,
    pub caller: Caller,
    pub region: &'static str,
    pub request: RequestInfo,
    pub calls: u32,
}

pub(crate) fn root(account: &str) -> Caller {
    Caller::Principal {
        account: account.into(),
        arn: format!("arn:aws:iam::{account}:root").into(),
        access_key: "AKIA".into(),
    }
}

pub(crate) fn user(account: &str, name: &str) -> Caller {
    Caller::Principal {
        account: account.into(),
        arn: format!("arn:aws:iam::{account}:user/{name}").into(),
        access_key: "AKIA".into(),
    }
}

/// CloudFront, for one distribution.
pub(crate) fn edge(distribution: &str) -> Caller {
    Caller::Service {
        principal: "cloudfront.amazonaws.com".into(),
        source_account: OWNER.into(),
        source_arn: format!("arn:aws:cloudfront::{OWNER}:distribution/{distribution}").into(),
    }
}

impl Cloud {
    pub(crate) fn new() -> Self {
        Self {
            world: World::new(7, vec![entry::<S3>(), entry::<Iam>(), entry::<Kms>()]),
            caller: root(OWNER),
            region: "us-east-1",
            request: RequestInfo { secure: true, ..RequestInfo::default() },
            calls: 0,
        }
    }

    /// With a bucket.
    pub(crate) fn with_bucket() -> Self {
        let mut cloud = Self::new();
        cloud.create(BUCKET).unwrap();
        cloud
    }

    /// S3 alone, with a bucket.
    pub(crate) fn without_others() -> Self {
        let world = World::new(7, vec![entry::<S3>()]);
        let mut cloud = Self { world, ..Self::new() };
        cloud.create(BUCKET).unwrap();
        cloud
    }

    /// Makes a KMS key of that id: its ARN.
    pub(crate) fn make_key(&mut self, id: &str) -> String {
        let key = parhelion_kms::Key::new(OWNER, self.region, id, self.world.now());
        let arn = key.arn.to_string();
        self.put_key(key);
        arn
    }

    /// Puts a KMS key as it is.
    pub(crate) fn put_key(&mut self, key: parhelion_kms::Key) {
        let who = OnBehalf::of(self.caller.clone(), OWNER, self.region.into(), &self.request);
        self.world.with::<Kms, _>(&who, |kms, _| kms.key_ring_mut().insert(key));
    }

    /// The same cloud, used by somebody else.
    pub(crate) fn by(&mut self, caller: Caller) -> &mut Self {
        self.caller = caller;
        self
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        S3: Handles<O>,
    {
        self.begin(O::NAME);
        let who = OnBehalf::of(self.caller.clone(), OWNER, self.region.into(), &self.request);
        self.world.handle::<S3, O>(&who, input)
    }

    fn begin(&mut self, name: &str) {
        self.calls += 1;
        let call = format!("{name}#{}", self.calls).into();
        self.world.begin(Some(Attempt { scope: "test/0".into(), call, number: 1 }));
    }

    pub(crate) fn run<R>(&mut self, name: &str, f: impl FnOnce(&mut S3, &mut Context) -> R) -> R {
        self.begin(name);
        let who = OnBehalf::of(self.caller.clone(), OWNER, self.region.into(), &self.request);
        self.world.with::<S3, _>(&who, f)
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        let to = self.world.now() + Duration::from_secs(seconds);
        self.world.advance_to(to);
    }

    pub(crate) fn create(&mut self, name: &str) -> Result<CreateBucketOutput> {
        self.call::<CreateBucket>(CreateBucketInput { bucket: name.into(), ..Default::default() })
    }

    pub(crate) fn put(&mut self, key: &str, body: &str) -> Result<PutObjectOutput> {
        self.call::<PutObject>(put(key, body))
    }

    pub(crate) fn get(&mut self, key: &str) -> Result<GetObjectOutput> {
        self.call::<GetObject>(get(key))
    }

    /// The whole content.
    pub(crate) fn read(&mut self, key: &str) -> Result<String> {
        let body = self.get(key)?.body.unwrap();
        Ok(String::from_utf8(body.to_bytes().to_vec()).unwrap())
    }

    pub(crate) fn head(&mut self, key: &str) -> Result<HeadObjectOutput> {
        self.call::<HeadObject>(HeadObjectInput {
            bucket: BUCKET.into(),
            key: key.into(),
            ..Default::default()
        })
    }

    pub(crate) fn delete(&mut self, key: &str) -> Result<DeleteObjectOutput> {
        self.call::<DeleteObject>(DeleteObjectInput {
            bucket: BUCKET.into(),
            key: key.into(),
            ..Default::default()
        })
    }

    pub(crate) fn policy(&mut self, text: &str) -> Result<()> {
        self.call::<PutBucketPolicy>(PutBucketPolicyInput {
            bucket: BUCKET.into(),
            policy: text.into(),
            ..Default::default()
        })
    }

    /// A policy of these statements, put although it may be public.
    pub(crate) fn statements(&mut self, statements: &str) {
        self.block(false, false);
        self.policy(&format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)).unwrap();
    }

    /// Public access block with these two flags.
    pub(crate) fn block(&mut self, public_policy: bool, restrict: bool) {
        self.call::<PutPublicAccessBlock>(PutPublicAccessBlockInput {
            bucket: BUCKET.into(),
            public_access_block_configuration: PublicAccessBlockConfiguration {
                block_public_policy: Some(public_policy),
                restrict_public_buckets: Some(restrict),
                ..Default::default()
            },
            ..Default::default()
        })
        .unwrap();
    }

    pub(crate) fn cors(&mut self, rules: Vec<CORSRule>) -> Result<()> {
        self.call::<PutBucketCors>(PutBucketCorsInput {
            bucket: BUCKET.into(),
            cors_configuration: CORSConfiguration { cors_rules: rules },
            ..Default::default()
        })
    }

    pub(crate) fn keys(&mut self) -> Vec<String> {
        let listed = self.call::<ListObjectsV2>(list()).unwrap();
        listed.contents.into_iter().flatten().filter_map(|object| object.key).collect()
    }
}

pub(crate) fn put(key: &str, body: &str) -> PutObjectInput {
    PutObjectInput {
        bucket: BUCKET.into(),
        key: key.into(),
        body: Some(Body::from(body.to_owned())),
        ..Default::default()
    }
}

pub(crate) fn get(key: &str) -> GetObjectInput {
    GetObjectInput { bucket: BUCKET.into(), key: key.into(), ..Default::default() }
}

pub(crate) fn list() -> ListObjectsV2Input {
    ListObjectsV2Input { bucket: BUCKET.into(), ..Default::default() }
}

/// Status and code of a failure.
pub(crate) fn fault<T: std::fmt::Debug>(result: Result<T>) -> (u16, String) {
    let error = result.expect_err("a failure");
    (error.status(), error.code().to_owned())
}

pub(crate) fn error<T: std::fmt::Debug>(result: Result<T>) -> Error {
    result.expect_err("a failure")
}

#[track_caller]
pub(crate) fn is<T: std::fmt::Debug>(result: Result<T>, status: u16, code: &str) {
    assert_eq!(fault(result), (status, code.to_owned()));
}

impl Cloud {
    /// `Enabled` or `Suspended`.
    pub(crate) fn versioning(&mut self, status: &str) {
        self.call::<PutBucketVersioning>(PutBucketVersioningInput {
            bucket: BUCKET.into(),
            versioning_configuration: VersioningConfiguration {
                status: Some(status.into()),
                ..Default::default()
            },
            ..Default::default()
        })
        .unwrap();
    }

    /// A bucket whose ACLs count, and where public ones may be put.
    pub(crate) fn with_acls() -> Self {
        let mut cloud = Self::with_bucket();
        let rule = OwnershipControlsRule { object_ownership: "ObjectWriter".into() };
        cloud
            .call::<PutBucketOwnershipControls>(PutBucketOwnershipControlsInput {
                bucket: BUCKET.into(),
                ownership_controls: OwnershipControls { rules: vec![rule] },
                ..Default::default()
            })
            .unwrap();
        cloud.block(false, false);
        cloud
    }

    pub(crate) fn upload(&mut self, key: &str) -> String {
        let input = CreateMultipartUploadInput {
            bucket: BUCKET.into(),
            key: key.into(),
            ..Default::default()
        };
        self.call::<CreateMultipartUpload>(input).unwrap().upload_id.unwrap()
    }

    pub(crate) fn part(&mut self, key: &str, id: &str, number: i32, body: Body) -> Result<String> {
        let input = part(key, id, number, body);
        Ok(self.call::<UploadPart>(input)?.e_tag.unwrap())
    }

    pub(crate) fn complete(
        &mut self,
        key: &str,
        id: &str,
        parts: &[(i32, &str)],
    ) -> Result<CompleteMultipartUploadOutput> {
        self.call::<CompleteMultipartUpload>(completion(key, id, parts))
    }

    pub(crate) fn copy(&mut self, from: &str, to: &str) -> Result<CopyObjectOutput> {
        self.call::<CopyObject>(copy(from, to))
    }

    /// `key` and version id of every version and marker, newest first within a key.
    pub(crate) fn version_ids(&mut self) -> (Ids, Ids) {
        let input = ListObjectVersionsInput { bucket: BUCKET.into(), ..Default::default() };
        let listed = self.call::<ListObjectVersions>(input).unwrap();
        let versions = listed.versions.into_iter().flatten();
        let markers = listed.delete_markers.into_iter().flatten();
        (
            versions.map(|v| (v.key.unwrap(), v.version_id.unwrap())).collect(),
            markers.map(|m| (m.key.unwrap(), m.version_id.unwrap())).collect(),
        )
    }
}

pub(crate) fn part(key: &str, id: &str, number: i32, body: Body) -> UploadPartInput {
    UploadPartInput {
        bucket: BUCKET.into(),
        key: key.into(),
        upload_id: id.into(),
        part_number: number,
        body: Some(body),
        ..Default::default()
    }
}

pub(crate) fn completion(
    key: &str,
    id: &str,
    parts: &[(i32, &str)],
) -> CompleteMultipartUploadInput {
    let part = |(number, tag): &(i32, &str)| CompletedPart {
        part_number: Some(*number),
        e_tag: Some((*tag).to_owned()),
        ..Default::default()
    };
    CompleteMultipartUploadInput {
        bucket: BUCKET.into(),
        key: key.into(),
        upload_id: id.into(),
        multipart_upload: Some(CompletedMultipartUpload {
            parts: Some(parts.iter().map(part).collect()),
        }),
        ..Default::default()
    }
}

pub(crate) fn copy(from: &str, to: &str) -> CopyObjectInput {
    CopyObjectInput {
        bucket: BUCKET.into(),
        key: to.into(),
        copy_source: format!("{BUCKET}/{from}"),
        ..Default::default()
    }
}

pub(crate) fn version(key: &str, id: &str) -> GetObjectInput {
    GetObjectInput { version_id: Some(id.into()), ..get(key) }
}

/// The least that a part but the last must have.
pub(crate) fn five_mib(byte: u8) -> Body {
    Body::from(vec![byte; 5 << 20])
}

/// Key and version id.
pub(crate) type Ids = Vec<(String, String)>;
