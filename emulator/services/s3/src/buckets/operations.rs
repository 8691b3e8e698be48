//! CreateBucket, HeadBucket, ListBuckets, GetBucketLocation, DeleteBucket (S3-1.8 to S3-1.12).

use crate::access::acl::{Acl, AclHeaders, AclResource};
use crate::access::authorization::{Access, authorize, authorize_account};
use crate::access::owner;
use crate::access::ownership::Ownership;
use crate::buckets::bucket::Bucket as BucketState;
use crate::buckets::{names, regions};
use crate::choices::{CREATE_CONFLICT, DELETED_BUCKET_LISTED, SETTLES};
use crate::configuration::late::Late;
use crate::errors;
use crate::listing::token;
use crate::lock::object_lock::ObjectLock;
use crate::model::*;
use crate::state::S3;
use crate::tags::tag_set;
use crate::tags::tag_set::Tags;
use crate::versions::version::Versioning;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Account, Caller, Context};
use std::sync::Arc;

impl S3 {
    pub(crate) fn create_bucket(
        &mut self,
        cx: &mut Context,
        input: CreateBucketInput,
    ) -> Result<CreateBucketOutput> {
        let account = signed_account(cx)?;
        let name = input.bucket.as_str();
        may_create(cx, &input)?;
        let configuration = input.create_bucket_configuration.as_ref();
        let constraint = configuration.and_then(|c| c.location_constraint.as_deref());
        let region: Arc<str> = regions::placed(&cx.region, constraint)?.into();
        names::check_new(name, input.bucket_namespace.as_deref(), &account, &region)?;
        let ownership = new_ownership(&input)?;
        let acl = new_acl(&input, ownership, &account)?;
        let wanted = configuration.and_then(|c| c.tags.clone()).unwrap_or_default();
        let tags = tag_set::from_body(tag_set::TagResource::NewBucket, wanted)?;
        let location = match constraint {
            None if &*cx.region == "us-east-1" => format!("/{name}"),
            _ => format!("http://{name}.s3.amazonaws.com/"),
        };
        let output = CreateBucketOutput {
            location: Some(location),
            bucket_arn: Some(format!("arn:aws:s3:::{name}")),
        };
        if let Some(held) = self.bucket(name) {
            exists_already(cx, held, &account, !tags.is_empty())?;
            // S3-1.8(g): the ACL is reset, as it always was.
            if held.acl.latest().is_some() {
                self.change(name)?.acl.set(cx, None);
            }
            return Ok(output);
        }
        self.may_take(cx, name)?;
        let now = Timestamp::from_secs(cx.now.secs());
        let mut bucket = BucketState::new(name, account, region, now);
        bucket.location = constraint.map(Into::into);
        bucket.ownership = Late::new(Some(ownership));
        bucket.acl = Late::new(acl.map(Arc::new));
        if input.object_lock_enabled_for_bucket == Some(true) {
            // S3-1.8(s)
            bucket.object_lock = Some(ObjectLock::default());
            bucket.versioning = Late::new(Versioning::Enabled);
        }
        bucket.tags = Late::new((!tags.is_empty()).then(|| Arc::new(tags)));
        self.buckets.insert(name.into(), Arc::new(bucket));
        Ok(output)
    }

    /// S3-1.8(k): soon after a deletion the name may still be busy.
    fn may_take(&mut self, cx: &mut Context, name: &str) -> Result<()> {
        let fresh = self.deleted.get(name).is_some_and(|(at, _)| cx.now.since(*at) < SETTLES);
        if fresh && cx.choose(&CREATE_CONFLICT) != 0 {
            let message = "A conflicting conditional operation is currently in progress against \
                           this resource. Please try again.";
            return Err(Error::new(409, "OperationAborted", message));
        }
        self.deleted.remove(name);
        Ok(())
    }

    pub(crate) fn head_bucket(
        &mut self,
        cx: &mut Context,
        input: HeadBucketInput,
    ) -> Result<HeadBucketOutput> {
        let HeadBucketInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:ListBucket");
        let held = self.find_bucket_in_any_region(&bucket, expected_bucket_owner.as_deref())?;
        // S3-1.4(e): the region is told whatever the answer is.
        let region = held.region.to_string();
        self.authorize_bucket(cx, &bucket, None, &access).map_err(|error| {
            match error.status() {
                301 => error,
                _ => error.header("x-amz-bucket-region", region.as_str()),
            }
        })?;
        Ok(HeadBucketOutput {
            bucket_arn: Some(format!("arn:aws:s3:::{bucket}")),
            bucket_region: Some(region),
            access_point_alias: Some(false),
            ..HeadBucketOutput::default()
        })
    }

