//! Who may do what: policies, public access, ACLs, CORS.

use crate::raw::send;
use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::Caller;
use proptest::prelude::*;

const OBJECTS: &str = "arn:aws:s3:::photos/*";
const ITSELF: &str = "arn:aws:s3:::photos";

#[derive(Clone, Debug)]
struct Statement {
    deny: bool,
    who: &'static str,
    action: &'static str,
    prefix: &'static str,
}

fn statement() -> impl Strategy<Value = Statement> {
    let who = vec!["444455556666", "arn:aws:iam::123456789012:user/ann", "777788889999"];
    let action = vec!["s3:GetObject", "s3:PutObject", "s3:*Object", "s3:Get*"];
    (
        prop::bool::weighted(0.3),
        prop::sample::select(who),
        prop::sample::select(action),
        prop::sample::select(vec!["", "a", "b"]),
    )
        .prop_map(|(deny, who, action, prefix)| Statement { deny, who, action, prefix })
}

impl Statement {
    fn text(&self) -> String {
        let Self { deny, who, action, prefix } = self;
        let effect = if *deny { "Deny" } else { "Allow" };
        format!(
            r#"{{"Effect":"{effect}","Principal":{{"AWS":"{who}"}},"Action":"{action}","Resource":"arn:aws:s3:::photos/{prefix}*"}}"#
        )
    }

