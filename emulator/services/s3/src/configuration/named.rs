//! Analytics, inventory, metrics and Intelligent-Tiering configurations: many of each, by id
//! (S3-7.18c–e). They are kept and given back; nothing is done by them.

use crate::access::authorization::Access;
use crate::buckets::bucket::Bucket;
use crate::configuration::criteria;
use crate::configuration::settings::Named;
use crate::errors;
use crate::listing::token;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;
use std::sync::Arc;

const PAGE: usize = 100;
const MOST: usize = 1000;

/// A page of configurations, by id.
struct Page<T> {
    list: Option<Vec<T>>,
    next: Option<String>,
}

fn page<T: Clone>(named: &Named<T>, continuation: Option<&str>) -> Result<Page<T>> {
    let after = match continuation {
        None => String::new(),
        Some(text) => token::decode(text).ok_or_else(|| {
            let message = "The continuation token provided is incorrect";
            errors::invalid_argument(message, "continuation-token", text)
        })?,
    };
    let mut behind = named.iter().filter(|(id, _)| ***id > *after);
    let shown: Vec<_> = behind.by_ref().take(PAGE).collect();
    let more = behind.next().is_some();
    let next = shown.last().filter(|_| more).map(|(id, _)| token::encode(id));
    let list: Vec<T> = shown.into_iter().map(|(_, held)| T::clone(held)).collect();
    Ok(Page { list: (!list.is_empty()).then_some(list), next })
}

fn insert<T>(named: &mut Named<T>, id: &str, configuration: T) -> Result<()> {
    if named.len() >= MOST && !named.contains_key(id) {
        let message = "You are attempting to create a new configuration but have already reached \
                       the 1,000-configuration limit.";
        return Err(Error::new(400, "TooManyConfigurations", message));
    }
    named.insert(id.into(), Arc::new(configuration));
    Ok(())
}

fn check_id(asked: &str, own: &str) -> Result<()> {
    if asked == own {
        return Ok(());
    }
    let message = "Document ID does not match the specified configuration ID.";
    Err(Error::new(400, "IdMismatch", message))
}

fn unknown() -> Error {
    Error::new(404, "NoSuchConfiguration", "The specified configuration does not exist.")
}

/// "The ID has a 64 character limit and can only contain letters, numbers, periods, dashes, and
/// underscores"
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html>).
fn check_characters(id: &str) -> Result<()> {
    let known = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    if (1..=64).contains(&id.len()) && id.bytes().all(known) {
        return Ok(());
    }
    Err(errors::invalid_argument("Invalid Argument", "id", id))
}

fn is_bucket_arn(arn: &str) -> bool {
    arn.strip_prefix("arn:aws:s3:::").is_some_and(|name| !name.is_empty())
}

fn check_analytics(configuration: &AnalyticsConfiguration) -> Result<()> {
    let AnalyticsConfiguration { id, filter, storage_class_analysis } = configuration;
    check_characters(id)?;
    if let Some(AnalyticsFilter { prefix, tag, and }) = filter {
        criteria::check(&[prefix.is_some(), tag.is_some(), and.is_some()], 1..=1)?;
        if let Some(AnalyticsAndOperator { prefix, tags }) = and {
            criteria::check_and(&[prefix.is_some()], tags.as_deref())?;
        }
    }
    let export = storage_class_analysis.data_export.as_ref();
    match export.map(|export| &export.destination.s3_bucket_destination.bucket) {
        Some(bucket) if !is_bucket_arn(bucket) => {
            Err(errors::invalid_argument("Invalid bucket ARN.", "Bucket", bucket))
        }
        _ => Ok(()),
    }
}

/// "A filter must be a prefix, an object tag, an access point ARN, or a conjunction"
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsConfiguration.html>).
fn check_metrics(configuration: &MetricsConfiguration) -> Result<()> {
    let MetricsConfiguration { id, filter } = configuration;
    check_characters(id)?;
    let Some(MetricsFilter { prefix, tag, access_point_arn, and }) = filter else { return Ok(()) };
    let given = [prefix.is_some(), tag.is_some(), access_point_arn.is_some(), and.is_some()];
    criteria::check(&given, 1..=1)?;
    let Some(MetricsAndOperator { prefix, tags, access_point_arn }) = and else { return Ok(()) };
    criteria::check_and(&[prefix.is_some(), access_point_arn.is_some()], tags.as_deref())
}

/// S3-7.18(d)
fn check_tiering(configuration: &IntelligentTieringConfiguration) -> Result<()> {
    let IntelligentTieringConfiguration { id, filter, status: _, tierings } = configuration;
    check_characters(id)?;
    if let Some(IntelligentTieringFilter { prefix, tag, and }) = filter {
        criteria::check(&[prefix.is_some(), tag.is_some(), and.is_some()], 0..=1)?;
        if let Some(IntelligentTieringAndOperator { prefix, tags }) = and {
            criteria::check_and(&[prefix.is_some()], tags.as_deref())?;
        }
    }
    let mut tiers = BTreeSet::new();
    for Tiering { days, access_tier } in tierings {
        let least = if access_tier == "DEEP_ARCHIVE_ACCESS" { 180 } else { 90 };
        if *days < least || *days > 730 {
            let message = format!("'Days' for {access_tier} must be between {least} and 730");
            return Err(errors::invalid_argument(message, "Days", days.to_string()));
        }
        tiers.insert(access_tier);
    }
    if tierings.is_empty() || tiers.len() < tierings.len() {
        return Err(errors::malformed_xml());
    }
    Ok(())
}

