//! The tables of `parhelion.toml`, and their keys. `docs/prove.md` has them all with an example.

use super::duration::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// All of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Declaration {
    /// What reports and stored cases call it.
    pub name: String,
    /// How it is started and stopped.
    pub application: Process,
    /// How what it stands on is set up.
    pub infrastructure: Setup,
    /// Where it has put things, and what it promises.
    pub resources: Resources,
    /// What it looks like to its users.
    pub interface: InterfaceOf,
    /// Beginnings of clauses that are not judged.
    #[serde(default)]
    pub clauses: Clauses,
    /// The folder of the file: paths in it go from there.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// `[application]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Process {
    /// The program and its arguments; no shell.
    pub command: Vec<String>,
    /// Where it runs, from the file's folder.
    #[serde(default = "here")]
    pub folder: PathBuf,
    /// Added to its environment, with placeholders.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// How one knows that it takes requests.
    #[serde(default)]
    pub ready: Ready,
    /// How long a request may take before it hangs.
    #[serde(default = "thirty_seconds")]
    pub answers_within: Span,
    /// How it is stopped.
    #[serde(default)]
    pub end: End,
    /// How often its SDK tries a call in all: boto3's legacy mode 5, most others 3.
    #[serde(default = "three")]
    pub attempts: u8,
    /// What may be lost when it is killed.
    #[serde(default)]
    pub crash: Crash,
}

/// `application.ready`: a path that answers below 500, or a text on a line of its output.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ready {
    /// `/health`
    #[serde(default)]
    pub path: Option<String>,
    /// `Listening on`
    #[serde(default)]
    pub line: Option<String>,
    /// How long it may take to get there.
    #[serde(default = "thirty_seconds")]
    pub within: Span,
}

/// `application.end`: SIGTERM, then SIGKILL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct End {
    /// How long it has from the one to the other.
    pub within: Span,
}

/// `application.crash`: whether it is killed between calls, and what that may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Crash {
    /// It is never killed.
    Never,
    /// Lines that it has not shipped yet may be lost, uploads may not.
    #[default]
    LosesLogs,
    /// Nothing that was answered may be lost.
    LosesNothing,
}

/// `[infrastructure]`: one of these.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Setup {
    /// A program that makes everything; what the last line of its output says as a JSON object are
    /// `[resources]`.
    #[serde(default)]
    pub command: Option<Vec<String>>,
    /// A folder of Terraform's, that is applied; its outputs are `[resources]`.
    #[serde(default)]
    pub terraform: Option<PathBuf>,
    /// A file that a server has saved (`GET /_parhelion/file`).
    #[serde(default)]
    pub saved: Option<PathBuf>,
    /// A Parhelion server on which it stands: it is copied, and left as it is.
    #[serde(default)]
    pub endpoint: Option<String>,
    /// Added to the environment of the command or of Terraform, with placeholders.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// How long it may take.
    #[serde(default = "five_minutes")]
    pub within: Span,
}

/// `[resources]`; what the set-up tells of itself counts more.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Resources {
    /// The region.
    #[serde(default = "us_east_1")]
    pub region: String,
    /// The bucket of uploads and assets.
    #[serde(default)]
    pub bucket: Option<String>,
    /// The distribution's id; none: the only one that there is.
    #[serde(default)]
    pub distribution: Option<String>,
    /// The domain of assets on pages; none: the distribution's own.
    #[serde(default)]
    pub domain: Option<String>,
    /// The log group of production lines.
    #[serde(default)]
    pub log_group: Option<String>,
    /// How long that must keep lines, in days.
    #[serde(default)]
    pub retention_days: Option<i32>,
    /// Names of static assets.
    #[serde(default)]
    pub assets: Vec<String>,
    /// What stands before an asset's name in the bucket and in its path.
    #[serde(default)]
    pub asset_prefix: String,
    /// How long a browser may see an asset that was replaced behind the application's back.
    #[serde(default = "a_day")]
    pub asset_ttl: Span,
    /// The one origin whose scripts may use the bucket.
    #[serde(default)]
    pub allowed_origin: Option<String>,
}

