//! AWS managed keys: those of other services, which each account has as soon as one of them needs its
//! own. <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key>

use crate::Kms;
use crate::key_ring::{Alias, Key};
use parhelion_world::Context;

impl Kms {
    /// Keeps the caller's key of a service, which is there from its first use on: "KMS creates an AWS
    /// managed key. Then, it associates the alias with the new key" (API_DescribeKey).
    pub(crate) fn make_managed(&mut self, cx: &mut Context, key: &Key) {
        let Some(service) = &key.managed_for else { return };
        let own = key.account == cx.account && key.region == cx.region;
        if !own || self.key_ring.get(&key.arn).is_some() {
            return;
        }
        let name = format!("alias/aws/{service}");
        let arn = cx.arn("kms", &name).into();
        let (created, updated, target) = (cx.now, cx.now, key.arn.clone());
        let alias = Alias { arn, name: name.into(), target, created, updated };
        self.key_ring.insert_alias(alias);
        self.put(cx, key.clone());
    }
}
