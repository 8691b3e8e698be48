//! Streaming distributions, which served RTMP until AWS withdrew it: kept and checked, and nothing answers under
//! their names.

use crate::hosts::canonical;
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::stored_streaming::StoredStreaming;
use crate::validation::quantities::{SIGNERS_MAX, agree, agree_some};
use crate::validation::s3_domain::is_bucket;
use crate::{CloudFront, errors, tags};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

const ALIASES_MAX: usize = 100;

impl ResourceConfig for StoredStreaming {
    const MAX: usize = 100;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    /// Each has a caller reference of its own.
    fn name(&self) -> &str {
        &self.config.caller_reference
    }

    fn missing() -> Error {
        errors::no_such_streaming_distribution(
            "The specified streaming distribution does not exist.",
        )
    }

    fn name_taken() -> Error {
        errors::streaming_distribution_already_exists(
            "The caller reference you attempted to create the streaming distribution with is associated \
             with another distribution.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_streaming_distributions(
            "Processing your request would cause you to exceed the maximum number of streaming \
             distributions allowed.",
        )
    }
}

fn aliases(config: &StreamingDistributionConfig) -> impl Iterator<Item = &String> {
    config.aliases.iter().flat_map(|aliases| aliases.items.iter().flatten())
}

fn status(cx: &Context, stored: &StoredStreaming) -> String {
    if stored.deployed <= cx.now { "Deployed" } else { "InProgress" }.into()
}

fn arn(account: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{account}:streaming-distribution/{id}")
}

fn answer(cx: &Context, item: &Item<StoredStreaming>) -> StreamingDistribution {
    let StoredStreaming { config, domain_name, .. } = &item.config;
    let signers = config.trusted_signers.items.iter().flatten();
    let signer = |account: &String| Signer {
        aws_account_number: Some(account.clone()),
        key_pair_ids: Some(KeyPairIds::default()),
    };
    let items: Vec<Signer> = signers.map(signer).collect();
    StreamingDistribution {
        id: item.id.to_string(),
        arn: arn(&cx.account, &item.id),
        status: status(cx, &item.config),
        last_modified_time: Some(item.modified),
        domain_name: domain_name.to_string(),
        active_trusted_signers: ActiveTrustedSigners {
            enabled: config.trusted_signers.enabled,
            quantity: i32::try_from(items.len()).unwrap_or(i32::MAX),
            items: Some(items).filter(|items| !items.is_empty()),
        },
        streaming_distribution_config: config.clone(),
    }
}

impl CloudFront {
    fn check_streaming(
        &self,
        account: &Account,
        config: &StreamingDistributionConfig,
        me: &str,
    ) -> Result<()> {
        if config.caller_reference.is_empty() || config.comment.chars().count() > 128 {
            return Err(errors::invalid_argument(
                "The parameter CallerReference or Comment is invalid.",
            ));
        }
        let signers = &config.trusted_signers;
        agree_some(signers.quantity, &signers.items)?;
        if signers.items.iter().flatten().count() > SIGNERS_MAX {
            return Err(errors::too_many_trusted_signers(
                "Your request contains more trusted signers than are allowed per distribution.",
            ));
        }
        if let Some(aliases) = &config.aliases {
            agree(aliases.quantity, aliases.items.as_deref().unwrap_or_default())?;
        }
        if aliases(config).count() > ALIASES_MAX {
            return Err(errors::too_many_streaming_distribution_cnames(
                "Your request contains more CNAMEs than are allowed per distribution.",
            ));
        }
        if !is_bucket(&config.s3_origin.domain_name) {
            return Err(errors::invalid_origin(
                "The parameter Origin DomainName does not refer to a valid S3 bucket.",
            ));
        }
        let identity = config.s3_origin.origin_access_identity.as_str();
        let id = identity.strip_prefix("origin-access-identity/cloudfront/");
        let known = |id| self.origin_access_identities.find(account, id).is_some();
        if !identity.is_empty() && !id.is_some_and(known) {
            return Err(errors::invalid_origin_access_identity(
                "The parameter Origin Access Identity does not refer to a valid origin access identity.",
            ));
        }
        self.check_streaming_aliases(account, config, me)
    }

    fn check_streaming_aliases(
        &self,
        account: &Account,
        config: &StreamingDistributionConfig,
        me: &str,
    ) -> Result<()> {
        let others = self.streaming_distributions.of(account).filter(|item| *item.id != *me);
        let others: Vec<String> =
            others.flat_map(|item| aliases(&item.config.config)).map(|it| canonical(it)).collect();
        let taken = |alias: &String| {
            self.hosts.owner(alias).is_some() || others.contains(&canonical(alias))
        };
        match aliases(config).any(taken) {
            true => Err(errors::cname_already_exists(
                "One or more of the CNAMEs you provided are already associated with a different resource.",
            )),
            false => Ok(()),
        }
    }

