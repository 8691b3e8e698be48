//! CF-1.2, CF-8.8, CF-13: names and the certificates that they need.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;
use parhelion_world::identity::ACCOUNT;

fn named(reference: &str, names: &[&str]) -> DistributionConfig {
    DistributionConfig {
        aliases: aliases(names),
        viewer_certificate: certificate(),
        ..config(reference)
    }
}

fn owner(cloud: &mut Cloud, host: &str) -> Option<String> {
    cloud.with(ACCOUNT, |cloudfront, _| {
        cloudfront.distribution_of_host(host).map(ToString::to_string)
    })
}

#[test]
fn cf_1_2_hosts_find_their_distribution() {
    let mut cloud = Cloud::new();
    let wide = cloud.create_with(named("wide", &["*.example.com"])).unwrap();
    let one = cloud.create_with(named("one", &["www.example.com"])).unwrap();
    assert_eq!(owner(&mut cloud, "www.example.com"), Some(one.id.clone()));
    assert_eq!(owner(&mut cloud, "a.b.example.com:443"), Some(wide.id.clone()));
    assert_eq!(owner(&mut cloud, &one.distribution.domain_name), Some(one.id));
    assert_eq!(owner(&mut cloud, "example.com"), None);
}

#[test]
fn cf_1_2e_an_alias_has_one_distribution_in_all_accounts() {
    let mut cloud = Cloud::new();
    cloud.create_with(named("one", &["www.example.com"])).unwrap();
    let again = cloud.create_with(named("two", &["WWW.example.com"]));
    let error = again.err().unwrap();
    assert_eq!((error.code(), error.status()), ("CNAMEAlreadyExists", 409));
    assert_eq!(
        error.message(),
        "One or more of the CNAMEs you provided are already associated with a different resource."
    );
    let input = CreateDistributionInput { distribution_config: named("two", &["www.example.com"]) };
    let abroad = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, input);
    assert_refused(abroad, "CNAMEAlreadyExists", 409);
    // Wildcards may overlap exact names (CF-1.2e), and a distribution may keep its own.
    let wide = cloud.create_with(named("wide", &["*.example.com"])).unwrap();
    cloud.edit(&wide.id, |config| config.comment = "kept".into()).unwrap();
}

#[test]
fn cf_8_7_aliases_are_freed_by_update_and_delete() {
    let mut cloud = Cloud::new();
    let one = cloud.create_with(named("one", &["a.example.com", "b.example.com"])).unwrap();
    let tag = cloud.update(&one.id, &one.tag, named("one", &["b.example.com"])).unwrap();
    let two = cloud.create_with(named("two", &["a.example.com"])).unwrap();
    assert_eq!(owner(&mut cloud, "a.example.com"), Some(two.id));
    let mut off = named("one", &["b.example.com"]);
    off.enabled = false;
    let tag = cloud.update(&one.id, &tag, off).unwrap();
    cloud.advance(60);
    // A disabled one keeps its names (CF-1.2f).
    assert_eq!(owner(&mut cloud, "b.example.com"), Some(one.id.clone()));
    cloud.delete(&one.id, &tag).unwrap();
    assert_eq!(owner(&mut cloud, "b.example.com"), None);
    cloud.create_with(named("three", &["b.example.com"])).unwrap();
}

#[test]
fn cf_1_2c_and_d_what_an_alias_looks_like() {
    let mut cloud = Cloud::new();
    for wrong in [
        "*example.com",
        "a.*.example.com",
        "exa mple.com",
        "localhost",
        "",
        "a..b.com",
        "*.*.a.com",
    ] {
        assert_refused(cloud.create_with(named("one", &[wrong])), "InvalidArgument", 400);
    }
    let twice = named("one", &["a.example.com", "A.example.com"]);
    assert_refused(cloud.create_with(twice), "InvalidArgument", 400);
    let upper = cloud.create_with(named("one", &["WWW.Example.com"])).unwrap();
    let stored = cloud.stored(&upper.id).0.aliases.unwrap();
    assert_eq!(stored.items.unwrap(), ["www.example.com"]);
}

