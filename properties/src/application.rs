//! What a property needs to know of an application.

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
    /// `d….cloudfront.net`.
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
    /// Uploads stand in the bucket as `<prefix><name>`.
    pub upload_prefix: String,
    /// Assets stand in the bucket, and below the distribution's root, as `<prefix><name>`.
    pub asset_prefix: String,
}

/// A web application that keeps uploads in S3, serves assets through CloudFront and logs to
/// CloudWatch.
///
/// Its interface: `GET /` is a page with the assets' addresses; `POST /files/{name}` uploads and
/// answers 201; `PUT /assets/{name}` publishes and answers 200. An `x-request-id` that comes with a
/// request stands in the production log line.
pub trait Application: Send + Sync {
    /// `dashboard`, or `dashboard/<mutant>`.
    fn name(&self) -> String;

    /// Sets up everything in the account; may be called again.
    fn set_up<'a>(&'a self, clients: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>>;

    /// Starts the application on what was set up.
    fn start(&self, clients: &Clients, deployment: &Deployment) -> Arc<dyn Running>;
}

/// A running application.
pub trait Running: Send + Sync {
    /// Answers one request of a user, with its whole body.
    fn handle(&self, request: http::Request<Bytes>) -> BoxFuture<'_, http::Response<Bytes>>;

    /// Stops in good order.
    fn shut_down(&self) -> BoxFuture<'_, ()>;
}
