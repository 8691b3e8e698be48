//! CF-8.10: every item of a list comes once, in order, whatever the pages.

use crate::support::*;
use parhelion_cloudfront::model::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn page(cloud: &mut Cloud, marker: Option<String>, max_items: usize) -> DistributionList {
    let input = ListDistributionsInput { marker, max_items: Some(max_items.to_string()) };
    cloud.call::<operations::ListDistributions>(input).unwrap().distribution_list.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn cf_8_10_pages_are_complete(count in 0_usize..12, sizes in prop::collection::vec(1_usize..5, 1..4)) {
        let mut cloud = Cloud::new();
        let made: BTreeSet<String> = (0..count).map(|n| cloud.create(&format!("{n}")).id).collect();
        let mut seen = Vec::new();
        let mut marker: Option<String> = None;
        for size in sizes.iter().cycle() {
            let list = page(&mut cloud, marker.clone(), *size);
            prop_assert_eq!(&list.marker, &marker.unwrap_or_default());
            prop_assert_eq!(list.max_items as usize, *size);
            prop_assert_eq!(list.is_truncated, list.next_marker.is_some());
            let items = list.items.unwrap_or_default();
            prop_assert_eq!(list.quantity as usize, items.len());
            prop_assert!(items.len() <= *size);
            seen.extend(items.into_iter().map(|item| item.id));
            marker = list.next_marker;
            if marker.is_none() {
                break;
            }
        }
        prop_assert_eq!(seen, made.into_iter().collect::<Vec<_>>());
    }

    /// What comes and goes between pages does not hide what stays.
    #[test]
    fn cf_8_10_changes_between_pages_hide_nothing_else(size in 1_usize..4, gone in 0_usize..6) {
        let mut cloud = Cloud::new();
        let mut made: Vec<Created> = (0..6).map(|n| cloud.create(&format!("{n}"))).collect();
        let first = page(&mut cloud, None, size);
        let removed = made.swap_remove(gone);
        let tag = cloud.edit(&removed.id, |config| config.enabled = false).unwrap();
        cloud.advance(60);
        cloud.delete(&removed.id, &tag).unwrap();
        cloud.create("new");
        let rest = page(&mut cloud, first.next_marker, 100);
        let seen: BTreeSet<String> =
            [first.items, rest.items].into_iter().flatten().flatten().map(|item| item.id).collect();
        for stays in &made {
            prop_assert!(seen.contains(&stays.id));
        }
    }
}

#[test]
fn cf_8_10_an_empty_list_has_no_items() {
    let list = page(&mut Cloud::new(), None, 10);
    assert_eq!((list.quantity, list.is_truncated, list.items), (0, false, None));
}

#[test]
fn cf_8_10_what_pages_cannot_be() {
    let mut cloud = Cloud::new();
    for max_items in ["0", "-1", "many", "1.5"] {
        let input = ListDistributionsInput { marker: None, max_items: Some(max_items.into()) };
        assert_refused(cloud.call::<operations::ListDistributions>(input), "InvalidArgument", 400);
    }
    let input = ListDistributionsInput { marker: Some("a/b".into()), max_items: None };
    assert_refused(cloud.call::<operations::ListDistributions>(input), "InvalidArgument", 400);
}

#[test]
fn summaries_say_what_the_configuration_says() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    let list = page(&mut cloud, None, 10);
    let summary = list.items.unwrap().remove(0);
    let (stored, tag) = cloud.stored(&made.id);
    assert_eq!(summary.e_tag, Some(tag));
    assert_eq!(summary.arn, made.distribution.arn);
    assert_eq!(summary.origins, stored.origins);
    assert_eq!(summary.default_cache_behavior, stored.default_cache_behavior);
    assert_eq!(summary.http_version, "http2");
}
