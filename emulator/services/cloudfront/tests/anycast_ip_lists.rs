//! CF-9.5: Anycast IP lists, and distributions by what connects them.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn of(name: &str) -> CreateAnycastIpListInput {
    CreateAnycastIpListInput { name: name.into(), ip_count: 3, ..Default::default() }
}

fn create(cloud: &mut Cloud, input: CreateAnycastIpListInput) -> Result<(AnycastIpList, String)> {
    let made = cloud.call::<operations::CreateAnycastIpList>(input)?;
    Ok((made.anycast_ip_list.unwrap(), made.e_tag.unwrap()))
}

fn update(cloud: &mut Cloud, id: &str, tag: &str, kind: &str) -> Result<(AnycastIpList, String)> {
    let input = UpdateAnycastIpListInput {
        id: id.into(),
        ip_address_type: Some(kind.into()),
        ipam_cidr_configs: None,
        if_match: tag.into(),
    };
    let made = cloud.call::<operations::UpdateAnycastIpList>(input)?;
    Ok((made.anycast_ip_list.unwrap(), made.e_tag.unwrap()))
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteAnycastIpListInput { id: id.into(), if_match: tag.into() };
    cloud.call::<operations::DeleteAnycastIpList>(input).map(drop)
}

#[test]
fn cf_9_5_the_life_of_an_anycast_ip_list() {
    let mut cloud = Cloud::new();
    let (made, tag) = create(&mut cloud, of("web")).unwrap();
    assert_eq!(made.arn, format!("arn:aws:cloudfront::123456789012:anycast-ip-list/{}", made.id));
    assert!(made.id.starts_with("aip_") && made.status == "Deploying", "{made:?}");
    assert_eq!(made.ip_address_type.as_deref(), Some("ipv4"));
    let old = made.anycast_ips;
    assert!(old.len() == 3 && old.iter().all(|ip| ip.parse::<std::net::Ipv4Addr>().is_ok()));
    assert_refused(create(&mut cloud, of("web")), "EntityAlreadyExists", 409);
    let other = CreateAnycastIpListInput { ip_count: 21, ..of("other") };
    let (other, _) = create(&mut cloud, other).unwrap();
    assert_eq!(other.anycast_ips.len(), 21);
    assert!(!other.anycast_ips.iter().any(|ip| old.contains(ip)));

    cloud.advance(3600);
    let get = |cloud: &mut Cloud, id: &str| {
        cloud.call::<operations::GetAnycastIpList>(GetAnycastIpListInput { id: id.into() })
    };
    let read = get(&mut cloud, &made.id).unwrap();
    assert_eq!(read.e_tag.as_ref(), Some(&tag));
    let read = read.anycast_ip_list.unwrap();
    assert_eq!((read.status.as_str(), &read.anycast_ips), ("Deployed", &old));

    assert_refused(update(&mut cloud, &made.id, "E1", "ipv6"), "PreconditionFailed", 412);
    assert_refused(update(&mut cloud, &made.id, &tag, "ipv5"), "InvalidArgument", 400);
    let (both, next) = update(&mut cloud, &made.id, &tag, "dualstack").unwrap();
    assert!(both.anycast_ips.len() == 6 && both.anycast_ips.starts_with(&old), "{both:?}");
    assert_eq!(both.status, "Deploying");

    let input = ListAnycastIpListsInput { max_items: Some(1), ..Default::default() };
    let list = cloud.call::<operations::ListAnycastIpLists>(input).unwrap();
    let list = list.anycast_ip_lists.unwrap();
    assert_eq!((list.quantity, list.is_truncated), (1, true));
    let input = ListAnycastIpListsInput { marker: list.next_marker, max_items: None };
    let rest = cloud.call::<operations::ListAnycastIpLists>(input).unwrap();
    let (first, rest) = (list.items.unwrap(), rest.anycast_ip_lists.unwrap().items.unwrap());
    let mut all: Vec<_> = first.iter().chain(&rest).map(|one| one.name.as_str()).collect();
    all.sort_unstable();
    assert_eq!(all, ["other", "web"]);

    assert_refused(delete(&mut cloud, &made.id, &tag), "PreconditionFailed", 412);
    delete(&mut cloud, &made.id, &next).unwrap();
    assert_refused(delete(&mut cloud, &made.id, &next), "EntityNotFound", 404);
    assert_refused(get(&mut cloud, &made.id), "EntityNotFound", 404);
}

