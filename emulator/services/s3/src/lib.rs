//! Amazon S3: buckets, objects, and who may do what with them.
//!
//! Rules are cited by their number in the specification (`S3-3.7`). Where to find what:
//!
//! - state: [`state`] (all buckets), [`bucket`], [`versions`] of a key, [`object`], [`uploads`],
//!   [`settings`], [`late`] (configuration that takes effect later);
//! - operations, a file for each resource: [`buckets`], [`objects`] (put, copy, read, delete),
//!   [`multipart`], [`list_objects`], [`list_versions`], [`versioning`], [`tagging`],
//!   [`acl_operations`], [`lock_operations`], [`restore_operations`], [`bucket_policy`],
//!   [`public_access`], [`cors_configuration`], [`encryption`], [`ownership`], [`lifecycle`],
//!   [`notification`], [`replication`], [`website`], [`simple_configurations`], [`named_configurations`];
//! - deciding: [`access`] is where every handler asks, with [`request_keys`] for conditions, [`acl`]
//!   and [`actions`] for what exists; the policy language itself is `parhelion_policy`;
//! - rules without state: [`names`], [`regions`], [`conditions`], [`range`], [`listing`], [`token`],
//!   [`cors`], [`metadata`], [`tags`], [`checksums`], [`lock`], [`restore`];
//! - [`form`]: browser uploads;
//! - what happens besides answers: [`events`] (notifications), [`hosting`] (websites),
//!   [`integrity`] of bodies that are no objects, [`hooks`] (preflights, CORS headers, wake-ups, S3's
//!   words for violated constraints); [`errors`]: its codes; [`choices`]: its freedoms.

pub mod access;
mod access_log;
pub mod acl;
mod acl_operations;
pub mod actions;
pub mod bucket;
pub mod bucket_policy;
mod buckets;
pub mod checksums;
pub mod choices;
pub mod conditions;
pub mod cors;
mod cors_configuration;
pub mod encryption;
pub mod errors;
mod events;
mod form;
mod freedoms;
mod hooks;
mod hosting;
pub mod integrity;
pub mod kms;
mod late;
pub mod lifecycle;
mod list_objects;
mod list_versions;
pub mod listing;
pub mod lock;
mod lock_operations;
pub mod metadata;
mod multipart;
mod named_configurations;
mod named_version;
pub mod names;
mod notification;
pub mod object;
mod objects;
pub mod owner;
pub mod ownership;
pub mod public_access;
pub mod range;
pub mod regions;
mod replication;
mod request_keys;
pub mod restore;
mod restore_operations;
pub mod settings;
mod simple_configurations;
pub mod state;
mod sub_resource;
mod tagging;
pub mod tags;
pub mod token;
mod update_encryption;
pub mod uploads;
mod versioning;
pub mod versions;
mod website;

/// The API as AWS's model has it: shells, operations, the table.
pub mod model {
    parhelion_wire::model!();
}

pub use objects::upload_too_large;
pub use state::S3;

use model::{MODEL, operations};

