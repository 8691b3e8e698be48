//! S3 receives uploads.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{Bucket, Scene, Standing};
use crate::verdict::Verdict;

/// All that is named is there.
pub(super) const EXISTS: Check = Check {
    id: "connection-resources-exist",
    title: "What the scope names exists",
    severity: Severity::High,
    calls: &[
        Call::ListBuckets,
        Call::ListObjects,
        Call::ListDistributions,
        Call::LogGroups,
        Call::Alarms,
        Call::ListDashboards,
        Call::Dashboard,
        Call::BucketTagging,
        Call::DistributionTags,
        Call::LogTags,
        Call::AlarmTags,
    ],
    consequence: "The application works with something that is not there, or the list of what belongs to it is wrong.",
    page: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html",
    judge: Judge::Architecture(exists),
};

fn exists(scene: &Scene) -> Verdict {
    let foreign = scene.buckets.iter();
    let foreign = foreign.filter(|it| it.standing == Standing::Foreign && it.because == "named");
    let missing = scene.missing.iter().map(|(kind, name)| format!("{} {name}", kind.word()));
    let missing =
        missing.chain(foreign.map(|it| format!("bucket {} (another account's)", it.name)));
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() {
        let count = scene.buckets.len()
            + scene.distributions.len()
            + scene.groups.len()
            + scene.alarms.len()
            + scene.dashboards.len();
        return Verdict::pass(format!("{count} resources were found in account {}", scene.account));
    }
    let mend = Mend::look(format!(
        "aws sts get-caller-identity && aws configure get region # is it account {} and {}?",
        quote(&scene.account),
        quote(&scene.region)
    ));
    Verdict::fail(format!("not found: {}", missing.join(", ")), mend)
}

/// There is somewhere to put uploads.
pub(super) const STANDS: Check = Check {
    id: "connection-storage-stands",
    title: "There is a bucket that can receive uploads",
    severity: Severity::High,
    calls: &[Call::ListBuckets, Call::ListObjects],
    consequence: "Uploads have nowhere to go: users get errors, or lose what they sent.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-bucket.html",
    judge: Judge::Architecture(stands),
};

fn ours(scene: &Scene) -> Vec<&Bucket> {
    let ours = |it: &&Bucket| matches!(it.standing, Standing::Ours | Standing::Unknown);
    scene.buckets.iter().filter(ours).collect()
}

fn stands(scene: &Scene) -> Verdict {
    let ours = ours(scene);
    if ours.is_empty() {
        if !scene.whole && scene.buckets.is_empty() {
            return Verdict::none("the scope names no bucket");
        }
        let name = scene.missing.iter().find(|(kind, _)| kind.word() == "bucket");
        let name = name.map(|(_, name)| quote(name));
        let mend = match name {
            Some(name) => Mend::run(format!("aws s3api create-bucket --bucket {name}")),
            None => Mend::with(&["BUCKET"], "aws s3api create-bucket --bucket \"$BUCKET\""),
        };
        return Verdict::fail("no bucket of the scope is this account's", mend);
    }
    let names: Vec<_> = ours.iter().map(|it| format!("{} ({})", it.name, it.region)).collect();
    Verdict::pass(format!("S3 answers for {}", names.join(", ")))
}

/// Something was uploaded.
pub(super) const RECENT: Check = Check {
    id: "connection-storage-recent",
    title: "Uploads have arrived of late",
    severity: Severity::Medium,
    calls: &[Call::ListObjects],
    consequence: "Either nobody uses the application, or uploads are lost on their way to S3.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudwatch-monitoring.html",
    judge: Judge::Architecture(recent),
};

fn recent(scene: &Scene) -> Verdict {
    let ours = ours(scene);
    let newest = ours.iter().filter_map(|it| Some((it, it.objects.newest.as_ref()?)));
    let newest = newest.max_by_key(|(_, (_, date))| *date);
    let looked: usize = ours.iter().map(|it| it.objects.count).sum();
    let seen = newest.map(|(bucket, (key, date))| {
        let ago = scene.ago(*date);
        (*date, format!("{}/{key} is of {ago}, the newest of {looked} objects", bucket.name))
    });
    match seen {
        _ if ours.is_empty() => Verdict::none("there is no bucket of this account's"),
        Some((date, seen)) if scene.is_recent(date) => Verdict::pass(seen),
        seen => {
            let seen = seen.map_or_else(|| "there are no objects".to_owned(), |(_, seen)| seen);
            let window = scene.window();
            if !ours.iter().all(|it| it.objects.all) {
                return Verdict::unknown(format!(
                    "{seen}, none within {window}; there are more, which were not looked at: --objects {}",
                    scene.options.most.saturating_mul(10)
                ));
            }
            let name = ours.first().map_or("", |it| it.name.as_str());
            let look = format!(
                "aws s3api list-objects-v2 --bucket {} --query 'sort_by(Contents, &LastModified)[-5:].[Key, LastModified]'",
                quote(name)
            );
            Verdict::fail(format!("{seen}; none within {window}"), Mend::look(look))
        }
    }
}
