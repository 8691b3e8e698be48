//! Condition keys of a request (S3-7.3), looked up only when a policy asks.

use crate::access::authorization::Access;
use crate::buckets::bucket::Bucket;
use parhelion_policy::{Keys, Values};
use parhelion_world::{Caller, Context};
use std::borrow::Cow;

pub struct RequestKeys<'a> {
    pub cx: &'a Context<'a>,
    /// `None`: the request is about the account, or about a bucket that is not there.
    pub bucket: Option<&'a Bucket>,
    pub access: &'a Access<'a>,
}

impl Keys for RequestKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        if let Some(rest) = name.strip_prefix("aws:") {
            return self.global(rest).map(Values::One);
        }
        let own = name.strip_prefix("s3:")?;
        if let Some((_, value)) = self.access.keys.iter().find(|(key, _)| *key == own) {
            return value.map(Values::one);
        }
        if own == "requestobjecttagkeys" {
            let tags = self.access.request_tags?;
            return Some(Values::Many(
                tags.keys().map(|key| Cow::Borrowed(key.as_str())).collect(),
            ));
        }
        if let Some(key) = own.strip_prefix("existingobjecttag/") {
            return tag(&self.access.object?.tags, key);
        }
        if let Some(key) = own.strip_prefix("buckettag/") {
            // S3-3.18(m)
            let bucket = self.bucket?;
            let tags = bucket.tags.at(self.cx.now).as_ref();
            return tag(tags.filter(|_| bucket.settings.abac)?, key);
        }
        if let Some(key) = own.strip_prefix("requestobjecttag/") {
            return tag(self.access.request_tags?, key);
        }
        self.of_s3(own).map(Values::One)
    }

    fn canonical_user(&self) -> Option<Cow<'_, str>> {
        match &self.cx.caller {
            Caller::Principal { account, .. } => {
                Some(crate::access::owner::canonical_id(account).into())
            }
            _ => None,
        }
    }
}

/// Key names fold in policies, tags' keys with them.
fn tag<'a>(tags: &'a crate::tags::tag_set::Tags, key: &str) -> Option<Values<'a>> {
    let (_, value) = tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
    Some(Values::one(value))
}

impl RequestKeys<'_> {
    /// `aws:…`
    fn global(&self, name: &str) -> Option<Cow<'_, str>> {
        let Self { cx, bucket, .. } = self;
        let request = cx.request;
        let flag = |is: bool| Cow::Borrowed(if is { "true" } else { "false" });
        Some(match name {
            "currenttime" => cx.now.date_time().into(),
            "epochtime" => cx.now.secs().to_string().into(),
            "securetransport" => flag(request.secure),
            "sourceip" if !request.source_ip.is_empty() => Cow::Borrowed(&request.source_ip),
            "useragent" => self.header("user-agent")?,
            "referer" => self.header("referer")?,
            "requestedregion" => Cow::Borrowed(bucket.map_or(&*cx.region, |held| &*held.region)),
            "resourceaccount" => Cow::Borrowed(bucket.map_or(&*cx.account, |held| &*held.owner)),
            "viaawsservice" => flag(false),
            "principalisawsservice" => flag(matches!(cx.caller, Caller::Service { .. })),
            _ => return self.of_caller(name),
        })
    }

    fn of_caller(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Some(key) = name.strip_prefix("principaltag/") {
            let tags = &self.cx.principal()?.tags;
            let (_, value) = tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
            return Some(Cow::Borrowed(value));
        }
        Some(match (&self.cx.caller, name) {
            (Caller::Anonymous, "principaltype") => "Anonymous".into(),
            (Caller::Anonymous, "userid") => "anonymous".into(),
            (Caller::Principal { arn, .. }, "principalarn") => Cow::Borrowed(arn),
            (Caller::Principal { account, .. }, "principalaccount") => Cow::Borrowed(account),
            (Caller::Principal { arn, account, .. }, _) => match (principal_type(arn), name) {
                (PrincipalType::Root, "principaltype") => "Account".into(),
                (PrincipalType::User(_), "principaltype") => "User".into(),
                (PrincipalType::Session(_), "principaltype") => "AssumedRole".into(),
                (PrincipalType::Root, "userid") => Cow::Borrowed(account),
                (PrincipalType::User(user), "username") => Cow::Borrowed(user),
                (PrincipalType::User(user), "userid") => {
                    Cow::Borrowed(self.cx.principal().map_or(user, |known| &known.id))
                }
                (PrincipalType::Session(session), "userid") => match self.cx.principal() {
                    Some(role) => {
                        let name = session.rsplit('/').next().unwrap_or(session);
                        format!("{}:{name}", role.id).into()
                    }
                    None => Cow::Borrowed(session),
                },
                _ => return None,
            },
            (Caller::Service { principal, .. }, "principalservicename") => Cow::Borrowed(principal),
            (Caller::Service { source_arn, .. }, "sourcearn") => Cow::Borrowed(source_arn),
            (Caller::Service { source_account, .. }, "sourceaccount") => {
                Cow::Borrowed(source_account)
            }
            _ => return None,
        })
    }

    /// `s3:…` that any request has.
    fn of_s3(&self, name: &str) -> Option<Cow<'_, str>> {
        let signed = !matches!(self.cx.caller, Caller::Anonymous);
        Some(match name {
            "resourceaccount" => Cow::Borrowed(&self.bucket?.owner),
            "authtype" if signed && self.cx.request.presigned => "REST-QUERY-STRING".into(),
            "authtype" if signed => "REST-HEADER".into(),
            "signatureversion" if signed && self.is_version_2() => "AWS".into(),
            "signatureversion" if signed => "AWS4-HMAC-SHA256".into(),
            "signatureage" if signed => self.signature_age()?.to_string().into(),
            "tlsversion" if self.cx.request.secure => "1.3".into(),
            "x-amz-content-sha256" => self.header(name)?,
            _ => return None,
        })
    }

    fn is_version_2(&self) -> bool {
        let query = self.cx.request.uri.query().unwrap_or_default();
        let header = self.header("authorization").unwrap_or_default();
        header.starts_with("AWS ")
            || query.split('&').any(|pair| pair.starts_with("AWSAccessKeyId="))
    }

    /// Milliseconds since a request was signed.
    fn signature_age(&self) -> Option<u128> {
        let query = self.cx.request.uri.query().unwrap_or_default();
        let in_query = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Date="));
        let date = in_query.map(Cow::Borrowed).or_else(|| self.header("x-amz-date"))?;
        // 20260101T000000Z, as the conditions' own parser wants it.
        let (day, time) = (date.get(..8)?, date.get(9..15)?);
        let spaced = format!(
            "{}-{}-{}T{}:{}:{}Z",
            &day[..4],
            &day[4..6],
            &day[6..],
            &time[..2],
            &time[2..4],
            &time[4..]
        );
        let signed = parhelion_policy::moment::parse(&spaced)?;
        Some(self.cx.now.since(parhelion_wire::Timestamp(signed)).as_millis())
    }

    fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let value = self.cx.request.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()))
    }
}

enum PrincipalType<'a> {
    Root,
    User(&'a str),
    /// `role/session` as `aws:userid` has it after the role's id.
    Session(&'a str),
    Other,
}

fn principal_type(arn: &str) -> PrincipalType<'_> {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    match resource.split_once('/') {
        None if resource == "root" => PrincipalType::Root,
        Some(("user", path)) => PrincipalType::User(path.rsplit('/').next().unwrap_or(path)),
        Some(("assumed-role", session)) => PrincipalType::Session(session),
        _ => PrincipalType::Other,
    }
}