    /// Read plainly, as a person would.
    fn is_about(&self, who: &str, action: &str, key: &str) -> bool {
        let does = match self.action {
            "s3:*Object" => true,
            "s3:Get*" => action == "s3:GetObject",
            exact => exact == action,
        };
        who == self.who && does && key.starts_with(self.prefix)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// T32: a deny wins over every allow, and silence is a no to other accounts.
    #[test]
    fn t32_policies_decide(statements in prop::collection::vec(statement(), 1..6), key in "[ab]") {
        let mut cloud = Cloud::with_bucket();
        cloud.put("a", "x").unwrap();
        cloud.put("b", "x").unwrap();
        let texts: Vec<String> = statements.iter().map(Statement::text).collect();
        cloud.statements(&texts.join(","));
        for other in [OTHER, "777788889999"] {
            for action in ["s3:GetObject", "s3:PutObject"] {
                let about = |said: &&Statement| said.is_about(other, action, &key);
                let denied = statements.iter().filter(about).any(|said| said.deny);
                let allowed = statements.iter().filter(about).any(|said| !said.deny);
                cloud.by(root(other));
                let outcome = match action {
                    "s3:GetObject" => cloud.get(&key).map(drop),
                    _ => cloud.put(&key, "x").map(drop),
                };
                prop_assert_eq!(outcome.is_ok(), allowed && !denied, "{} {} {:?}", other, action, statements);
            }
        }
    }

    /// T32: an absent key fails a plain operator, passes a negated one, `IfExists` and
    /// `ForAllValues`.
    #[test]
    fn t32_absent_keys(operator in 0..5usize, given in prop::option::of("[ab]")) {
        let mut cloud = Cloud::with_bucket();
        let name = ["StringEquals", "StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringEquals"][operator];
        cloud.statements(&format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"{OTHER}"}},"Action":"s3:ListBucket","Resource":"{ITSELF}","Condition":{{"{name}":{{"s3:prefix":"a"}}}}}}"#
        ));
        cloud.by(root(OTHER));
        let same = given.as_deref() == Some("a");
        let expected = match operator {
            1 => !same,
            2 | 3 => given.is_none() || same,
            _ => same,
        };
        let path = match &given {
            Some(prefix) => format!("/photos?list-type=2&prefix={prefix}"),
            None => "/photos?list-type=2".to_owned(),
        };
        let status = send(&mut cloud, "GET", &path, &[], "").status().as_u16();
        prop_assert_eq!(status, if expected { 200 } else { 403 }, "{} {:?}", name, given);
    }

    /// T33: actions and resources that do not fit are refused when the policy is put.
    #[test]
    fn t33_actions_fit_resources(object_action in any::<bool>(), object_resource in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let action = if object_action { "s3:GetObject" } else { "s3:ListBucket" };
        let resource = if object_resource { OBJECTS } else { ITSELF };
        let outcome = cloud.policy(&format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{OTHER}"}},"Action":"{action}","Resource":"{resource}"}}]}}"#
        ));
        if object_action == object_resource {
            prop_assert!(outcome.is_ok());
        } else {
            prop_assert_eq!(fault(outcome), (400, "MalformedPolicy".to_owned()));
        }
    }

    /// T34: whether a key is missing is for those to know who may list.
    #[test]
    fn t34_missing_keys(lists in any::<bool>(), reads in any::<bool>(), exists in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        if exists { cloud.put("k", "x").unwrap(); }
        let allow = |action: &str, resource: &str| format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"{OTHER}"}},"Action":"{action}","Resource":"{resource}"}}"#
        );
        let mut all = vec![allow("s3:GetBucketLocation", ITSELF)];
        if lists { all.push(allow("s3:ListBucket", ITSELF)) }
        if reads { all.push(allow("s3:GetObject", OBJECTS)) }
        cloud.statements(&all.join(","));
        cloud.by(root(OTHER));
        let expected = match (reads, lists, exists) {
            (true, _, true) => 200,
            (true, true, false) => 404,
            (true, false, false) => 403,
            (false, ..) => 403,
        };
        let get = cloud.get("k").map_or_else(|error| error.status(), |_| 200);
        let head = cloud.head("k").map_or_else(|error| error.status(), |_| 200);
        prop_assert_eq!((get, head), (expected, expected));
    }

    /// T35: one public statement under RestrictPublicBuckets cuts other accounts off, whatever
    /// else allows them.
    #[test]
    fn t35_restricted_buckets(public in any::<bool>(), restrict in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        cloud.put("k", "x").unwrap();
        cloud.block(false, restrict);
        let named = format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{OTHER}"}},"Action":"s3:GetObject","Resource":"{OBJECTS}"}}"#);
        let anybody = r#",{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/public/*"}"#;
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{named}{}]}}"#, if public { anybody } else { "" });
        cloud.policy(&text).unwrap();
        cloud.by(root(OTHER));
        prop_assert_eq!(cloud.get("k").is_ok(), !(public && restrict));
        // Whom the policy lets of the owner's own account stay.
        cloud.by(root(OWNER)).put("public/k", "x").unwrap();
        prop_assert_eq!(cloud.by(user(OWNER, "ann")).get("public/k").is_ok(), public);
        cloud.by(root(OWNER));
        cloud.get("k").unwrap();
    }

    /// T31: what a new bucket refuses, whoever asks for it.
    #[test]
    fn t31_new_buckets(name in "[a-z][a-z0-9]{3,10}", acl in prop::sample::select(vec!["public-read", "authenticated-read", "log-delivery-write"])) {
        let mut cloud = Cloud::new();
        cloud.create(&name).unwrap();
        let input = PutBucketAclInput { bucket: name.clone(), acl: Some(acl.into()), ..Default::default() };
        prop_assert_eq!(fault(cloud.call::<PutBucketAcl>(input)).1, "AccessControlListNotSupported");
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{name}/*"}}]}}"#);
        let input = PutBucketPolicyInput { bucket: name.clone(), policy, ..Default::default() };
        prop_assert_eq!(fault(cloud.call::<PutBucketPolicy>(input)), (403, "AccessDenied".to_owned()));
        let input = PutObjectInput {
            bucket: name.clone(), key: "k".into(), sse_customer_algorithm: Some("AES256".into()), ..Default::default()
        };
        prop_assert_eq!(fault(cloud.call::<PutObject>(input)).0, 403);
        let done = cloud.call::<PutObject>(PutObjectInput { bucket: name, key: "k".into(), ..Default::default() }).unwrap();
        prop_assert_eq!(done.server_side_encryption.as_deref(), Some("AES256"));
    }

    /// T36: an origin that no rule knows is refused by preflights only; answers to the others
    /// carry what the rule says, credentials unless it is `*`, and Vary.
    #[test]
    fn t36_cors(rule in prop::sample::select(vec!["https://app.example", "https://*.example", "*"]), origin in prop::sample::select(vec!["https://app.example", "https://x.example", "http://evil.test"]), method in prop::sample::select(vec!["GET", "PUT", "DELETE"])) {
        let mut cloud = Cloud::with_bucket();
        cloud.put("k", "x").unwrap();
        cloud.cors(vec![CORSRule {
            allowed_origins: vec![rule.into()],
            allowed_methods: vec!["GET".into(), "PUT".into()],
            ..Default::default()
        }]).unwrap();
        let known = match rule {
            "*" => true,
            "https://*.example" => origin.ends_with(".example"),
            exact => exact == origin,
        };
        let origin_header = format!("origin: {origin}");
        let asked = format!("access-control-request-method: {method}");
        let preflight = send(&mut cloud, "OPTIONS", "/photos/k", &[&origin_header, &asked], "");
        let matches = known && method != "DELETE";
        prop_assert_eq!(preflight.status().as_u16(), if matches { 200 } else { 403 });
        let get = send(&mut cloud, "GET", "/photos/k", &[&origin_header], "");
        prop_assert_eq!(get.status().as_u16(), 200);
        let header = |name: &str| get.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let allowed = if rule == "*" { "*" } else { origin };
        prop_assert_eq!(header("access-control-allow-origin"), known.then(|| allowed.to_owned()));
        prop_assert_eq!(header("access-control-allow-credentials").is_some(), known && rule != "*");
        prop_assert_eq!(header("vary").is_some(), known);
        cloud.by(Caller::Anonymous);
        let refused = send(&mut cloud, "GET", "/photos/k", &[&origin_header], "");
        prop_assert_eq!(refused.headers().contains_key("access-control-allow-origin"), known, "on errors too");
    }
}
