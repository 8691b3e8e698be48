//! CF-8.1, CF-8.2: invalidations.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;
use parhelion_world::choice::Adversary;

fn batch(reference: &str, paths: &[&str]) -> InvalidationBatch {
    InvalidationBatch {
        paths: Paths {
            quantity: paths.len() as i32,
            items: Some(paths.iter().map(|path| (*path).to_owned()).collect()),
        },
        caller_reference: reference.into(),
    }
}

fn invalidate(
    cloud: &mut Cloud,
    id: &str,
    invalidation_batch: InvalidationBatch,
) -> Result<Invalidation> {
    let input = CreateInvalidationInput { distribution_id: id.into(), invalidation_batch };
    cloud.call::<operations::CreateInvalidation>(input).map(|output| output.invalidation.unwrap())
}

fn status(cloud: &mut Cloud, distribution: &str, id: &str) -> String {
    let input = GetInvalidationInput { distribution_id: distribution.into(), id: id.into() };
    cloud.call::<operations::GetInvalidation>(input).unwrap().invalidation.unwrap().status
}

fn in_progress(cloud: &mut Cloud, id: &str) -> i32 {
    cloud.get(id).unwrap().distribution.unwrap().in_progress_invalidation_batches
}

#[test]
fn cf_8_2_in_progress_then_completed() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let input = CreateInvalidationInput {
        distribution_id: id.clone(),
        invalidation_batch: batch("a", &["/*", "/index.html"]),
    };
    let output = cloud.call::<operations::CreateInvalidation>(input).unwrap();
    let made = output.invalidation.unwrap();
    assert!(made.id.starts_with('I') && made.id.len() == 14, "{}", made.id);
    assert_eq!(
        output.location.unwrap(),
        format!(
            "https://cloudfront.amazonaws.com/2020-05-31/distribution/{id}/invalidation/{}",
            made.id
        )
    );
    assert_eq!(made.status, "InProgress");
    assert_eq!(made.invalidation_batch, batch("a", &["/*", "/index.html"]));
    assert_eq!(in_progress(&mut cloud, &id), 1);
    cloud.advance(4);
    assert_eq!(status(&mut cloud, &id, &made.id), "InProgress");
    cloud.advance(1);
    assert_eq!(status(&mut cloud, &id, &made.id), "Completed");
    assert_eq!(in_progress(&mut cloud, &id), 0);
    assert!(cloud.world.journal().to_json_lines().contains("invalidation-completed"));
}

#[test]
fn cf_14_n3_completion_may_be_late_but_comes() {
    let mut late = 0;
    for seed in 0..20 {
        let mut cloud = Cloud::new();
        let id = cloud.create("one").id;
        *cloud.world.adversary_mut() = Adversary::random(seed, 0.5);
        let made = invalidate(&mut cloud, &id, batch("a", &["/*"])).unwrap();
        cloud.advance(5);
        late += u32::from(status(&mut cloud, &id, &made.id) == "InProgress");
        cloud.advance(600);
        assert_eq!(status(&mut cloud, &id, &made.id), "Completed");
    }
    assert!(late > 0, "no choice delayed anything");
}

#[test]
fn cf_8_2_caller_references() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let first = invalidate(&mut cloud, &id, batch("a", &["/x"])).unwrap();
    let same = invalidate(&mut cloud, &id, batch("a", &["/x"])).unwrap();
    assert_eq!(same.id, first.id, "the same batch is not made twice");
    assert_eq!(in_progress(&mut cloud, &id), 1);
    let error = invalidate(&mut cloud, &id, batch("a", &["/y"])).err().unwrap();
    assert_eq!((error.code(), error.status()), ("InvalidArgument", 400));
    assert_eq!(
        error.message(),
        "Your request contains a caller reference that was used for a previous invalidation batch \
         for the same distribution."
    );
    // References belong to a distribution.
    let other = cloud.create("two").id;
    invalidate(&mut cloud, &other, batch("a", &["/y"])).unwrap();
}