#[test]
fn cf_9_5_what_an_anycast_ip_list_may_say() {
    let mut cloud = Cloud::new();
    let long = "a".repeat(65);
    for wrong in [
        of(""),
        of("a b"),
        of(&long),
        CreateAnycastIpListInput { ip_count: 4, ..of("web") },
        CreateAnycastIpListInput { ip_address_type: Some("ipv5".into()), ..of("web") },
    ] {
        assert_refused(create(&mut cloud, wrong), "InvalidArgument", 400);
    }
    let own = IpamCidrConfig {
        cidr: "192.0.2.0/24".into(),
        ipam_pool_arn: "arn:aws:ec2::123456789012:ipam-pool/p".into(),
        ..Default::default()
    };
    let own = CreateAnycastIpListInput { ipam_cidr_configs: Some(vec![own]), ..of("own") };
    assert_refused(create(&mut cloud, own), "NotImplemented", 501);
    for number in 0..10 {
        create(&mut cloud, of(&format!("web-{number}"))).unwrap();
    }
    assert_refused(create(&mut cloud, of("many")), "EntityLimitExceeded", 400);
}

#[test]
fn cf_8_10_an_anycast_ip_list_has_tags_that_go_with_it() {
    let mut cloud = Cloud::new();
    let tags = Tags { items: Some(vec![Tag { key: "a".into(), value: Some("b".into()) }]) };
    let (made, tag) =
        create(&mut cloud, CreateAnycastIpListInput { tags: Some(tags), ..of("web") }).unwrap();
    let list = |cloud: &mut Cloud| {
        let input = ListTagsForResourceInput { resource: made.arn.clone() };
        cloud.call::<operations::ListTagsForResource>(input)
    };
    assert_eq!(list(&mut cloud).unwrap().tags.items.unwrap()[0].key, "a");
    delete(&mut cloud, &made.id, &tag).unwrap();
    assert_refused(list(&mut cloud), "NoSuchResource", 404);
}

#[test]
fn cf_9_3_an_anycast_ip_list_that_a_distribution_has_stays() {
    let mut cloud = Cloud::new();
    let (list, tag) = create(&mut cloud, of("web")).unwrap();
    let with = |reference: &str, id: &str| DistributionConfig {
        anycast_ip_list_id: Some(id.into()),
        ..config(reference)
    };
    assert_refused(cloud.create_with(with("unknown", "aip_1")), "EntityNotFound", 404);
    let made = cloud.create_with(with("known", &list.id)).unwrap();
    cloud.create("without");
    assert_refused(delete(&mut cloud, &list.id, &tag), "CannotDeleteEntityWhileInUse", 409);
    let by = |cloud: &mut Cloud, id: &str| {
        let anycast_ip_list_id = id.to_owned();
        let input =
            ListDistributionsByAnycastIpListIdInput { anycast_ip_list_id, ..Default::default() };
        cloud.call::<operations::ListDistributionsByAnycastIpListId>(input)
    };
    let users = by(&mut cloud, &list.id).unwrap().distribution_list.unwrap().items.unwrap();
    assert_eq!((users.len(), &users[0].id), (1, &made.id));
    assert_eq!(users[0].anycast_ip_list_id.as_ref(), Some(&list.id));
    assert_refused(by(&mut cloud, "aip_1"), "EntityNotFound", 404);
}

#[test]
fn cf_9_5_distributions_by_connection_mode() {
    let mut cloud = Cloud::new();
    cloud.create("plain");
    let direct = Some("direct".to_owned());
    cloud.create_with(DistributionConfig { connection_mode: direct, ..config("said") }).unwrap();
    let by = |cloud: &mut Cloud, mode: &str| {
        let connection_mode = mode.to_owned();
        let input =
            ListDistributionsByConnectionModeInput { connection_mode, ..Default::default() };
        let found = cloud.call::<operations::ListDistributionsByConnectionMode>(input)?;
        Ok::<_, parhelion_wire::Error>(found.distribution_list.unwrap().quantity)
    };
    assert_eq!((by(&mut cloud, "direct").unwrap(), by(&mut cloud, "tenant-only").unwrap()), (2, 0));
    assert_refused(by(&mut cloud, "any"), "InvalidArgument", 400);
}
