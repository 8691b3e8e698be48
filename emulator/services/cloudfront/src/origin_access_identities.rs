//! Origin access identities: users of CloudFront's own that S3 can let in, the older way of reading a
//! private bucket (CF-6.6).

use crate::identity_config::IdentityConfig;
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, Types};
use crate::service_user;
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CloudFrontOriginAccessIdentityConfig.html>
const COMMENT_MAX: usize = 128;

fn check(config: &CloudFrontOriginAccessIdentityConfig) -> Result<()> {
    if config.caller_reference.is_empty() {
        return Err(errors::invalid_argument("The parameter CallerReference is required."));
    }
    if config.comment.chars().count() > COMMENT_MAX {
        return Err(errors::invalid_argument("The parameter Comment is too long."));
    }
    Ok(())
}

fn answer(item: &Item<IdentityConfig>) -> CloudFrontOriginAccessIdentity {
    CloudFrontOriginAccessIdentity {
        id: item.id.to_string(),
        s3_canonical_user_id: item.config.canonical_user.to_string(),
        cloud_front_origin_access_identity_config: Some(item.config.config.clone()),
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!(
        "https://cloudfront.amazonaws.com/2020-05-31/origin-access-identity/cloudfront/{id}"
    ))
}

impl CloudFront {
    /// The same request again gives what the first one made (CF-9.4).
    pub(crate) fn create_cloud_front_origin_access_identity(
        &mut self,
        cx: &mut Context,
        input: CreateCloudFrontOriginAccessIdentityInput,
    ) -> Result<CreateCloudFrontOriginAccessIdentityOutput> {
        let config = input.cloud_front_origin_access_identity_config;
        check(&config)?;
        let earlier = self.origin_access_identities.of(&cx.account);
        let earlier = earlier.into_iter().find(|item| item.config.config == config).cloned();
        let item = match earlier {
            Some(item) => item,
            None => {
                let id = format!("E{}", cx.upper_id(13));
                let canonical_user: Arc<str> = cx.id(b"0123456789abcdef", 96).into();
                let config = IdentityConfig { config, canonical_user };
                let item = self.origin_access_identities.add(cx, id, config)?;
                service_user::introduce(cx, &item.id, &item.config.canonical_user);
                item
            }
        };
        Ok(CreateCloudFrontOriginAccessIdentityOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            cloud_front_origin_access_identity: Some(answer(&item)),
        })
    }

    pub(crate) fn get_cloud_front_origin_access_identity(
        &mut self,
        cx: &mut Context,
        input: GetCloudFrontOriginAccessIdentityInput,
    ) -> Result<GetCloudFrontOriginAccessIdentityOutput> {
        let item = self.origin_access_identities.get(&cx.account, &input.id)?;
        Ok(GetCloudFrontOriginAccessIdentityOutput {
            cloud_front_origin_access_identity: Some(answer(item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn get_cloud_front_origin_access_identity_config(
        &mut self,
        cx: &mut Context,
        input: GetCloudFrontOriginAccessIdentityConfigInput,
    ) -> Result<GetCloudFrontOriginAccessIdentityConfigOutput> {
        let item = self.origin_access_identities.get(&cx.account, &input.id)?;
        Ok(GetCloudFrontOriginAccessIdentityConfigOutput {
            cloud_front_origin_access_identity_config: Some(item.config.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    /// Nothing but the comment can change, which no edge needs to know.
    pub(crate) fn update_cloud_front_origin_access_identity(
        &mut self,
        cx: &mut Context,
        input: UpdateCloudFrontOriginAccessIdentityInput,
    ) -> Result<UpdateCloudFrontOriginAccessIdentityOutput> {
        let UpdateCloudFrontOriginAccessIdentityInput {
            cloud_front_origin_access_identity_config: config,
            id,
            if_match,
        } = input;
        let tag = if_match.as_deref();
        let identities = &mut self.origin_access_identities;
        let seen =
            identities.checked_for_change(&cx.account, &id, tag, errors::illegal_update)?.clone();
        if config.caller_reference != seen.config.config.caller_reference {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: CallerReference.",
            ));
        }
        check(&config)?;
        let canonical_user = seen.config.canonical_user.clone();
        let item = identities.replace(cx, &id, IdentityConfig { config, canonical_user })?;
        Ok(UpdateCloudFrontOriginAccessIdentityOutput {
            cloud_front_origin_access_identity: Some(answer(&item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn delete_cloud_front_origin_access_identity(
        &mut self,
        cx: &mut Context,
        input: DeleteCloudFrontOriginAccessIdentityInput,
    ) -> Result<()> {
        let DeleteCloudFrontOriginAccessIdentityInput { id, if_match } = input;
        let (identities, tag) = (&self.origin_access_identities, if_match.as_deref());
        identities.checked_for_change(&cx.account, &id, tag, errors::illegal_update)?;
        if self.users(&cx.account, Reference::OriginAccessIdentity(&id)).next().is_some() {
            return Err(errors::cloud_front_origin_access_identity_in_use(
                "The CloudFront origin access identity is still being used.",
            ));
        }
        self.origin_access_identities.remove(&cx.account, &id);
        service_user::withdraw(cx, &id);
        Ok(())
    }

    pub(crate) fn list_cloud_front_origin_access_identities(
        &mut self,
        cx: &mut Context,
        input: ListCloudFrontOriginAccessIdentitiesInput,
    ) -> Result<ListCloudFrontOriginAccessIdentitiesOutput> {
        let ListCloudFrontOriginAccessIdentitiesInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let types = Types::new(None)?;
        let page = self.origin_access_identities.page(&cx.account, types, &page_request);
        let (quantity, is_truncated, items, next_marker) =
            page.into_parts(|item| CloudFrontOriginAccessIdentitySummary {
                id: item.id.to_string(),
                s3_canonical_user_id: item.config.canonical_user.to_string(),
                comment: item.config.config.comment.clone(),
            });
        let PageRequest { marker, max_items } = page_request;
        let list = CloudFrontOriginAccessIdentityList {
            marker,
            next_marker,
            max_items,
            is_truncated,
            quantity,
            items,
        };
        Ok(ListCloudFrontOriginAccessIdentitiesOutput {
            cloud_front_origin_access_identity_list: Some(list),
        })
    }
}
