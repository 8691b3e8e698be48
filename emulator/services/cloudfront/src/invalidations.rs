//! Invalidations: asked for, `InProgress`, `Completed` (CF-8.1, CF-8.2).

use crate::model::*;
use crate::paging::{PageRequest, invalid_marker};
use crate::timer::Timer;
use crate::validation::quantities;
use crate::{CloudFront, errors};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Paths in progress of a distribution: without wildcard, and with (Appendix A).
const FILES_MAX: usize = 3_000;
const WILDCARDS_MAX: usize = 15;
/// A path's length (CF-8.1a).
const PATH_MAX: usize = 4_000;

/// The invalidations of a distribution. They stay for good.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Invalidations {
    /// In the order in which they were made.
    made: Table<u64, Arc<StoredInvalidation>>,
    ids: Table<Arc<str>, u64>,
    references: Table<Arc<str>, u64>,
    /// Those not yet completed.
    open: Table<u64, ()>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct StoredInvalidation {
    id: Arc<str>,
    created: Timestamp,
    batch: InvalidationBatch,
    completed: bool,
}

impl StoredInvalidation {
    fn status(&self) -> String {
        if self.completed { "Completed" } else { "InProgress" }.into()
    }

    fn answer(&self) -> Invalidation {
        Invalidation {
            id: self.id.to_string(),
            status: self.status(),
            create_time: self.created,
            invalidation_batch: self.batch.clone(),
        }
    }
}

/// `*` counts as wildcard in the last place only (CF-8.1b).
fn is_wildcard(path: &str) -> bool {
    path.ends_with('*')
}

fn paths(batch: &InvalidationBatch) -> &[String] {
    batch.paths.items.as_deref().unwrap_or_default()
}

equal_by_identity!(StoredInvalidation);

impl Invalidations {
    /// `InProgressInvalidationBatches` (CF-8.2).
    pub(crate) fn in_progress(&self) -> i32 {
        i32::try_from(self.open.len()).unwrap_or(i32::MAX)
    }

    fn get(&self, id: &str) -> Result<&Arc<StoredInvalidation>> {
        let made = self.ids.get(id).and_then(|number| self.made.get(number));
        made.ok_or_else(|| {
            errors::no_such_invalidation("The specified invalidation does not exist.")
        })
    }

    /// Paths of unfinished batches: without wildcard, and with.
    fn open_paths(&self) -> (usize, usize) {
        let open = self.open.keys().filter_map(|number| self.made.get(number));
        let all: (usize, usize) = open.fold((0, 0), |(files, wildcards), made| {
            let wild = paths(&made.batch).iter().filter(|path| is_wildcard(path)).count();
            (files + paths(&made.batch).len() - wild, wildcards + wild)
        });
        all
    }

    fn add(&mut self, made: StoredInvalidation) {
        let number = self.made.get_max().map_or(0, |(last, _)| last + 1);
        self.ids.insert(made.id.clone(), number);
        self.references.insert(made.batch.caller_reference.as_str().into(), number);
        self.open.insert(number, ());
        self.made.insert(number, Arc::new(made));
    }

    fn complete(&mut self, id: &str) {
        let Some(number) = self.ids.get(id) else { return };
        self.open.remove(number);
        if let Some(made) = self.made.get_mut(number) {
            Arc::make_mut(made).completed = true;
        }
    }
}

/// Starts with `/`, and has no character that no invalidation path may have (CF-8.1 a and c).
///
/// Refused are: control characters, the space and all outside of ASCII, for they must be encoded; `~`, and `%7E` in
/// either case, for CloudFront never takes it. Of the rest of RFC 1738's unsafe characters it is not known that AWS
/// refuses them: they pass.
fn is_good(path: &str) -> bool {
    path.starts_with('/')
        && path.len() <= PATH_MAX
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'~')
        && !path.as_bytes().windows(3).any(|encoded| encoded.eq_ignore_ascii_case(b"%7e"))
}

/// Refuses a batch by itself (CF-8.1 a to c, CF-8.2).
fn check(batch: &InvalidationBatch) -> Result<()> {
    let paths = paths(batch);
    quantities::agree(batch.paths.quantity, paths)?;
    if batch.caller_reference.is_empty() {
        return Err(errors::invalid_argument("The parameter CallerReference is required."));
    }
    if paths.is_empty() || !paths.iter().all(|path| is_good(path)) {
        return Err(errors::invalid_argument(
            "Your request contains one or more invalid invalidation paths.",
        ));
    }
    if paths.len() > FILES_MAX {
        return Err(errors::batch_too_large("Invalidation batch specified is too large."));
    }
    Ok(())
}

