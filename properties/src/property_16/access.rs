//! Strangers at the bucket, and scripts of other sites.

use super::browser;
use super::drive::Driver;
use super::names::segment;
use super::operation::Accept;
use super::seen::Seen;
use crate::application::Deployment;
use bytes::Bytes;

impl Driver {
    fn bucket_url(&self, key: &str) -> String {
        let Deployment { bucket, region, .. } = &self.deployment;
        let path: Vec<_> = key.split('/').map(segment).collect();
        format!("https://{bucket}.s3.{region}.amazonaws.com/{}", path.join("/"))
    }

    pub(super) async fn direct_read(&self, upload: bool, which: u8) {
        let key = if upload {
            self.interface.key_of(&self.file_name(which))
        } else {
            format!("{}{}", self.deployment.asset_prefix, self.asset_name(which).1)
        };
        let url = self.bucket_url(&key);
        let seen = browser::get(self.stage.target(), &url, Accept::Plain, None).await;
        let Some(seen) = seen else { return };
        self.stage.observe(Seen::DirectRead { key, status: seen.status });
    }

    pub(super) async fn cors(&self, allowed: bool) {
        let origin =
            if allowed { self.deployment.allowed_origin.as_str() } else { "https://evil.example" };
        let url = self.bucket_url(&self.interface.key_of(&self.file_name(0)));
        let preflight = || {
            http::Request::options(&url)
                .header(http::header::ORIGIN, origin)
                .header(http::header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
                .body(Bytes::new())
                .ok()
        };
        let seen = browser::send(self.stage.target(), preflight, None).await;
        let Some(seen) = seen.filter(|seen| seen.status < 500) else { return };
        let granted = !seen.header("access-control-allow-origin").is_empty();
        self.stage.observe(Seen::Cors { origin: origin.to_owned(), allowed, granted });
    }
}
