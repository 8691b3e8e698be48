//! The command line.

use aws_credential_types::Credentials;
use clap::Parser;
use parhelion::Cloud;
use parhelion_audit::account::Account;
use parhelion_audit::check::{Check, Severity};
use parhelion_audit::report::Format;
use parhelion_audit::scene::{Kind, Options};
use parhelion_audit::scope::{self, Scope};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a scope can be given.
pub(crate) const SCOPES: &str = "give --tag KEY=VALUE, --stack NAME, --stack-resources FILE, \
    --terraform-state FILE, or names (--bucket, --distribution, --log-group, --alarm, --dashboard)";

/// Looks whether an application's S3, CloudFront and CloudWatch are connected, used and in order.
///
/// Reads only. Exit code 0: healthy; 1: something is not in order; 2: it could not look.
#[derive(Parser)]
#[command(name = "parhelion-audit", version)]
pub(crate) struct Arguments {
    /// Everything with this tag; of several, with all of them.
    #[arg(long, value_name = "KEY=VALUE", value_parser = scope::tag, help_heading = "What")]
    tag: Vec<(String, String)>,
    /// The resources of a CloudFormation stack.
    #[arg(long, value_name = "NAME", help_heading = "What")]
    stack: Vec<String>,
    /// The answer of `aws cloudformation describe-stack-resources`.
    #[arg(long, value_name = "FILE", help_heading = "What")]
    stack_resources: Vec<PathBuf>,
    /// terraform.tfstate, or the output of `terraform show -json`.
    #[arg(long, value_name = "FILE", help_heading = "What")]
    terraform_state: Vec<PathBuf>,
    /// A bucket by name.
    #[arg(long, value_name = "NAME", help_heading = "What")]
    bucket: Vec<String>,
    /// A distribution by id.
    #[arg(long, value_name = "ID", help_heading = "What")]
    distribution: Vec<String>,
    /// A log group by name.
    #[arg(long, value_name = "NAME", help_heading = "What")]
    log_group: Vec<String>,
    /// An alarm by name.
    #[arg(long, value_name = "NAME", help_heading = "What")]
    alarm: Vec<String>,
    /// A dashboard by name.
    #[arg(long, value_name = "NAME", help_heading = "What")]
    dashboard: Vec<String>,

    /// What listens there [default: AWS_ENDPOINT_URL].
    #[arg(long, value_name = "URL", conflicts_with_all = ["file", "aws"], help_heading = "Where")]
    endpoint: Option<String>,
    /// A cloud that a server of Parhelion's has saved (/_parhelion/file).
    #[arg(long, value_name = "FILE", conflicts_with = "aws", help_heading = "Where")]
    file: Option<PathBuf>,
    /// AWS itself, by the environment's credentials.
    #[arg(long, help_heading = "Where")]
    aws: bool,
    /// Where buckets, logs and alarms are [default: AWS_REGION, or us-east-1].
    #[arg(long, value_name = "REGION", help_heading = "Where")]
    region: Option<String>,

    /// How long ago is recent: 24h, 90m, 7d.
    #[arg(long, value_name = "SPAN", default_value = "24h", value_parser = span, help_heading = "How")]
    recent: Duration,
    /// How many objects of a bucket are looked at.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000, help_heading = "How")]
    objects: usize,
    /// A path pattern that must be behind signed URLs or cookies.
    #[arg(long, value_name = "PATTERN", help_heading = "How")]
    private_path: Vec<String>,
    /// A bucket whose objects must be locked.
    #[arg(long, value_name = "BUCKET", help_heading = "How")]
    object_lock: Vec<String>,
    /// Only this check.
    #[arg(long, value_name = "ID", help_heading = "How")]
    pub only: Vec<String>,
    /// Not this check.
    #[arg(long, value_name = "ID", help_heading = "How")]
    pub skip: Vec<String>,
    /// Findings that were accepted.
    #[arg(long, value_name = "FILE", help_heading = "How")]
    pub baseline: Option<PathBuf>,
    /// Writes a baseline that accepts all that fails now.
    #[arg(long, value_name = "FILE", help_heading = "How")]
    pub write_baseline: Option<PathBuf>,

    /// On standard output: text, markdown, json, sarif or html.
    #[arg(long, value_name = "FORM", value_parser = format, help_heading = "Reports")]
    pub format: Option<Form>,
    /// Writes Markdown too.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    markdown: Option<PathBuf>,
    /// Writes JSON too.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    json: Option<PathBuf>,
    /// Writes SARIF 2.1.0 too.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    sarif: Option<PathBuf>,
    /// Writes a page for a browser too.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    html: Option<PathBuf>,
    /// From which severity on a finding is exit code 1: high, medium, low or info.
    #[arg(long, value_name = "SEVERITY", default_value = "medium", value_parser = severity, help_heading = "Reports")]
    pub fail_on: Severity,

