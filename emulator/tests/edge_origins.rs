//! Origins of other kinds than the usual ones, and what stands before them (CF-6).

use crate::edge_code::{edit, header, text, with_site};
use axum::Router;
use parhelion::cloudfront::model as cf;
use parhelion::{Cloud, cloudfront};
use std::time::Duration;

/// CF-6.1: there are no private networks here; who answers under the name is asked, by the VPC origin's ports.
#[tokio::test(start_paused = true)]
async fn cf_6_1_a_vpc_origin_is_reached_under_its_domain_name() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    cloud.origin("internal.example", Router::new().fallback(|| async { "internal" }));
    type CreateVpcOrigin = cf::operations::CreateVpcOrigin;
    let input = cf::CreateVpcOriginInput {
        vpc_origin_endpoint_config: cf::VpcOriginEndpointConfig {
            name: "internal".into(),
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/one/1"
                .into(),
            http_port: 80,
            https_port: 443,
            origin_protocol_policy: "http-only".into(),
            origin_ssl_protocols: None,
        },
        tags: None,
    };
    let made = cloud.call::<cloudfront::CloudFront, CreateVpcOrigin>(input).unwrap();
    edit(&cloud, &site.id, |config| {
        let origin = &mut config.origins.items[0];
        origin.domain_name = "internal.example".into();
        origin.custom_origin_config = None;
        origin.vpc_origin_config = Some(cf::VpcOriginConfig {
            vpc_origin_id: made.vpc_origin.unwrap().id,
            ..Default::default()
        });
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = format!("https://{}/", site.domain_name);
    assert_eq!(text(cloud.viewer().get(&url).await).await, "internal");
}

/// CF-6.7: whatever location viewers reach, the origin is asked once.
#[tokio::test(start_paused = true)]
async fn cf_6_7_locations_ask_the_origin_shield() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    edit(&cloud, &site.id, |config| {
        config.origins.items[0].origin_shield = Some(cf::OriginShield {
            enabled: true,
            origin_shield_region: Some("us-east-2".into()),
        });
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = format!("https://{}/index.html", site.domain_name);
    let mut words = vec![];
    for pop in ["IAD", "FRA", "NRT", "GRU"] {
        let seen = cloud.viewer().at(pop).get(&url).await;
        words.push(header(&seen, "x-cache").split(' ').next().unwrap().to_owned());
    }
    assert_eq!(words, ["Miss", "Hit", "Hit", "Hit"]);
}
