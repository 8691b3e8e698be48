//! Retention on the virtual clock: CW-A2.9.

use crate::support::*;
use parhelion_logs::model::*;
use parhelion_world::What;

#[test]
fn cw_a2_9_allowed_days() {
    let mut cloud = Cloud::with_stream();
    for days in [1, 7, 400, 3653] {
        cloud.retain(days).unwrap();
        assert_eq!(cloud.group(GROUP).retention_in_days, Some(days));
    }
    for days in [0, -1, 2, 8, 3654] {
        assert_eq!(cloud.retain(days).unwrap_err().code(), INVALID);
    }
    assert_eq!(cloud.group(GROUP).retention_in_days, Some(3653));
    let delete = DeleteRetentionPolicyInput { log_group_name: GROUP.into() };
    cloud.call::<operations::DeleteRetentionPolicy>(delete).unwrap();
    assert_eq!(cloud.group(GROUP).retention_in_days, None);
}

#[test]
fn cw_a2_9_events_are_deleted_when_they_expire() {
    let mut cloud = Cloud::with_stream();
    cloud.retain(1).unwrap();
    let now = cloud.now();
    cloud.put(vec![event(now - HOUR, "early"), event(now, "late")]).unwrap();
    cloud.advance_to(now - HOUR + DAY);
    assert_eq!(cloud.messages(), ["early", "late"]);
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(31 + 30));
    cloud.advance(1);
    assert_eq!(cloud.messages(), ["late"]);
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(30));
    cloud.advance_to(now + DAY);
    assert_eq!(cloud.messages(), ["late"]);
    cloud.advance(1);
    assert!(cloud.messages().is_empty());
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(0));
    let deleted = cloud.world.journal().events().iter().filter(|event| {
        matches!(&event.what, What::Background { event, .. } if event == "log-events-expired")
    });
    assert_eq!(deleted.count(), 2);
    // The stream remembers (CW-A3.7).
    assert_eq!(cloud.streams()[0].last_event_timestamp, Some(now));
}

#[test]
fn cw_a2_9_a_policy_set_later_expires_what_is_there_already() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    cloud.put(vec![event(now, "old")]).unwrap();
    cloud.advance(3 * DAY);
    assert_eq!(cloud.messages(), ["old"]);
    cloud.retain(1).unwrap();
    assert!(cloud.messages().is_empty());
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(0));
    // What has expired does not come back.
    cloud.retain(7).unwrap();
    assert!(cloud.messages().is_empty());
    let events =
        vec![event(cloud.now() - 5 * DAY, "five days"), event(cloud.now() - 5 * DAY + 1, "and")];
    cloud.put(events).unwrap();
    cloud.advance(2 * DAY + 1);
    assert_eq!(cloud.messages(), ["and"]);
}

#[test]
fn cw_a2_9_expiry_is_exact_although_sweeps_are_a_minute_apart() {
    let mut cloud = Cloud::with_stream();
    cloud.retain(1).unwrap();
    let now = cloud.now();
    let events: Vec<_> = (0..100).map(|i| event(now + i * SECOND, &i.to_string())).collect();
    cloud.put(events).unwrap();
    for gone in 1..100 {
        cloud.advance_to(now + DAY + (gone - 1) * SECOND + 1);
        assert_eq!(cloud.messages().len() as i64, 100 - gone);
        assert_eq!(
            cloud.group(GROUP).stored_bytes,
            Some((gone..100).map(|i| i.to_string().len() as i64 + 26).sum())
        );
    }
}
