//! Anycast static IP lists (CF-9.5): addresses that an account has for its distributions. They are kept and named;
//! viewers reach a distribution of the emulator by its name, whatever its addresses are.

use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::stored_anycast_ip_list::StoredAnycastIpList;
use crate::usage::Reference;
use crate::{CloudFront, errors, tags};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, random};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

const NAME_MAX: usize = 64;
/// For viewers of a name with a zone's apex, and for others.
const COUNTS: [i32; 2] = [3, 21];
const TYPES: [&str; 3] = ["ipv4", "ipv6", "dualstack"];

impl ResourceConfig for StoredAnycastIpList {
    /// AWS opens lists to accounts one by one and documents no number: this one only bounds them.
    const MAX: usize = 10;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::entity_not_found("The specified Anycast IP list does not exist.")
    }

    fn name_taken() -> Error {
        errors::entity_already_exists("An Anycast IP list with this name already exists.")
    }

    fn too_many() -> Error {
        errors::entity_limit_exceeded(
            "You have reached the maximum number of Anycast IP lists for this AWS account.",
        )
    }
}

fn wrong<T>(member: &str) -> Result<T> {
    Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
}

fn check_name(name: &str) -> Result<()> {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match !name.is_empty() && name.len() <= NAME_MAX && name.bytes().all(good) {
        true => Ok(()),
        false => wrong("Name"),
    }
}

fn check_type(kind: &str) -> Result<()> {
    if TYPES.contains(&kind) { Ok(()) } else { wrong("IpAddressType") }
}

/// Addresses of one's own come from EC2's IPAM, which is not here.
fn check_ipam(configs: Option<&Vec<IpamCidrConfig>>, operation: &str) -> Result<()> {
    match configs.is_some_and(|configs| !configs.is_empty()) {
        true => Err(Error::not_implemented("cloudfront", &format!("{operation} with IPAM"))),
        false => Ok(()),
    }
}

fn arn(account: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{account}:anycast-ip-list/{id}")
}

/// The addresses of a list: always the same for its id, and nobody's in the real Internet (240.0.0.0/4 of RFC 1112,
/// 2001:db8::/32 of RFC 3849).
fn addresses(id: &str, list: &StoredAnycastIpList) -> Vec<String> {
    let (low, high) = (random::hash(0, id), random::hash(1, id));
    let place = (low as u32) & 0x0fff_ffe0;
    let count = u32::try_from(list.ip_count).unwrap_or_default();
    let old = (1..=count).map(|n| Ipv4Addr::from_bits(0xf000_0000 | (place + n)).to_string());
    let prefix = (0x2001_0db8_u128 << 96) | (u128::from(high) << 32);
    let new = (1..=count).map(|n| Ipv6Addr::from_bits(prefix | u128::from(n)).to_string());
    match &*list.ip_address_type {
        "ipv4" => old.collect(),
        "ipv6" => new.collect(),
        _ => old.chain(new).collect(),
    }
}

fn status(cx: &Context, item: &Item<StoredAnycastIpList>) -> String {
    if item.config.deployed <= cx.now { "Deployed" } else { "Deploying" }.into()
}

fn answer(cx: &Context, item: &Item<StoredAnycastIpList>) -> AnycastIpList {
    AnycastIpList {
        id: item.id.to_string(),
        name: item.config.name.clone(),
        status: status(cx, item),
        arn: arn(&cx.account, &item.id),
        ip_address_type: Some(item.config.ip_address_type.clone()),
        ipam_config: None,
        anycast_ips: addresses(&item.id, &item.config),
        ip_count: item.config.ip_count,
        last_modified_time: item.modified,
    }
}

impl CloudFront {
    pub(crate) fn create_anycast_ip_list(
        &mut self,
        cx: &mut Context,
        input: CreateAnycastIpListInput,
    ) -> Result<CreateAnycastIpListOutput> {
        let CreateAnycastIpListInput { name, ip_count, tags, ip_address_type, ipam_cidr_configs } =
            input;
        check_name(&name)?;
        if !COUNTS.contains(&ip_count) {
            return wrong("IpCount");
        }
        let ip_address_type = ip_address_type.unwrap_or_else(|| "ipv4".to_owned());
        check_type(&ip_address_type)?;
        check_ipam(ipam_cidr_configs.as_ref(), "CreateAnycastIpList")?;
        let tags = tags::with(&OrdMap::new(), tags.unwrap_or_default())?;
        let id = format!(
            "aip_{}",
            cx.id(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 22)
        );
        let deployed = cx.now + self.propagation.until_deployed();
        let stored = StoredAnycastIpList { name, ip_count, ip_address_type, deployed };
        let item = self.anycast_ip_lists.add(cx, id, stored)?;
        self.tags.insert(arn(&cx.account, &item.id).into(), tags);
        let e_tag = Some(item.e_tag.to_string());
        Ok(CreateAnycastIpListOutput { anycast_ip_list: Some(answer(cx, &item)), e_tag })
    }

