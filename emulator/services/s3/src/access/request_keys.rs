//! Condition keys of a request (S3-7.3), looked up only when a policy asks.

use crate::access::authorization::Access;
use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::requests::signature_version;
use crate::tags::tag_set::Tags;
use parhelion_policy::{FederatingUser, Keys, Values};
use parhelion_wire::signature::date;
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::{Caller, Context};
use std::borrow::Cow;

pub(crate) struct RequestKeys<'a> {
    pub cx: &'a Context<'a>,
    /// `None`: the request is about the account, or about a bucket that is not there.
    pub bucket: Option<&'a Bucket>,
    pub access: &'a Access<'a>,
}

impl Keys for RequestKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        if let Some(global) = name.strip_prefix("aws:") {
            return self.global(global).or_else(|| GlobalKeys(self.cx).get(name));
        }
        let own = name.strip_prefix("s3:")?;
        if let Some((_, value)) = self.access.keys.iter().find(|(key, _)| *key == own) {
            return value.map(Values::one);
        }
        let of_object = self.access.request_tags.filter(|_| self.access.key.is_some());
        if own == "requestobjecttagkeys" {
            return keys_of(of_object?);
        }
        if let Some(key) = own.strip_prefix("existingobjecttag/") {
            return tag(&self.access.object?.tags, key);
        }
        if let Some(key) = own.strip_prefix("buckettag/") {
            return tag(self.bucket_tags()?, key);
        }
        if let Some(key) = own.strip_prefix("requestobjecttag/") {
            return tag(of_object?, key);
        }
        self.of_s3(own).map(Values::One)
    }

    fn federating_user(&self) -> Option<FederatingUser<'_>> {
        GlobalKeys(self.cx).federating_user()
    }

    fn has_boundary(&self) -> bool {
        GlobalKeys(self.cx).has_boundary()
    }

    fn canonical_user(&self) -> Option<Cow<'_, str>> {
        owner::party(&self.cx.caller).map(|party| owner::canonical_id(party).into())
    }
}

/// The keys of tags; without any there is no such condition key.
fn keys_of(tags: &Tags) -> Option<Values<'_>> {
    let keys = tags.keys().map(|key| Cow::Borrowed(key.as_str()));
    (!tags.is_empty()).then(|| Values::Many(keys.collect()))
}

/// Key names fold in policies, tags' keys with them.
fn tag<'a>(tags: &'a Tags, key: &str) -> Option<Values<'a>> {
    let (_, value) = tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
    Some(Values::one(value))
}

impl RequestKeys<'_> {
    /// `aws:…` that S3 knows better than others do.
    fn global(&self, name: &str) -> Option<Values<'_>> {
        if let Some(key) = name.strip_prefix("resourcetag/") {
            return tag(self.bucket_tags()?, key);
        }
        let given = self.access.request_tags.filter(|_| self.access.key.is_none());
        if let Some(key) = name.strip_prefix("requesttag/") {
            return tag(given?, key);
        }
        match name {
            "tagkeys" => keys_of(given?),
            "requestedregion" => Some(Values::one(&self.bucket?.region)),
            "resourceaccount" => Some(Values::one(&self.bucket?.owner)),
            _ => None,
        }
    }

    /// S3-3.18(m): the bucket's tags, which its objects are asked about as well.
    fn bucket_tags(&self) -> Option<&Tags> {
        let bucket = self.bucket.filter(|bucket| bucket.settings.abac)?;
        bucket.tags.at(self.cx.now).as_deref()
    }

    /// `s3:…` that any request has.
    fn of_s3(&self, name: &str) -> Option<Cow<'_, str>> {
        let signed = !matches!(self.cx.caller, Caller::Anonymous);
        Some(match name {
            "resourceaccount" => Cow::Borrowed(&self.bucket?.owner),
            "authtype" if signed && self.cx.request.presigned => "REST-QUERY-STRING".into(),
            "authtype" if signed => "REST-HEADER".into(),
            "signatureversion" if signed && signature_version::is_2(self.cx.request) => {
                "AWS".into()
            }
            "signatureversion" if signed => "AWS4-HMAC-SHA256".into(),
            "signatureage" if signed => self.signature_age()?.to_string().into(),
            "tlsversion" if self.cx.request.secure => "1.3".into(),
            "x-amz-content-sha256" => self.header(name)?,
            _ => return None,
        })
    }

    /// Milliseconds since a request was signed: by the date that the signature covers, which is in
    /// the query of presigned requests only.
    fn signature_age(&self) -> Option<u128> {
        let signed = if self.cx.request.presigned {
            let query = self.cx.request.uri.query().unwrap_or_default();
            date::parse_basic(query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Date="))?)?
        } else {
            date::parse_any(&self.header("x-amz-date").or_else(|| self.header("date"))?)?
        };
        Some(self.cx.now.since(signed).as_millis())
    }

    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let value = self.cx.request.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()))
    }
}

/// Of a role that S3 is handed.
pub(crate) struct PassingKeys<'a>(pub GlobalKeys<'a>);

impl Keys for PassingKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        match name {
            "iam:passedtoservice" => Some(Values::one("s3.amazonaws.com")),
            _ => self.0.get(name),
        }
    }
}