    pub(crate) fn get_bucket_location(
        &mut self,
        cx: &mut Context,
        input: GetBucketLocationInput,
    ) -> Result<GetBucketLocationOutput> {
        let GetBucketLocationInput { bucket, expected_bucket_owner } = input;
        let held = self.find_bucket_in_any_region(&bucket, expected_bucket_owner.as_deref())?;
        authorize(cx, held, &Access::to("s3:GetBucketLocation"))?;
        let region = held.location.as_deref().unwrap_or(&held.region);
        // S3-1.11: us-east-1 has an empty element.
        let location_constraint = (region != "us-east-1").then(|| region.to_owned());
        Ok(GetBucketLocationOutput { location_constraint })
    }

    pub(crate) fn delete_bucket(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketInput,
    ) -> Result<()> {
        let DeleteBucketInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:DeleteBucket");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        if !held.keys.is_empty() {
            let message = match held.versioning.latest() {
                Versioning::Never => "The bucket you tried to delete is not empty",
                _ => {
                    "The bucket you tried to delete is not empty. You must delete all versions in \
                     the bucket."
                }
            };
            return Err(Error::new(409, "BucketNotEmpty", message).with("BucketName", bucket));
        }
        let key = held.name.clone();
        if let Some(gone) = self.buckets.remove(&key) {
            self.deleted.insert(key, (cx.now, gone));
        }
        Ok(())
    }

    /// An account's buckets that are gone, and that a list may show yet (S3-9.4 A15).
    fn still_listed(&self, cx: &mut Context, account: &Account) -> Vec<Arc<BucketState>> {
        let fresh = self
            .deleted
            .values()
            .filter(|(at, gone)| cx.now.since(*at) < SETTLES && gone.owner == *account);
        let gone: Vec<_> = fresh.map(|(_, gone)| gone.clone()).collect();
        gone.into_iter().filter(|_| cx.choose(&DELETED_BUCKET_LISTED) != 0).collect()
    }

    /// S3-5.5
    pub(crate) fn list_buckets(
        &mut self,
        cx: &mut Context,
        input: ListBucketsInput,
    ) -> Result<ListBucketsOutput> {
        let ListBucketsInput { max_buckets, continuation_token, prefix, bucket_region } = input;
        if cx.caller == Caller::Anonymous {
            // S3-2.10: who is nobody is shown what S3 is.
            let message = "Please re-send this request to the specified temporary endpoint.";
            return Err(Error::new(307, "TemporaryRedirect", message)
                .header("location", "https://aws.amazon.com/s3/"));
        }
        let account = signed_account(cx)?;
        authorize_account(cx, &Access::to("s3:ListAllMyBuckets"), "arn:aws:s3:::*")?;
        if let Some(region) =
            bucket_region.as_deref().filter(|region| !parhelion_world::regions::exists(region))
        {
            let message = format!("Argument value {region} is not a valid AWS Region");
            return Err(errors::invalid_argument(message, "bucket-region", region));
        }
        let after = match continuation_token.as_ref().filter(|text| !text.is_empty()) {
            None => String::new(),
            Some(text) => token::decode(text).ok_or_else(|| {
                let message = "The continuation token provided is incorrect";
                errors::invalid_argument(message, "continuation-token", text)
            })?,
        };
        let max = match max_buckets {
            None => usize::MAX,
            Some(n) => {
                usize::try_from(n).ok().filter(|n| (1..=10_000).contains(n)).ok_or_else(|| {
                    let message = "Argument max-buckets must be an integer between 1 and 10000";
                    errors::invalid_argument(message, "max-buckets", n.to_string())
                })?
            }
        };
        // S3-5.5: regions and ARNs are shown to those who page or filter.
        let detailed = max_buckets.is_some()
            || continuation_token.is_some()
            || prefix.is_some()
            || bucket_region.is_some();
        let shown_yet = self.still_listed(cx, &account);
        let mut all: Vec<&Arc<BucketState>> = self.buckets.values().chain(&shown_yet).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let mut own = all.into_iter().filter(|bucket| {
            bucket.owner == account
                && *bucket.name > *after
                && bucket.name.starts_with(prefix.as_deref().unwrap_or_default())
                && bucket_region.as_deref().is_none_or(|region| *bucket.region == *region)
        });
        let page: Vec<_> = own.by_ref().take(max).collect();
        let more = own.next().is_some();
        let last = page.last().map(|bucket| token::encode(&bucket.name));
        Ok(ListBucketsOutput {
            buckets: Some(page.iter().map(|bucket| shown(bucket, detailed)).collect()),
            owner: Some(owner::of(&account)),
            continuation_token: last.filter(|_| more),
            prefix,
        })
    }
}

