//! CF-9.5: VPC origins, and streaming distributions.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

const BALANCER: &str =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";

fn endpoint(name: &str) -> VpcOriginEndpointConfig {
    VpcOriginEndpointConfig {
        name: name.into(),
        arn: BALANCER.into(),
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only".into(),
        origin_ssl_protocols: None,
    }
}

fn create(cloud: &mut Cloud, config: VpcOriginEndpointConfig) -> Result<(VpcOrigin, String)> {
    let input = CreateVpcOriginInput { vpc_origin_endpoint_config: config, tags: None };
    let made = cloud.call::<operations::CreateVpcOrigin>(input)?;
    Ok((made.vpc_origin.unwrap(), made.e_tag.unwrap()))
}

fn update(
    cloud: &mut Cloud,
    id: &str,
    tag: &str,
    config: VpcOriginEndpointConfig,
) -> Result<UpdateVpcOriginOutput> {
    cloud.call::<operations::UpdateVpcOrigin>(UpdateVpcOriginInput {
        vpc_origin_endpoint_config: config,
        id: id.into(),
        if_match: tag.into(),
    })
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<DeleteVpcOriginOutput> {
    let input = DeleteVpcOriginInput { id: id.into(), if_match: tag.into() };
    cloud.call::<operations::DeleteVpcOrigin>(input)
}

#[test]
fn cf_9_5_the_life_of_a_vpc_origin() {
    let mut cloud = Cloud::new();
    let (made, tag) = create(&mut cloud, endpoint("web")).unwrap();
    assert_eq!(made.arn, format!("arn:aws:cloudfront::123456789012:vpcorigin/{}", made.id));
    assert!(made.id.starts_with("vo_") && made.status == "Deploying", "{made:?}");
    assert_refused(create(&mut cloud, endpoint("web")), "EntityAlreadyExists", 409);
    let early = update(&mut cloud, &made.id, &tag, endpoint("api"));
    assert_refused(early, "CannotUpdateEntityWhileInUse", 409);
    cloud.advance(3600);
    let get = GetVpcOriginInput { id: made.id.clone() };
    let read = cloud.call::<operations::GetVpcOrigin>(get).unwrap().vpc_origin.unwrap();
    assert_eq!((read.status.as_str(), read.created_time), ("Deployed", made.created_time));
    let stale = update(&mut cloud, &made.id, "E1", endpoint("api"));
    assert_refused(stale, "PreconditionFailed", 412);
    let next = update(&mut cloud, &made.id, &tag, endpoint("api")).unwrap().e_tag.unwrap();
    let list = cloud.call::<operations::ListVpcOrigins>(ListVpcOriginsInput::default()).unwrap();
    let list = list.vpc_origin_list.unwrap().items.unwrap();
    assert_eq!((&*list[0].name, &*list[0].origin_endpoint_arn), ("api", BALANCER));
    assert_refused(delete(&mut cloud, &made.id, &tag), "PreconditionFailed", 412);
    let gone = delete(&mut cloud, &made.id, &next).unwrap();
    assert_eq!(gone.vpc_origin.unwrap().status, "Deleting");
    assert_refused(delete(&mut cloud, &made.id, &next), "EntityNotFound", 404);
}

#[test]
fn cf_9_5_what_a_vpc_origin_may_say() {
    let mut cloud = Cloud::new();
    for wrong in [
        endpoint(""),
        VpcOriginEndpointConfig { arn: "arn:aws:s3:::photos".into(), ..endpoint("web") },
        VpcOriginEndpointConfig { http_port: 81, ..endpoint("web") },
    ] {
        assert_refused(create(&mut cloud, wrong), "InvalidArgument", 400);
    }
    for number in 0..25 {
        create(&mut cloud, endpoint(&format!("web-{number}"))).unwrap();
    }
    assert_refused(create(&mut cloud, endpoint("many")), "EntityLimitExceeded", 400);
}

#[test]
fn cf_9_3_a_vpc_origin_that_a_distribution_has_stays() {
    let mut cloud = Cloud::new();
    let (origin, tag) = create(&mut cloud, endpoint("web")).unwrap();
    cloud.advance(3600);
    let with = |reference: &str, id: &str| {
        let mut with = config(reference);
        with.origins.items[0] = Origin {
            domain_name: "internal.example.com".into(),
            s3_origin_config: None,
            vpc_origin_config: Some(VpcOriginConfig {
                vpc_origin_id: id.into(),
                ..Default::default()
            }),
            ..bucket("assets")
        };
        with
    };
    assert_refused(cloud.create_with(with("unknown", "vo_1")), "EntityNotFound", 404);
    let made = cloud.create_with(with("known", &origin.id)).unwrap();
    let used = delete(&mut cloud, &origin.id, &tag);
    assert_refused(used, "CannotDeleteEntityWhileInUse", 409);
    let elsewhere = BALANCER.replace("web", "api");
    let moved = VpcOriginEndpointConfig { arn: elsewhere, ..endpoint("web") };
    let moved = update(&mut cloud, &origin.id, &tag, moved);
    assert_refused(moved, "CannotUpdateEntityWhileInUse", 409);
    let by = |cloud: &mut Cloud, id: &str| {
        let vpc_origin_id = id.to_owned();
        let input = ListDistributionsByVpcOriginIdInput { vpc_origin_id, ..Default::default() };
        cloud.call::<operations::ListDistributionsByVpcOriginId>(input)
    };
    let list = by(&mut cloud, &origin.id).unwrap().distribution_id_list.unwrap();
    assert_eq!(list.items.unwrap(), [made.id.as_str()]);
    assert_refused(by(&mut cloud, "vo_1"), "EntityNotFound", 404);
}

fn streaming(reference: &str) -> StreamingDistributionConfig {
    StreamingDistributionConfig {
        caller_reference: reference.into(),
        s3_origin: S3Origin {
            domain_name: "films.s3.amazonaws.com".into(),
            origin_access_identity: String::new(),
        },
        aliases: aliases(&["films.example.com"]),
        comment: String::new(),
        logging: None,
        trusted_signers: TrustedSigners::default(),
        price_class: None,
        enabled: true,
    }
}

#[test]
fn cf_9_5_the_life_of_a_streaming_distribution() {
    let mut cloud = Cloud::new();
    let create = |cloud: &mut Cloud, config| {
        let input = CreateStreamingDistributionInput { streaming_distribution_config: config };
        cloud.call::<operations::CreateStreamingDistribution>(input)
    };
    let mut elsewhere = streaming("a");
    elsewhere.s3_origin.domain_name = "www.example.com".into();
    assert_refused(create(&mut cloud, elsewhere), "InvalidOrigin", 400);
    let made = create(&mut cloud, streaming("a")).unwrap();
    let tag = made.e_tag.unwrap();
    let made = made.streaming_distribution.unwrap();
    assert!(made.domain_name.starts_with('s') && made.status == "InProgress", "{made:?}");
    let again = create(&mut cloud, StreamingDistributionConfig { aliases: None, ..streaming("a") });
    assert_refused(again, "StreamingDistributionAlreadyExists", 409);
    assert_refused(create(&mut cloud, streaming("b")), "CNAMEAlreadyExists", 409);
    let input = CreateStreamingDistributionWithTagsInput {
        streaming_distribution_config_with_tags: StreamingDistributionConfigWithTags {
            streaming_distribution_config: StreamingDistributionConfig {
                aliases: None,
                ..streaming("tagged")
            },
            tags: Tags { items: Some(vec![Tag { key: "a".into(), value: None }]) },
        },
    };
    cloud.call::<operations::CreateStreamingDistributionWithTags>(input).unwrap();
    let list = ListStreamingDistributionsInput::default();
    let list = cloud.call::<operations::ListStreamingDistributions>(list).unwrap();
    assert_eq!(list.streaming_distribution_list.unwrap().quantity, 2);
    cloud.advance(3600);
    let get = GetStreamingDistributionInput { id: made.id.clone() };
    let read = cloud.call::<operations::GetStreamingDistribution>(get).unwrap();
    assert_eq!(read.streaming_distribution.unwrap().status, "Deployed");
    let get = GetStreamingDistributionConfigInput { id: made.id.clone() };
    let read = cloud.call::<operations::GetStreamingDistributionConfig>(get).unwrap();
    let stored = read.streaming_distribution_config.unwrap();
    assert_eq!(stored.price_class.as_deref(), Some("PriceClass_All"));
    let delete = |cloud: &mut Cloud, tag: &str| {
        let input =
            DeleteStreamingDistributionInput { id: made.id.clone(), if_match: Some(tag.into()) };
        cloud.call::<operations::DeleteStreamingDistribution>(input)
    };
    assert_refused(delete(&mut cloud, &tag), "StreamingDistributionNotDisabled", 409);
    let update = |cloud: &mut Cloud, config| {
        let input = UpdateStreamingDistributionInput {
            streaming_distribution_config: config,
            id: made.id.clone(),
            if_match: Some(tag.clone()),
        };
        cloud.call::<operations::UpdateStreamingDistribution>(input)
    };
    assert_refused(update(&mut cloud, streaming("b")), "IllegalUpdate", 400);
    let disabled = StreamingDistributionConfig { enabled: false, ..stored };
    let next = update(&mut cloud, disabled).unwrap().e_tag.unwrap();
    assert_refused(delete(&mut cloud, &next), "StreamingDistributionNotDisabled", 409);
    cloud.advance(3600);
    delete(&mut cloud, &next).unwrap();
    assert_refused(delete(&mut cloud, &next), "NoSuchStreamingDistribution", 404);
}
