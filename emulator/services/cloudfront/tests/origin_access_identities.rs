//! CF-6.6, CF-9.4: origin access identities.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn identity(reference: &str, comment: &str) -> CloudFrontOriginAccessIdentityConfig {
    CloudFrontOriginAccessIdentityConfig {
        caller_reference: reference.into(),
        comment: comment.into(),
    }
}

fn create(
    cloud: &mut Cloud,
    cloud_front_origin_access_identity_config: CloudFrontOriginAccessIdentityConfig,
) -> Result<(CloudFrontOriginAccessIdentity, String)> {
    let input =
        CreateCloudFrontOriginAccessIdentityInput { cloud_front_origin_access_identity_config };
    let output = cloud.call::<operations::CreateCloudFrontOriginAccessIdentity>(input)?;
    let made = output.cloud_front_origin_access_identity.unwrap();
    let location = format!(
        "https://cloudfront.amazonaws.com/2020-05-31/origin-access-identity/cloudfront/{}",
        made.id
    );
    assert_eq!(output.location.unwrap(), location);
    Ok((made, output.e_tag.unwrap()))
}

fn update(
    cloud: &mut Cloud,
    id: &str,
    tag: &str,
    config: CloudFrontOriginAccessIdentityConfig,
) -> Result<String> {
    let input = UpdateCloudFrontOriginAccessIdentityInput {
        cloud_front_origin_access_identity_config: config,
        id: id.into(),
        if_match: Some(tag.into()),
    };
    let output = cloud.call::<operations::UpdateCloudFrontOriginAccessIdentity>(input)?;
    Ok(output.e_tag.unwrap())
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input =
        DeleteCloudFrontOriginAccessIdentityInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteCloudFrontOriginAccessIdentity>(input)
}

fn list(
    cloud: &mut Cloud,
    account: &str,
    marker: Option<String>,
    max_items: Option<&str>,
) -> CloudFrontOriginAccessIdentityList {
    let input =
        ListCloudFrontOriginAccessIdentitiesInput { marker, max_items: max_items.map(Into::into) };
    let output =
        cloud.call_as::<operations::ListCloudFrontOriginAccessIdentities>(account, input).unwrap();
    output.cloud_front_origin_access_identity_list.unwrap()
}

#[test]
fn create_read_update_delete() {
    let mut cloud = Cloud::new();
    let (made, tag) = create(&mut cloud, identity("one", "reads")).unwrap();
    let CloudFrontOriginAccessIdentity { id, s3_canonical_user_id: canonical, .. } = made.clone();
    let upper = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    assert!(id.len() == 14 && id.starts_with('E') && id.bytes().all(upper), "{id}");
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    assert!(canonical.len() == 96 && canonical.bytes().all(hex), "{canonical}");

    type Get = operations::GetCloudFrontOriginAccessIdentity;
    let get = GetCloudFrontOriginAccessIdentityInput { id: id.clone() };
    let read = cloud.call::<Get>(get.clone()).unwrap();
    assert_eq!(read.e_tag.as_deref(), Some(&*tag));
    assert_eq!(read.cloud_front_origin_access_identity.unwrap(), made);
    let next = update(&mut cloud, &id, &tag, identity("one", "reads more")).unwrap();
    let read = cloud
        .call::<operations::GetCloudFrontOriginAccessIdentityConfig>(
            GetCloudFrontOriginAccessIdentityConfigInput { id: id.clone() },
        )
        .unwrap();
    let config = read.cloud_front_origin_access_identity_config.unwrap();
    assert_eq!((config, read.e_tag.as_deref()), (identity("one", "reads more"), Some(&*next)));
    let items = list(&mut cloud, "123456789012", None, None).items.unwrap();
    assert_eq!(items[0].s3_canonical_user_id, canonical, "an update leaves it as it is");
    assert_eq!(items[0].comment, "reads more");

    let old = update(&mut cloud, &id, &tag, identity("one", "x"));
    assert_refused(old, "PreconditionFailed", 412);
    assert_refused(delete(&mut cloud, &id, &tag), "PreconditionFailed", 412);
    assert_refused(delete(&mut cloud, &id, "?"), "InvalidIfMatchVersion", 400);
    delete(&mut cloud, &id, &next).unwrap();
    let missing = "NoSuchCloudFrontOriginAccessIdentity";
    assert_refused(delete(&mut cloud, &id, &next), missing, 404);
    assert_refused(update(&mut cloud, &id, &next, identity("one", "x")), missing, 404);
    assert_refused(cloud.call::<Get>(get), missing, 404);
}

