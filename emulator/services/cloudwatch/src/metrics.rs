//! PutMetricData and ListMetrics (CW-B2, CW-B10).

use crate::arriving::Arrival;
use crate::choices;
use crate::datum;
use crate::home::Home;
use crate::model::{
    DimensionFilter, ListMetricsInput, ListMetricsOutput, Metric, PutMetricDataInput,
};
use crate::page;
use crate::series::{DAY, Datum, HOUR, LISTED, MetricKey, Series};
use crate::state::{CloudWatch, Region};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;
use std::time::Duration;

const LISTED_PER_PAGE: usize = 500;

/// `RecentlyActive=PT3H` may show fifty minutes more; here it does not.
const RECENT: Duration = Duration::from_secs(3 * HOUR as u64);

/// Namespace, name and dimensions of the last metric of a page.
type LastListed = (String, String, Vec<(String, String)>);

impl CloudWatch {
    pub(crate) fn put_metric_data(
        &mut self,
        cx: &mut Context,
        input: PutMetricDataInput,
    ) -> Result<()> {
        datum::check(&input, cx.now)?;
        let PutMetricDataInput { namespace, metric_data, entity_metric_data, .. } = input;
        let entities = entity_metric_data.into_iter().flatten();
        let entities = entities.flat_map(|entity| entity.metric_data.into_iter().flatten());
        let data = metric_data.into_iter().flatten().chain(entities);
        let now = cx.now;
        self.region(cx).store(cx, &namespace, data.map(|datum| datum::stored(datum, now)), false);
        Ok(())
    }

    /// Data become readable.
    pub(crate) fn arrive(&mut self, cx: &mut Context, home: &Home, number: u64) {
        let Some(region) = self.regions.get_mut(home) else { return };
        let Some(arrival) = region.arriving.data.remove(&number) else { return };
        let Arrival { namespace, key, datum } = Arc::unwrap_or_clone(arrival);
        region.store(cx, &namespace, std::iter::once((key, datum)), true);
    }

    /// CW-B10. Ordered by namespace, name and dimensions (AWS's order is not known).
    pub(crate) fn list_metrics(
        &mut self,
        cx: &mut Context,
        input: ListMetricsInput,
    ) -> Result<ListMetricsOutput> {
        let after: Option<LastListed> = page::read(input.next_token.as_deref())
            .map_err(|_| crate::errors::invalid_value("The value for NextToken is invalid."))?;
        let after =
            after.map(|(namespace, name, dimensions)| (namespace, MetricKey { name, dimensions }));
        // No account is linked to another here: others have nothing to show.
        let linked = input.include_linked_accounts.unwrap_or(false);
        let owned = input.owning_account.is_none_or(|owner| !linked || *owner == *cx.account);
        let filters = input.dimensions.unwrap_or_default();
        let now = cx.now;
        let recent = if input.recently_active.is_some() { RECENT } else { LISTED };
        let metrics = &self.region(cx).metrics;
        let all = metrics.namespaces.iter().flat_map(|(namespace, series)| {
            series.iter().map(move |(key, series)| (namespace, key, series))
        });
        let mut page: Vec<Metric> = Vec::new();
        let mut last: Option<(&Arc<str>, &Arc<MetricKey>)> = None;
        let mut next_token = None;
        for (namespace, key, series) in all {
            let shown = owned
                && input.namespace.as_ref().is_none_or(|wanted| **wanted == **namespace)
                && input.metric_name.as_ref().is_none_or(|wanted| *wanted == key.name)
                && filters.iter().all(|filter| has(key, filter))
                && is_listed(series, now, recent)
                && after.as_ref().is_none_or(|(ns, after)| (&**namespace, &**key) > (&**ns, after));
            if !shown {
                continue;
            }
            if page.len() == LISTED_PER_PAGE {
                next_token =
                    last.map(|(ns, key)| page::token(&(&**ns, &key.name, &key.dimensions)));
                break;
            }
            page.push(Metric {
                namespace: Some(namespace.to_string()),
                metric_name: Some(key.name.clone()),
                dimensions: Some(datum::dimensions(key)),
            });
            last = Some((namespace, key));
        }
        let owning_accounts = linked.then(|| vec![cx.account.to_string(); page.len()]);
        Ok(ListMetricsOutput { metrics: Some(page), next_token, owning_accounts })
    }
}

impl Region {
    /// Stores data. `arrived`: they were held back already, and are readable now.
    pub(crate) fn store(
        &mut self,
        cx: &mut Context,
        namespace: &str,
        data: impl Iterator<Item = (MetricKey, Datum)>,
        arrived: bool,
    ) {
        let Self { metrics, alarms, arriving } = self;
        let watched = alarms.any_asleep(namespace);
        let namespaced = metrics.namespace_mut(namespace);
        for (key, datum) in data {
            let delay = if arrived { Duration::ZERO } else { back_dated(cx, &datum) };
            if !delay.is_zero() {
                arriving.hold(cx, delay, Arrival { namespace: namespace.into(), key, datum });
                continue;
            }
            if watched {
                alarms.wake_alarms(cx, namespace, &key);
            }
            let series = namespaced.entry(Arc::new(key)).or_insert_with(|| {
                let read = cx.choose_delay(&choices::NEW_METRIC_READ);
                let listed = cx.choose_delay(&choices::NEW_METRIC_LISTED);
                Series::new(cx.now + read, cx.now + listed)
            });
            series.add(datum, cx.now);
        }
    }
}

/// How long a datum of the past is not readable (CW-F17).
fn back_dated(cx: &mut Context, datum: &Datum) -> Duration {
    match cx.now.secs() - datum.at.secs() {
        age if age >= DAY => cx.choose_delay(&choices::BACK_DATED_DAYS),
        age if age >= 3 * HOUR => cx.choose_delay(&choices::BACK_DATED_HOURS),
        _ => Duration::ZERO,
    }
}

/// True if the metric has the dimension, whatever else it has.
fn has(key: &MetricKey, filter: &DimensionFilter) -> bool {
    key.dimensions.iter().any(|(name, value)| {
        *name == filter.name && filter.value.as_ref().is_none_or(|wanted| wanted == value)
    })
}

fn is_listed(series: &Series, now: Timestamp, recent: Duration) -> bool {
    let latest = series.latest().is_some_and(|latest| now.since(latest) <= recent);
    latest && now >= series.listed_from
}
