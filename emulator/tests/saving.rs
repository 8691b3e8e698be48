//! Clouds at rest: one file, a file beside a folder, named states of a server; what is damaged is
//! refused whole. That a loaded cloud answers as the original does, whatever happened before, is
//! shown by `fuzz/tests/short/saving.rs`.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::Request;
use parhelion::data::{Data, Durability};
use parhelion::wire::checksum::{Algorithm, digests};
use parhelion::{Body, Builder, Clock, Cloud, SavedError, Timestamp, logs, s3};
use parhelion_world::rows::{Change, Written};
use parhelion_world::world::entry;
use parhelion_world::{Caller, Declaration, Earlier, OnBehalf, RequestInfo, World, saved};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const START: Timestamp = Timestamp::from_secs(1_800_014_400);

/// As `Cloud::save` of format 1 wrote [`inhabited`], for ever.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/saving/format-1.parhelion");

fn send(cloud: &Cloud, line: &str, headers: &[(&str, &str)], body: Vec<u8>) -> (u16, Vec<u8>) {
    let (method, target) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(target);
    let length = body.len().to_string();
    let usual = [("authorization", "AWS key:signature"), ("content-length", &length)];
    let host = [("host", "localhost")].into_iter();
    let host = host.filter(|_| headers.iter().all(|(name, _)| *name != "host"));
    for (name, value) in usual.into_iter().chain(host).chain(headers.iter().copied()) {
        request = request.header(name, value);
    }
    let response = cloud.handle(request.body(Body::from(body)).unwrap()).unwrap();
    (response.status().as_u16(), response.body().to_bytes().to_vec())
}

fn json(cloud: &Cloud, target: &str, version: &str, body: &str) -> (u16, Vec<u8>) {
    let kind = format!("application/x-amz-json-{version}");
    let headers = [("x-amz-target", target), ("content-type", kind.as_str())];
    send(cloud, "POST /", &headers, body.as_bytes().to_vec())
}

fn empty() -> Cloud {
    Cloud::builder().clock(Clock::manual(START)).auth(false).seed(7).build()
}

/// Something of every service.
fn inhabited() -> Cloud {
    let cloud = empty();
    inhabit(&cloud);
    cloud
}

