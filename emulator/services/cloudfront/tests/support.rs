//! A world with CloudFront alone, and configurations to start from.

use parhelion_cloudfront::CloudFront;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_world::OnBehalf;
use parhelion_world::World;
use parhelion_world::context::RequestInfo;
use parhelion_world::identity::{ACCOUNT, Caller};
use parhelion_world::service::Handles;
use parhelion_world::world::entry;
use std::time::Duration;

pub(crate) const OTHER_ACCOUNT: &str = "210987654321";

/// AWS's own, which every account has (CF-2.4).
pub(crate) const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// What a test asks of a world.
pub(crate) struct Cloud {
    pub world: World,
}

impl Cloud {
    pub(crate) fn new() -> Self {
        Self { world: World::new(7, vec![entry::<CloudFront>()]) }
    }

    pub(crate) fn fork(&self) -> Self {
        Self { world: self.world.clone() }
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        CloudFront: Handles<O>,
    {
        self.call_as::<O>(ACCOUNT, input)
    }

    pub(crate) fn call_as<O: TypedOperation>(
        &mut self,
        account: &str,
        input: O::Input,
    ) -> Result<O::Output>
    where
        CloudFront: Handles<O>,
    {
        let request = RequestInfo::default();
        let caller = Caller::root(account, "AKIA");
        let who = OnBehalf::of(caller, account, "us-east-1".into(), &request);
        self.world.handle::<CloudFront, O>(&who, input)
    }

    pub(crate) fn with<R>(
        &mut self,
        account: &str,
        f: impl FnOnce(&mut CloudFront, &mut parhelion_world::Context) -> R,
    ) -> R {
        let request = RequestInfo::default();
        let caller = Caller::root(account, "AKIA");
        let who = OnBehalf::of(caller, account, "us-east-1".into(), &request);
        self.world.with::<CloudFront, R>(&who, f)
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.world.advance_to(self.world.now() + Duration::from_secs(seconds));
    }

    /// A distribution of [`config`] with this caller reference.
    pub(crate) fn create(&mut self, reference: &str) -> Created {
        self.create_with(config(reference)).unwrap()
    }

    pub(crate) fn create_with(
        &mut self,
        distribution_config: DistributionConfig,
    ) -> Result<Created> {
        let input = CreateDistributionInput { distribution_config };
        self.call::<operations::CreateDistribution>(input).map(Created::new)
    }

    pub(crate) fn get(&mut self, id: &str) -> Result<GetDistributionOutput> {
        self.call::<operations::GetDistribution>(GetDistributionInput { id: id.into() })
    }

    pub(crate) fn status(&mut self, id: &str) -> String {
        self.get(id).unwrap().distribution.unwrap().status
    }

    /// The configuration as stored, and its tag.
    pub(crate) fn stored(&mut self, id: &str) -> (DistributionConfig, String) {
        let input = GetDistributionConfigInput { id: id.into() };
        let output = self.call::<operations::GetDistributionConfig>(input).unwrap();
        (output.distribution_config.unwrap(), output.e_tag.unwrap())
    }

    pub(crate) fn update(
        &mut self,
        id: &str,
        tag: &str,
        config: DistributionConfig,
    ) -> Result<String> {
        let input = UpdateDistributionInput {
            distribution_config: config,
            id: id.into(),
            if_match: Some(tag.into()),
        };
        Ok(self.call::<operations::UpdateDistribution>(input)?.e_tag.unwrap())
    }

    pub(crate) fn delete(&mut self, id: &str, tag: &str) -> Result<()> {
        let input = DeleteDistributionInput { id: id.into(), if_match: Some(tag.into()) };
        self.call::<operations::DeleteDistribution>(input)
    }

    /// Changes one thing of a distribution.
    pub(crate) fn edit(
        &mut self,
        id: &str,
        f: impl FnOnce(&mut DistributionConfig),
    ) -> Result<String> {
        let (mut config, tag) = self.stored(id);
        f(&mut config);
        self.update(id, &tag, config)
    }
}

/// What tests need of CreateDistribution's answer.
pub(crate) struct Created {
    pub id: String,
    pub tag: String,
    pub location: String,
    pub distribution: Distribution,
}

impl Created {
    fn new(output: CreateDistributionOutput) -> Self {
        let distribution = output.distribution.unwrap();
        Self {
            id: distribution.id.clone(),
            tag: output.e_tag.unwrap(),
            location: output.location.unwrap(),
            distribution,
        }
    }
}

/// The least that CreateDistribution takes: one bucket, AWS's cache policy.
pub(crate) fn config(reference: &str) -> DistributionConfig {
    DistributionConfig {
        caller_reference: reference.into(),
        comment: String::new(),
        enabled: true,
        origins: Origins { quantity: 1, items: vec![bucket("assets")] },
        default_cache_behavior: DefaultCacheBehavior {
            target_origin_id: "assets".into(),
            viewer_protocol_policy: "redirect-to-https".into(),
            cache_policy_id: Some(CACHING_OPTIMIZED.into()),
            ..Default::default()
        },
        ..Default::default()
    }
}

pub(crate) fn bucket(id: &str) -> Origin {
    Origin {
        id: id.into(),
        domain_name: format!("{id}.s3.us-east-1.amazonaws.com"),
        s3_origin_config: Some(S3OriginConfig::default()),
        ..Default::default()
    }
}

pub(crate) fn custom(id: &str) -> Origin {
    Origin {
        id: id.into(),
        domain_name: "www.example.com".into(),
        custom_origin_config: Some(CustomOriginConfig {
            http_port: 80,
            https_port: 443,
            origin_protocol_policy: "https-only".into(),
            ..Default::default()
        }),
        ..Default::default()
    }
}

pub(crate) fn behavior(path_pattern: &str) -> CacheBehavior {
    CacheBehavior {
        path_pattern: path_pattern.into(),
        target_origin_id: "assets".into(),
        viewer_protocol_policy: "allow-all".into(),
        cache_policy_id: Some(CACHING_OPTIMIZED.into()),
        ..Default::default()
    }
}

pub(crate) fn behaviors(items: Vec<CacheBehavior>) -> Option<CacheBehaviors> {
    Some(CacheBehaviors { quantity: items.len() as i32, items: Some(items) })
}

pub(crate) fn aliases(names: &[&str]) -> Option<Aliases> {
    let items = names.iter().map(|name| (*name).to_owned()).collect();
    Some(Aliases { quantity: names.len() as i32, items: Some(items) })
}

/// A certificate that CloudFront takes for any alias.
pub(crate) fn certificate() -> Option<ViewerCertificate> {
    Some(ViewerCertificate {
        acm_certificate_arn: Some("arn:aws:acm:us-east-1:123456789012:certificate/1-2-3".into()),
        ssl_support_method: Some("sni-only".into()),
        minimum_protocol_version: Some("TLSv1.2_2021".into()),
        ..Default::default()
    })
}

/// Code and status of what must have failed.
#[track_caller]
pub(crate) fn refusal<T>(result: Result<T>) -> (String, u16) {
    match result {
        Ok(_) => panic!("it was accepted"),
        Err(error) => (error.code().to_owned(), error.status()),
    }
}

#[track_caller]
pub(crate) fn assert_refused<T>(result: Result<T>, code: &str, status: u16) {
    assert_eq!(refusal(result), (code.to_owned(), status));
}