#[test]
fn cf_8_1_paths() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let long = format!("/{}", "a".repeat(4_000));
    for wrong in ["", "no-slash", "/with space", "/ü", "*", &long, "/~a", "/a%7Eb", "/a%7e*"] {
        let error = invalidate(&mut cloud, &id, batch("a", &["/good", wrong])).err().unwrap();
        assert_eq!((error.code(), error.status()), ("InvalidArgument", 400), "{wrong}");
        assert_eq!(
            error.message(),
            "Your request contains one or more invalid invalidation paths."
        );
    }
    assert_refused(invalidate(&mut cloud, &id, batch("a", &[])), "InvalidArgument", 400);
    let mut uneven = batch("a", &["/x"]);
    uneven.paths.quantity = 2;
    assert_refused(invalidate(&mut cloud, &id, uneven), "InconsistentQuantities", 400);
    invalidate(&mut cloud, &id, batch("a", &["/a*b/c", "/x?y=1*", "/%C3%BC", "/%7D"])).unwrap();
}

#[test]
fn cf_8_2_limits_of_what_is_in_progress() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let files: Vec<String> = (0..3_001).map(|n| format!("/{n}")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_refused(invalidate(&mut cloud, &id, batch("too large", &files)), "BatchTooLarge", 413);
    invalidate(&mut cloud, &id, batch("files", &files[..2_999])).unwrap();
    let over = invalidate(&mut cloud, &id, batch("over", &["/x", "/y"]));
    assert_refused(over, "TooManyInvalidationsInProgress", 400);

    for n in 0..15 {
        invalidate(&mut cloud, &id, batch(&format!("wild {n}"), &["/*"])).unwrap();
    }
    let error = invalidate(&mut cloud, &id, batch("wild", &["/*"])).err().unwrap();
    assert_eq!((error.code(), error.status()), ("TooManyInvalidationsInProgress", 400));
    assert_eq!(
        error.message(),
        "Processing your request will cause you to exceed the maximum number of in-progress wildcard \
         invalidations."
    );
    // The two limits are independent, and end with the invalidations.
    invalidate(&mut cloud, &id, batch("one more", &["/z"])).unwrap();
    cloud.advance(60);
    invalidate(&mut cloud, &id, batch("wild", &["/*"])).unwrap();
    invalidate(&mut cloud, &id, batch("over", &["/x", "/y"])).unwrap();
}

#[test]
fn cf_8_2_what_does_not_exist() {
    let mut cloud = Cloud::new();
    let nowhere = invalidate(&mut cloud, "E0123456789ABC", batch("a", &["/*"]));
    assert_refused(nowhere, "NoSuchDistribution", 404);
    let id = cloud.create("one").id;
    let input = GetInvalidationInput { distribution_id: id, id: "I0123456789ABC".into() };
    assert_refused(cloud.call::<operations::GetInvalidation>(input), "NoSuchInvalidation", 404);
}

#[test]
fn cf_8_2_lists_are_newest_first_and_in_pages() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let mut made = Vec::new();
    for n in 0..5 {
        made.push(invalidate(&mut cloud, &id, batch(&format!("{n}"), &["/x"])).unwrap().id);
        cloud.advance(1);
    }
    made.reverse();
    let mut seen = Vec::new();
    let mut marker = None;
    loop {
        let input = ListInvalidationsInput {
            distribution_id: id.clone(),
            marker: marker.clone(),
            max_items: Some("2".into()),
        };
        let list =
            cloud.call::<operations::ListInvalidations>(input).unwrap().invalidation_list.unwrap();
        assert_eq!(list.max_items, 2);
        assert_eq!(list.marker, marker.unwrap_or_default());
        assert_eq!(list.is_truncated, list.next_marker.is_some());
        seen.extend(list.items.unwrap().into_iter().map(|item| item.id));
        marker = list.next_marker;
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(seen, made);
    let input = ListInvalidationsInput {
        distribution_id: id,
        marker: Some("nothing".into()),
        max_items: None,
    };
    assert_refused(cloud.call::<operations::ListInvalidations>(input), "InvalidArgument", 400);
}
