//! An axum application, called in process.

use axum::Router;
use bytes::Bytes;
use http_body_util::BodyExt;
use parhelion_properties::application::{BoxFuture, Running};
use tower_service::Service;

/// A router, and how what is behind it stops.
pub struct Served {
    router: Router,
    stop: Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>,
}

impl Served {
    /// `stop` ends it in good order.
    pub fn new(
        router: Router,
        stop: impl Fn() -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self { router, stop: Box::new(stop) }
    }
}

impl Running for Served {
    fn handle(&self, request: http::Request<Bytes>) -> BoxFuture<'_, http::Response<Bytes>> {
        Box::pin(async move {
            let mut router = self.router.clone();
            let request = request.map(axum::body::Body::from);
            let Ok(response) = router.call(request).await;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            http::Response::from_parts(parts, body)
        })
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        (self.stop)()
    }
}