/// Refuses a batch that is one too many besides the unfinished ones (CF-8.2).
fn check_room(stored: &Invalidations, batch: &InvalidationBatch) -> Result<()> {
    let (files, wildcards) = stored.open_paths();
    let wild = paths(batch).iter().filter(|path| is_wildcard(path)).count();
    let what = if wildcards + wild > WILDCARDS_MAX {
        "in-progress wildcard invalidations"
    } else if files + paths(batch).len() - wild > FILES_MAX {
        "in-progress invalidations"
    } else {
        return Ok(());
    };
    Err(errors::too_many_invalidations_in_progress(format!(
        "Processing your request will cause you to exceed the maximum number of {what}."
    )))
}

impl CloudFront {
    pub(crate) fn create_invalidation(
        &mut self,
        cx: &mut Context,
        input: CreateInvalidationInput,
    ) -> Result<CreateInvalidationOutput> {
        let CreateInvalidationInput { distribution_id, invalidation_batch } = input;
        let stored = self.distribution(&cx.account, &distribution_id)?;
        check(&invalidation_batch)?;
        let known = &stored.invalidations;
        let earlier = known.references.get(&*invalidation_batch.caller_reference);
        if let Some(earlier) = earlier.and_then(|number| known.made.get(number)) {
            if earlier.batch != invalidation_batch {
                return Err(errors::invalid_argument(
                    "Your request contains a caller reference that was used for a previous invalidation \
                     batch for the same distribution.",
                ));
            }
            return Ok(created(&distribution_id, earlier));
        }
        check_room(known, &invalidation_batch)?;
        let id: Arc<str> = format!("I{}", cx.upper_id(13)).into();
        let at = cx.now + self.propagation.invalidation;
        let everywhere = self.edge.invalidate(cx, &distribution_id, paths(&invalidation_batch), at);
        let (distribution, invalidation) = (distribution_id.clone(), id.to_string());
        let reported = everywhere + self.propagation.completed;
        cx.later(reported, &Timer::Completed { distribution, invalidation });
        let made =
            StoredInvalidation { id, created: cx.now, batch: invalidation_batch, completed: false };
        let output = created(&distribution_id, &made);
        if let Some(stored) = self.distribution_mut(&distribution_id) {
            stored.invalidations.add(made);
        }
        Ok(output)
    }

    /// The last POP has purged, and that is known.
    pub(crate) fn completed(&mut self, cx: &mut Context, distribution: &str, id: &str) {
        let Some(stored) = self.distribution_mut(distribution) else { return };
        stored.invalidations.complete(id);
        cx.note("invalidation-completed", distribution, &[("invalidation", id)]);
    }

    pub(crate) fn get_invalidation(
        &mut self,
        cx: &mut Context,
        input: GetInvalidationInput,
    ) -> Result<GetInvalidationOutput> {
        let GetInvalidationInput { distribution_id, id } = input;
        let made = self.distribution(&cx.account, &distribution_id)?.invalidations.get(&id)?;
        Ok(GetInvalidationOutput { invalidation: Some(made.answer()) })
    }

    /// Newest first (CF-8.2).
    pub(crate) fn list_invalidations(
        &mut self,
        cx: &mut Context,
        input: ListInvalidationsInput,
    ) -> Result<ListInvalidationsOutput> {
        let ListInvalidationsInput { distribution_id, marker, max_items } = input;
        let known = &self.distribution(&cx.account, &distribution_id)?.invalidations;
        let page_request = PageRequest::new(marker, max_items)?;
        let before = match &*page_request.marker {
            "" => u64::MAX,
            id => *known.ids.get(id).ok_or_else(invalid_marker)?,
        };
        let older = known.made.range(..before).rev().map(|(_, made)| made);
        let page = page_request.page(older, |made| made.id.to_string());
        let (quantity, is_truncated, items, next_marker) =
            page.into_parts(|made| InvalidationSummary {
                id: made.id.to_string(),
                create_time: made.created,
                status: made.status(),
            });
        let PageRequest { marker, max_items } = page_request;
        let list =
            InvalidationList { marker, next_marker, max_items, is_truncated, quantity, items };
        Ok(ListInvalidationsOutput { invalidation_list: Some(list) })
    }
}

fn created(distribution: &str, made: &StoredInvalidation) -> CreateInvalidationOutput {
    let id = &made.id;
    CreateInvalidationOutput {
        location: Some(format!(
            "https://cloudfront.amazonaws.com/2020-05-31/distribution/{distribution}/invalidation/{id}"
        )),
        invalidation: Some(made.answer()),
    }
}
