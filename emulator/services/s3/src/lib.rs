//! Amazon S3: buckets, objects, and who may do what with them.
//!
//! Rules are cited by their number in the specification (`S3-3.7`). Where to find what:
//!
//! - state: [`state`] (all buckets), [`bucket`], [`versions`] of a key, [`object`], [`late`]
//!   (configuration that takes effect later);
//! - operations, a file for each resource: [`buckets`], [`objects`] (put, read, delete),
//!   [`list_objects`], [`tagging`], [`bucket_policy`], [`public_access`], [`cors_configuration`],
//!   [`encryption`], [`ownership`];
//! - deciding: [`access`] is where every handler asks, with [`request_keys`] for conditions and
//!   [`actions`] for what exists; the policy language itself is `parhelion_policy`;
//! - rules without state: [`names`], [`regions`], [`conditions`], [`range`], [`listing`], [`token`],
//!   [`cors`], [`metadata`], [`tags`], [`checksums`];
//! - [`integrity`] of bodies that are no objects; [`hooks`]: preflights, CORS headers, S3's words for violated constraints; [`errors`]: its codes;
//!   [`choices`]: its freedoms.

pub mod access;
pub mod acl;
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
mod hooks;
pub mod integrity;
pub mod late;
mod list_objects;
mod list_versions;
pub mod listing;
pub mod lock;
pub mod metadata;
mod multipart;
pub mod names;
pub mod object;
mod objects;
pub mod owner;
pub mod ownership;
pub mod public_access;
pub mod range;
pub mod regions;
mod request_keys;
pub mod restore;
pub mod state;
mod tagging;
pub mod tags;
pub mod token;
pub mod uploads;
mod versioning;
pub mod versions;

/// The API as AWS's model has it: shells, operations, the table.
pub mod model {
    parhelion_wire::model!();
}

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
} }