#[test]
fn cf_9_4_the_same_request_again_and_another_one() {
    let mut cloud = Cloud::new();
    let first = create(&mut cloud, identity("one", "reads")).unwrap();
    assert_eq!(create(&mut cloud, identity("one", "reads")).unwrap(), first);
    let other = create(&mut cloud, identity("one", "writes"));
    assert_refused(other, "CloudFrontOriginAccessIdentityAlreadyExists", 409);
    let (made, tag) = first;
    let renamed = update(&mut cloud, &made.id, &tag, identity("two", "reads"));
    assert_refused(renamed, "IllegalUpdate", 400);
    assert_refused(create(&mut cloud, identity("", "")), "InvalidArgument", 400);
    let long = identity("long", &"c".repeat(129));
    assert_refused(create(&mut cloud, long), "InvalidArgument", 400);
    create(&mut cloud, identity("two", &"c".repeat(128))).unwrap();
}

#[test]
fn lists_are_of_an_account_and_have_pages() {
    let mut cloud = Cloud::new();
    for n in 0..100 {
        create(&mut cloud, identity(&format!("{n}"), "")).unwrap();
    }
    let full = create(&mut cloud, identity("one more", ""));
    assert_refused(full, "TooManyCloudFrontOriginAccessIdentities", 400);
    let page = list(&mut cloud, "123456789012", None, Some("60"));
    assert_eq!((page.quantity, page.is_truncated), (60, true));
    let rest = list(&mut cloud, "123456789012", page.next_marker, None);
    assert_eq!((rest.quantity, rest.is_truncated), (40, false));
    assert_eq!(list(&mut cloud, OTHER_ACCOUNT, None, None).quantity, 0);
}

#[test]
fn cf_6_6_distributions_name_identities_that_are_there() {
    let mut cloud = Cloud::new();
    let (made, tag) = create(&mut cloud, identity("one", "")).unwrap();
    let named = |reference: &str, text: &str| {
        let mut config = config(reference);
        let s3 = config.origins.items[0].s3_origin_config.as_mut().unwrap();
        s3.origin_access_identity = text.into();
        config
    };
    let path = format!("origin-access-identity/cloudfront/{}", made.id);
    for wrong in [&*made.id, "origin-access-identity/cloudfront/E1", "origin-access-identity/"] {
        let refused = cloud.create_with(named("wrong", wrong));
        assert_refused(refused, "InvalidOriginAccessIdentity", 400);
    }
    let input = CreateDistributionInput { distribution_config: named("theirs", &path) };
    let theirs = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, input);
    assert_refused(theirs, "InvalidOriginAccessIdentity", 400);

    let distribution = cloud.create_with(named("one", &path)).unwrap();
    let used = delete(&mut cloud, &made.id, &tag);
    assert_refused(used, "CloudFrontOriginAccessIdentityInUse", 409);
    cloud.advance(60);
    let tag = update(&mut cloud, &made.id, &tag, identity("one", "new")).unwrap();
    assert_eq!(cloud.status(&distribution.id), "Deployed", "no edge needs a comment");
    cloud
        .edit(&distribution.id, |config| {
            config.origins.items[0].s3_origin_config = Some(S3OriginConfig::default());
        })
        .unwrap();
    delete(&mut cloud, &made.id, &tag).unwrap();
}