#[test]
fn cf_13_2_aliases_need_a_certificate() {
    let mut cloud = Cloud::new();
    let mut bare = named("one", &["www.example.com"]);
    bare.viewer_certificate = None;
    let error = cloud.create_with(bare.clone()).err().unwrap();
    assert_eq!((error.code(), error.status()), ("InvalidViewerCertificate", 400));
    assert!(error.message().starts_with("To add an alternate domain name (CNAME)"));
    bare.viewer_certificate = Some(ViewerCertificate {
        cloud_front_default_certificate: Some(true),
        ..Default::default()
    });
    assert_refused(cloud.create_with(bare), "InvalidViewerCertificate", 400);
}

#[test]
fn cf_13_1_certificates() {
    let mut cloud = Cloud::new();
    let mut refused = |f: &dyn Fn(&mut ViewerCertificate), code: &str| {
        let mut wrong = config("one");
        let mut certificate = certificate().unwrap();
        f(&mut certificate);
        wrong.viewer_certificate = Some(certificate);
        assert_refused(cloud.create_with(wrong), code, 400);
    };
    refused(&|c| c.cloud_front_default_certificate = Some(true), "InvalidViewerCertificate");
    refused(&|c| c.iam_certificate_id = Some("ASCA".into()), "InvalidViewerCertificate");
    refused(&|c| c.ssl_support_method = None, "InvalidViewerCertificate");
    let elsewhere = "arn:aws:acm:eu-west-1:123456789012:certificate/1";
    refused(&|c| c.acm_certificate_arn = Some(elsewhere.into()), "InvalidViewerCertificate");
    refused(&|c| c.minimum_protocol_version = Some("SSLv3".into()), "InvalidProtocolSettings");
    refused(&|c| c.ssl_support_method = Some("vip".into()), "InvalidMinimumProtocolVersion");
}

fn associate(cloud: &mut Cloud, account: &str, target: &str, alias: &str) -> Result<()> {
    let (target_distribution_id, alias) = (target.to_owned(), alias.to_owned());
    let input = AssociateAliasInput { target_distribution_id, alias };
    cloud.call_as::<operations::AssociateAlias>(account, input)
}

#[test]
fn cf_8_8_an_alias_moves() {
    let mut cloud = Cloud::new();
    let from = cloud.create_with(named("from", &["a.example.com", "b.example.com"])).unwrap();
    let to = cloud.create_with(named("to", &["c.example.com"])).unwrap();
    let bare = cloud.create("bare");
    assert_refused(
        associate(&mut cloud, ACCOUNT, &bare.id, "a.example.com"),
        "InvalidArgument",
        400,
    );
    assert_eq!(owner(&mut cloud, "a.example.com"), Some(from.id.clone()));
    let wrong = associate(&mut cloud, ACCOUNT, &to.id, "no name");
    assert_refused(wrong, "InvalidArgument", 400);
    assert_refused(
        associate(&mut cloud, ACCOUNT, "E1", "x.example.com"),
        "NoSuchDistribution",
        404,
    );
    cloud.advance(3600);
    associate(&mut cloud, ACCOUNT, &to.id, "A.example.com").unwrap();
    assert_eq!(owner(&mut cloud, "a.example.com"), Some(to.id.clone()));
    assert_eq!(cloud.stored(&from.id).0.aliases.unwrap().items.unwrap(), ["b.example.com"]);
    assert_eq!(cloud.stored(&to.id).0.aliases.unwrap().quantity, 2);
    assert_eq!(cloud.status(&from.id), "InProgress");
    // Again is as good; a name that nobody has is taken.
    associate(&mut cloud, ACCOUNT, &to.id, "a.example.com").unwrap();
    associate(&mut cloud, ACCOUNT, &to.id, "d.example.com").unwrap();
    assert_eq!(owner(&mut cloud, "d.example.com"), Some(to.id));
}