/// `[interface]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InterfaceOf {
    /// How a file is uploaded; none: it takes none.
    #[serde(default)]
    pub upload: Option<Upload>,
    /// Statuses that say that a file is kept.
    #[serde(default = "created")]
    pub accepted: Vec<u16>,
    /// Statuses that say that another file has the name.
    #[serde(default = "conflict")]
    pub refused: Vec<u16>,
    /// Statuses that ask the user to come again.
    #[serde(default)]
    pub retry: Vec<u16>,
    /// How often a user comes, in all, who is asked to.
    #[serde(default = "three")]
    pub tries: u8,
    /// Where a file stands in the bucket.
    #[serde(default = "uploads")]
    pub key: String,
    /// Keys that are made of it.
    #[serde(default)]
    pub derived: Vec<String>,
    /// What names users' files have.
    #[serde(default)]
    pub names: NamesOf,
    /// How a file is read; none: it cannot be.
    #[serde(default)]
    pub read: Option<Request>,
    /// Statuses that say that the answer is the file.
    #[serde(default = "ok")]
    pub found: Vec<u16>,
    /// How a file is removed; none: it cannot be.
    #[serde(default)]
    pub remove: Option<Request>,
    /// Statuses that say that it is removed.
    #[serde(default = "removed")]
    pub removed: Vec<u16>,
    /// The list of all files; none: there is none.
    #[serde(default)]
    pub list: Option<Request>,
    /// How an asset is published; none: somebody else does that.
    #[serde(default)]
    pub publish: Option<Request>,
    /// Statuses that say that it is published.
    #[serde(default = "ok")]
    pub published: Vec<u16>,
    /// The page that shows the assets; none: there is none.
    #[serde(default)]
    pub page: Option<Request>,
    /// The page's own address, which relative links go by.
    #[serde(default = "base")]
    pub base: String,
    /// The header whose value stands in a request's log line.
    #[serde(default = "x_request_id")]
    pub request_id: String,
    /// How many KiB of a `User-Agent`, which log lines may hold, its server takes.
    #[serde(default)]
    pub agent_max_kib: u16,
}

/// A request of a user's: `{ method = "PUT", path = "/static/{name}" }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Request {
    /// `GET`
    pub method: String,
    /// `{name}` stands for a name, percent-encoded.
    pub path: String,
}

/// `interface.upload`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Upload {
    /// `POST`
    pub method: String,
    /// `/files/{name}`
    pub path: String,
    /// How the file is sent.
    #[serde(default)]
    pub form: FormOf,
    /// The field of a multipart form.
    #[serde(default = "file")]
    pub field: String,
    /// Where the application only says where the file is to go.
    #[serde(default)]
    pub presigned: Option<Presigned>,
}

/// `interface.upload.presigned`: the file goes straight to S3.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Presigned {
    /// What is sent to the application first: JSON, with `{name}`, `{size}` and `{sha256}` within.
    #[serde(default)]
    pub body: String,
    /// Where in its answer the URL is, as a JSON pointer.
    #[serde(default = "url")]
    pub url: String,
    /// Where in it the headers are that S3 must be sent, an object.
    #[serde(default)]
    pub headers: Option<String>,
    /// Where in it the fields of a form are, for a presigned POST.
    #[serde(default)]
    pub fields: Option<String>,
    /// Where in it an id is, `{id}` in what comes last.
    #[serde(default)]
    pub id: Option<String>,
    /// What is sent to the application when S3 has the file; its status is the upload's.
    pub complete: Complete,
}

/// `interface.upload.presigned.complete`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Complete {
    /// `POST`
    pub method: String,
    /// `/uploads/{id}/complete`
    pub path: String,
    /// JSON, with `{name}`, `{id}`, `{size}` and `{sha256}` within.
    #[serde(default)]
    pub body: String,
}

/// How a file is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormOf {
    /// The body is the file.
    #[default]
    Raw,
    /// In a form.
    Multipart,
}

/// What names users' files have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamesOf {
    /// What real users send.
    #[default]
    Any,
    /// Letters, digits, `-` and `.`.
    Plain,
}

/// `[clauses]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clauses {
    /// Beginnings of clauses that are not judged: `"16b: plain HTTP"`, or all of `"6.4"`.
    #[serde(default)]
    pub off: Vec<String>,
}

impl Default for Ready {
    fn default() -> Self {
        Self { path: None, line: None, within: thirty_seconds() }
    }
}

impl Default for End {
    fn default() -> Self {
        Self { within: Span(Duration::from_secs(10)) }
    }
}

fn here() -> PathBuf {
    ".".into()
}
fn thirty_seconds() -> Span {
    Span(Duration::from_secs(30))
}
fn five_minutes() -> Span {
    Span(Duration::from_secs(300))
}
fn a_day() -> Span {
    Span(Duration::from_secs(24 * 3600))
}
fn three() -> u8 {
    3
}
fn us_east_1() -> String {
    "us-east-1".to_owned()
}
fn created() -> Vec<u16> {
    vec![201]
}
fn conflict() -> Vec<u16> {
    vec![409]
}
fn ok() -> Vec<u16> {
    vec![200]
}
fn removed() -> Vec<u16> {
    vec![200, 204]
}
fn uploads() -> String {
    "uploads/{name}".to_owned()
}
fn base() -> String {
    "https://application.example/".to_owned()
}
fn x_request_id() -> String {
    "x-request-id".to_owned()
}
fn file() -> String {
    "file".to_owned()
}
fn url() -> String {
    "/url".to_owned()
}
