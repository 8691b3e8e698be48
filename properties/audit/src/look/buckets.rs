//! Buckets.

use super::{AT_ONCE, Look, noted, pages};
use crate::account::{Failures, GLOBAL, Unread};
use crate::call::Call;
use crate::scene::{Bucket, Kind, Objects, Scene, Standing, moment};
use aws_sdk_s3::Client;
use futures_util::{StreamExt, stream};
use std::collections::BTreeMap;

impl Look<'_> {
    pub(super) async fn buckets(&self, scene: &mut Scene) {
        let ours = self.ours(&mut scene.failures).await;
        let mut wanted: BTreeMap<String, String> =
            self.scope.of(Kind::Bucket).map(|name| (name.to_owned(), "named".to_owned())).collect();
        for name in self.tagged_buckets(&ours, &mut scene.failures).await {
            wanted.entry(name).or_insert_with(|| "tagged".to_owned());
        }
        for distribution in &scene.distributions {
            for name in distribution.buckets() {
                let because = || format!("origin of {}", distribution.id);
                wanted.entry(name.to_owned()).or_insert_with(because);
            }
        }
        let listed =
            self.wants(Call::ListBuckets) && !scene.failures.contains_key(&Call::ListBuckets);
        let looks = wanted.into_iter().map(|(name, because)| {
            let standing = match (ours.get(&name), listed) {
                (Some(_), _) => Standing::Ours,
                (None, true) => Standing::Foreign,
                (None, false) => Standing::Unknown,
            };
            let region = ours.get(&name).cloned().flatten();
            self.bucket(Bucket { name, because, standing, ..Bucket::default() }, region)
        });
        let looks: Vec<_> = looks.collect();
        scene.buckets = stream::iter(looks).buffered(AT_ONCE).collect().await;
        let missing = scene.buckets.iter().filter(|it| it.standing == Standing::Missing);
        let named = missing.filter(|it| it.because == "named");
        let named: Vec<_> = named.map(|it| (Kind::Bucket, it.name.clone())).collect();
        scene.missing.extend(named);
    }

    /// The account's buckets, and where they are, as far as S3 says it.
    async fn ours(&self, failures: &mut Failures) -> BTreeMap<String, Option<String>> {
        let mut found = BTreeMap::new();
        if !self.wants(Call::ListBuckets) {
            return found;
        }
        let client = self.account.s3(&self.account.region);
        pages!(failures, Call::ListBuckets,
        token => client.list_buckets().max_buckets(1000).set_continuation_token(token.clone()),
        answer => {
            let buckets = answer.buckets.unwrap_or_default().into_iter();
            found.extend(buckets.filter_map(|it| Some((it.name?, it.bucket_region))));
            answer.continuation_token
        });
        found
    }

    async fn tagged_buckets(
        &self,
        ours: &BTreeMap<String, Option<String>>,
        failures: &mut Failures,
    ) -> Vec<String> {
        if self.scope.tags.is_empty() {
            return Vec::new();
        }
        let asks = ours.iter().map(|(name, region)| {
            let region = region.as_ref().unwrap_or(&self.account.region);
            let ask = self.account.s3(region).get_bucket_tagging().bucket(name).send();
            async { (name.clone(), ask.await) }
        });
        let asks: Vec<_> = asks.collect();
        let answers = stream::iter(asks).buffered(AT_ONCE).collect::<Vec<_>>().await;
        let mut found = Vec::new();
        for (name, answer) in answers {
            let answer = noted(failures, Call::BucketTagging, answer);
            let tags = answer.map(|it| it.tag_set).unwrap_or_default();
            let tags: Vec<_> = tags.into_iter().map(|it| (it.key, it.value)).collect();
            if self.scope.has_tags(&tags) {
                found.push(name);
            }
        }
        found
    }

    async fn bucket(&self, mut seen: Bucket, region: Option<String>) -> Bucket {
        seen.region = region.unwrap_or_else(|| self.account.region.clone());
        if seen.standing != Standing::Ours {
            self.stranger(&mut seen).await;
        }
        if matches!(seen.standing, Standing::Ours | Standing::Unknown) {
            let client = self.account.s3(&seen.region);
            self.access(&client, &mut seen).await;
            self.keeping(&client, &mut seen).await;
            self.serving(&client, &mut seen).await;
            self.objects(&client, &mut seen).await;
        }
        seen
    }

    /// Whether there is such a bucket at all.
    async fn stranger(&self, seen: &mut Bucket) {
        let head = self.account.s3(&seen.region).head_bucket().bucket(&seen.name).send().await;
        match head {
            Ok(head) => {
                let region = head.bucket_region.filter(|region| !region.is_empty());
                seen.region = region.unwrap_or_else(|| GLOBAL.to_owned());
            }
            Err(error) => {
                let response = error.raw_response();
                let region = response.and_then(|it| it.headers().get("x-amz-bucket-region"));
                if let Some(region) = region {
                    region.clone_into(&mut seen.region);
                }
                match response.map(|it| it.status().as_u16()) {
                    Some(404) => seen.standing = Standing::Missing,
                    Some(_) => {}
                    None => {
                        seen.standing = Standing::Unknown;
                        seen.failures.insert(Call::ListObjects, Unread::of(&error));
                    }
                }
            }
        }
    }

    /// Who may do what.
    async fn access(&self, client: &Client, seen: &mut Bucket) {
        let (name, failures) = (&seen.name, &mut seen.failures);
        if self.wants(Call::PublicAccessBlock) {
            let answer = client.get_public_access_block().bucket(name).send().await;
            let answer = noted(failures, Call::PublicAccessBlock, answer);
            seen.block = answer.and_then(|it| it.public_access_block_configuration);
        }
        if self.wants(Call::BucketPolicy) {
            let answer = client.get_bucket_policy().bucket(name).send().await;
            let answer = noted(failures, Call::BucketPolicy, answer);
            seen.policy = answer.and_then(|it| it.policy);
        }
        if self.wants(Call::BucketPolicyStatus) {
            let answer = client.get_bucket_policy_status().bucket(name).send().await;
            let answer = noted(failures, Call::BucketPolicyStatus, answer);
            seen.policy_is_public = answer.and_then(|it| it.policy_status?.is_public);
        }
        if self.wants(Call::BucketOwnership) {
            let answer = client.get_bucket_ownership_controls().bucket(name).send().await;
            let answer = noted(failures, Call::BucketOwnership, answer);
            let rules = answer.and_then(|it| it.ownership_controls).map(|it| it.rules);
            let first = rules.and_then(|rules| rules.into_iter().next());
            seen.ownership = first.map(|rule| rule.object_ownership.as_str().to_owned());
        }
        if self.wants(Call::BucketAcl) {
            let answer = client.get_bucket_acl().bucket(name).send().await;
            if let Some(answer) = noted(failures, Call::BucketAcl, answer) {
                seen.owner = answer.owner.and_then(|it| it.id);
                seen.grants = answer.grants.unwrap_or_default();
            }
        }
    }

    /// How objects are kept.
    async fn keeping(&self, client: &Client, seen: &mut Bucket) {
        let (name, failures) = (&seen.name, &mut seen.failures);
        if self.wants(Call::BucketEncryption) {
            let answer = client.get_bucket_encryption().bucket(name).send().await;
            let answer = noted(failures, Call::BucketEncryption, answer);
            let rules = answer.and_then(|it| it.server_side_encryption_configuration);
            seen.encryption = rules.and_then(|it| it.rules.into_iter().next());
        }
        if self.wants(Call::BucketVersioning) {
            let answer = client.get_bucket_versioning().bucket(name).send().await;
            if let Some(answer) = noted(failures, Call::BucketVersioning, answer) {
                seen.versioning = answer.status.map(|it| it.as_str().to_owned());
                seen.mfa_delete = answer.mfa_delete.is_some_and(|it| it.as_str() == "Enabled");
            }
        }
        if self.wants(Call::BucketLifecycle) {
            let answer = client.get_bucket_lifecycle_configuration().bucket(name).send().await;
            let answer = noted(failures, Call::BucketLifecycle, answer);
            seen.lifecycle = answer.and_then(|it| it.rules).unwrap_or_default();
        }
        if self.wants(Call::BucketLock) {
            let answer = client.get_object_lock_configuration().bucket(name).send().await;
            let answer = noted(failures, Call::BucketLock, answer);
            let lock = answer.and_then(|it| it.object_lock_configuration);
            seen.lock = lock.as_ref().is_some_and(|it| it.object_lock_enabled.is_some());
            let rule = lock.and_then(|it| it.rule?.default_retention);
            seen.default_retention = rule.map(|it| {
                let mode = it.mode.map(|mode| mode.as_str().to_owned()).unwrap_or_default();
                match (it.days, it.years) {
                    (Some(days), _) => format!("{mode} {days} days"),
                    (None, Some(years)) => format!("{mode} {years} years"),
                    (None, None) => mode,
                }
            });
        }
    }

    /// What others see and hear of it.
    async fn serving(&self, client: &Client, seen: &mut Bucket) {
        let (name, failures) = (&seen.name, &mut seen.failures);
        if self.wants(Call::BucketCors) {
            let answer = client.get_bucket_cors().bucket(name).send().await;
            let answer = noted(failures, Call::BucketCors, answer);
            seen.cors = answer.and_then(|it| it.cors_rules).unwrap_or_default();
        }
        if self.wants(Call::BucketLogging) {
            let answer = client.get_bucket_logging().bucket(name).send().await;
            let answer = noted(failures, Call::BucketLogging, answer);
            let enabled = answer.and_then(|it| it.logging_enabled);
            seen.logging = enabled.map(|it| (it.target_bucket, it.target_prefix));
        }
        if self.wants(Call::BucketNotification) {
            let answer = client.get_bucket_notification_configuration().bucket(name).send().await;
            if let Some(answer) = noted(failures, Call::BucketNotification, answer) {
                let queues = answer.queue_configurations.unwrap_or_default();
                seen.queues = queues.into_iter().map(|it| it.queue_arn).collect();
                let topics = answer.topic_configurations.unwrap_or_default();
                let functions = answer.lambda_function_configurations.unwrap_or_default();
                let topics = topics.into_iter().map(|it| it.topic_arn);
                let functions = functions.into_iter().map(|it| it.lambda_function_arn);
                seen.other_targets = topics.chain(functions).collect();
            }
        }
        if self.wants(Call::BucketWebsite) {
            let answer = client.get_bucket_website().bucket(name).send().await;
            seen.website = noted(failures, Call::BucketWebsite, answer).is_some();
        }
    }

    /// Objects and unfinished uploads, as many as are looked at.
    async fn objects(&self, client: &Client, seen: &mut Bucket) {
        let (name, failures) = (&seen.name, &mut seen.failures);
        let most = self.options.most;
        if self.wants(Call::ListUploads) {
            let answer = client.list_multipart_uploads().bucket(name).send().await;
            let answer = noted(failures, Call::ListUploads, answer);
            let uploads = answer.and_then(|it| it.uploads).unwrap_or_default();
            seen.uploads = uploads
                .into_iter()
                .filter_map(|it| Some((it.key?, it.upload_id?, it.initiated.as_ref().map(moment))))
                .collect();
        }
        if !self.wants(Call::ListObjects) {
            return;
        }
        let mut objects = Objects::default();
        pages!(failures, Call::ListObjects,
        token => client.list_objects_v2().bucket(name).set_continuation_token(token.clone()),
        answer => {
            for object in answer.contents.unwrap_or_default() {
                objects.count += 1;
                objects.bytes += u64::try_from(object.size.unwrap_or_default()).unwrap_or_default();
                let date = object.last_modified.as_ref().map(moment);
                let newest = objects.newest.as_ref().map(|(_, date)| *date);
                if let (Some(key), Some(date)) = (object.key, date.filter(|it| Some(*it) > newest)) {
                    objects.newest = Some((key, date));
                }
            }
            objects.all = answer.next_continuation_token.is_none();
            answer.next_continuation_token.filter(|_| objects.count < most)
        });
        seen.objects = objects;
    }
}
