//! A web shop on AWS that is in order: what fixtures change.

pub(crate) mod made;

use aws_sdk_cloudfront::types as cf;
use parhelion::Cloud;
use parhelion_audit::account::Account;
use parhelion_audit::look::look;
use parhelion_audit::scene::{Kind, Options};
use parhelion_audit::scope::Scope;
use parhelion_audit::{Audit, audit, checks};
use std::collections::BTreeMap;

pub(crate) const BUCKET: &str = "shop-files";
pub(crate) const LOGS: &str = "shop-logs";
pub(crate) const GROUP: &str = "/shop/production";
pub(crate) const ALARM: &str = "shop-errors";
pub(crate) const DASHBOARD: &str = "shop";
pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const CERTIFICATE: &str =
    "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
pub(crate) const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:oncall";

/// The shop, and clients for whoever sets it up.
pub(crate) struct Shop {
    pub cloud: Cloud,
    pub s3: aws_sdk_s3::Client,
    pub cloudfront: aws_sdk_cloudfront::Client,
    pub cloudwatch: aws_sdk_cloudwatch::Client,
    pub logs: aws_sdk_cloudwatchlogs::Client,
    /// The distribution's id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// The origin access control's id.
    pub access_control: String,
    /// The key's ARN.
    pub key: String,
    /// The queue's ARN.
    pub queue: String,
    /// What services say that the cloud does not have.
    pub canned: BTreeMap<String, Vec<u8>>,
    /// What is looked at.
    pub scope: Scope,
    /// How.
    pub options: Options,
}

impl Shop {
    /// All of it, in order.
    pub(crate) async fn new() -> Self {
        let cloud = Cloud::new();
        let config = cloud.sdk_config();
        let mut scope = Scope { whole: true, ..Scope::default() };
        scope.add(Kind::Bucket, BUCKET);
        scope.add(Kind::LogGroup, GROUP);
        scope.add(Kind::Alarm, ALARM);
        scope.add(Kind::Dashboard, DASHBOARD);
        let mut shop = Self {
            s3: aws_sdk_s3::Client::new(&config),
            cloudfront: aws_sdk_cloudfront::Client::new(&config),
            cloudwatch: aws_sdk_cloudwatch::Client::new(&config),
            logs: aws_sdk_cloudwatchlogs::Client::new(&config),
            cloud,
            id: String::new(),
            arn: String::new(),
            access_control: String::new(),
            key: String::new(),
            queue: String::new(),
            canned: BTreeMap::new(),
            scope,
            options: Options::default(),
        };
        shop.set_up().await;
        shop
    }

    /// Another shop like this one, at the time of a snapshot.
    pub(crate) fn again(&self, snapshot: &parhelion::Snapshot) -> Self {
        let cloud = snapshot.start(0, parhelion::Adversary::calm());
        let config = cloud.sdk_config();
        Self {
            s3: aws_sdk_s3::Client::new(&config),
            cloudfront: aws_sdk_cloudfront::Client::new(&config),
            cloudwatch: aws_sdk_cloudwatch::Client::new(&config),
            logs: aws_sdk_cloudwatchlogs::Client::new(&config),
            cloud,
            id: self.id.clone(),
            arn: self.arn.clone(),
            access_control: self.access_control.clone(),
            key: self.key.clone(),
            queue: self.queue.clone(),
            canned: self.canned.clone(),
            scope: self.scope.clone(),
            options: self.options.clone(),
        }
    }

    /// The account, as its root reads it.
    pub(crate) async fn account(&self) -> Account {
        let account = Account::inside(self.cloud.clone(), None, REGION);
        let mut account = account.answering(self.canned.clone());
        account.identify().await.unwrap();
        account
    }

    /// What these checks say; none: all of them.
    pub(crate) async fn audit(&self, only: &[&str]) -> Audit {
        let account = self.account().await;
        self.audit_as(&account, only).await.unwrap()
    }

    /// As somebody.
    pub(crate) async fn audit_as(&self, account: &Account, only: &[&str]) -> Result<Audit, String> {
        let only: Vec<String> = only.iter().map(|it| (*it).to_owned()).collect();
        let checks = checks::chosen(&only, &[]).unwrap();
        let calls = checks::calls(&checks, &self.scope.calls());
        let scene = look(account, &self.scope, &calls, &self.options).await?;
        Ok(audit::run(scene, &checks))
    }

    /// Changes the distribution.
    pub(crate) async fn change(&self, change: impl FnOnce(&mut cf::DistributionConfig)) {
        let got = self.cloudfront.get_distribution_config().id(&self.id).send().await.unwrap();
        let mut config = got.distribution_config.unwrap();
        change(&mut config);
        let update = self.cloudfront.update_distribution().id(&self.id).set_if_match(got.e_tag);
        update.distribution_config(config).send().await.unwrap();
    }

    /// Changes its default behaviour.
    pub(crate) async fn behave(&self, change: impl FnOnce(&mut cf::DefaultCacheBehavior)) {
        self.change(|config| change(config.default_cache_behavior.as_mut().unwrap())).await;
    }

    /// The bucket's policy.
    pub(crate) async fn policy(&self, statements: serde_json::Value) {
        let policy = serde_json::json!({ "Version": "2012-10-17", "Statement": statements });
        let put = self.s3.put_bucket_policy().bucket(BUCKET).policy(policy.to_string());
        put.send().await.unwrap();
    }

    /// Lets public policies and ACLs be.
    pub(crate) async fn unblock(&self) {
        self.s3.delete_public_access_block().bucket(BUCKET).send().await.unwrap();
    }

    /// One more object, straight into the bucket.
    pub(crate) fn put(&self, key: &str) {
        use parhelion::s3::{S3, model};
        let (bucket, key) = (BUCKET.to_owned(), key.to_owned());
        let put = model::PutObjectInput { bucket, key, ..Default::default() };
        self.cloud.call::<S3, model::operations::PutObject>(put).unwrap();
    }

    /// Days pass.
    pub(crate) async fn days(&self, days: u64) {
        self.cloud.advance(std::time::Duration::from_secs(days * 86_400)).await;
    }
}
