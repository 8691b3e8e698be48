//! Dashboards.

use super::{AT_ONCE, Look, note_missing, noted, pages};
use crate::call::Call;
use crate::scene::{Dashboard, Kind, Mentioned, Scene};
use futures_util::{StreamExt, stream};
use std::collections::BTreeSet;

impl Look<'_> {
    /// Those that the scope names, and those that mention what is in it.
    pub(super) async fn dashboards(&self, scene: &mut Scene) {
        if !self.wants(Call::ListDashboards) {
            return;
        }
        let client = self.account.cloudwatch(&self.account.region);
        let mut names: BTreeSet<String> = BTreeSet::new();
        pages!(&mut scene.failures, Call::ListDashboards,
        token => client.list_dashboards().set_next_token(token.clone()),
        answer => {
            let entries = answer.dashboard_entries.unwrap_or_default().into_iter();
            names.extend(entries.filter_map(|it| it.dashboard_name));
            answer.next_token.filter(|_| names.len() < self.options.most)
        });
        if self.wants(Call::Dashboard) {
            let looks: Vec<_> = names.iter().map(|name| self.dashboard(name)).collect();
            let all: Vec<Dashboard> = stream::iter(looks).buffered(AT_ONCE).collect().await;
            let belongs = |it: &Dashboard| {
                self.scope.names.contains(&(Kind::Dashboard, it.name.clone()))
                    || shows(it, scene)
                    // What cannot be read may belong to it.
                    || (!it.failures.is_empty() && self.scope.of(Kind::Dashboard).next().is_none())
            };
            let dashboards = all.into_iter().filter(belongs).collect();
            scene.dashboards = dashboards;
            self.mentioned_groups(scene).await;
        }
        if !scene.failures.contains_key(&Call::ListDashboards) {
            note_missing(scene, self.scope, Kind::Dashboard, names.iter().map(String::as_str));
        }
    }

    /// Which of the log groups that dashboards mention are there.
    async fn mentioned_groups(&self, scene: &mut Scene) {
        let mentions = scene.dashboards.iter().flat_map(|it| it.mentions());
        let names = mentions.filter_map(|(_, it)| match it {
            Mentioned::LogGroup(name) => Some(name),
            _ => None,
        });
        let names: BTreeSet<String> = names.collect();
        if !self.wants(Call::LogGroups) {
            return;
        }
        for name in names {
            let ask = self.account.logs().describe_log_groups().log_group_name_prefix(&name);
            let answer = noted(&mut scene.failures, Call::LogGroups, ask.send().await);
            let groups = answer.and_then(|it| it.log_groups).unwrap_or_default();
            if groups.iter().any(|it| it.log_group_name.as_deref() == Some(&name)) {
                scene.all_groups.insert(name);
            }
        }
    }

    async fn dashboard(&self, name: &str) -> Dashboard {
        let client = self.account.cloudwatch(&self.account.region);
        let answer = client.get_dashboard().dashboard_name(name).send().await;
        let mut seen = Dashboard { name: name.to_owned(), ..Dashboard::default() };
        if let Some(answer) = noted(&mut seen.failures, Call::Dashboard, answer) {
            let text = answer.dashboard_body.unwrap_or_default();
            // AWS keeps only bodies that are JSON.
            seen.body = serde_json::from_str(&text).unwrap_or_default();
        }
        seen
    }
}

/// Whether a dashboard shows anything of the application's.
fn shows(dashboard: &Dashboard, scene: &Scene) -> bool {
    let names = scene.names();
    let counted: BTreeSet<(&str, &str)> =
        scene.groups.iter().flat_map(|group| group.metrics()).collect();
    dashboard.mentions().iter().any(|(_, it)| match it {
        Mentioned::Metric(metric, _) => {
            counted.contains(&(metric.namespace.as_str(), metric.name.as_str()))
                || metric.dimensions.values().any(|value| names.contains(value.as_str()))
        }
        Mentioned::Alarm(name) => scene.alarms.iter().any(|alarm| alarm.name == *name),
        Mentioned::LogGroup(name) => names.contains(name.as_str()),
    })
}