parhelion_world::service! { S3, "s3", Global {
    CreateBucket => create_bucket,
    DeleteBucket => delete_bucket,
    HeadBucket => head_bucket,
    ListBuckets => list_buckets,
    GetBucketLocation => get_bucket_location,
    PutObject => put_object,
    GetObject => get_object,
    HeadObject => head_object,
    DeleteObject => delete_object,
    DeleteObjects => delete_objects,
    ListObjects => list_objects,
    ListObjectsV2 => list_objects_v2,
    ListObjectVersions => list_object_versions,
    CopyObject => copy_object,
    GetObjectAttributes => get_object_attributes,
    CreateMultipartUpload => create_multipart_upload,
    UploadPart => upload_part,
    UploadPartCopy => upload_part_copy,
    CompleteMultipartUpload => complete_multipart_upload,
    AbortMultipartUpload => abort_multipart_upload,
    ListParts => list_parts,
    ListMultipartUploads => list_multipart_uploads,
    GetBucketVersioning => get_bucket_versioning,
    PutBucketVersioning => put_bucket_versioning,
    GetObjectTagging => get_object_tagging,
    PutObjectTagging => put_object_tagging,
    DeleteObjectTagging => delete_object_tagging,
    GetBucketPolicy => get_bucket_policy,
    PutBucketPolicy => put_bucket_policy,
    DeleteBucketPolicy => delete_bucket_policy,
    GetBucketPolicyStatus => get_bucket_policy_status,
    GetPublicAccessBlock => get_public_access_block,
    PutPublicAccessBlock => put_public_access_block,
    DeletePublicAccessBlock => delete_public_access_block,
    GetBucketCors => get_bucket_cors,
    PutBucketCors => put_bucket_cors,
    DeleteBucketCors => delete_bucket_cors,
    GetBucketEncryption => get_bucket_encryption,
    PutBucketEncryption => put_bucket_encryption,
    DeleteBucketEncryption => delete_bucket_encryption,
    GetBucketOwnershipControls => get_bucket_ownership_controls,
    PutBucketOwnershipControls => put_bucket_ownership_controls,
    DeleteBucketOwnershipControls => delete_bucket_ownership_controls,
    GetBucketTagging => get_bucket_tagging,
    PutBucketTagging => put_bucket_tagging,
    DeleteBucketTagging => delete_bucket_tagging,
    GetBucketAcl => get_bucket_acl,
    PutBucketAcl => put_bucket_acl,
    GetObjectAcl => get_object_acl,
    PutObjectAcl => put_object_acl,
    PutObjectLockConfiguration => put_object_lock_configuration,
    GetObjectLockConfiguration => get_object_lock_configuration,
    PutObjectRetention => put_object_retention,
    GetObjectRetention => get_object_retention,
    PutObjectLegalHold => put_object_legal_hold,
    GetObjectLegalHold => get_object_legal_hold,
    GetBucketWebsite => get_bucket_website,
    PutBucketWebsite => put_bucket_website,
    DeleteBucketWebsite => delete_bucket_website,
    PutBucketLifecycleConfiguration => put_bucket_lifecycle_configuration,
    GetBucketLifecycleConfiguration => get_bucket_lifecycle_configuration,
    DeleteBucketLifecycle => delete_bucket_lifecycle,
    PutBucketNotificationConfiguration => put_bucket_notification_configuration,
    GetBucketNotificationConfiguration => get_bucket_notification_configuration,
    GetBucketLogging => get_bucket_logging,
    PutBucketLogging => put_bucket_logging,
    GetBucketRequestPayment => get_bucket_request_payment,
    PutBucketRequestPayment => put_bucket_request_payment,
    GetBucketAccelerateConfiguration => get_bucket_accelerate_configuration,
    PutBucketAccelerateConfiguration => put_bucket_accelerate_configuration,
    GetBucketAbac => get_bucket_abac,
    PutBucketAbac => put_bucket_abac,
    RestoreObject => restore_object,
    UpdateObjectEncryption => update_object_encryption,
    GetBucketReplication => get_bucket_replication,
    PutBucketReplication => put_bucket_replication,
    DeleteBucketReplication => delete_bucket_replication,
    GetBucketAnalyticsConfiguration => get_bucket_analytics_configuration,
    PutBucketAnalyticsConfiguration => put_bucket_analytics_configuration,
    DeleteBucketAnalyticsConfiguration => delete_bucket_analytics_configuration,
    ListBucketAnalyticsConfigurations => list_bucket_analytics_configurations,
    GetBucketInventoryConfiguration => get_bucket_inventory_configuration,
    PutBucketInventoryConfiguration => put_bucket_inventory_configuration,
    DeleteBucketInventoryConfiguration => delete_bucket_inventory_configuration,
    ListBucketInventoryConfigurations => list_bucket_inventory_configurations,
    GetBucketMetricsConfiguration => get_bucket_metrics_configuration,
    PutBucketMetricsConfiguration => put_bucket_metrics_configuration,
    DeleteBucketMetricsConfiguration => delete_bucket_metrics_configuration,
    ListBucketMetricsConfigurations => list_bucket_metrics_configurations,
    GetBucketIntelligentTieringConfiguration => get_bucket_intelligent_tiering_configuration,
    PutBucketIntelligentTieringConfiguration => put_bucket_intelligent_tiering_configuration,
    DeleteBucketIntelligentTieringConfiguration => delete_bucket_intelligent_tiering_configuration,
    ListBucketIntelligentTieringConfigurations => list_bucket_intelligent_tiering_configurations,
} }