fn shown(bucket: &BucketState, detailed: bool) -> Bucket {
    Bucket {
        name: Some(bucket.name.to_string()),
        creation_date: Some(bucket.created),
        bucket_region: detailed.then(|| bucket.region.to_string()),
        bucket_arn: detailed.then(|| bucket.arn()),
    }
}

/// The account of a caller with credentials: there are no bucket policies for what has no bucket.
fn signed_account(cx: &Context) -> Result<Account> {
    match &cx.caller {
        Caller::Principal { account, .. } => Ok(account.clone()),
        _ => Err(errors::access_denied("Access Denied")),
    }
}

/// `s3:CreateBucket`, and what is asked for besides.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html>
fn may_create(cx: &Context, input: &CreateBucketInput) -> Result<()> {
    let resource = format!("arn:aws:s3:::{}", input.bucket);
    let configuration = input.create_bucket_configuration.as_ref();
    let acl = acl_headers(input);
    let mut keys = acl.keys().to_vec();
    keys.extend([
        ("locationconstraint", configuration.and_then(|it| it.location_constraint.as_deref())),
        ("x-amz-object-ownership", input.object_ownership.as_deref()),
        ("x-amz-bucket-namespace", input.bucket_namespace.as_deref()),
    ]);
    let tags = configuration.and_then(|it| it.tags.as_deref()).unwrap_or_default();
    let tags: Tags = tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    let request_tags = (!tags.is_empty()).then_some(&tags);
    let locked = input.object_lock_enabled_for_bucket == Some(true);
    let private = acl.is_empty() || acl.canned.as_deref() == Some("private");
    for (needed, action) in [
        (true, "s3:CreateBucket"),
        (!private, "s3:PutBucketAcl"),
        (input.object_ownership.is_some(), "s3:PutBucketOwnershipControls"),
        (locked, "s3:PutBucketObjectLockConfiguration"),
        (locked, "s3:PutBucketVersioning"),
        (!tags.is_empty(), "s3:TagResource"),
    ] {
        if needed {
            let access = Access { request_tags, ..Access::to(action).with(&keys) };
            authorize_account(cx, &access, &resource)?;
        }
    }
    Ok(())
}

fn acl_headers(input: &CreateBucketInput) -> AclHeaders {
    AclHeaders {
        canned: input.acl.clone(),
        full_control: input.grant_full_control.clone(),
        read: input.grant_read.clone(),
        read_acp: input.grant_read_acp.clone(),
        write: input.grant_write.clone(),
        write_acp: input.grant_write_acp.clone(),
    }
}

/// S3-1.8(q)
fn new_ownership(input: &CreateBucketInput) -> Result<Ownership> {
    let ownership = match input.object_ownership.as_deref() {
        None => Ownership::BucketOwnerEnforced,
        Some(name) => Ownership::from_name(name).ok_or_else(|| {
            let message = format!("Invalid x-amz-object-ownership header: {name}");
            errors::invalid_argument(message, "x-amz-object-ownership", name)
        })?,
    };
    Ok(ownership)
}

/// S3-1.8(r)
fn new_acl(input: &CreateBucketInput, ownership: Ownership, owner: &str) -> Result<Option<Acl>> {
    let headers = acl_headers(input);
    let private = headers.is_empty() || headers.canned.as_deref() == Some("private");
    if !private && ownership == Ownership::BucketOwnerEnforced {
        headers.check_canned(AclResource::Bucket)?;
        let message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced \
                       setting";
        return Err(Error::new(400, "InvalidBucketAclWithObjectOwnership", message));
    }
    headers.acl(AclResource::Bucket, owner, owner)
}

/// S3-1.8(g–j)
fn exists_already(cx: &Context, held: &BucketState, account: &Account, tagged: bool) -> Result<()> {
    let name = &*held.name;
    if held.owner != *account {
        let message = "The requested bucket name is not available. The bucket namespace is shared \
                       by all users of the system. Please select a different name and try again.";
        return Err(Error::new(409, "BucketAlreadyExists", message).with("BucketName", name));
    }
    let legacy = &*cx.region == "us-east-1" && &*held.region == "us-east-1";
    // Tags that the bucket carries are no matter; they stay.
    if legacy && !tagged {
        return Ok(());
    }
    let message =
        "Your previous request to create the named bucket succeeded and you already own it.";
    Err(Error::new(409, "BucketAlreadyOwnedByYou", message).with("BucketName", name))
}
