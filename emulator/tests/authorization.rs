//! Who may do what, in every service alike: actions and ARNs of operations, and the condition keys of
//! all services. Each request is signed and comes through the front door.

use parhelion::iam::Iam;
use parhelion::identity::{ACCOUNT, Document, Principal, PrincipalKind};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::wire::{Model, Value, client, json};
use parhelion::{Cloud, cloudfront, cloudwatch, iam, kms, logs, s3, s3control, sts};
use parhelion_policy::{Policy, Purpose};
use serde_json::{Value as Json, json};
use std::sync::Arc;

const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

struct Scene {
    cloud: Cloud,
    headers: Vec<(&'static str, &'static str)>,
}

impl Scene {
    fn new() -> Self {
        let cloud = Cloud::new();
        cloud.with::<Iam, _>(|iam, _| {
            iam.directory_mut().insert_user(ACCOUNT, "ann", "AKIAANN", "secret");
            let app = Principal::new(PrincipalKind::Role, ACCOUNT, "/web/", "app", "AROAAPP");
            iam.directory_mut().put_principal(app);
        });
        Self { cloud, headers: Vec::new() }
    }

    /// Gives ann these statements and no others.
    fn give(&self, statements: Json) {
        let text = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let policy = Arc::new(Policy::parse(&text, Purpose::Identity).unwrap());
        self.cloud.with::<Iam, _>(|iam, _| {
            let directory = iam.directory_mut();
            let arn = format!("arn:aws:iam::{ACCOUNT}:user/ann");
            let mut ann = (**directory.principal(&arn).unwrap()).clone();
            ann.tags.insert("team".into(), "blue".into());
            ann.inline.insert("p".into(), Document { text: text.into(), policy });
            directory.put_principal(ann);
        });
    }

    /// What comes of ann's request: its status and text.
    fn send(&self, model: &'static Model, operation: &str, input: &Json) -> (u16, String) {
        let operation = model.operation(operation).unwrap();
        let shape = operation.input.map(|shape| model.shape(shape));
        let input = shape.map_or(Value::Null, |shape| {
            json::read(model, shape, input.to_string().as_bytes()).ok().unwrap()
        });
        let protocol = model.protocols[0];
        let mut request = client::write_request(model, protocol, operation, input).unwrap();
        let host = match model.name {
            "s3control" => format!("{ACCOUNT}.s3-control.us-east-1.amazonaws.com"),
            _ => format!("{}.us-east-1.amazonaws.com", model.endpoint_prefix),
        };
        request.headers_mut().insert("host", host.parse().unwrap());
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let credentials =
            &Credentials { access_key: "AKIAANN".into(), secret: "secret".into(), token: None };
        let flavour = match model.name {
            "s3" | "s3control" => Flavour::BareXml,
            _ => Flavour::WrappedXml,
        };
        let (service, now) = (model.signing_name, self.cloud.now());
        let signer = Signer { credentials, region: "us-east-1", service, flavour, now };
        let payload = Payload::hash(request.body()).unwrap();
        signer.sign(&mut request, &payload).unwrap();
        let response = self.cloud.fork().handle(request).expect("an answer");
        let text = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
        (response.status().as_u16(), text)
    }

    fn is_denied(&self, model: &'static Model, operation: &str, input: &Json) -> bool {
        let (status, text) = self.send(model, operation, input);
        assert_ne!(status, 501, "{operation}: {text}");
        text.contains("is not authorized to perform")
    }

    /// Each operation needs its action on its ARN, and nothing else helps.
    fn check(&self, model: &'static Model, rows: &[(&str, Json, &[&str], &str)]) {
        for (operation, input, actions, arn) in rows {
            let allow = |arn: &str| json!({"Effect": "Allow", "Action": actions, "Resource": arn});
            let everything = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
            self.give(json!([allow(arn)]));
            assert!(!self.is_denied(model, operation, input), "{operation} by {arn}");
            for action in *actions {
                let deny = json!({"Effect": "Deny", "Action": action, "Resource": arn});
                self.give(json!([everything, deny]));
                assert!(
                    self.is_denied(model, operation, input),
                    "{operation}: deny {action} {arn}"
                );
            }
            if *arn != "*" {
                self.give(json!([allow(&format!("{}~", arn.trim_end_matches('*')))]));
                assert!(self.is_denied(model, operation, input), "{operation} by another ARN");
            }
            self.give(json!([{"Effect": "Allow", "Action": "x:Nothing", "Resource": "*"}]));
            assert!(self.is_denied(model, operation, input), "{operation} by nothing");
        }
    }
}

fn arn(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:us-east-1:{ACCOUNT}:{resource}")
}