    pub(crate) fn get_anycast_ip_list(
        &mut self,
        cx: &mut Context,
        input: GetAnycastIpListInput,
    ) -> Result<GetAnycastIpListOutput> {
        let item = self.anycast_ip_lists.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetAnycastIpListOutput { anycast_ip_list: Some(answer(cx, item)), e_tag })
    }

    /// What is not given stays as it is.
    pub(crate) fn update_anycast_ip_list(
        &mut self,
        cx: &mut Context,
        input: UpdateAnycastIpListInput,
    ) -> Result<UpdateAnycastIpListOutput> {
        let UpdateAnycastIpListInput { id, ip_address_type, ipam_cidr_configs, if_match } = input;
        let (lists, refused) = (&self.anycast_ip_lists, errors::invalid_argument);
        let seen = lists.checked_for_change(&cx.account, &id, Some(&if_match), refused)?;
        let kept = seen.config.clone();
        let ip_address_type = ip_address_type.unwrap_or_else(|| kept.ip_address_type.clone());
        check_type(&ip_address_type)?;
        check_ipam(ipam_cidr_configs.as_ref(), "UpdateAnycastIpList")?;
        let deployed = cx.now + self.propagation.until_deployed();
        let stored = StoredAnycastIpList { ip_address_type, deployed, ..kept };
        let item = self.anycast_ip_lists.replace(cx, &id, stored)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateAnycastIpListOutput { anycast_ip_list: Some(answer(cx, &item)), e_tag })
    }

    pub(crate) fn delete_anycast_ip_list(
        &mut self,
        cx: &mut Context,
        input: DeleteAnycastIpListInput,
    ) -> Result<()> {
        let DeleteAnycastIpListInput { id, if_match } = input;
        let (lists, refused) = (&self.anycast_ip_lists, errors::illegal_delete);
        lists.checked_for_change(&cx.account, &id, Some(&if_match), refused)?;
        if self.users(&cx.account, Reference::AnycastIpList(&id)).next().is_some() {
            return Err(errors::cannot_delete_entity_while_in_use(
                "The Anycast IP list cannot be deleted while distributions use it.",
            ));
        }
        self.anycast_ip_lists.remove(&cx.account, &id);
        self.tags.remove(&*arn(&cx.account, &id));
        Ok(())
    }

    pub(crate) fn list_anycast_ip_lists(
        &mut self,
        cx: &mut Context,
        input: ListAnycastIpListsInput,
    ) -> Result<ListAnycastIpListsOutput> {
        let ListAnycastIpListsInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items.map(|most| most.to_string()))?;
        let page = self.anycast_ip_lists.page(&cx.account, Types::new(None)?, &page_request);
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|item| {
            let list = answer(cx, &item);
            AnycastIpListSummary {
                id: list.id,
                name: list.name,
                status: list.status,
                arn: list.arn,
                ip_count: list.ip_count,
                last_modified_time: list.last_modified_time,
                ip_address_type: list.ip_address_type,
                e_tag: Some(item.e_tag.to_string()),
                ipam_config: list.ipam_config,
            }
        });
        let PageRequest { marker, max_items } = page_request;
        let list = AnycastIpListCollection {
            items,
            marker,
            next_marker,
            max_items,
            is_truncated,
            quantity,
        };
        Ok(ListAnycastIpListsOutput { anycast_ip_lists: Some(list) })
    }

    pub(crate) fn list_distributions_by_anycast_ip_list_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByAnycastIpListIdInput,
    ) -> Result<ListDistributionsByAnycastIpListIdOutput> {
        let ListDistributionsByAnycastIpListIdInput { marker, max_items, anycast_ip_list_id: id } =
            input;
        self.anycast_ip_lists.get(&cx.account, &id)?;
        let has_it = |stored: &crate::stored_distribution::StoredDistribution| {
            Reference::AnycastIpList(&id).is_in(&stored.config)
        };
        let list = self.list_of(cx, marker, max_items, has_it)?;
        Ok(ListDistributionsByAnycastIpListIdOutput { distribution_list: Some(list) })
    }
}
