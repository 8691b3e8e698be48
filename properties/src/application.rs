//! What a property needs to know of an application: how it is set up and started, where it has put
//! things, and what it looks like to its users.

use crate::target::Clients;
use bytes::Bytes;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// A boxed future, so that traits whose methods return it can be objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where an application has put things, and what it promises.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// The region of bucket, log group and alarms.
    pub region: String,
    /// The bucket of uploads and assets.
    pub bucket: String,
    /// The CloudFront distribution's id: `E…`.
    pub distribution: String,
    /// `d….cloudfront.net`, or the custom domain that pages use.
    pub domain: String,
    /// Where production log lines go.
    pub log_group: String,
    /// The retention that the log group must have, in days.
    pub retention_days: i32,
    /// Names of the static assets that its page shows.
    pub assets: Vec<String>,
    /// How long an asset may be seen after it was replaced behind the application's back.
    pub asset_ttl: Duration,
    /// The one origin whose scripts may use the bucket.
    pub allowed_origin: String,
    /// Assets stand in the bucket, and below the distribution's root, as `<prefix><name>`.
    pub asset_prefix: String,
}

/// What an application looks like to its users: plain data, each with the bundled dashboard's way as its
/// default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// How a file is uploaded. `{name}` in the path stands for its name.
    pub upload: Exchange,
    /// The bytes as they are, or a form with the file in it.
    pub form: Form,
    /// Statuses that say that a file is kept.
    pub accepted: Vec<u16>,
    /// Statuses that say that another file has the name, and this one is not kept.
    pub conflict: Vec<u16>,
    /// Where a file stands in the bucket: `uploads/{name}`.
    pub key: String,
    /// Keys beside it that the application makes of a file: `thumbnails/{name}.png`.
    pub derived: Vec<String>,
    /// What names users' files have.
    pub names: Names,
    /// How an asset is published; none: somebody else does that.
    pub publish: Option<Exchange>,
    /// Statuses that say that an asset is published.
    pub published: Vec<u16>,
    /// The page that shows the assets.
    pub page: Exchange,
    /// The page's own address, which relative links go by.
    pub base: String,
    /// The list of all files, in JSON or a name a line; none: there is no such list.
    pub listing: Option<Exchange>,
    /// How a file is read, itself or by a redirection to where it is; none: by no request.
    pub read: Option<Exchange>,
    /// Statuses that say that the answer is the file.
    pub found: Vec<u16>,
    /// How a file is removed; none: never.
    pub remove: Option<Exchange>,
    /// Statuses that say that it is removed.
    pub removed: Vec<u16>,
    /// How many KiB of a `User-Agent` its server takes, which log lines may hold; 0: this is not tried.
    pub agent_max_kib: u16,
    /// How long a log line may wait in memory, where a crash loses it.
    pub log_delay: Duration,
}

/// A request of a user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// `POST`
    pub method: String,
    /// `/files/{name}`: the name is percent-encoded.
    pub path: String,
}

/// How a file is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The body is the file.
    Raw,
    /// `multipart/form-data`, with the file in a field of this name, under its own name.
    Multipart {
        /// The field's name: `file`.
        field: String,
    },
    /// Not at all: [`Interface::upload`] is asked for an address, in JSON (`name`, `bytes`, `sha256`,
    /// `part_bytes`), and the file goes straight to S3.
    Direct(Direct),
}

/// How a file goes straight to S3. Where something stands in an answer is a JSON pointer: `/url`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    /// Statuses that give leave.
    pub granted: Vec<u16>,
    /// The presigned address; or a list of them, one for each part of `part_bytes` bytes.
    pub address: String,
    /// Headers that must go with each PUT, by name; none: none.
    pub headers: Option<String>,
    /// The fields of a form that is posted to the address, before the file; none: the file is PUT.
    pub fields: Option<String>,
    /// What the application wants to be told again in the end; none: nothing.
    pub ticket: Option<String>,
    /// How the application is told, in JSON (`name`, `bytes`, `sha256`, `ticket`, `parts` with `number` and
    /// `etag`): [`Interface::accepted`] and [`Interface::conflict`] speak of this answer.
    pub complete: Exchange,
}

/// What names users' files have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Letters, digits, `-` and `.`.
    Plain,
    /// What real users send: spaces, `+ & # % ?`, accents composed and decomposed, emoji, very long
    /// ones.
    Any,
}

impl Exchange {
    /// `method` and `path`.
    pub fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), path: path.to_owned() }
    }
}

impl Default for Interface {
    fn default() -> Self {
        Self {
            upload: Exchange::new("POST", "/files/{name}"),
            form: Form::Raw,
            accepted: vec![201],
            conflict: vec![409],
            key: "uploads/{name}".to_owned(),
            derived: Vec::new(),
            names: Names::Any,
            publish: Some(Exchange::new("PUT", "/assets/{name}")),
            published: vec![200],
            page: Exchange::new("GET", "/"),
            base: "https://application.example/".to_owned(),
            listing: None,
            read: None,
            found: vec![200],
            remove: None,
            removed: vec![200, 204],
            agent_max_kib: 0,
            log_delay: Duration::from_secs(60),
        }
    }
}

impl Interface {
    /// Where uploads stand: the part of their keys before the name.
    pub fn upload_prefix(&self) -> &str {
        self.key.split("{name}").next().unwrap_or_default()
    }

    /// Where a file stands.
    pub fn key_of(&self, name: &str) -> String {
        self.key.replace("{name}", name)
    }

    /// The keys that may be there because a file was uploaded: its own, and what is made of it.
    pub fn keys_of(&self, name: &str) -> impl Iterator<Item = String> {
        std::iter::once(&self.key).chain(&self.derived).map(move |key| key.replace("{name}", name))
    }
}

/// A web application that keeps uploads in S3, serves assets through CloudFront and logs to
/// CloudWatch. An `x-request-id` that comes with a request stands in a production log line, whatever
/// that looks like.
pub trait Application: Send + Sync {
    /// `dashboard`, or `dashboard/<mutant>`.
    fn name(&self) -> String;

    /// What it looks like to its users.
    fn interface(&self) -> Interface {
        Interface::default()
    }

    /// Sets up everything in the account; may be called again.
    fn set_up<'a>(&'a self, clients: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>>;

    /// Starts the application on what was set up.
    fn start(&self, clients: &Clients, deployment: &Deployment) -> Arc<dyn Running>;
}

/// A running application.
pub trait Running: Send + Sync {
    /// Answers one request of a user, with its whole body.
    fn handle(&self, request: http::Request<Bytes>) -> BoxFuture<'_, http::Response<Bytes>>;

    /// Follows a link to AWS that it has given, as its users' browsers do; none of that: no answer. `None`: the
    /// harness's own browser does it.
    fn follow(&self, _url: &str) -> Option<BoxFuture<'_, Option<http::Response<Bytes>>>> {
        None
    }

    /// Stops in good order.
    fn shut_down(&self) -> BoxFuture<'_, ()>;
}
