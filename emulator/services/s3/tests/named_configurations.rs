//! S3-7.18(c) to (e): analytics, inventory and Intelligent-Tiering, many of each by their ids.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;

const UNKNOWN: &str = "NoSuchConfiguration";

fn analytics(query: &str, own: &str) -> PutBucketAnalyticsConfigurationInput {
    PutBucketAnalyticsConfigurationInput {
        bucket: BUCKET.into(),
        id: query.into(),
        analytics_configuration: AnalyticsConfiguration { id: own.into(), ..Default::default() },
        ..Default::default()
    }
}

#[test]
fn s3_7_18_c_analytics() {
    let mut cloud = Cloud::with_bucket();
    let get = |id: &str| GetBucketAnalyticsConfigurationInput {
        bucket: BUCKET.into(),
        id: id.into(),
        ..Default::default()
    };
    let list =
        || ListBucketAnalyticsConfigurationsInput { bucket: BUCKET.into(), ..Default::default() };
    let none = cloud.call::<ListBucketAnalyticsConfigurations>(list()).unwrap();
    assert_eq!((none.analytics_configuration_list, none.is_truncated), (None, Some(false)));
    is(cloud.call::<GetBucketAnalyticsConfiguration>(get("a")), 404, UNKNOWN);
    is(cloud.call::<PutBucketAnalyticsConfiguration>(analytics("a", "b")), 400, "IdMismatch");
    for id in ["b", "a"] {
        cloud.call::<PutBucketAnalyticsConfiguration>(analytics(id, id)).unwrap();
    }
    let mut changed = analytics("a", "a");
    let filter = AnalyticsFilter { prefix: Some("logs/".into()), ..Default::default() };
    changed.analytics_configuration.filter = Some(filter.clone());
    cloud.call::<PutBucketAnalyticsConfiguration>(changed).unwrap();
    let got = cloud.call::<GetBucketAnalyticsConfiguration>(get("a")).unwrap();
    assert_eq!(got.analytics_configuration.unwrap().filter, Some(filter), "replaced");
    let all = cloud.call::<ListBucketAnalyticsConfigurations>(list()).unwrap();
    let ids = all.analytics_configuration_list.unwrap().into_iter().map(|one| one.id);
    assert_eq!(ids.collect::<Vec<_>>(), ["a", "b"]);
    let delete = || DeleteBucketAnalyticsConfigurationInput {
        bucket: BUCKET.into(),
        id: "a".into(),
        ..Default::default()
    };
    let mut other = cloud.clone();
    let refused = other.by(root(OTHER)).call::<DeleteBucketAnalyticsConfiguration>(delete());
    is(refused, 403, "AccessDenied");
    cloud.call::<DeleteBucketAnalyticsConfiguration>(delete()).unwrap();
    is(cloud.call::<DeleteBucketAnalyticsConfiguration>(delete()), 404, UNKNOWN);
    is(cloud.call::<GetBucketAnalyticsConfiguration>(get("a")), 404, UNKNOWN);
    cloud.call::<GetBucketAnalyticsConfiguration>(get("b")).unwrap();
}

fn inventory(id: &str, destination: &str) -> PutBucketInventoryConfigurationInput {
    PutBucketInventoryConfigurationInput {
        bucket: BUCKET.into(),
        id: id.into(),
        inventory_configuration: InventoryConfiguration {
            id: id.into(),
            is_enabled: true,
            included_object_versions: "All".into(),
            schedule: InventorySchedule { frequency: "Daily".into() },
            destination: InventoryDestination {
                s3_bucket_destination: InventoryS3BucketDestination {
                    bucket: destination.into(),
                    format: "CSV".into(),
                    ..Default::default()
                },
            },
            ..Default::default()
        },
        ..Default::default()
    }
}

