//! CF-9.5: the web ACL of a distribution.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

const ARN: &str = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/3b7f8a0e";

fn associate(
    cloud: &mut Cloud,
    id: &str,
    arn: &str,
    tag: Option<&str>,
) -> Result<AssociateDistributionWebACLOutput> {
    let (id, web_acl_arn, if_match) = (id.to_owned(), arn.to_owned(), tag.map(str::to_owned));
    let input = AssociateDistributionWebACLInput { id, web_acl_arn, if_match };
    cloud.call::<operations::AssociateDistributionWebACL>(input)
}

fn with(cloud: &mut Cloud, acl: &str) -> Result<Vec<String>> {
    let input = ListDistributionsByWebACLIdInput { web_acl_id: acl.into(), ..Default::default() };
    let list = cloud.call::<operations::ListDistributionsByWebACLId>(input)?;
    let items = list.distribution_list.unwrap().items.unwrap_or_default();
    Ok(items.into_iter().map(|item| item.id).collect())
}

#[test]
fn a_distribution_gets_a_web_acl_and_loses_it() {
    let mut cloud = Cloud::new();
    let one = cloud.create("one");
    let two = cloud.create("two");
    assert_refused(associate(&mut cloud, "E1", ARN, None), "EntityNotFound", 404);
    assert_refused(associate(&mut cloud, &one.id, "acl", None), "InvalidArgument", 400);
    assert_refused(associate(&mut cloud, &one.id, ARN, Some("E1")), "PreconditionFailed", 412);
    let made = associate(&mut cloud, &one.id, ARN, Some(&one.tag)).unwrap();
    let (config, tag) = cloud.stored(&one.id);
    assert_eq!(made.web_acl_arn.as_deref(), Some(ARN));
    assert_eq!((config.web_acl_id.as_deref(), made.e_tag.unwrap()), (Some(ARN), tag));
    assert_eq!(with(&mut cloud, ARN).unwrap(), [one.id.as_str()]);
    assert_eq!(with(&mut cloud, "null").unwrap(), [two.id.as_str()]);
    assert_refused(with(&mut cloud, "acl"), "InvalidWebACLId", 400);
    let input = DisassociateDistributionWebACLInput { id: one.id.clone(), if_match: None };
    cloud.call::<operations::DisassociateDistributionWebACL>(input).unwrap();
    assert_eq!(with(&mut cloud, "null").unwrap().len(), 2);
}