    fn add_streaming(
        &mut self,
        cx: &mut Context,
        mut config: StreamingDistributionConfig,
        tags: Tags,
    ) -> Result<Arc<Item<StoredStreaming>>> {
        self.check_streaming(&cx.account, &config, "")?;
        let tags = tags::with(&OrdMap::new(), tags)?;
        config.price_class.get_or_insert_with(|| "PriceClass_All".into());
        let label = cx.id(b"abcdefghijklmnopqrstuvwxyz0123456789", 13);
        let deployed = cx.now + self.propagation.until_deployed();
        let domain_name = format!("s{label}{}", crate::hosts::SUFFIX).into();
        let id = format!("E{}", cx.upper_id(13));
        let stored = StoredStreaming { config, domain_name, deployed };
        let item = self.streaming_distributions.add(cx, id, stored)?;
        self.tags.insert(arn(&cx.account, &item.id).into(), tags);
        Ok(item)
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/streaming-distribution/{id}"))
}

/// Operations.
impl CloudFront {
    pub(crate) fn create_streaming_distribution(
        &mut self,
        cx: &mut Context,
        input: CreateStreamingDistributionInput,
    ) -> Result<CreateStreamingDistributionOutput> {
        let config = input.streaming_distribution_config;
        let item = self.add_streaming(cx, config, Tags::default())?;
        Ok(CreateStreamingDistributionOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            streaming_distribution: Some(answer(cx, &item)),
        })
    }

    pub(crate) fn create_streaming_distribution_with_tags(
        &mut self,
        cx: &mut Context,
        input: CreateStreamingDistributionWithTagsInput,
    ) -> Result<CreateStreamingDistributionWithTagsOutput> {
        let StreamingDistributionConfigWithTags { streaming_distribution_config: config, tags } =
            input.streaming_distribution_config_with_tags;
        let item = self.add_streaming(cx, config, tags)?;
        Ok(CreateStreamingDistributionWithTagsOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            streaming_distribution: Some(answer(cx, &item)),
        })
    }

    pub(crate) fn get_streaming_distribution(
        &mut self,
        cx: &mut Context,
        input: GetStreamingDistributionInput,
    ) -> Result<GetStreamingDistributionOutput> {
        let item = self.streaming_distributions.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetStreamingDistributionOutput { streaming_distribution: Some(answer(cx, item)), e_tag })
    }

    pub(crate) fn get_streaming_distribution_config(
        &mut self,
        cx: &mut Context,
        input: GetStreamingDistributionConfigInput,
    ) -> Result<GetStreamingDistributionConfigOutput> {
        let item = self.streaming_distributions.get(&cx.account, &input.id)?;
        Ok(GetStreamingDistributionConfigOutput {
            streaming_distribution_config: Some(item.config.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_streaming_distribution(
        &mut self,
        cx: &mut Context,
        input: UpdateStreamingDistributionInput,
    ) -> Result<UpdateStreamingDistributionOutput> {
        let UpdateStreamingDistributionInput {
            streaming_distribution_config: mut config,
            id,
            if_match,
        } = input;
        let (all, refused) = (&self.streaming_distributions, errors::illegal_update);
        let seen = all.checked_for_change(&cx.account, &id, if_match.as_deref(), refused)?.clone();
        if seen.config.config.caller_reference != config.caller_reference {
            return Err(refused(
                "The update contains modifications that are not allowed: CallerReference.",
            ));
        }
        self.check_streaming(&cx.account, &config, &id)?;
        config.price_class.get_or_insert_with(|| "PriceClass_All".into());
        let deployed = cx.now + self.propagation.until_deployed();
        let domain_name = seen.config.domain_name.clone();
        let stored = StoredStreaming { config, domain_name, deployed };
        let item = self.streaming_distributions.replace(cx, &id, stored)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateStreamingDistributionOutput {
            streaming_distribution: Some(answer(cx, &item)),
            e_tag,
        })
    }

    /// Only what is disabled everywhere can go (CF-8.7).
    pub(crate) fn delete_streaming_distribution(
        &mut self,
        cx: &mut Context,
        input: DeleteStreamingDistributionInput,
    ) -> Result<()> {
        let DeleteStreamingDistributionInput { id, if_match } = input;
        let (all, refused) = (&self.streaming_distributions, errors::illegal_update);
        let seen = all.checked_for_change(&cx.account, &id, if_match.as_deref(), refused)?;
        if seen.config.config.enabled || seen.config.deployed > cx.now {
            return Err(errors::streaming_distribution_not_disabled(
                "The streaming distribution you are trying to delete has not been disabled.",
            ));
        }
        self.streaming_distributions.remove(&cx.account, &id);
        self.tags.remove(&*arn(&cx.account, &id));
        Ok(())
    }

    pub(crate) fn list_streaming_distributions(
        &mut self,
        cx: &mut Context,
        input: ListStreamingDistributionsInput,
    ) -> Result<ListStreamingDistributionsOutput> {
        let ListStreamingDistributionsInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let types = Types::new(None)?;
        let page = self.streaming_distributions.page(&cx.account, types, &page_request);
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|item| {
            let StoredStreaming { config, domain_name, .. } = item.config.clone();
            StreamingDistributionSummary {
                id: item.id.to_string(),
                arn: arn(&cx.account, &item.id),
                status: status(cx, &item.config),
                last_modified_time: item.modified,
                domain_name: domain_name.to_string(),
                s3_origin: config.s3_origin,
                aliases: config.aliases.unwrap_or_default(),
                trusted_signers: config.trusted_signers,
                comment: config.comment,
                price_class: config.price_class.unwrap_or_default(),
                enabled: config.enabled,
            }
        });
        let PageRequest { marker, max_items } = page_request;
        let list = StreamingDistributionList {
            marker,
            next_marker,
            max_items,
            is_truncated,
            quantity,
            items,
        };
        Ok(ListStreamingDistributionsOutput { streaming_distribution_list: Some(list) })
    }
}