#[test]
fn s3_7_18_c_e_inventory() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketInventoryConfigurationInput {
        bucket: BUCKET.into(),
        id: "daily".into(),
        ..Default::default()
    };
    let list =
        || ListBucketInventoryConfigurationsInput { bucket: BUCKET.into(), ..Default::default() };
    let delete = || DeleteBucketInventoryConfigurationInput {
        bucket: BUCKET.into(),
        id: "daily".into(),
        ..Default::default()
    };
    let wrong = error(cloud.call::<PutBucketInventoryConfiguration>(inventory("daily", "lists")));
    assert_eq!((wrong.status(), wrong.code()), (400, "InvalidS3DestinationBucket"));
    assert_eq!(wrong.message(), "Invalid bucket ARN.");
    is(cloud.call::<DeleteBucketInventoryConfiguration>(delete()), 404, UNKNOWN);
    let input = inventory("daily", "arn:aws:s3:::lists");
    cloud.call::<PutBucketInventoryConfiguration>(input.clone()).unwrap();
    let got = cloud.call::<GetBucketInventoryConfiguration>(get()).unwrap();
    assert_eq!(got.inventory_configuration, Some(input.inventory_configuration.clone()));
    let all = cloud.call::<ListBucketInventoryConfigurations>(list()).unwrap();
    assert_eq!(all.inventory_configuration_list, Some(vec![input.inventory_configuration]));
    let mistaken = ListBucketInventoryConfigurationsInput {
        continuation_token: Some("nonsense".into()),
        ..list()
    };
    is(cloud.call::<ListBucketInventoryConfigurations>(mistaken), 400, "InvalidArgument");
    cloud.call::<DeleteBucketInventoryConfiguration>(delete()).unwrap();
    is(cloud.call::<GetBucketInventoryConfiguration>(get()), 404, UNKNOWN);
    let none = cloud.call::<ListBucketInventoryConfigurations>(list()).unwrap();
    assert_eq!(none.inventory_configuration_list, None);
}

fn tiering(id: &str, tiers: &[(i32, &str)]) -> PutBucketIntelligentTieringConfigurationInput {
    let tier = |(days, tier): &(i32, &str)| Tiering { days: *days, access_tier: (*tier).into() };
    PutBucketIntelligentTieringConfigurationInput {
        bucket: BUCKET.into(),
        id: id.into(),
        intelligent_tiering_configuration: IntelligentTieringConfiguration {
            id: id.into(),
            status: "Enabled".into(),
            tierings: tiers.iter().map(tier).collect(),
            ..Default::default()
        },
        ..Default::default()
    }
}

#[test]
fn s3_7_18_d_intelligent_tiering() {
    const NEAR: &str = "ARCHIVE_ACCESS";
    const FAR: &str = "DEEP_ARCHIVE_ACCESS";
    let mut cloud = Cloud::with_bucket();
    let mut put = |id: &str, tiers: &[(i32, &str)]| {
        cloud.call::<PutBucketIntelligentTieringConfiguration>(tiering(id, tiers))
    };
    is(put("old", &[]), 400, "MalformedXML");
    for days in [89, 731] {
        is(put("old", &[(days, NEAR)]), 400, "InvalidArgument");
    }
    is(put("old", &[(90, NEAR), (179, FAR)]), 400, "InvalidArgument");
    put("old", &[(90, NEAR), (180, FAR)]).unwrap();
    put("older", &[(730, FAR)]).unwrap();
    let get = |id: &str| GetBucketIntelligentTieringConfigurationInput {
        bucket: BUCKET.into(),
        id: id.into(),
        ..Default::default()
    };
    let got = cloud.call::<GetBucketIntelligentTieringConfiguration>(get("old")).unwrap();
    let tiers = got.intelligent_tiering_configuration.unwrap().tierings;
    assert_eq!(tiers.iter().map(|one| one.days).collect::<Vec<_>>(), [90, 180]);
    let delete = DeleteBucketIntelligentTieringConfigurationInput {
        bucket: BUCKET.into(),
        id: "old".into(),
        ..Default::default()
    };
    cloud.call::<DeleteBucketIntelligentTieringConfiguration>(delete.clone()).unwrap();
    is(cloud.call::<DeleteBucketIntelligentTieringConfiguration>(delete), 404, UNKNOWN);
    is(cloud.call::<GetBucketIntelligentTieringConfiguration>(get("old")), 404, UNKNOWN);
    let list = ListBucketIntelligentTieringConfigurationsInput {
        bucket: BUCKET.into(),
        ..Default::default()
    };
    let left = cloud.call::<ListBucketIntelligentTieringConfigurations>(list).unwrap();
    let left = left.intelligent_tiering_configuration_list.unwrap();
    assert_eq!(left.iter().map(|one| &*one.id).collect::<Vec<_>>(), ["older"]);
}