/// S3-7.18(c)
fn check_inventory(configuration: &InventoryConfiguration) -> Result<()> {
    check_characters(&configuration.id)?;
    let InventoryS3BucketDestination { bucket, encryption, .. } =
        &configuration.destination.s3_bucket_destination;
    if !is_bucket_arn(bucket) {
        return Err(Error::new(400, "InvalidS3DestinationBucket", "Invalid bucket ARN."));
    }
    match encryption {
        Some(InventoryEncryption { sse_s3, sse_kms }) => {
            criteria::check(&[sse_s3.is_some(), sse_kms.is_some()], 0..=1)
        }
        None => Ok(()),
    }
}

/// The four operations of one kind.
macro_rules! kind {
    (
        $field:ident, $configuration:ident, $list:ident, $check:ident,
        $read:literal, $write:literal,
        $put:ident($put_input:ident), $get:ident($get_input:ident) -> $get_output:ident,
        $delete:ident($delete_input:ident), $all:ident($all_input:ident) -> $all_output:ident
    ) => {
        impl S3 {
            pub(crate) fn $put(&mut self, cx: &mut Context, input: $put_input) -> Result<()> {
                let $put_input { bucket, id, $configuration: configuration, expected_bucket_owner } =
                    input;
                let access = Access::to($write);
                self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
                check_id(&id, &configuration.id)?;
                $check(&configuration)?;
                let Bucket { settings, .. } = self.change(&bucket)?;
                insert(&mut settings.$field, &id, configuration)
            }

            pub(crate) fn $get(
                &mut self,
                cx: &mut Context,
                input: $get_input,
            ) -> Result<$get_output> {
                let $get_input { bucket, id, expected_bucket_owner } = input;
                let access = Access::to($read);
                let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
                let found = held.settings.$field.get(id.as_str()).ok_or_else(unknown)?;
                Ok($get_output { $configuration: Some((**found).clone()) })
            }

            pub(crate) fn $delete(&mut self, cx: &mut Context, input: $delete_input) -> Result<()> {
                let $delete_input { bucket, id, expected_bucket_owner } = input;
                let access = Access::to($write);
                self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
                let removed = self.change(&bucket)?.settings.$field.remove(id.as_str());
                removed.map(|_| ()).ok_or_else(unknown)
            }

            pub(crate) fn $all(
                &mut self,
                cx: &mut Context,
                input: $all_input,
            ) -> Result<$all_output> {
                let $all_input { bucket, continuation_token, expected_bucket_owner } = input;
                let access = Access::to($read);
                let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
                let page = page(&held.settings.$field, continuation_token.as_deref())?;
                Ok($all_output {
                    is_truncated: Some(page.next.is_some()),
                    continuation_token,
                    next_continuation_token: page.next,
                    $list: page.list,
                })
            }
        }
    };
}

kind!(
    analytics, analytics_configuration, analytics_configuration_list, check_analytics,
    "s3:GetAnalyticsConfiguration", "s3:PutAnalyticsConfiguration",
    put_bucket_analytics_configuration(PutBucketAnalyticsConfigurationInput),
    get_bucket_analytics_configuration(GetBucketAnalyticsConfigurationInput)
        -> GetBucketAnalyticsConfigurationOutput,
    delete_bucket_analytics_configuration(DeleteBucketAnalyticsConfigurationInput),
    list_bucket_analytics_configurations(ListBucketAnalyticsConfigurationsInput)
        -> ListBucketAnalyticsConfigurationsOutput
);
kind!(
    metrics, metrics_configuration, metrics_configuration_list, check_metrics,
    "s3:GetMetricsConfiguration", "s3:PutMetricsConfiguration",
    put_bucket_metrics_configuration(PutBucketMetricsConfigurationInput),
    get_bucket_metrics_configuration(GetBucketMetricsConfigurationInput)
        -> GetBucketMetricsConfigurationOutput,
    delete_bucket_metrics_configuration(DeleteBucketMetricsConfigurationInput),
    list_bucket_metrics_configurations(ListBucketMetricsConfigurationsInput)
        -> ListBucketMetricsConfigurationsOutput
);
kind!(
    inventory, inventory_configuration, inventory_configuration_list, check_inventory,
    "s3:GetInventoryConfiguration", "s3:PutInventoryConfiguration",
    put_bucket_inventory_configuration(PutBucketInventoryConfigurationInput),
    get_bucket_inventory_configuration(GetBucketInventoryConfigurationInput)
        -> GetBucketInventoryConfigurationOutput,
    delete_bucket_inventory_configuration(DeleteBucketInventoryConfigurationInput),
    list_bucket_inventory_configurations(ListBucketInventoryConfigurationsInput)
        -> ListBucketInventoryConfigurationsOutput
);
kind!(
    intelligent_tiering, intelligent_tiering_configuration, intelligent_tiering_configuration_list,
    check_tiering,
    "s3:GetIntelligentTieringConfiguration", "s3:PutIntelligentTieringConfiguration",
    put_bucket_intelligent_tiering_configuration(PutBucketIntelligentTieringConfigurationInput),
    get_bucket_intelligent_tiering_configuration(GetBucketIntelligentTieringConfigurationInput)
        -> GetBucketIntelligentTieringConfigurationOutput,
    delete_bucket_intelligent_tiering_configuration(
        DeleteBucketIntelligentTieringConfigurationInput
    ),
    list_bucket_intelligent_tiering_configurations(
        ListBucketIntelligentTieringConfigurationsInput
    ) -> ListBucketIntelligentTieringConfigurationsOutput
);