#[test]
fn cf_8_8_from_another_account_only_if_it_is_disabled() {
    let mut cloud = Cloud::new();
    let theirs = || {
        let mut theirs = named("from", &["a.example.com"]);
        let certificate = theirs.viewer_certificate.as_mut().unwrap();
        let arn = certificate.acm_certificate_arn.as_mut().unwrap();
        *arn = arn.replace(ACCOUNT, OTHER_ACCOUNT);
        theirs
    };
    let ours = CreateDistributionInput { distribution_config: named("ours", &["x.example.com"]) };
    let refused = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, ours);
    assert_refused(refused, "InvalidViewerCertificate", 400);
    let input = CreateDistributionInput { distribution_config: theirs() };
    let made = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, input).unwrap();
    let to = cloud.create_with(named("to", &["c.example.com"])).unwrap();
    let refused = associate(&mut cloud, ACCOUNT, &to.id, "a.example.com");
    assert_refused(refused, "IllegalUpdate", 400);
    let id = made.distribution.unwrap().id;
    let off = DistributionConfig { enabled: false, ..theirs() };
    let input =
        UpdateDistributionInput { distribution_config: off, id: id.clone(), if_match: made.e_tag };
    cloud.call_as::<operations::UpdateDistribution>(OTHER_ACCOUNT, input).unwrap();
    associate(&mut cloud, ACCOUNT, &to.id, "a.example.com").unwrap();
    assert_eq!(owner(&mut cloud, "a.example.com"), Some(to.id));
}

#[test]
fn cf_8_8_conflicts_are_told_with_half_of_their_ids() {
    let mut cloud = Cloud::new();
    let wide = cloud.create_with(named("wide", &["*.example.com"])).unwrap();
    let one = cloud.create_with(named("one", &["a.example.com", "b.example.com"])).unwrap();
    let mine = cloud.create_with(named("mine", &["c.example.com"])).unwrap();
    let list = |cloud: &mut Cloud, id: &str, alias: &str, marker: Option<String>, max| {
        let (distribution_id, alias) = (id.to_owned(), alias.to_owned());
        let input = ListConflictingAliasesInput { distribution_id, alias, marker, max_items: max };
        cloud.call::<operations::ListConflictingAliases>(input)
    };
    let of = |output: ListConflictingAliasesOutput| {
        let list = output.conflicting_aliases_list.unwrap();
        let items = list.items.unwrap_or_default();
        let names: Vec<String> = items.iter().map(|item| item.alias.clone().unwrap()).collect();
        (names, items.first().cloned(), list.next_marker)
    };
    let (names, first, more) = of(list(&mut cloud, &mine.id, "a.example.com", None, None).unwrap());
    assert_eq!((names, more), (vec!["*.example.com".into(), "a.example.com".into()], None));
    let first = first.unwrap();
    assert_eq!(first.distribution_id.unwrap(), format!("*******{}", &wide.id[7..]));
    assert_eq!(first.account_id.unwrap(), format!("******{}", &ACCOUNT[6..]));
    let (names, _, more) = of(list(&mut cloud, &mine.id, "*.example.com", None, Some(2)).unwrap());
    assert_eq!(names, ["*.example.com", "a.example.com"]);
    let (names, _, more) = of(list(&mut cloud, &mine.id, "*.example.com", more, Some(2)).unwrap());
    assert_eq!((names, more), (vec!["b.example.com".into()], None));
    assert!(of(list(&mut cloud, &one.id, "x.example.net", None, None).unwrap()).0.is_empty());
    let bare = cloud.create("bare");
    assert_refused(list(&mut cloud, &bare.id, "a.b", None, None), "InvalidArgument", 400);
    assert_refused(list(&mut cloud, "E1", "a.b", None, None), "NoSuchDistribution", 404);
}
