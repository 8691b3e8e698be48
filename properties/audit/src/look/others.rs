//! Keys, certificates and queues that the things in the scope name.

use super::{Look, note};
use crate::account::Unread;
use crate::call::Call;
use crate::scene::Scene;
use std::collections::BTreeSet;

impl Look<'_> {
    pub(super) async fn others(&self, scene: &mut Scene) {
        if self.wants(Call::Key) {
            let buckets = scene.buckets.iter();
            let keys = buckets.filter_map(|it| Some((it.region.clone(), it.key()?.to_owned())));
            let region = &scene.region;
            let groups = scene.groups.iter();
            let groups = groups.filter_map(|it| Some((region.clone(), it.key.clone()?)));
            for (region, key) in keys.chain(groups).collect::<BTreeSet<_>>() {
                match self.account.key_state(&region, &key).await {
                    Ok(state) => drop(scene.keys.insert(key, state)),
                    Err(unread) if unread.code == "NotFoundException" => {
                        scene.keys.insert(key, "missing".to_owned());
                    }
                    Err(unread) => note(&mut scene.failures, Call::Key, unread),
                }
            }
        }
        if self.wants(Call::Certificate) {
            let certificates = scene.distributions.iter();
            let arns = certificates.filter_map(|it| it.settings.certificate.as_ref());
            let arns: BTreeSet<String> =
                arns.filter_map(|it| it.acm_certificate_arn.clone()).collect();
            for arn in arns {
                match self.account.certificate(&arn).await {
                    Ok(found) => drop(scene.certificates.insert(arn, found)),
                    Err(unread) if unread.code == "ResourceNotFoundException" => {
                        scene.certificates.insert(arn, serde_json::Value::Null);
                    }
                    Err(unread) => self.fail_distributions(scene, &arn, &unread),
                }
            }
        }
        if self.wants(Call::QueueUrl) {
            let queues = scene.buckets.iter().flat_map(|it| it.queues.iter().cloned());
            for arn in queues.collect::<BTreeSet<_>>() {
                match self.account.queue_exists(&arn).await {
                    Ok(there) => drop(scene.queues.insert(arn, there)),
                    Err(unread) => note(&mut scene.failures, Call::QueueUrl, unread),
                }
            }
        }
    }

    /// Only distributions with that certificate have not been looked at.
    fn fail_distributions(&self, scene: &mut Scene, arn: &str, unread: &Unread) {
        for distribution in &mut scene.distributions {
            let certificate = distribution.settings.certificate.as_ref();
            if certificate.and_then(|it| it.acm_certificate_arn.as_deref()) == Some(arn) {
                distribution.failures.insert(Call::Certificate, unread.clone());
            }
        }
    }
}
