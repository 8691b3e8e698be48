//! CF-6.5: origin access controls.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn control(name: &str) -> OriginAccessControlConfig {
    OriginAccessControlConfig {
        name: name.into(),
        description: None,
        signing_protocol: "sigv4".into(),
        signing_behavior: "always".into(),
        origin_access_control_origin_type: "s3".into(),
    }
}

fn create(
    cloud: &mut Cloud,
    origin_access_control_config: OriginAccessControlConfig,
) -> Result<(String, String)> {
    let input = CreateOriginAccessControlInput { origin_access_control_config };
    let output = cloud.call::<operations::CreateOriginAccessControl>(input)?;
    let id = output.origin_access_control.unwrap().id;
    let location =
        format!("https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/{id}");
    assert_eq!(output.location.unwrap(), location);
    Ok((id, output.e_tag.unwrap()))
}

fn update(
    cloud: &mut Cloud,
    id: &str,
    tag: &str,
    config: OriginAccessControlConfig,
) -> Result<String> {
    let input = UpdateOriginAccessControlInput {
        origin_access_control_config: config,
        id: id.into(),
        if_match: Some(tag.into()),
    };
    Ok(cloud.call::<operations::UpdateOriginAccessControl>(input)?.e_tag.unwrap())
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteOriginAccessControlInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteOriginAccessControl>(input)
}

#[test]
fn create_read_update_delete() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, control("assets")).unwrap();
    let read = cloud
        .call::<operations::GetOriginAccessControlConfig>(GetOriginAccessControlConfigInput {
            id: id.clone(),
        })
        .unwrap();
    let stored =
        OriginAccessControlConfig { description: Some(String::new()), ..control("assets") };
    assert_eq!(read.origin_access_control_config.unwrap(), stored);
    assert_eq!(read.e_tag.unwrap(), tag);

    let changed =
        OriginAccessControlConfig { signing_behavior: "never".into(), ..control("assets") };
    let next = update(&mut cloud, &id, &tag, changed.clone()).unwrap();
    assert_refused(update(&mut cloud, &id, &tag, changed.clone()), "PreconditionFailed", 412);
    assert_refused(update(&mut cloud, &id, "?", changed), "InvalidIfMatchVersion", 400);
    let list = cloud
        .call::<operations::ListOriginAccessControls>(ListOriginAccessControlsInput::default())
        .unwrap();
    let items = list.origin_access_control_list.unwrap().items.unwrap();
    assert_eq!(items[0].signing_behavior, "never");

    assert_refused(delete(&mut cloud, &id, &tag), "PreconditionFailed", 412);
    delete(&mut cloud, &id, &next).unwrap();
    assert_refused(delete(&mut cloud, &id, &next), "NoSuchOriginAccessControl", 404);
    let gone = cloud.call::<operations::GetOriginAccessControl>(GetOriginAccessControlInput { id });
    assert_refused(gone, "NoSuchOriginAccessControl", 404);
}

#[test]
fn names_are_the_accounts_and_used_once() {
    let mut cloud = Cloud::new();
    let (_, _) = create(&mut cloud, control("assets")).unwrap();
    assert_refused(create(&mut cloud, control("assets")), "OriginAccessControlAlreadyExists", 409);
    let (id, tag) = create(&mut cloud, control("other")).unwrap();
    let taken = update(&mut cloud, &id, &tag, control("assets"));
    assert_refused(taken, "OriginAccessControlAlreadyExists", 409);
    update(&mut cloud, &id, &tag, control("other")).unwrap();
    assert_refused(create(&mut cloud, control("")), "InvalidArgument", 400);
    for n in 2..100 {
        create(&mut cloud, control(&format!("{n}"))).unwrap();
    }
    assert_refused(create(&mut cloud, control("one more")), "TooManyOriginAccessControls", 400);
}

#[test]
fn cf_6_5_used_controls_stay_and_fit_their_origins() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, control("assets")).unwrap();
    let mut signed = config("one");
    signed.origins.items[0].origin_access_control_id = Some(id.clone());
    let made = cloud.create_with(signed.clone()).unwrap();
    let error = delete(&mut cloud, &id, &tag).err().unwrap();
    assert_eq!((error.code(), error.status()), ("OriginAccessControlInUse", 409));
    let other_kind = OriginAccessControlConfig {
        origin_access_control_origin_type: "lambda".into(),
        ..control("assets")
    };
    assert_refused(update(&mut cloud, &id, &tag, other_kind), "IllegalUpdate", 400);

    let mut custom_domain = config("two");
    custom_domain.origins.items = vec![custom("assets")];
    custom_domain.origins.items[0].origin_access_control_id = Some(id.clone());
    let refused = cloud.create_with(custom_domain);
    assert_refused(refused, "InvalidDomainNameForOriginAccessControl", 400);

    // CF-8.4: a changed control is deployed to those that use it.
    cloud.advance(60);
    assert_eq!(cloud.status(&made.id), "Deployed");
    let never = OriginAccessControlConfig { signing_behavior: "never".into(), ..control("assets") };
    let tag = update(&mut cloud, &id, &tag, never).unwrap();
    assert_eq!(cloud.status(&made.id), "InProgress");

    cloud.edit(&made.id, |config| config.origins.items[0].origin_access_control_id = None).unwrap();
    delete(&mut cloud, &id, &tag).unwrap();
}
