//! Amazon S3: buckets, objects, and who may do what with them.
//!
//! Rules are cited by their number in the specification (`S3-3.7`).
//!
//! Where to find what, folder by folder:
//!
//! - [`state`]: all buckets, and how handlers reach them; [`hooks`]: how requests and time reach the
//!   service besides its operations; [`timer`]: what it has ordered for later; [`errors`]: its codes; [`choices`]: what it may do instead;
//! - [`buckets`], [`objects`], [`versions`], [`uploads`] (multipart): what is kept, each with its
//!   operations and rules; [`tags`], [`lock`], [`restore`], [`encryption`]: what belongs to objects;
//! - [`listing`]: all listings of keys; [`select`]: SQL over one object;
//! - [`access`]: who may do what; the policy language itself is `parhelion_policy`;
//! - [`configuration`]: what can be configured of a bucket; [`lifecycle`]: rules that act as time
//!   goes by; [`events`]: notifications and access logs;
//! - [`requests`]: what happens around every operation; [`form`]: browser uploads; [`website`]:
//!   website endpoints.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod access;
mod buckets;
pub mod choices;
mod configuration;
mod declaration;
mod encryption;
mod errors;
mod events;
mod form;
mod hooks;
mod lifecycle;
mod listing;
mod lock;
mod objects;
mod requests;
mod restore;
mod select;
mod state;
mod tags;
mod timer;
mod uploads;
mod versions;
mod website;

/// The API as AWS's model has it: shells, operations, the table.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

pub use state::S3;

use declaration::DECLARATION;
use model::{MODEL, operations};
use timer::Timer;

parhelion_world::service! { S3, "s3", Global, Timer, {
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
    SelectObjectContent => select_object_content,
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
