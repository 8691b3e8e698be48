//! What an alarm does.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote};
use crate::scene::{Alarm, Scene};
use crate::verdict::Verdict;

/// Something.
pub(super) const PRESENT: Check = Check {
    id: "alarm-actions",
    title: "The alarm tells somebody",
    severity: Severity::Medium,
    calls: &[Call::Alarms],
    consequence: "It goes off where nobody looks.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
    judge: Judge::Alarm(present),
};

fn present(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    if !alarm.actions.is_empty() {
        return Verdict::pass(alarm.actions.join(", "));
    }
    let command = mend::alarm(&alarm.name, &elsewhere, ".AlarmActions = [$ENV.SNS_TOPIC_ARN]");
    let mend = if alarm.composite {
        Mend::look(format!(
            "aws cloudwatch describe-alarms --alarm-types CompositeAlarm --alarm-names {}{elsewhere}",
            quote(&alarm.name)
        ))
    } else {
        Mend::with(&["SNS_TOPIC_ARN"], command)
    };
    Verdict::fail("no action", mend)
}

/// Really.
pub(super) const ENABLED: Check = Check {
    id: "alarm-actions-enabled",
    title: "The alarm's actions are switched on",
    severity: Severity::Medium,
    calls: &[Call::Alarms],
    consequence: "It goes off and nobody is told: switched off for a deployment, perhaps, and forgotten.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html",
    judge: Judge::Alarm(enabled),
};

fn enabled(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    if alarm.actions_enabled {
        return Verdict::pass("ActionsEnabled");
    }
    let mend = format!(
        "aws cloudwatch enable-alarm-actions --alarm-names {}{elsewhere}",
        quote(&alarm.name)
    );
    Verdict::fail("ActionsEnabled is off", Mend::run(mend))
}

/// Now.
pub(super) const STATE: Check = Check {
    id: "alarm-state",
    title: "The alarm has not gone off",
    severity: Severity::High,
    calls: &[Call::Alarms],
    consequence: "What it watches is not well now.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    judge: Judge::Alarm(state),
};

fn state(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    let since =
        alarm.since.map_or_else(String::new, |since| format!(" since {}", scene.ago(since)));
    if alarm.state != "ALARM" {
        return Verdict::pass(format!("{}{since}", alarm.state));
    }
    let look = format!(
        "aws cloudwatch describe-alarm-history --alarm-name {}{elsewhere}",
        quote(&alarm.name)
    );
    Verdict::fail(format!("ALARM{since}: {}", alarm.reason), Mend::look(look))
}
