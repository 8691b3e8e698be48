//! VPC origins: load balancers and instances in private subnets. They are kept and checked; the edge cannot reach
//! them yet.

use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::stored_vpc_origin::StoredVpcOrigin;
use crate::usage::Reference;
use crate::validation::quantities::agree;
use crate::{CloudFront, errors, tags};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

const NAME_MAX: usize = 64;

impl ResourceConfig for StoredVpcOrigin {
    const MAX: usize = 25;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.config.name
    }

    fn missing() -> Error {
        errors::entity_not_found("The specified VPC origin does not exist.")
    }

    fn name_taken() -> Error {
        errors::entity_already_exists("A VPC origin with this name already exists.")
    }

    fn too_many() -> Error {
        errors::entity_limit_exceeded(
            "You have reached the maximum number of VPC origins for this AWS account.",
        )
    }
}

fn check(config: &VpcOriginEndpointConfig) -> Result<()> {
    let wrong = |member: &str| {
        Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
    };
    let VpcOriginEndpointConfig { name, arn, http_port, https_port, .. } = config;
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return wrong("Name");
    }
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let is_endpoint = match parts.as_slice() {
        ["arn", _, "elasticloadbalancing", _, _, named] => named.starts_with("loadbalancer/"),
        ["arn", _, "ec2", _, _, named] => named.starts_with("instance/"),
        _ => false,
    };
    if !is_endpoint {
        return wrong("Arn");
    }
    // CF-6.3.
    let is_port = |port: &i32| matches!(port, 80 | 443 | 1024..=65535);
    if !is_port(http_port) || !is_port(https_port) {
        return wrong("Port");
    }
    match &config.origin_ssl_protocols {
        Some(protocols) => agree(protocols.quantity, &protocols.items),
        None => Ok(()),
    }
}

fn arn(account: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{account}:vpcorigin/{id}")
}

fn status(cx: &Context, item: &Item<StoredVpcOrigin>) -> String {
    if item.config.deployed <= cx.now { "Deployed" } else { "Deploying" }.into()
}

fn answer(cx: &Context, item: &Item<StoredVpcOrigin>) -> VpcOrigin {
    VpcOrigin {
        id: item.id.to_string(),
        arn: arn(&cx.account, &item.id),
        account_id: Some(cx.account.to_string()),
        status: status(cx, item),
        created_time: item.config.created,
        last_modified_time: item.modified,
        vpc_origin_endpoint_config: item.config.config.clone(),
    }
}

impl CloudFront {
    fn vpc_origin_is_used(&self, account: &Account, id: &str) -> bool {
        self.users(account, Reference::VpcOrigin(id)).next().is_some()
    }

    pub(crate) fn create_vpc_origin(
        &mut self,
        cx: &mut Context,
        input: CreateVpcOriginInput,
    ) -> Result<CreateVpcOriginOutput> {
        let CreateVpcOriginInput { vpc_origin_endpoint_config: config, tags } = input;
        check(&config)?;
        let tags = tags::with(&OrdMap::new(), tags.unwrap_or_default())?;
        let id = format!(
            "vo_{}",
            cx.id(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 22)
        );
        let deployed = cx.now + self.propagation.until_deployed();
        let stored = StoredVpcOrigin { config, created: cx.now, deployed };
        let item = self.vpc_origins.add(cx, id, stored)?;
        self.tags.insert(arn(&cx.account, &item.id).into(), tags);
        Ok(CreateVpcOriginOutput {
            vpc_origin: Some(answer(cx, &item)),
            location: Some(format!(
                "https://cloudfront.amazonaws.com/2020-05-31/vpc-origin/{}",
                item.id
            )),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn get_vpc_origin(
        &mut self,
        cx: &mut Context,
        input: GetVpcOriginInput,
    ) -> Result<GetVpcOriginOutput> {
        let item = self.vpc_origins.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetVpcOriginOutput { vpc_origin: Some(answer(cx, item)), e_tag })
    }

    /// What is being deployed waits; what distributions use stays where it is.
    pub(crate) fn update_vpc_origin(
        &mut self,
        cx: &mut Context,
        input: UpdateVpcOriginInput,
    ) -> Result<UpdateVpcOriginOutput> {
        let UpdateVpcOriginInput { vpc_origin_endpoint_config: config, id, if_match } = input;
        let (origins, refused) = (&self.vpc_origins, errors::illegal_update);
        let seen = origins.checked_for_change(&cx.account, &id, Some(&if_match), refused)?;
        check(&config)?;
        if seen.config.deployed > cx.now {
            return Err(errors::cannot_update_entity_while_in_use(
                "The VPC origin cannot be updated while it is being deployed.",
            ));
        }
        let created = seen.config.created;
        if seen.config.config.arn != config.arn && self.vpc_origin_is_used(&cx.account, &id) {
            return Err(errors::cannot_update_entity_while_in_use(
                "The VPC origin's Arn cannot be updated while distributions use it.",
            ));
        }
        let deployed = cx.now + self.propagation.until_deployed();
        let stored = StoredVpcOrigin { config, created, deployed };
        let item = self.vpc_origins.replace(cx, &id, stored)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateVpcOriginOutput { vpc_origin: Some(answer(cx, &item)), e_tag })
    }

    pub(crate) fn delete_vpc_origin(
        &mut self,
        cx: &mut Context,
        input: DeleteVpcOriginInput,
    ) -> Result<DeleteVpcOriginOutput> {
        let DeleteVpcOriginInput { id, if_match } = input;
        let (origins, refused) = (&self.vpc_origins, errors::illegal_delete);
        let seen = origins.checked_for_change(&cx.account, &id, Some(&if_match), refused)?.clone();
        if self.vpc_origin_is_used(&cx.account, &id) {
            return Err(errors::cannot_delete_entity_while_in_use(
                "The VPC origin cannot be deleted while distributions use it.",
            ));
        }
        self.vpc_origins.remove(&cx.account, &id);
        self.tags.remove(&*arn(&cx.account, &id));
        let gone = VpcOrigin { status: "Deleting".into(), ..answer(cx, &seen) };
        let e_tag = Some(seen.e_tag.to_string());
        Ok(DeleteVpcOriginOutput { vpc_origin: Some(gone), e_tag })
    }

    pub(crate) fn list_vpc_origins(
        &mut self,
        cx: &mut Context,
        input: ListVpcOriginsInput,
    ) -> Result<ListVpcOriginsOutput> {
        let ListVpcOriginsInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.vpc_origins.page(&cx.account, Types::new(None)?, &page_request);
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|item| {
            let VpcOrigin { id, arn, account_id, status, created_time, last_modified_time, .. } =
                answer(cx, &item);
            VpcOriginSummary {
                id,
                name: item.config.config.name.clone(),
                status,
                created_time,
                last_modified_time,
                arn,
                account_id,
                origin_endpoint_arn: item.config.config.arn.clone(),
            }
        });
        let PageRequest { marker, max_items } = page_request;
        let list = VpcOriginList { marker, next_marker, max_items, is_truncated, quantity, items };
        Ok(ListVpcOriginsOutput { vpc_origin_list: Some(list) })
    }
}
