//! What configurations may say of origins and origin groups (CF-9.3).

use super::{refused, taken};
use parhelion_cloudfront::model::*;

fn site(config: &mut DistributionConfig) -> &mut CustomOriginConfig {
    config.origins.items[1].custom_origin_config.as_mut().unwrap()
}

#[test]
fn origins_cf_6() {
    refused("InvalidArgument", 400, &|c| c.origins = Origins::default());
    refused("InvalidArgument", 400, &|c| c.origins.items[1].id = "assets".into());
    for domain in ["", "http://example.com", "example.com/path", "10.0.0.1", "a..b"] {
        refused("InvalidArgument", 400, &|c| c.origins.items[1].domain_name = domain.into());
    }
    refused("InvalidOrigin", 400, &|c| c.origins.items[1].custom_origin_config = None);
    refused("InvalidOrigin", 400, &|c| c.origins.items[0].domain_name = "www.example.com".into());
    refused("InvalidOrigin", 400, &|c| {
        c.origins.items[0].domain_name = "assets.s3-website-us-east-1.amazonaws.com".into();
    });
    refused("InvalidArgument", 400, &|c| {
        c.origins.items[1].s3_origin_config = Some(S3OriginConfig::default());
    });
    refused("InvalidOriginAccessIdentity", 400, &|c| {
        let s3 = c.origins.items[0].s3_origin_config.as_mut().unwrap();
        s3.origin_access_identity = "origin-access-identity/cloudfront/E1".into();
    });
    refused("InvalidOriginAccessControl", 400, &|c| {
        c.origins.items[0].origin_access_control_id = Some("E0123456789ABC".into());
    });
    refused("InvalidRelativePath", 400, &|c| {
        c.origins.items[0].origin_path = Some("no-slash".into())
    });
    refused("InvalidArgument", 400, &|c| c.origins.items[0].origin_path = Some("/slash/".into()));
    taken(&|c| c.origins.items[0].origin_path = Some("/production/site".into()));
}

#[test]
fn origins_cf_6_3_and_6_4_ports_and_times() {
    for port in [0, 22, 1023, 65_536] {
        refused("InvalidArgument", 400, &|c| site(c).http_port = port);
        refused("InvalidArgument", 400, &|c| site(c).https_port = port);
    }
    taken(&|c| site(c).http_port = 8080);
    refused("InvalidOriginReadTimeout", 400, &|c| site(c).origin_read_timeout = Some(0));
    refused("InvalidOriginReadTimeout", 400, &|c| site(c).origin_read_timeout = Some(121));
    refused("InvalidOriginKeepaliveTimeout", 400, &|c| {
        site(c).origin_keepalive_timeout = Some(121)
    });
    refused("InvalidArgument", 400, &|c| c.origins.items[0].connection_attempts = Some(4));
    refused("InvalidArgument", 400, &|c| c.origins.items[0].connection_timeout = Some(11));
    refused("InvalidArgument", 400, &|c| c.origins.items[1].response_completion_timeout = Some(29));
    refused("InvalidArgument", 400, &|c| {
        c.origins.items[0].origin_shield =
            Some(OriginShield { enabled: true, origin_shield_region: None });
    });
}

#[test]
fn origins_cf_4_5_custom_headers() {
    let with = |names: &[&str]| {
        let header = |name: &&str| OriginCustomHeader {
            header_name: (*name).into(),
            header_value: "value".into(),
        };
        let items: Vec<_> = names.iter().map(header).collect();
        Some(CustomHeaders { quantity: items.len() as i32, items: Some(items) })
    };
    for name in ["Host", "x-amz-anything", "X-Edge-Location", "Cache-Control", "bad name", ""] {
        refused("InvalidArgument", 400, &|c| c.origins.items[0].custom_headers = with(&[name]));
    }
    refused("InvalidArgument", 400, &|c| c.origins.items[0].custom_headers = with(&["X-A", "x-a"]));
    let many: Vec<String> = (0..31).map(|n| format!("X-{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    refused("TooManyOriginCustomHeaders", 400, &|c| {
        c.origins.items[0].custom_headers = with(&many)
    });
    taken(&|c| c.origins.items[0].custom_headers = with(&["X-Secret"]));
}

#[test]
fn origin_groups_cf_6_7() {
    let with = |c: &mut DistributionConfig, members: &[&str], codes: &[i32]| {
        let group = OriginGroup {
            id: "group".into(),
            failover_criteria: OriginGroupFailoverCriteria {
                status_codes: StatusCodes { quantity: codes.len() as i32, items: codes.to_vec() },
            },
            members: OriginGroupMembers {
                quantity: members.len() as i32,
                items: members
                    .iter()
                    .map(|id| OriginGroupMember { origin_id: (*id).into() })
                    .collect(),
            },
            selection_criteria: None,
        };
        c.origin_groups = Some(OriginGroups { quantity: 1, items: Some(vec![group]) });
        c.default_cache_behavior.target_origin_id = "group".into();
    };
    taken(&|c| with(c, &["assets", "site"], &[500, 404]));
    refused("NoSuchOrigin", 404, &|c| with(c, &["assets", "other"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "assets"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "site"], &[200]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "site"], &[]));
}