    /// Shows the checks.
    #[arg(long)]
    pub list: bool,
    /// Shows the least IAM policy that these checks of this scope need.
    #[arg(long)]
    pub print_policy: bool,
}

/// A form of a report.
#[derive(Clone, Copy)]
pub(crate) struct Form(pub Format);

fn format(word: &str) -> Result<Form, String> {
    let found = Format::ALL.into_iter().find(|format| format.word() == word);
    let words = Format::ALL.map(Format::word).join(", ");
    found.map(Form).ok_or_else(|| format!("no form {word}: {words}"))
}

fn severity(word: &str) -> Result<Severity, String> {
    Severity::parse(word).ok_or_else(|| format!("no severity {word}: high, medium, low or info"))
}

/// `24h`, `90m`, `7d`, `30s`.
fn span(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text} is no span of time: 24h, 90m, 7d");
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u32 = number.parse().map_err(|_| wrong())?;
    match u64::from(number) * factor {
        // CloudWatch keeps metrics for 455 days.
        secs @ 1..=39_312_000 => Ok(Duration::from_secs(secs)),
        _ => Err(format!("{text}: from 1s to 455d")),
    }
}

/// A file's text.
pub(crate) fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file)
        .map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

impl Arguments {
    /// What to look at.
    pub(crate) fn scope(&self) -> Result<Scope, String> {
        let mut scope =
            Scope { tags: self.tag.clone(), stacks: self.stack.clone(), ..Scope::default() };
        let names = [
            (Kind::Bucket, &self.bucket),
            (Kind::Distribution, &self.distribution),
            (Kind::LogGroup, &self.log_group),
            (Kind::Alarm, &self.alarm),
            (Kind::Dashboard, &self.dashboard),
        ];
        for (kind, names) in names {
            for name in names {
                if name.is_empty() {
                    return Err(format!("an empty name of a {}", kind.word()));
                }
                scope.add(kind, name);
            }
        }
        for file in &self.stack_resources {
            scope::stack::read(&mut scope, &file.display().to_string(), &read(file)?)?;
        }
        for file in &self.terraform_state {
            scope::terraform::read(&mut scope, &file.display().to_string(), &read(file)?)?;
        }
        Ok(scope)
    }

    /// How to look.
    pub(crate) fn options(&self) -> Options {
        Options {
            recent: self.recent,
            most: self.objects.max(1),
            private_paths: self.private_path.clone(),
            locked: self.object_lock.clone(),
        }
    }

    /// Where to look.
    pub(crate) fn account(&self) -> Result<Account, String> {
        let variable = |name: &str| std::env::var(name).ok().filter(|it| !it.is_empty());
        let region = self.region.clone().or_else(|| variable("AWS_REGION"));
        let region = region.or_else(|| variable("AWS_DEFAULT_REGION"));
        let region = region.unwrap_or_else(|| "us-east-1".to_owned());
        let own = match (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")) {
            (Some(key), Some(secret)) => {
                let token = variable("AWS_SESSION_TOKEN");
                Some(Credentials::new(key, secret, token, None, "environment"))
            }
            _ => None,
        };
        if let Some(file) = &self.file {
            let name = file.display();
            let bytes =
                std::fs::read(file).map_err(|error| format!("{name} cannot be read: {error}"))?;
            let cloud = Cloud::load(bytes);
            let cloud = cloud.map_err(|error| {
                format!("{name}: {error:?}: make it by `curl $AWS_ENDPOINT_URL/_parhelion/file > {name}`")
            })?;
            return Ok(Account::inside(cloud, None, &region));
        }
        let without = || {
            "no AWS credentials in the environment: \
             eval \"$(aws configure export-credentials --format env)\""
                .to_owned()
        };
        if self.aws {
            return Account::aws(own.ok_or_else(without)?, &region);
        }
        match self.endpoint.clone().or_else(|| variable("AWS_ENDPOINT_URL")) {
            Some(endpoint) => {
                use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
                let development =
                    || Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "parhelion");
                Account::endpoint(&endpoint, own.unwrap_or_else(development), &region)
            }
            None => {
                Err("nothing says where to look: give --endpoint URL, --file FILE or --aws".into())
            }
        }
    }

    /// Reports that are written into files.
    pub(crate) fn files(&self) -> Vec<(Format, &Path)> {
        let all = [
            (Format::Markdown, &self.markdown),
            (Format::Json, &self.json),
            (Format::Sarif, &self.sarif),
            (Format::Html, &self.html),
        ];
        all.into_iter().filter_map(|(format, file)| Some((format, file.as_deref()?))).collect()
    }
}

/// The checks, a line each, and what they ask.
pub(crate) fn list(checks: &[&Check]) -> String {
    let mut out = String::new();
    for check in checks {
        let calls: Vec<&str> = check.calls.iter().map(|call| call.operation()).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{:<40} {:<7} {} [{}]",
            check.id,
            check.severity.word(),
            check.title,
            calls.join(", ")
        );
    }
    let _ = writeln!(out, "{} checks", checks.len());
    out
}
