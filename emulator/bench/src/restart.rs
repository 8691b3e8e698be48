//! How long a folder of data takes to open.

use crate::measure::row;
use parhelion::data::{Data, Durability};
use parhelion::{Body, Clock, Cloud, Journal, s3};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// `restart [OBJECTS [FOLDER]]`: fills a folder that is not there yet, and opens it. A folder that was named
/// stays, for a server to be started on.
pub(crate) fn measure(args: &[String]) {
    let objects = args.first().and_then(|count| count.parse().ok()).unwrap_or(1_000_000_u64);
    let named = args.get(1).map(PathBuf::from);
    let name = format!("parhelion-restart-{}", std::process::id());
    let folder = named.clone().unwrap_or_else(|| std::env::temp_dir().join(name));
    if !folder.exists() {
        fill(&folder, objects);
    }
    for _ in 0..3 {
        let began = Instant::now();
        let data = Data::open(&folder).unwrap();
        let took = format!("{:.2} s", began.elapsed().as_secs_f64());
        row(&format!("data with {objects} objects opened"), &took, "≤ 2 s a million");
        drop(data);
    }
    if named.is_none() {
        std::fs::remove_dir_all(folder).unwrap();
    }
}

fn fill(folder: &Path, objects: u64) {
    let builder = Cloud::builder().clock(Clock::wall()).auth(false).journal(Journal::off());
    let often = Durability::Interval(Duration::from_secs(2));
    let kept = Data::open(folder).unwrap().wake(builder, often).unwrap();
    let cloud = kept.cloud();
    let input = s3::model::CreateBucketInput { bucket: "bench".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(input).unwrap();
    for number in 0..objects {
        let input = s3::model::PutObjectInput {
            bucket: "bench".into(),
            key: format!("key/{number:08}"),
            body: Some(Body::from(vec![7; 64])),
            ..Default::default()
        };
        cloud.call::<s3::S3, s3::model::operations::PutObject>(input).unwrap();
    }
}
