//! Asks, and makes a scene of the answers. A read that fails is part of it.
//!
//! - [`edge`]: distributions, and what the account has for all of them;
//! - [`buckets`], [`groups`], [`alarms`] (with metrics), [`dashboards`];
//! - [`others`]: keys, certificates, queues.

mod alarms;
mod buckets;
mod dashboards;
mod edge;
mod groups;
mod others;

use crate::account::{Account, Failures, Unread};
use crate::call::Call;
use crate::scene::{Kind, Options, Scene};
use crate::scope::Scope;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::collections::BTreeSet;

/// How many things are asked about at once; requests wait at the account's gate besides.
const AT_ONCE: usize = 4;
/// No list of AWS's goes on for longer: pages of 100 at least.
const MOST_PAGES: usize = 1000;

/// What a look is made with.
pub(crate) struct Look<'a> {
    pub(crate) account: &'a Account,
    pub(crate) scope: &'a Scope,
    pub(crate) options: &'a Options,
    calls: &'a BTreeSet<Call>,
}

impl Look<'_> {
    /// Whether some check, or the scope, wants to know it.
    pub(crate) fn wants(&self, call: Call) -> bool {
        self.calls.contains(&call)
    }
}

/// Looks at all that the scope names, by these calls and no other.
///
/// # Errors
/// In words: the scope names nothing that is there.
pub async fn look(
    account: &Account,
    scope: &Scope,
    calls: &BTreeSet<Call>,
    options: &Options,
) -> Result<Scene, String> {
    let mut scope = scope.clone();
    for stack in scope.stacks.clone() {
        let resources = account.stack(&stack).await.map_err(|unread| {
            let why = unread.sentence(Call::StackResources);
            format!("stack {stack}: {why}: give the answer of `aws cloudformation describe-stack-resources` as --stack-resources FILE")
        })?;
        if scope.add_stack(&resources) == 0 {
            return Err(format!(
                "stack {stack} has no bucket, distribution, log group, alarm or dashboard"
            ));
        }
    }
    let look = Look { account, scope: &scope, options, calls };
    let mut scene = Scene {
        account: account.id.clone(),
        region: account.region.clone(),
        now: account.now(),
        options: options.clone(),
        is_aws: account.is_aws(),
        whole: scope.whole || !scope.tags.is_empty(),
        missing: BTreeSet::new(),
        buckets: Vec::new(),
        distributions: Vec::new(),
        groups: Vec::new(),
        alarms: Vec::new(),
        dashboards: Vec::new(),
        all_alarms: BTreeSet::new(),
        all_groups: BTreeSet::new(),
        edge: crate::scene::Edge::default(),
        metrics: crate::scene::Metrics::default(),
        keys: Default::default(),
        certificates: Default::default(),
        queues: Default::default(),
        failures: Failures::new(),
    };
    look.edge(&mut scene).await;
    look.buckets(&mut scene).await;
    look.groups(&mut scene).await;
    look.alarms(&mut scene).await;
    look.dashboards(&mut scene).await;
    look.metrics(&mut scene).await;
    look.others(&mut scene).await;
    scene.now = account.now();
    is_something(&scope, &scene)?;
    Ok(scene)
}

/// Nothing found is never healthy.
fn is_something(scope: &Scope, scene: &Scene) -> Result<(), String> {
    let there = |bucket: &&crate::scene::Bucket| {
        !matches!(bucket.standing, crate::scene::Standing::Missing)
    };
    let found = scene.buckets.iter().filter(there).count()
        + scene.distributions.len()
        + scene.groups.len()
        + scene.alarms.len()
        + scene.dashboards.len();
    if found > 0 {
        return Ok(());
    }
    let mut wanted: Vec<String> =
        scope.names.iter().map(|(kind, name)| format!("{} {name}", kind.word())).collect();
    wanted.extend(scope.tags.iter().map(|(key, value)| format!("the tag {key}={value}")));
    let first = scene.failures.iter().next();
    let because = first.map(|(call, unread)| format!("; {}", unread.sentence(*call)));
    Err(format!(
        "nothing was found in account {}, region {}: looked for {}{}",
        scene.account,
        scene.region,
        wanted.join(", "),
        because.unwrap_or_default()
    ))
}

/// An answer. `None` if there is nothing of the kind, or if the read failed, which is noted.
pub(crate) fn noted<T, E>(
    failures: &mut Failures,
    call: Call,
    answer: Result<T, SdkError<E, HttpResponse>>,
) -> Option<T>
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    match answer {
        Ok(answer) => Some(answer),
        Err(error) => {
            note(failures, call, Unread::of(&error));
            None
        }
    }
}

/// A failure, unless it says that there is nothing of the kind.
pub(crate) fn note(failures: &mut Failures, call: Call, unread: Unread) {
    if !unread.is_absence() {
        failures.entry(call).or_insert(unread);
    }
}

/// What the scope names of a kind and was not found, unless it could not be listed.
pub(crate) fn note_missing<'a>(
    scene: &mut Scene,
    scope: &Scope,
    kind: Kind,
    found: impl Iterator<Item = &'a str>,
) {
    let found: BTreeSet<&str> = found.collect();
    let names = scope.of(kind).filter(|name| !found.contains(name));
    scene.missing.extend(names.map(|name| (kind, name.to_owned())));
}

/// All pages of a list that is continued by a token.
///
/// `pages!(failures, call, token => request, answer => next)`: `request` makes the call, given the token
/// of the last answer; `next` takes what is in an answer and gives its token.
macro_rules! pages {
    ($failures:expr, $call:expr, $token:ident => $request:expr, $answer:ident => $next:expr) => {{
        let mut $token: Option<String> = None;
        for _ in 0..crate::look::MOST_PAGES {
            let answer = $request.send().await;
            let Some($answer) = crate::look::noted($failures, $call, answer) else { break };
            let next: Option<String> = $next;
            // A list that repeats its token would never end.
            match next.filter(|next| !next.is_empty() && Some(next) != $token.as_ref()) {
                Some(next) => $token = Some(next),
                None => break,
            }
        }
    }};
}
pub(crate) use pages;
