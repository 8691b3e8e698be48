//! Browsers load assets; the application, or somebody behind its back, replaces them.

use super::browser;
use super::drive::Driver;
use super::links::{self, is_of};
use super::names::segment;
use super::operation::{Accept, Content, Part};
use super::probe;
use super::seen::Seen;
use super::versions::Freshness;
use crate::application::{Deployment, Form, Interface};
use crate::patience::Patience;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE};
use std::time::Duration;

/// The edge locations by index.
const POPS: [&str; super::operation::POPS as usize] =
    ["IAD89-C1", "FRA56-P2", "NRT57-P1", "GRU3-C1"];

/// What a request for a part asks for.
const FIRST_BYTES: usize = 10;

impl Driver {
    pub(super) fn asset_name(&self, asset: u8) -> (usize, String) {
        let index = usize::from(asset) % self.deployment.assets.len();
        (index, self.deployment.assets[index].clone())
    }

    /// The addresses on the application's page.
    async fn page(&self) -> Vec<url::Url> {
        let Interface { page, base, .. } = &self.interface;
        let Some(response) = self.send(page, "", &Form::Raw, Bytes::new()).await else {
            return Vec::new();
        };
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        links::links(base, media_type, &String::from_utf8_lossy(response.body()))
    }

    pub(super) async fn asset(&self, asset: u8, accept: Accept, pop: Option<u8>) {
        let (index, name) = self.asset_name(asset);
        let pop = pop.map(|pop| POPS[usize::from(pop) % POPS.len()]);
        let links = self.page().await;
        let link = links.iter().find(|link| is_of(link, &name));
        let on_cdn = link.is_some_and(|link| {
            link.scheme() == "https" && link.host_str() == Some(&self.deployment.domain)
        });
        let url = link.map(url::Url::to_string).unwrap_or_default();
        self.stage.observe(Seen::AssetLink { asset: name, url: url.clone(), on_cdn });
        if url.is_empty() {
            return;
        }
        let Some((seen, version)) = self.view(index, &url, accept, pop).await else { return };
        let compressible = seen.content.as_ref().is_some_and(|content| content.len() >= 1000);
        if accept == Accept::Plain || !compressible || seen.status != 200 {
            return;
        }
        let decodes = version != Freshness::Unknown;
        self.stage.observe(Seen::CompressibleServed { coding: seen.coding, decodes });
        self.again(&url, accept, pop).await;
    }

