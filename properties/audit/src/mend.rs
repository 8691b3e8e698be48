//! Commands that mend: of the AWS CLI, with jq where a whole configuration has to be sent back.

use std::fmt::Write;

/// What to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// For a POSIX shell.
    pub command: String,
    /// Shell variables of the command that only its user can set: `SNS_TOPIC_ARN`.
    pub variables: Vec<&'static str>,
    /// It only shows more: what to do then is for people to decide.
    pub shows: bool,
}

impl Mend {
    /// A command that can be run as it stands.
    pub fn run(command: impl Into<String>) -> Self {
        Self { command: command.into(), variables: Vec::new(), shows: false }
    }

    /// A command that needs something that only its user knows.
    pub fn with(variables: &[&'static str], command: impl Into<String>) -> Self {
        Self { command: command.into(), variables: variables.to_vec(), shows: false }
    }

    /// A command that shows what to decide by.
    pub fn look(command: impl Into<String>) -> Self {
        Self { command: command.into(), variables: Vec::new(), shows: true }
    }

    /// Whether running it is all that there is to do.
    pub fn is_complete(&self) -> bool {
        self.variables.is_empty() && !self.shows
    }
}

/// One word for a shell, whatever stands in it.
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `aws s3api OPERATION --bucket BUCKET REST`.
pub fn s3api(operation: &str, bucket: &str, rest: &str) -> Mend {
    Mend::run(s3api_text(operation, bucket, rest))
}

/// As [`s3api`], for longer commands.
pub fn s3api_text(operation: &str, bucket: &str, rest: &str) -> String {
    let command = format!("aws s3api {operation} --bucket {} {rest}", quote(bucket));
    command.trim_end().to_owned()
}

/// Reads a bucket's configuration, changes it by a jq filter and puts it back.
pub fn s3api_edit(bucket: &str, get: &str, filter: &str, put: &str, option: &str) -> Mend {
    let file = quote(&format!("{bucket}.json"));
    let read = s3api_text(get, bucket, "");
    let write = s3api_text(put, bucket, &format!("--{option} file://{file}"));
    Mend::run(format!("{read} | jq {} > {file} && {write}", quote(filter)))
}

/// A bucket's policy as a whole; none: it is deleted.
pub fn put_policy(bucket: &str, policy: Option<String>) -> Mend {
    match policy {
        Some(policy) => s3api("put-bucket-policy", bucket, &format!("--policy {}", quote(&policy))),
        None => s3api("delete-bucket-policy", bucket, ""),
    }
}

/// Changes a distribution's configuration by a jq filter; the version that was read must still be
/// there when it is sent back.
pub fn distribution(id: &str, filter: &str) -> String {
    distribution_with(id, "", filter)
}

/// As [`distribution`], with arguments for jq: `--arg oac "$OAC"`.
pub fn distribution_with(id: &str, arguments: &str, filter: &str) -> String {
    let mut command = String::new();
    let word = quote(id);
    let filter = quote(&format!(".DistributionConfig | {filter}"));
    let space = if arguments.is_empty() { "" } else { " " };
    // Writing to a String cannot fail.
    let _ = write!(
        command,
        "aws cloudfront get-distribution-config --id {word} > {word}.json && \
         jq{space}{arguments} {filter} {word}.json > {word}.new.json && \
         aws cloudfront update-distribution --id {word} \
         --if-match \"$(jq -r .ETag {word}.json)\" --distribution-config file://{word}.new.json"
    );
    command
}

/// Gives an origin of a distribution an access control of its own.
pub fn access_control(id: &str, origin: &str) -> String {
    let name = quote(&format!("{id}-{origin}"));
    let create = format!(
        "OAC=$(aws cloudfront create-origin-access-control --origin-access-control-config \
         Name={name},SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3 \
         --query OriginAccessControl.Id --output text)"
    );
    let filter = "(.Origins.Items[] | select(.Id == $origin)) |= (.OriginAccessControlId = $oac \
        | .S3OriginConfig = {OriginAccessIdentity: \"\"} | del(.CustomOriginConfig))";
    let arguments = format!("--arg oac \"$OAC\" --arg origin {}", quote(origin));
    format!("{create} && {}", distribution_with(id, &arguments, filter))
}

/// A jq filter for every cache behaviour.
pub fn behaviors(filter: &str) -> String {
    format!("(.DefaultCacheBehavior, .CacheBehaviors.Items[]?) |= ({filter})")
}

/// A jq filter for the cache behaviours of some paths; `*` is the default one.
pub fn on_paths(paths: &[&str], filter: &str) -> String {
    let list = serde_json::json!(paths);
    behaviors(&format!(
        "if (.PathPattern // \"*\") as $it | {list} | index($it) then ({filter}) else . end"
    ))
}

/// ` --region REGION` of what is not in the region that is looked at; nothing otherwise.
pub fn region(region: &str, usual: &str) -> String {
    if region == usual { String::new() } else { format!(" --region {}", quote(region)) }
}

/// Changes a metric alarm by a jq filter. What DescribeAlarms tells besides is no argument of
/// PutMetricAlarm.
pub fn alarm(name: &str, region: &str, filter: &str) -> String {
    let name = quote(name);
    let arguments = "with_entries(select(.key | IN(\"AlarmName\", \"AlarmDescription\", \
        \"ActionsEnabled\", \"OKActions\", \"AlarmActions\", \"InsufficientDataActions\", \
        \"MetricName\", \"Namespace\", \"Statistic\", \"ExtendedStatistic\", \"Dimensions\", \
        \"Period\", \"Unit\", \"EvaluationPeriods\", \"DatapointsToAlarm\", \"Threshold\", \
        \"ComparisonOperator\", \"TreatMissingData\", \"EvaluateLowSampleCountPercentile\", \
        \"Metrics\", \"ThresholdMetricId\")))";
    let filter = quote(&format!(".MetricAlarms[0] | {arguments} | {filter}"));
    format!(
        "aws cloudwatch describe-alarms --alarm-types MetricAlarm --alarm-names {name}{region} | \
         jq {filter} > alarm.json && aws cloudwatch put-metric-alarm --cli-input-json file://alarm.json{region}"
    )
}
