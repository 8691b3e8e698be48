//! A fork never sees what happens to the other, and the same calls give the same world.

use crate::support::*;
use parhelion_cloudwatch::model::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Load(u8),
    Alarm(u8, u8),
    Delete(u8),
    Dashboard(u8),
    Wait(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Load),
        (0u8..3, any::<u8>()).prop_map(|(name, threshold)| Step::Alarm(name, threshold)),
        (0u8..3).prop_map(Step::Delete),
        (0u8..3).prop_map(Step::Dashboard),
        (1u16..400).prop_map(Step::Wait),
    ]
}

fn run(cloud: &mut Cloud, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Load(value) => cloud.load(f64::from(*value)),
            Step::Alarm(name, threshold) => {
                cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
                    threshold: Some(f64::from(*threshold)),
                    ..high_load(&format!("a{name}"))
                });
            }
            Step::Delete(name) => {
                let alarm_names = vec![format!("a{name}")];
                cloud.ok::<operations::DeleteAlarms>(DeleteAlarmsInput { alarm_names });
            }
            Step::Dashboard(name) => {
                cloud.ok::<operations::PutDashboard>(PutDashboardInput {
                    dashboard_name: format!("d{name}"),
                    dashboard_body: "{\"widgets\":[]}".into(),
                    tags: None,
                });
            }
            Step::Wait(secs) => {
                let now = cloud.world.now().since(after(0)).as_secs();
                cloud.at(now + u64::from(*secs));
            }
        }
    }
}

/// Everything that can be seen.
fn seen(cloud: &mut Cloud) -> String {
    let now = cloud.world.now().since(after(0)).as_secs() + 60;
    let queries = vec![query("a", "load", "Sum", 60), query("b", "load", "p50", 300)];
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{}",
        cloud.ok::<operations::ListMetrics>(default()),
        cloud.ok::<operations::GetMetricData>(get(queries, now)),
        cloud.ok::<operations::DescribeAlarms>(default()),
        cloud.ok::<operations::DescribeAlarmHistory>(default()),
        cloud.ok::<operations::ListDashboards>(default()),
        cloud.world.journal().to_json_lines(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn forks_are_independent(
        before in prop::collection::vec(step(), 0..12),
        one in prop::collection::vec(step(), 1..12),
        other in prop::collection::vec(step(), 1..12),
    ) {
        let mut cloud = Cloud::new();
        run(&mut cloud, &before);
        let mut fork = cloud.clone();
        let at_fork = seen(&mut fork.clone());
        run(&mut cloud, &one);
        prop_assert_eq!(&seen(&mut fork.clone()), &at_fork);
        let there = seen(&mut cloud.clone());
        run(&mut fork, &other);
        prop_assert_eq!(&seen(&mut cloud), &there);
        // The same from nothing gives the same.
        let mut again = Cloud::new();
        run(&mut again, &before);
        run(&mut again, &other);
        prop_assert_eq!(seen(&mut again), seen(&mut fork));
    }
}