    /// One view of an asset, judged against what may be seen now.
    async fn view(
        &self,
        index: usize,
        url: &str,
        accept: Accept,
        pop: Option<&str>,
    ) -> Option<(browser::Answer, Freshness)> {
        let seen = browser::get(self.stage.target(), url, accept, pop).await;
        let now = self.stage.target().now();
        let asset = self.deployment.assets[index].clone();
        let Some(seen) = seen else {
            self.stage.observe(Seen::AssetServed {
                asset,
                status: 0,
                version: Freshness::Unknown,
                cloudfront: false,
                x_cache: String::new(),
                pop: String::new(),
                age: String::new(),
            });
            return None;
        };
        let content = seen.content.clone().unwrap_or_default();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().see(&content, now));
        self.stage.observe(Seen::AssetServed {
            asset,
            status: seen.status,
            version,
            cloudfront: seen.is_from_cloudfront(),
            x_cache: seen.header("x-cache").to_owned(),
            pop: seen.header("x-amz-cf-pop").to_owned(),
            age: seen.header("age").to_owned(),
        });
        Some((seen, version))
    }

    /// The same request within the TTL is a hit. Evictions are legal (N5), and so is another POP
    /// (N6): one of a few tries must be one.
    async fn again(&self, url: &str, accept: Accept, pop: Option<&str>) {
        let target = self.stage.target();
        let mut hit = false;
        let mut patience = Patience::new(target);
        while !hit && patience.spent() < 8 {
            let seen = browser::get(target, url, accept, pop).await;
            hit = seen.is_some_and(|seen| seen.header("x-cache").starts_with("Hit"));
            patience.failed();
        }
        self.stage.observe(Seen::SecondRequest { hit });
    }

    pub(super) async fn plain_http(&self, asset: u8) {
        let (_, name) = self.asset_name(asset);
        let Deployment { domain, asset_prefix, .. } = &self.deployment;
        let url = format!("http://{domain}/{asset_prefix}{}", segment(&name));
        let seen = browser::get(self.stage.target(), &url, Accept::Plain, None).await;
        let Some(seen) = seen else { return };
        let to_https = seen.header("location").starts_with("https://");
        self.stage.observe(Seen::PlainHttp { status: seen.status, to_https });
    }

    pub(super) async fn replace(&self, asset: u8, content: Content) {
        let Some(publish) = &self.interface.publish else { return };
        let (index, name) = self.asset_name(asset);
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let answer = self.send(publish, &name, &Form::Raw, bytes).await;
        let Some(status) = answer.map(|answer| answer.status().as_u16()) else { return };
        self.stage.observe(Seen::Published { asset: name, status });
        if !self.interface.published.contains(&status) {
            return;
        }
        if probe::invalidations_done(self).await {
            let now = self.stage.target().now();
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, now));
            // From a millisecond later on, everybody must see it.
            self.stage.target().pass(Duration::from_millis(1)).await;
        }
    }

    pub(super) async fn replace_behind(&self, asset: u8, content: Content) {
        let (index, name) = self.asset_name(asset);
        let key = format!("{}{name}", self.deployment.asset_prefix);
        let (s3, bucket) = (&self.clients.s3, &self.deployment.bucket);
        let Ok(head) = s3.head_object().bucket(bucket).key(&key).send().await else { return };
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let put = s3.put_object().bucket(bucket).key(&key).body(bytes.into());
        let put = put.set_cache_control(head.cache_control).set_content_type(head.content_type);
        let ok = put.send().await.is_ok();
        self.stage.observe(Seen::ReplacedBehind { asset: name, ok });
        if ok {
            // Ages are whole seconds: one is the clock's.
            let due = self.stage.target().now() + self.deployment.asset_ttl;
            let due = due + Duration::from_secs(1);
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, due));
        }
    }

    /// A request that is no plain GET, and whether its answer fits the asset as it is at that moment: a
    /// plain GET before and after it says what that is.
    pub(super) async fn part_of_asset(&self, asset: u8, part: Part) {
        let (_, name) = self.asset_name(asset);
        let links = self.page().await;
        let Some(link) = links.iter().find(|link| is_of(link, &name)) else { return };
        let (target, url) = (self.stage.target(), link.as_str());
        let before = browser::get(target, url, Accept::Plain, None).await;
        let Some(before) = before.filter(|seen| seen.status == 200) else { return };
        let build = || {
            let request = http::Request::get(url);
            let request = match part {
                Part::Head => request.method("HEAD"),
                Part::Range => request.header(RANGE, format!("bytes=0-{}", FIRST_BYTES - 1)),
                Part::IfChanged => request.header(IF_NONE_MATCH, before.header(ETAG.as_str())),
            };
            request.body(Bytes::new()).ok()
        };
        let Some(seen) = browser::send(target, build, None).await else { return };
        let whole = before.content.clone().unwrap_or_default();
        let content = seen.content.clone().unwrap_or_default();
        let same = seen.header(ETAG.as_str()) == before.header(ETAG.as_str());
        let fits = match part {
            // Another version may have come in between; its answer must be whole in itself.
            _ if !same => seen.status < 300,
            Part::Head => {
                let length = whole.len().to_string();
                content.is_empty() && seen.header(CONTENT_LENGTH.as_str()) == length
            }
            Part::Range if seen.status == 206 => {
                content[..] == whole[..FIRST_BYTES.min(whole.len())]
            }
            // A server may always send the whole.
            Part::Range => seen.status == 200 && content == whole,
            Part::IfChanged => seen.status == 304 && content.is_empty(),
        };
        self.stage.observe(Seen::PartServed { asset: name, part, status: seen.status, fits });
    }
}