fn global(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}::{ACCOUNT}:{resource}")
}

/// CW-A2.2
#[tokio::test(start_paused = true)]
async fn logs_are_about_groups_and_streams() {
    let group = json!({"logGroupName": "app"});
    let stream = json!({"logGroupName": "app", "logStreamName": "web"});
    let put = json!({"logGroupName": "app", "logStreamName": "web",
        "logEvents": [{"timestamp": 1, "message": "x"}]});
    let bare = arn("logs", "log-group:app");
    let (groups, named) = (format!("{bare}:*"), json!({"resourceArn": bare}));
    let web = arn("logs", "log-group:app:log-stream:web");
    let all = arn("logs", "log-group:*");
    Scene::new().check(
        &logs::model::MODEL,
        &[
            ("CreateLogGroup", group.clone(), &["logs:CreateLogGroup"], &groups),
            ("DeleteLogGroup", group.clone(), &["logs:DeleteLogGroup"], &groups),
            ("DescribeLogGroups", json!({}), &["logs:DescribeLogGroups"], &all),
            ("CreateLogStream", stream.clone(), &["logs:CreateLogStream"], &groups),
            ("DescribeLogStreams", group.clone(), &["logs:DescribeLogStreams"], &groups),
            ("DeleteLogStream", stream.clone(), &["logs:DeleteLogStream"], &web),
            ("PutLogEvents", put, &["logs:PutLogEvents"], &web),
            ("GetLogEvents", stream, &["logs:GetLogEvents"], &web),
            ("FilterLogEvents", group.clone(), &["logs:FilterLogEvents"], &groups),
            ("ListTagsLogGroup", group, &["logs:ListTagsLogGroup"], &groups),
            ("ListTagsForResource", named, &["logs:ListTagsForResource"], &bare),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn cloudwatch_is_about_alarms_and_dashboards() {
    let alarm = arn("cloudwatch", "alarm:late");
    let alarms = arn("cloudwatch", "alarm:*");
    let dashboard = global("cloudwatch", "dashboard/web");
    let names = json!({"AlarmNames": ["late"]});
    let state = json!({"AlarmName": "late", "StateValue": "OK", "StateReason": "x"});
    let web = json!({"DashboardName": "web"});
    let put = json!({"DashboardName": "web", "DashboardBody": "{\"widgets\":[]}"});
    Scene::new().check(
        &cloudwatch::model::MODEL,
        &[
            ("DescribeAlarms", names.clone(), &["cloudwatch:DescribeAlarms"], &alarm),
            ("DescribeAlarms", json!({}), &["cloudwatch:DescribeAlarms"], &alarms),
            ("DeleteAlarms", names.clone(), &["cloudwatch:DeleteAlarms"], &alarm),
            ("EnableAlarmActions", names, &["cloudwatch:EnableAlarmActions"], &alarm),
            ("SetAlarmState", state, &["cloudwatch:SetAlarmState"], &alarm),
            ("GetDashboard", web, &["cloudwatch:GetDashboard"], &dashboard),
            ("PutDashboard", put, &["cloudwatch:PutDashboard"], &dashboard),
            ("ListMetrics", json!({}), &["cloudwatch:ListMetrics"], "*"),
        ],
    );
}

/// `cloudwatch:namespace` limits what may be put.
#[tokio::test(start_paused = true)]
async fn cloudwatch_knows_namespaces() {
    let scene = Scene::new();
    scene.give(json!([{"Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*",
        "Condition": {"StringEquals": {"cloudwatch:namespace": "shop"}}}]));
    let put = |namespace: &str| {
        let data = json!([{"MetricName": "m", "Value": 1.0}]);
        let input = json!({"Namespace": namespace, "MetricData": data});
        scene.send(&cloudwatch::model::MODEL, "PutMetricData", &input)
    };
    assert_eq!(put("shop").0, 200);
    assert!(put("other").1.contains("is not authorized to perform"));
}

#[tokio::test(start_paused = true)]
async fn cloudfront_is_about_distributions_policies_and_controls() {
    let of = |kind: &str| global("cloudfront", &format!("{kind}/E1"));
    let id = json!({"Id": "E1"});
    let of_distribution = json!({"DistributionId": "E1"});
    let distribution = of("distribution");
    let tags = json!({"Resource": distribution});
    let untag = json!({"Resource": distribution, "TagKeys": {"Items": ["a"]}});
    Scene::new().check(
        &cloudfront::model::MODEL,
        &[
            ("GetDistribution", id.clone(), &["cloudfront:GetDistribution"], &distribution),
            ("DeleteDistribution", id.clone(), &["cloudfront:DeleteDistribution"], &distribution),
            (
                "CreateDistributionWithTags",
                json!({"DistributionConfigWithTags": {"Tags": {"Items": []}}}),
                &["cloudfront:CreateDistribution", "cloudfront:TagResource"],
                &global("cloudfront", "distribution/*"),
            ),
            ("ListDistributions", json!({}), &["cloudfront:ListDistributions"], "*"),
            (
                "ListInvalidations",
                of_distribution.clone(),
                &["cloudfront:ListInvalidations"],
                &distribution,
            ),
            (
                "GetInvalidation",
                json!({"DistributionId": "E1", "Id": "I1"}),
                &["cloudfront:GetInvalidation"],
                &distribution,
            ),
            ("GetCachePolicy", id.clone(), &["cloudfront:GetCachePolicy"], &of("cache-policy")),
            (
                "GetOriginRequestPolicy",
                id.clone(),
                &["cloudfront:GetOriginRequestPolicy"],
                &of("origin-request-policy"),
            ),
            (
                "DeleteResponseHeadersPolicy",
                id.clone(),
                &["cloudfront:DeleteResponseHeadersPolicy"],
                &of("response-headers-policy"),
            ),
            (
                "GetOriginAccessControl",
                id,
                &["cloudfront:GetOriginAccessControl"],
                &of("origin-access-control"),
            ),
            ("ListTagsForResource", tags, &["cloudfront:ListTagsForResource"], &distribution),
            ("UntagResource", untag, &["cloudfront:UntagResource"], &distribution),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn iam_is_about_users_roles_and_policies() {
    let (ann, app) = (global("iam", "user/ann"), global("iam", "role/web/app"));
    let (bob, policy) = (global("iam", "user/team/bob"), global("iam", "policy/team/p"));
    let (user, role) = (json!({"UserName": "ann"}), json!({"RoleName": "app"}));
    let made = json!({"UserName": "bob", "Path": "/team/"});
    let tagged = json!({"UserName": "bob", "Path": "/team/", "Tags": [{"Key": "a", "Value": "b"}]});
    Scene::new().check(
        &iam::model::MODEL,
        &[
            ("GetUser", user.clone(), &["iam:GetUser"], &ann),
            ("GetUser", json!({}), &["iam:GetUser"], &ann),
            ("CreateUser", made, &["iam:CreateUser"], &bob),
            ("CreateUser", tagged, &["iam:CreateUser", "iam:TagUser"], &bob),
            ("ListAccessKeys", user.clone(), &["iam:ListAccessKeys"], &ann),
            ("DeleteUser", user, &["iam:DeleteUser"], &ann),
            ("GetRole", role.clone(), &["iam:GetRole"], &app),
            ("ListRoleTags", role.clone(), &["iam:ListRoleTags"], &app),
            ("DeleteRole", role, &["iam:DeleteRole"], &app),
            ("GetPolicy", json!({"PolicyArn": policy}), &["iam:GetPolicy"], &policy),
            ("ListUsers", json!({}), &["iam:ListUsers"], "*"),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn kms_is_about_keys_and_aliases() {
    let (key, alias) = (arn("kms", &format!("key/{KEY}")), arn("kms", "alias/a"));
    let scene = Scene::new();
    let key_id = json!({"KeyId": KEY});
    let data = json!({"KeyId": KEY, "KeySpec": "AES_256"});
    scene.check(
        &kms::model::MODEL,
        &[
            ("DescribeKey", key_id.clone(), &["kms:DescribeKey"], &key),
            ("GetKeyPolicy", key_id.clone(), &["kms:GetKeyPolicy"], &key),
            ("ListResourceTags", key_id, &["kms:ListResourceTags"], &key),
            ("GenerateDataKey", data, &["kms:GenerateDataKey"], &key),
            ("CreateKey", json!({}), &["kms:CreateKey"], "*"),
            ("ListKeys", json!({}), &["kms:ListKeys"], "*"),
        ],
    );
    // An alias needs both its own leave and its key's.
    let input = json!({"AliasName": "alias/a", "TargetKeyId": KEY});
    let by = |arns: Json| {
        scene.give(json!([{"Effect": "Allow", "Action": "kms:CreateAlias", "Resource": arns}]));
        !scene.is_denied(&kms::model::MODEL, "CreateAlias", &input)
    };
    assert!(by(json!([key, alias])) && !by(json!([key])) && !by(json!([alias])));
}

#[tokio::test(start_paused = true)]
async fn s3_control_has_actions_of_its_own() {
    let account = json!({"AccountId": ACCOUNT});
    let point = json!({"AccountId": ACCOUNT, "Name": "reports"});
    let reports = arn("s3", "accesspoint/reports");
    Scene::new().check(
        &s3control::model::MODEL,
        &[
            ("GetPublicAccessBlock", account.clone(), &["s3:GetAccountPublicAccessBlock"], "*"),
            ("DeletePublicAccessBlock", account.clone(), &["s3:PutAccountPublicAccessBlock"], "*"),
            ("GetAccessPoint", point, &["s3:GetAccessPoint"], &reports),
            ("ListAccessPoints", account, &["s3:ListAccessPoints"], "*"),
        ],
    );
}

/// A call of each service that is allowed where a condition holds.
fn calls() -> [(&'static Model, &'static str, Json); 5] {
    [
        (&s3::model::MODEL, "ListBuckets", json!({})),
        (&logs::model::MODEL, "DescribeLogGroups", json!({})),
        (&kms::model::MODEL, "ListKeys", json!({})),
        (&iam::model::MODEL, "ListUsers", json!({})),
        (&cloudwatch::model::MODEL, "ListMetrics", json!({})),
    ]
}

/// S3-7.3: the global condition keys are the same in every service.
#[tokio::test(start_paused = true)]
async fn conditions_mean_the_same_everywhere() {
    let mut scene = Scene::new();
    scene.headers = vec![("user-agent", "agent/1"), ("referer", "http://a")];
    let ann = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    let id = "AIDA00000000000000ANN";
    let holds = [
        ("StringEquals", "aws:PrincipalArn", ann.as_str()),
        ("StringEquals", "aws:PrincipalAccount", ACCOUNT),
        ("StringEquals", "aws:PrincipalType", "User"),
        ("StringEquals", "aws:userid", id),
        ("StringEquals", "aws:username", "ann"),
        ("StringEquals", "aws:PrincipalTag/team", "blue"),
        ("StringEquals", "aws:RequestedRegion", "us-east-1"),
        ("StringEquals", "aws:UserAgent", "agent/1"),
        ("StringEquals", "aws:Referer", "http://a"),
        ("Bool", "aws:ViaAWSService", "false"),
        ("Bool", "aws:PrincipalIsAWSService", "false"),
        ("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"),
        ("NumericGreaterThan", "aws:EpochTime", "1"),
        ("Null", "aws:TokenIssueTime", "true"),
        ("Null", "aws:MultiFactorAuthPresent", "true"),
        ("Null", "aws:SourceArn", "true"),
        ("Null", "aws:SourceAccount", "true"),
        ("Null", "aws:SecureTransport", "false"),
    ];
    for (model, operation, input) in calls() {
        for (operator, key, value) in holds {
            let with = |condition: Json| {
                let all = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
                let mut denying = json!({"Effect": "Deny", "Action": "*", "Resource": "*"});
                denying["Condition"] = condition;
                scene.give(json!([all, denying]));
                scene.is_denied(model, operation, &input)
            };
            let name = format!("{key} in {}", model.name);
            assert!(with(json!({operator: {key: value}})), "{name} is seen");
            let other = match operator {
                "Bool" | "Null" if value == "true" => "false",
                "Bool" | "Null" => "true",
                "DateGreaterThan" => "2099-01-01T00:00:00Z",
                "NumericGreaterThan" => "99999999999",
                _ => "another",
            };
            assert!(!with(json!({operator: {key: other}})), "{name} has one value");
        }
    }
}

/// STS decides by the role's trust policy, which sees the same keys.
#[tokio::test(start_paused = true)]
async fn trust_policies_see_the_same_keys() {
    let scene = Scene::new();
    scene.give(json!([{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]));
    let role = global("iam", "role/web/app");
    let assume = |key: &str, value: &str| {
        let trust = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {key: value}}}});
        let policy = Arc::new(Policy::parse(&trust.to_string(), Purpose::Trust).unwrap());
        scene.cloud.with::<Iam, _>(|iam, _| {
            let directory = iam.directory_mut();
            let mut app = (**directory.principal(&role).unwrap()).clone();
            app.trust = Some(Document { text: trust.to_string().into(), policy });
            directory.put_principal(app);
        });
        let input = json!({"RoleArn": role, "RoleSessionName": "s1"});
        scene.send(&sts::model::MODEL, "AssumeRole", &input).0
    };
    for (key, value) in [
        ("aws:username", "ann"),
        ("aws:PrincipalType", "User"),
        ("aws:PrincipalTag/team", "blue"),
        ("aws:RequestedRegion", "us-east-1"),
        ("sts:RoleSessionName", "s1"),
    ] {
        assert_eq!((assume(key, value), assume(key, "another")), (200, 403), "{key}");
    }
}
