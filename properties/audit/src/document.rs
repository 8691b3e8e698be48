//! Bucket policies: asked as S3 asks them, and written anew.

use parhelion_policy::{Decision, Policy, Purpose, Request, RequestPrincipal};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A key that no policy names by itself.
const ANY_KEY: &str = "parhelion-audit/any-key";
/// Another account, and a distribution of its.
const STRANGER: &str = "999999999999";
const STRANGE_DISTRIBUTION: &str = "arn:aws:cloudfront::999999999999:distribution/ESTRANGER";
const CLOUDFRONT: &str = "cloudfront.amazonaws.com";

/// A bucket's policy.
pub struct Document<'a> {
    bucket: &'a str,
    policy: Policy,
    json: Value,
}

impl<'a> Document<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// In words, if it is none.
    pub fn parse(bucket: &'a str, text: &str) -> Result<Self, String> {
        let json = serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
        let policy = Policy::parse(text, Purpose::Resource);
        let policy = policy.map_err(|error| format!("cannot be understood: {error:?}"))?;
        Ok(Self { bucket, policy, json })
    }

    fn decide(
        &self,
        principal: RequestPrincipal<'_>,
        action: &str,
        resource: &str,
        keys: &[(&str, &str)],
    ) -> Decision {
        let keys = keys.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]));
        let keys: BTreeMap<String, Vec<String>> = keys.collect();
        self.policy.decide(&Request { principal, action, resource, keys: &keys })
    }

    /// Whether nobody can do anything without TLS: what of S3's does not deny it.
    pub fn open_without_tls(&self, account: &str) -> Vec<&'static str> {
        let bucket = format!("arn:aws:s3:::{}", self.bucket);
        let object = format!("{bucket}/{ANY_KEY}");
        let user = format!("arn:aws:iam::{account}:user/somebody");
        let stranger = format!("arn:aws:iam::{STRANGER}:user/somebody");
        let who = [
            RequestPrincipal::Anonymous,
            RequestPrincipal::Aws { account, arn: &user },
            RequestPrincipal::Aws { account: STRANGER, arn: &stranger },
        ];
        let what = [
            ("s3:GetObject", &object),
            ("s3:PutObject", &object),
            ("s3:DeleteObject", &object),
            ("s3:ListBucket", &bucket),
        ];
        let plain = [("aws:securetransport", "false")];
        let denied = |action, resource: &str| {
            who.iter().all(|who| self.decide(*who, action, resource, &plain) == Decision::Deny)
        };
        what.into_iter().filter(|(action, on)| !denied(action, on)).map(|(it, _)| it).collect()
    }

    /// Whether CloudFront may read something for a distribution.
    pub fn lets_distribution(&self, arn: &str, account: &str) -> bool {
        self.lets_cloudfront(arn, account)
    }

    /// Whether CloudFront may read something for a stranger's distribution.
    pub fn lets_strangers(&self) -> bool {
        self.lets_cloudfront(STRANGE_DISTRIBUTION, STRANGER)
    }

    fn lets_cloudfront(&self, arn: &str, account: &str) -> bool {
        let keys = [
            ("aws:sourcearn", arn),
            ("aws:sourceaccount", account),
            ("aws:securetransport", "true"),
            ("aws:principalisawsservice", "true"),
            ("aws:principalservicename", CLOUDFRONT),
        ];
        let who = RequestPrincipal::Service(CLOUDFRONT);
        let allows =
            |object: &String| self.decide(who, "s3:GetObject", object, &keys) == Decision::Allow;
        self.objects().iter().any(allows)
    }

    /// An object for each resource that statements name.
    fn objects(&self) -> BTreeSet<String> {
        let resources = self.statements().into_iter().flat_map(|it| texts(&it["Resource"]));
        let own = format!("arn:aws:s3:::{}/", self.bucket);
        let made =
            resources.map(|it| it.replace(['*', '?'], "x")).filter(|it| it.starts_with(&own));
        made.chain([format!("{own}{ANY_KEY}")]).collect()
    }

    /// Whether a statement names an origin access identity.
    pub fn names_identity(&self, id: &str) -> bool {
        let arn = format!("CloudFront Origin Access Identity {id}");
        let principals = self.allows().flat_map(|it| texts(&it["Principal"]["AWS"]));
        let canonical = self.allows().any(|it| !it["Principal"]["CanonicalUser"].is_null());
        canonical || principals.into_iter().any(|it| it.ends_with(&arn))
    }

    /// Its statements.
    pub fn statements(&self) -> Vec<&Value> {
        match &self.json["Statement"] {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        }
    }

    fn allows(&self) -> impl Iterator<Item = &Value> {
        self.statements().into_iter().filter(|it| it["Effect"] == "Allow")
    }

    /// The policy without some statements; none if nothing is left.
    pub fn without(&self, drop: impl Fn(&Value) -> bool) -> Option<String> {
        let kept: Vec<&Value> = self.statements().into_iter().filter(|it| !drop(it)).collect();
        (!kept.is_empty()).then(|| self.of(&kept))
    }

    /// The policy with each statement as a function makes it.
    pub fn changed(&self, change: impl Fn(&Value) -> Value) -> String {
        let changed: Vec<Value> = self.statements().into_iter().map(change).collect();
        self.of(&changed.iter().collect::<Vec<_>>())
    }

    fn of(&self, statements: &[&Value]) -> String {
        let mut json = self.json.clone();
        json["Statement"] = json!(statements);
        json.to_string()
    }
}