fn inhabit(cloud: &Cloud) {
    let put = |target: &str, body: Vec<u8>| {
        assert_eq!(send(cloud, &format!("PUT {target}"), &[], body).0, 200, "{target}");
    };
    put("/photos", vec![]);
    put("/photos/short", b"content".to_vec());
    put("/photos/long", vec![b'x'; 10_000]);
    put("/photos/longest", vec![b'y'; 3 << 20]);
    let rule = "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>short</Prefix></Filter>\
                <Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>\
                </LifecycleConfiguration>";
    let found = digests(&rule.into(), &[Algorithm::Md5]).unwrap();
    let md5 = found.get(Algorithm::Md5).unwrap().base64();
    let put_rule = send(cloud, "PUT /photos?lifecycle", &[("content-md5", &md5)], rule.into());
    assert_eq!(put_rule.0, 200);
    let logs = |operation: &str, body: &str| {
        let answer = json(cloud, &format!("Logs_20140328.{operation}"), "1.1", body);
        assert_eq!(answer.0, 200, "{answer:?}");
    };
    logs("CreateLogGroup", r#"{"logGroupName":"/app"}"#);
    logs("CreateLogStream", r#"{"logGroupName":"/app","logStreamName":"s"}"#);
    logs(
        "PutLogEvents",
        r#"{"logGroupName":"/app","logStreamName":"s","logEvents":[{"timestamp":1800014400000,"message":"hello"}]}"#,
    );
    let alarm = r#"{"AlarmName":"a","Namespace":"app","MetricName":"m","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}"#;
    let target = "GraniteServiceVersion20100801.PutMetricAlarm";
    assert_eq!(json(cloud, target, "1.0", alarm).0, 200);
    let key = r#"{"Description":"d"}"#;
    assert_eq!(json(cloud, "TrentService.CreateKey", "1.1", key).0, 200);
    let form =
        [("host", "iam.amazonaws.com"), ("content-type", "application/x-www-form-urlencoded")];
    let user = b"Action=CreateUser&Version=2010-05-08&UserName=ann".to_vec();
    assert_eq!(send(cloud, "POST /", &form, user).0, 200);
    let distribution = "<DistributionConfig><CallerReference>r</CallerReference><Comment></Comment>\
        <Enabled>true</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id>\
        <DomainName>photos.s3.us-east-1.amazonaws.com</DomainName><S3OriginConfig>\
        <OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>\
        <DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all\
        </ViewerProtocolPolicy><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId>\
        </DefaultCacheBehavior></DistributionConfig>";
    let host = [("host", "cloudfront.amazonaws.com")];
    let answer = send(cloud, "POST /2020-05-31/distribution", &host, distribution.into());
    assert_eq!(answer.0, 201);
}

/// Once the lifecycle and the deployment have come due.
async fn is_inhabited(cloud: &Cloud) {
    assert_eq!(cloud.now(), START);
    let get = |key: &str| send(cloud, &format!("GET /photos/{key}"), &[], vec![]);
    assert_eq!(get("short"), (200, b"content".to_vec()));
    assert_eq!(get("long"), (200, vec![b'x'; 10_000]));
    assert_eq!(get("longest"), (200, vec![b'y'; 3 << 20]));
    let request = r#"{"logGroupName":"/app","logStreamName":"s"}"#;
    let events = json(cloud, "Logs_20140328.GetLogEvents", "1.1", request).1;
    assert!(String::from_utf8_lossy(&events).contains("hello"));
    let alarms = json(cloud, "GraniteServiceVersion20100801.DescribeAlarms", "1.0", "{}").1;
    assert!(String::from_utf8_lossy(&alarms).contains("INSUFFICIENT_DATA"));
    let list = || {
        send(cloud, "GET /2020-05-31/distribution", &[("host", "cloudfront.amazonaws.com")], vec![])
            .1
    };
    assert!(String::from_utf8_lossy(&list()).contains("InProgress"));
    cloud.advance(std::time::Duration::from_secs(3 * 86_400)).await;
    assert_eq!((get("short").0, get("long").0), (404, 200));
    assert!(String::from_utf8_lossy(&list()).contains("Deployed"));
}

fn load(file: Vec<u8>) -> Result<Cloud, SavedError> {
    Cloud::builder().clock(Clock::manual(START)).auth(false).load(file)
}

fn shown(cloud: &Cloud) -> (String, String) {
    (format!("{:?}", cloud.snapshot()), cloud.journal().to_json_lines())
}

#[tokio::test]
async fn one_file_holds_everything() {
    let cloud = inhabited();
    let file = cloud.save().unwrap();
    let loaded = load(file.clone()).unwrap();
    assert_eq!(shown(&loaded), shown(&cloud));
    assert!(loaded.save().unwrap() == file);
    is_inhabited(&loaded).await;
    // The original goes its own way.
    is_inhabited(&cloud).await;
    assert!(matches!(Cloud::load(file.clone()), Ok(loaded) if loaded.now() == START));
    let nothing = Path::new("/nowhere");
    let beside = Cloud::builder().load_beside(file, nothing);
    assert!(matches!(beside.map(drop), Err(SavedError::Damaged(_))));
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("parhelion-{name}-{}", std::process::id()));
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn bodies_may_lie_in_a_folder() {
    let folder = Folder::new("bodies");
    let bodies = folder.0.join("bodies");
    let cloud = inhabited();
    let file = cloud.save_beside(&bodies).unwrap();
    assert!(file.len() < 100_000, "{}", file.len());
    let names = || {
        let files = std::fs::read_dir(&bodies).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        names.sort();
        names
    };
    let lengths = names().iter().map(|path| std::fs::metadata(path).unwrap().len()).sum::<u64>();
    assert_eq!((names().len(), lengths), (2, 10_000 + (3 << 20)));
    // Another state with the same bodies adds nothing.
    send(&cloud, "PUT /photos/copy", &[("x-amz-copy-source", "/photos/long")], vec![]);
    cloud.save_beside(&bodies).unwrap();
    assert_eq!(names().len(), 2);

    let open = |file: &[u8]| {
        let builder = Cloud::builder().clock(Clock::manual(START)).auth(false);
        builder.load_beside(file.to_vec(), &bodies)
    };
    is_inhabited(&open(&file).unwrap()).await;
    assert!(load(file.clone()).is_err(), "its bodies are not in it");

    let damaged = |why: &str| match open(&file).map(drop) {
        Err(SavedError::Damaged(found)) => assert!(found.contains(why), "{found}"),
        other => panic!("{other:?}"),
    };
    let path = names().remove(0);
    let content = std::fs::read(&path).unwrap();
    let mut changed = content.clone();
    changed[1000] ^= 1;
    std::fs::write(&path, changed).unwrap();
    damaged("is another one");
    std::fs::write(&path, &content[1..]).unwrap();
    damaged("is another one");
    std::fs::remove_file(&path).unwrap();
    damaged(path.file_name().unwrap().to_str().unwrap());
}

#[test]
fn what_is_not_known_here_is_refused() {
    let file = inhabited().save().unwrap();
    let error = |file: &[u8]| load(file.to_vec()).map(drop).unwrap_err();
    assert_eq!(error(b"no such thing"), SavedError::NoWorld);
    let mut later = file.clone();
    later[16] = 2;
    assert_eq!(error(&later), SavedError::Format(2));
    assert_eq!(
        error(&later).to_string(),
        "the saved world has format 2, and this version of Parhelion reads 1"
    );

    let entries = || vec![entry::<s3::S3>(), entry::<logs::Logs>()];
    let mut world = World::new(7, entries());
    let request = RequestInfo::default();
    let who = OnBehalf::of(Caller::Anonymous, "123456789012", "us-east-1".into(), &request);
    world.with_service("logs", &who, |_, _| ());
    let saved = world.save().unwrap();
    assert!(World::load(&saved, entries()).is_ok());
    let refused = World::load(&saved, vec![entry::<s3::S3>()]).map(drop);
    assert_eq!(refused.unwrap_err(), SavedError::UnknownService("logs".into()));
    let mut newer = entries();
    for entry in newer.iter_mut().filter(|entry| entry.name == "logs") {
        let declaration = Declaration { state_version: 9, ..*entry.declaration };
        entry.declaration = Box::leak(Box::new(declaration));
    }
    let refused = World::load(&saved, newer).map(drop).unwrap_err();
    let (service, known) = ("logs".to_owned(), 9);
    assert_eq!(refused, SavedError::OtherVersion { service, saved: 1, known });
}

/// A state of a version before is what the service makes of it: in a saved world, and in rows, which are all
/// written anew then.
#[test]
fn a_state_of_an_earlier_version_becomes_the_present_one() {
    let entries = || vec![entry::<logs::Logs>()];
    let later = || {
        let mut entries = entries();
        for entry in &mut entries {
            let earlier: &[Earlier] = Box::leak(Box::new([Earlier::of::<Before, logs::Logs>(1)]));
            let declaration = Declaration { state_version: 9, earlier, ..*entry.declaration };
            entry.declaration = Box::leak(Box::new(declaration));
        }
        entries
    };
    let mut world = World::new(7, entries());
    let request = RequestInfo::default();
    let who = OnBehalf::of(Caller::Anonymous, "123456789012", "us-east-1".into(), &request);
    world.with_service("logs", &who, |_, _| ());
    let loaded = World::load(&world.save().unwrap(), later()).unwrap();
    assert!(format!("{loaded:?}").contains("next_number: 77"));

    let place = Folder::new("earlier-rows");
    let disk = std::sync::Arc::new(parhelion::wire::body::SystemDisk);
    let bodies = parhelion::wire::body::Folder::lasting(&place.0, disk).unwrap();
    let mut rows = BTreeMap::new();
    let apply = |rows: &mut BTreeMap<Vec<u8>, Vec<u8>>, changes: Vec<Change>| {
        for change in changes {
            match change {
                Change::Put(key, row) => drop(rows.insert(key, row.bytes)),
                Change::Remove(prefix) => rows.retain(|key, _| !key.starts_with(&prefix)),
            }
        }
    };
    let mut written = Written::default();
    apply(&mut rows, world.changed_rows(None, &mut written, &bodies).unwrap());
    let all = |rows: &BTreeMap<Vec<u8>, Vec<u8>>| {
        rows.clone().into_iter().map(|(key, bytes)| Ok((key.into(), bytes.into())))
    };
    let (read, mut written) = World::of_rows(all(&rows), &bodies, later()).unwrap();
    assert!(format!("{read:?}").contains("next_number: 77"));
    assert!(written.is_all_to_be_written());
    let changes = read.changed_rows(Some(&read), &mut written, &bodies).unwrap();
    assert!(matches!(&changes[0], Change::Remove(prefix) if prefix.is_empty()));
    apply(&mut rows, changes);
    let (again, mut written) = World::of_rows(all(&rows), &bodies, later()).unwrap();
    assert_eq!(format!("{again:?}"), format!("{read:?}"));
    assert!(again.changed_rows(Some(&again), &mut written, &bodies).unwrap().is_empty());
}

/// What logs may have been once.
#[derive(serde::Deserialize)]
struct Before {}

impl From<Before> for logs::Logs {
    fn from(_: Before) -> Self {
        serde_json::from_value(serde_json::json!({ "groups": {}, "next_number": 77 })).unwrap()
    }
}

/// Every byte of the beginning, and many others: an error, and never a panic.
#[test]
fn damage_is_refused() {
    let cloud = inhabited();
    let file = cloud.save().unwrap();
    let mut random = parhelion::random::Random::new(1);
    let places = (0..300).chain((0..300).map(|_| random.below(file.len()))).collect::<Vec<_>>();
    for at in places {
        for bit in [0x01, 0x80] {
            let mut damaged = file.clone();
            damaged[at] ^= bit;
            assert!(load(damaged).is_err(), "byte {at} was changed");
        }
        if at % 3 == 0 {
            assert!(load(file[..at].to_vec()).is_err(), "it ends at {at}");
        }
    }
    let mut longer = file;
    longer.push(0);
    assert!(load(longer).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    /// What no check tells from the truth may be refused or be another world; it never panics.
    #[test]
    fn forged_bytes_never_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| golden().save().unwrap());
        let length = |at: usize| u64::from_le_bytes(FILE[at..at + 8].try_into().unwrap()) as usize;
        // Magic, format, check, length and head of the file; length, magic, format and check of
        // the world.
        let world = 28 + 8 + length(28);
        let (state, end) = (world + 8 + 28, world + 8 + length(world));
        let mut file = FILE.clone();
        for (at, value) in changes {
            file[state + at.index(end - state)] = value;
        }
        let check = saved::check(&file[state..end]);
        file[state - 8..state].copy_from_slice(&check);
        let _ = load(file);
    }
}

/// The file of format 1 that is checked in still loads. `PARHELION_WRITE_GOLDEN=1` writes it anew: only
/// as long as no release has that format.
#[tokio::test]
async fn format_1_is_read_for_ever() {
    if std::env::var_os("PARHELION_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(Path::new(GOLDEN).parent().unwrap()).unwrap();
        std::fs::write(GOLDEN, golden().save().unwrap()).unwrap();
    }
    let cloud = load(std::fs::read(GOLDEN).unwrap()).unwrap();
    assert_eq!(cloud.journal().events().len(), golden().journal().events().len());
    put_longest(&cloud);
    is_inhabited(&cloud).await;
}

/// The longest body would only make the file long.
fn golden() -> Cloud {
    let cloud = inhabited();
    assert_eq!(send(&cloud, "DELETE /photos/longest", &[], vec![]).0, 204);
    cloud
}

fn put_longest(cloud: &Cloud) {
    assert_eq!(send(cloud, "PUT /photos/longest", &[], vec![b'y'; 3 << 20]).0, 200);
}

/// A folder of data of this format, packed.
fn golden_data(format: u32) -> PathBuf {
    let saving = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/saving"));
    saving.join(format!("data-{format}"))
}

fn on_the_wall() -> Builder {
    Cloud::builder().clock(Clock::wall()).auth(false).seed(7)
}

/// As [`format_1_is_read_for_ever`], of what `serve --data` kept. Nothing writes it any more: a state whose
/// version rises has to say what it makes of this one.
#[tokio::test]
async fn data_of_format_1_is_read_for_ever() {
    reads_data(1);
}

/// As [`format_1_is_read_for_ever`], of what `serve --data` keeps.
#[tokio::test]
async fn data_of_format_2_is_read_for_ever() {
    let folder = Folder::new("golden-2-new");
    if std::env::var_os("PARHELION_WRITE_GOLDEN").is_some() {
        let kept = Data::open(&folder.0).unwrap().wake(on_the_wall(), Durability::Every).unwrap();
        // The clock is as far ahead when it is read.
        kept.cloud().clock().set(START);
        inhabit(kept.cloud());
        drop(kept);
        copy(&folder.0, &golden_data(2), |bytes| {
            let mut packed = GzEncoder::new(Vec::new(), Compression::best());
            packed.write_all(bytes).unwrap();
            packed.finish().unwrap()
        });
    }
    reads_data(2);
}

fn reads_data(format: u32) {
    let folder = Folder::new(&format!("golden-{format}"));
    copy(&golden_data(format), &folder.0, |bytes| {
        let mut unpacked = Vec::new();
        GzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap();
        unpacked
    });
    let kept = Data::open(&folder.0).unwrap().wake(on_the_wall(), Durability::Every).unwrap();
    let cloud = kept.cloud();
    // The rule has come due since; that it does not before, other tests show.
    assert_eq!(send(cloud, "GET /photos/long", &[], vec![]), (200, vec![b'x'; 10_000]));
    assert_eq!(send(cloud, "GET /photos/longest", &[], vec![]), (200, vec![b'y'; 3 << 20]));
    let alarms = json(cloud, "GraniteServiceVersion20100801.DescribeAlarms", "1.0", "{}").1;
    assert!(String::from_utf8_lossy(&alarms).contains("INSUFFICIENT_DATA"));
    let host = [("host", "cloudfront.amazonaws.com")];
    let listed = send(cloud, "GET /2020-05-31/distribution", &host, vec![]).1;
    assert!(String::from_utf8_lossy(&listed).contains("photos.s3.us-east-1.amazonaws.com"));
    let events = r#"{"logGroupName":"/app","logStreamName":"s","startFromHead":true}"#;
    let events = json(cloud, "Logs_20140328.GetLogEvents", "1.1", events).1;
    assert!(String::from_utf8_lossy(&events).contains("hello"));
}

/// All files of a folder and of those in it, each as `change` makes it.
fn copy(from: &Path, to: &Path, change: fn(&[u8]) -> Vec<u8>) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &to, change),
            false => std::fs::write(to, change(&std::fs::read(&path).unwrap())).unwrap(),
        }
    }
}
