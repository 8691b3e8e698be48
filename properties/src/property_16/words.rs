//! Operations and observations in a reader's words.

use super::operation::{Accept, Content, Operation};
use super::seen::{Seen, absent};
use super::versions::Freshness;
use crate::facts::Fact;
use crate::story::words::{count, of_debug};

/// `a user uploads file 0 (3 bytes)`.
pub(super) fn of_operation(operation: &Operation) -> String {
    match operation {
        Operation::Upload { name, content } => {
            format!("a user uploads file {name} ({})", size(content))
        }
        Operation::UploadTwins { name, first, second } => {
            let sizes = format!("{} and {}", size(first), size(second));
            format!("two users upload under the name of file {name} at once ({sizes})")
        }
        Operation::Asset { asset, accept, pop } => {
            let accept = match accept {
                Accept::Plain => "no compression",
                Accept::Gzip => "gzip",
                Accept::Brotli => "brotli",
            };
            let pop = pop.map(|pop| format!(", near edge location {pop}")).unwrap_or_default();
            format!("a browser that understands {accept} loads the page and asset {asset}{pop}")
        }
        Operation::PlainHttp { asset } => {
            format!("a browser asks for asset {asset} over plain HTTP")
        }
        Operation::Replace { asset, content } => {
            format!("the application publishes a new version of asset {asset} ({})", size(content))
        }
        Operation::ReplaceBehind { asset, content } => {
            let size = size(content);
            format!(
                "somebody replaces asset {asset} in the bucket, behind the application's back ({size})"
            )
        }
        Operation::DirectRead { upload, which } => {
            let what = if *upload { "file" } else { "asset" };
            format!("a stranger reads {what} {which} straight from the bucket")
        }
        Operation::Cors { allowed } => {
            let whose = if *allowed { "the allowed site" } else { "another site" };
            format!("a script of {whose} asks whether it may use the bucket")
        }
        Operation::Wait { millis } => {
            format!("{} s pass", f64::from(*millis) / 1000.0)
        }
        Operation::Read { name } => format!("a user reads file {name}"),
        Operation::Remove { name } => format!("a user removes file {name}"),
        Operation::List { crowded: false } => "a user reads the list of files".to_owned(),
        Operation::List { crowded: true } => {
            "more files come than a page of S3's listings has, and a user reads the list".to_owned()
        }
        other => of_debug(other),
    }
}

fn size(content: &Content) -> String {
    count(content.bytes as usize, "byte")
}

/// What was seen, where it is worth a sentence.
pub(super) fn of_seen(seen: &Seen) -> Option<String> {
    let told = match seen {
        Seen::Upload { key, conflict: true, taken, .. } => {
            let why = if *taken {
                "another file has its name"
            } else {
                "although no other file has its name"
            };
            format!("the user was told that {key} is taken, {why}")
        }
        Seen::UploadAccepted { key, .. } => format!("the user was told that {key} is kept"),
        Seen::UploadRemembered { key, .. } => {
            format!("{key}, which was accepted, was looked for in the end")
        }
        Seen::ObjectListed { key, uploaded: false } => {
            format!("in the end S3 holds {key}, which nobody uploaded")
        }
        Seen::ProductionLog { id, status, .. } => format!("the user ({id}) was answered {status}"),
        Seen::AssetLink { asset, url, on_cdn: false } if url.is_empty() => {
            format!("the page has no link to {asset}")
        }
        Seen::AssetLink { asset, url, on_cdn: false } => {
            format!("the page links {asset} to {url}, which is not the distribution")
        }
        Seen::AssetServed { asset, status, version, x_cache, .. } => {
            asset_served(asset, *status, *version, x_cache)
        }
        Seen::CompressibleServed { coding, .. } if coding.is_empty() => {
            "a browser that understands compression was given the plain bytes".to_owned()
        }
        Seen::CompressibleServed { coding, decodes: false } => {
            format!("what came as {coding} does not decompress to what was published")
        }
        Seen::SecondRequest { hit: false } => "asked again at once, the edge had no hit".to_owned(),
        Seen::Listed { key, listed: false, removed: false } => {
            format!("the list of files lacks {key}, which was accepted")
        }
        Seen::Listed { key, listed: true, removed: true } => {
            format!("the list of files has {key}, which was removed")
        }
        Seen::Removed { key, there: true } => {
            format!("in the end S3 still holds {key}, which was removed")
        }
        Seen::File(Fact::Acknowledged { what, content }) if *content == absent() => {
            format!("the user was told that {what} is removed")
        }
        Seen::File(Fact::Read { what, path, content: Some(content) }) => {
            let found = match *content == absent() {
                true => "was not there".to_owned(),
                false => format!("had {}", count(content.bytes as usize, "byte")),
            };
            format!("{what}, by {path}, {found}")
        }
        Seen::PlainHttp { status, to_https: false } => {
            format!("plain HTTP was answered {status} instead of a redirect to HTTPS")
        }
        Seen::Published { asset, status } => format!("publishing {asset} was answered {status}"),
        Seen::DirectRead { key, status } => {
            format!("a stranger who read {key} straight from S3 was answered {status}")
        }
        Seen::Cors { origin, granted, .. } => {
            let granted = if *granted { "granted" } else { "refused" };
            format!("{origin} was {granted} CORS")
        }
        Seen::LogGroup { retention, as_promised: false } => match retention {
            0 => "log lines are kept for ever, or there is no log group".to_owned(),
            days => format!("log lines are kept for {}", count(*days as usize, "day")),
        },
        _ => return None,
    };
    Some(told)
}

fn asset_served(asset: &str, status: u16, version: Freshness, x_cache: &str) -> String {
    if status == 0 {
        return format!("a browser got no answer for {asset}");
    }
    let cache = if x_cache.is_empty() { String::new() } else { format!(" ({x_cache})") };
    let what = match version {
        Freshness::Current => "the newest version",
        Freshness::Older => "an older version, which may still be seen",
        Freshness::Stale => "an older version, which must be gone by now",
        Freshness::Unknown => "something that was never published",
    };
    format!("a browser was served {asset} with {status}{cache}: {what}")
}