/// A policy with one more statement.
pub fn with(text: Option<&str>, statement: Value) -> String {
    let policy = text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let mut policy = policy.unwrap_or_else(|| json!({ "Version": "2012-10-17", "Statement": [] }));
    let mut statements = match policy["Statement"].take() {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    statements.push(statement);
    policy["Statement"] = json!(statements);
    policy.to_string()
}

/// Denies everything without TLS.
pub fn tls_only(bucket: &str) -> Value {
    let arn = format!("arn:aws:s3:::{bucket}");
    json!({
        "Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": [arn, format!("{arn}/*")],
        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
    })
}

/// Lets one distribution read, and no other.
pub fn distribution_reads(bucket: &str, distribution: &str) -> Value {
    let id = distribution.rsplit('/').next().unwrap_or_default();
    json!({
        "Sid": format!("CloudFrontReads{id}"), "Effect": "Allow",
        "Principal": { "Service": CLOUDFRONT }, "Action": "s3:GetObject",
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
        "Condition": { "StringEquals": { "AWS:SourceArn": distribution } },
    })
}

/// Whether a statement by itself lets CloudFront in for any account.
pub fn lets_strangers(bucket: &str, statement: &Value) -> bool {
    let alone = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    Document::parse(bucket, &alone).is_ok_and(|it| it.lets_strangers())
}

/// Whether a statement allows everybody something, under no condition that narrows who.
pub fn is_public(statement: &Value) -> bool {
    let principal = &statement["Principal"];
    let everybody = principal == "*" || texts(&principal["AWS"]).iter().any(|it| it == "*");
    if statement["Effect"] != "Allow" || !everybody {
        return false;
    }
    let alone = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    let policy = Policy::parse(&alone, Purpose::Resource);
    policy.is_ok_and(|policy| policy.is_public(&[]))
}

/// Accounts that a statement lets in, other than one's own.
pub fn strangers(statement: &Value, own: &str) -> BTreeSet<String> {
    if statement["Effect"] != "Allow" {
        return BTreeSet::new();
    }
    let all = texts(&statement["Principal"]["AWS"]);
    let ids = all.iter().filter_map(|it| it.split(':').nth(4).or(Some(it.as_str())));
    let digits = |it: &&str| it.len() == 12 && it.bytes().all(|byte| byte.is_ascii_digit());
    ids.filter(digits).filter(|it| *it != own).map(str::to_owned).collect()
}

/// Whether a statement allows all that S3 can do.
pub fn allows_everything(statement: &Value) -> bool {
    let actions = texts(&statement["Action"]);
    let all = |it: &String| it == "*" || it.eq_ignore_ascii_case("s3:*");
    statement["Effect"] == "Allow" && (actions.iter().any(all) || !statement["NotAction"].is_null())
}

/// One text or several.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Document, distribution_reads, is_public, strangers, tls_only, with};
    use serde_json::json;

    const OWN: &str = "123456789012";
    const ARN: &str = "arn:aws:cloudfront::123456789012:distribution/E1";

    #[test]
    fn tls_only_is_asked_not_read() {
        let open = |text: &str| Document::parse("b", text).unwrap().open_without_tls(OWN);
        assert!(open(&with(None, tls_only("b"))).is_empty());
        let mut half = tls_only("b");
        half["Resource"] = json!("arn:aws:s3:::b/*");
        assert_eq!(open(&with(None, half)), ["s3:ListBucket"]);
        let mut some = tls_only("b");
        some["Principal"] = json!({ "AWS": "arn:aws:iam::123456789012:root" });
        assert_eq!(open(&with(None, some)).len(), 4);
        let mut split = tls_only("b");
        split["NotAction"] = json!("s3:PutObject");
        split.as_object_mut().unwrap().remove("Action");
        assert_eq!(open(&with(None, split)), ["s3:PutObject"]);
    }

    #[test]
    fn one_distribution_and_no_other() {
        let text = with(None, distribution_reads("b", ARN));
        let policy = Document::parse("b", &text).unwrap();
        assert!(policy.lets_distribution(ARN, OWN));
        assert!(!policy.lets_distribution(&ARN.replace("E1", "E2"), OWN));
        assert!(!policy.lets_strangers());
        let mut loose = distribution_reads("b", ARN);
        loose.as_object_mut().unwrap().remove("Condition");
        loose["Resource"] = json!("arn:aws:s3:::b/assets/*");
        let text = with(None, loose);
        assert!(Document::parse("b", &text).unwrap().lets_strangers());
    }

    #[test]
    fn who_is_let_in() {
        let mut statement = distribution_reads("b", ARN);
        assert!(!is_public(&statement));
        statement["Principal"] = json!({ "AWS": ["arn:aws:iam::111122223333:root", OWN] });
        assert_eq!(strangers(&statement, OWN).into_iter().collect::<Vec<_>>(), ["111122223333"]);
        statement["Principal"] = json!("*");
        statement.as_object_mut().unwrap().remove("Condition");
        assert!(is_public(&statement));
        statement["Condition"] = json!({ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } });
        assert!(!is_public(&statement));
    }
}
