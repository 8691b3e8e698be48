//! Access points: made, shown, listed and deleted.

use crate::flags::PublicAccessBlock;
use crate::model::*;
use crate::public_access::{flags, shown};
use crate::{S3Control, check_account};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Account, Ask, Context, Page};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessPoint {
    name: Arc<str>,
    bucket: Arc<str>,
    bucket_account: Account,
    /// `None`: from the Internet.
    vpc: Option<Arc<str>>,
    public_access: PublicAccessBlock,
    alias: Arc<str>,
    created: Timestamp,
}

impl S3Control {
    pub(crate) fn create_access_point(
        &mut self,
        cx: &mut Context,
        input: CreateAccessPointInput,
    ) -> Result<CreateAccessPointOutput> {
        let CreateAccessPointInput {
            account_id,
            name,
            bucket,
            vpc_configuration,
            public_access_block_configuration,
            bucket_account_id,
            scope: _,
            tags: _,
        } = input;
        check_account(cx, &account_id)?;
        check_name(&name)?;
        let key = key(cx, &account_id, &name);
        if self.access_points.contains_key(&key) {
            let message = "Your previous request to create the named accesspoint succeeded and you \
                           already own it.";
            return Err(Error::new(409, "AccessPointAlreadyOwnedByYou", message));
        }
        let probe = Ask::new("s3", "HeadBucket", json!({ "Bucket": bucket }));
        if let Err(error) = cx.ask(probe)
            && error.status() == 404
        {
            let message = "The specified bucket does not exist";
            return Err(Error::new(404, "NoSuchBucket", message).with("BucketName", bucket));
        }
        let given = public_access_block_configuration.as_ref().map(flags);
        let alias = format!("{name}-{}-s3alias", cx.id(ALIAS, 34));
        let made = AccessPoint {
            name: name.as_str().into(),
            bucket: bucket.into(),
            bucket_account: bucket_account_id.unwrap_or_else(|| account_id.clone()).into(),
            vpc: vpc_configuration.map(|vpc| vpc.vpc_id.into()),
            public_access: given.unwrap_or(PublicAccessBlock::ALL),
            alias: alias.as_str().into(),
            created: cx.now,
        };
        let arn = arn(cx, &account_id, &name);
        self.access_points.insert(key, Arc::new(made));
        Ok(CreateAccessPointOutput { access_point_arn: Some(arn), alias: Some(alias) })
    }

    pub(crate) fn get_access_point(
        &mut self,
        cx: &mut Context,
        input: GetAccessPointInput,
    ) -> Result<GetAccessPointOutput> {
        let GetAccessPointInput { account_id, name } = input;
        check_account(cx, &account_id)?;
        let held = self.access_points.get(&key(cx, &account_id, &name)).ok_or_else(missing)?;
        Ok(GetAccessPointOutput {
            name: Some(held.name.to_string()),
            bucket: Some(held.bucket.to_string()),
            network_origin: Some(origin(held).into()),
            vpc_configuration: vpc(held),
            public_access_block_configuration: Some(shown(held.public_access)),
            creation_date: Some(held.created),
            alias: Some(held.alias.to_string()),
            access_point_arn: Some(arn(cx, &account_id, &name)),
            bucket_account_id: Some(held.bucket_account.to_string()),
            endpoints: Some(endpoints(&cx.region)),
            ..GetAccessPointOutput::default()
        })
    }

    pub(crate) fn list_access_points(
        &mut self,
        cx: &mut Context,
        input: ListAccessPointsInput,
    ) -> Result<ListAccessPointsOutput> {
        let ListAccessPointsInput { account_id, bucket, next_token, max_results, .. } = input;
        check_account(cx, &account_id)?;
        let most = usize::try_from(max_results.unwrap_or(1000)).unwrap_or(1000);
        let wanted = self.access_points.iter().filter(|((account, region, _), held)| {
            **account == *account_id
                && *region == cx.region
                && bucket.as_deref().is_none_or(|bucket| *held.bucket == *bucket)
        });
        let wanted = wanted.map(|(_, held)| held);
        let page = Page::after(wanted, |held| &held.name, next_token.as_deref(), most);
        let next_token = page.last().map(|held| held.name.to_string());
        let list = page.items.iter().map(|held| crate::model::AccessPoint {
            name: held.name.to_string(),
            network_origin: origin(held).into(),
            vpc_configuration: vpc(held),
            bucket: held.bucket.to_string(),
            access_point_arn: Some(arn(cx, &account_id, &held.name)),
            alias: Some(held.alias.to_string()),
            bucket_account_id: Some(held.bucket_account.to_string()),
            ..Default::default()
        });
        Ok(ListAccessPointsOutput { access_point_list: Some(list.collect()), next_token })
    }

    pub(crate) fn delete_access_point(
        &mut self,
        cx: &mut Context,
        input: DeleteAccessPointInput,
    ) -> Result<()> {
        let DeleteAccessPointInput { account_id, name } = input;
        check_account(cx, &account_id)?;
        self.access_points.remove(&key(cx, &account_id, &name)).map(drop).ok_or_else(missing)
    }
}

const ALIAS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

fn key(cx: &Context, account: &str, name: &str) -> (Account, Arc<str>, Arc<str>) {
    (account.into(), cx.region.clone(), name.into())
}

fn arn(cx: &Context, account: &str, name: &str) -> String {
    format!("arn:aws:s3:{}:{account}:accesspoint/{name}", cx.region)
}

/// Under which names access points of a region are reached.
/// <https://docs.aws.amazon.com/general/latest/gr/s3.html>
fn endpoints(region: &str) -> BTreeMap<String, String> {
    let name = |kind: &str| format!("s3-accesspoint{kind}.{region}.amazonaws.com");
    let mut all = BTreeMap::from([
        ("ipv4".to_owned(), name("")),
        ("dualstack".to_owned(), name(".dualstack")),
    ]);
    if region.starts_with("us-") || region.starts_with("ca-") {
        all.insert("fips".to_owned(), name("-fips"));
        all.insert("fips_dualstack".to_owned(), name("-fips.dualstack"));
    }
    all
}

fn origin(held: &AccessPoint) -> &'static str {
    if held.vpc.is_some() { "VPC" } else { "Internet" }
}

fn vpc(held: &AccessPoint) -> Option<VpcConfiguration> {
    held.vpc.as_deref().map(|id| VpcConfiguration { vpc_id: id.to_owned() })
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html>
fn check_name(name: &str) -> Result<()> {
    let edge = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let bytes = name.as_bytes();
    let fits = (3..=50).contains(&bytes.len()) && bytes.iter().all(|b| inner(*b));
    if fits && edge(bytes.first()) && edge(bytes.last()) && !name.ends_with("-s3alias") {
        return Ok(());
    }
    Err(Error::new(400, "InvalidRequest", format!("Invalid access point name: {name}")))
}

fn missing() -> Error {
    Error::new(404, "NoSuchAccessPoint", "The specified accesspoint does not exist")
}
