//! Clauses over [`Fact`]s, each a monitor.

use super::{Content, Fact, Facts};
use crate::monitor::Monitor;
use crate::observation::Observed;
use parhelion::Timestamp;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

type Judgement = Option<Result<(), String>>;

fn must(holds: bool, otherwise: impl FnOnce() -> String) -> Judgement {
    Some(if holds { Ok(()) } else { Err(otherwise()) })
}

/// A clause with a memory that looks at facts alone.
fn fold<S: Facts + Serialize, M>(
    clause: impl Into<Cow<'static, str>>,
    begin: impl Fn() -> M + Send + Sync + 'static,
    step: impl Fn(&mut M, Timestamp, &Fact) -> Judgement + Send + Sync + 'static,
) -> Monitor<S> {
    Monitor::fold(clause, begin, move |memory, observed: &Observed<S>| {
        step(memory, observed.at, observed.seen.fact()?)
    })
}

/// What was sent, by what it is about.
#[derive(Default)]
struct Writes(BTreeMap<String, Vec<Write>>);

struct Write {
    content: Content,
    acknowledged: bool,
    /// Another one is sure to have come after it.
    gone: bool,
    /// Which ones had been acknowledged when this one was sent: it comes after them.
    after: Vec<usize>,
}

impl Writes {
    fn see(&mut self, fact: &Fact) {
        match fact {
            Fact::Sent { what, content } => {
                let writes = self.0.entry(what.clone()).or_default();
                let after =
                    (0..writes.len()).filter(|at| writes[*at].acknowledged && !writes[*at].gone);
                let after = after.collect();
                let content = content.clone();
                writes.push(Write { content, acknowledged: false, gone: false, after });
            }
            Fact::Acknowledged { what, content } => {
                let writes = self.0.entry(what.clone()).or_default();
                let this = |write: &&mut Write| {
                    !write.acknowledged && !write.gone && write.content == *content
                };
                let Some(write) = writes.iter_mut().find(this) else { return };
                write.acknowledged = true;
                for at in std::mem::take(&mut write.after) {
                    writes[at].gone = true;
                }
            }
            Fact::Refused { what, content } => {
                let writes = self.0.entry(what.clone()).or_default();
                let this = |write: &&mut Write| {
                    !write.acknowledged && !write.gone && write.content == *content
                };
                if let Some(write) = writes.iter_mut().find(this) {
                    write.gone = true;
                }
            }
            _ => {}
        }
    }

    fn of(&self, what: &str) -> &[Write] {
        self.0.get(what).map_or(&[], Vec::as_slice)
    }

    /// Whether `what` may be this. Of writes that were under way at once, either may be the last; and who was
    /// never answered may have its effect at any time.
    fn may_be(&self, what: &str, content: &Content) -> bool {
        self.of(what).iter().any(|write| !write.gone && write.content == *content)
    }

    /// What was acknowledged, as far as it may still be there.
    fn acknowledged(&self, what: &str) -> Vec<&Content> {
        let writes = self.of(what).iter().filter(|write| write.acknowledged && !write.gone);
        writes.map(|write| &write.content).collect()
    }
}

/// What remains is what was sent, to the byte and the metadata: the last that was acknowledged, or one
/// that may have come after it.
pub fn stored_equals_sent<S: Facts + Serialize>() -> Monitor<S> {
    fold("stored equals sent", Writes::default, |writes: &mut Writes, _, fact| {
        writes.see(fact);
        let Fact::Remains { what, content } = fact else { return None };
        must(writes.may_be(what, content), || {
            format!("{what} was acknowledged as {:?}", writes.acknowledged(what))
        })
    })
}

/// What was acknowledged remains.
pub fn nothing_acknowledged_is_lost<S: Facts + Serialize>() -> Monitor<S> {
    Monitor::within(
        "nothing acknowledged is lost",
        Duration::MAX,
        |seen: &S| match seen.fact()? {
            Fact::Acknowledged { what, .. } => Some(what.clone()),
            _ => None,
        },
        |seen| match seen.fact()? {
            Fact::Remains { what, .. } => Some(what.clone()),
            _ => None,
        },
    )
}

/// What remains was sent by somebody.
pub fn nothing_appears_unasked<S: Facts + Serialize>() -> Monitor<S> {
    Monitor::precedence(
        "nothing appears unasked",
        |seen: &S| match seen.fact()? {
            Fact::Remains { what, .. } => Some(what.clone()),
            _ => None,
        },
        |seen| match seen.fact()? {
            Fact::Sent { what, .. } => Some(what.clone()),
            _ => None,
        },
    )
}

/// What was acknowledged is read, by every path, until something else is sent.
pub fn read_your_writes<S: Facts + Serialize>() -> Monitor<S> {
    fold("read your writes", Writes::default, |writes: &mut Writes, _, fact| {
        writes.see(fact);
        let Fact::Read { what, path, content } = fact else { return None };
        let acknowledged = writes.acknowledged(what);
        if acknowledged.is_empty() {
            return None;
        }
        let holds = content.as_ref().is_some_and(|content| writes.may_be(what, content));
        must(holds, || format!("by {path}; {what} was acknowledged as {acknowledged:?}"))
    })
}

/// What is read was sent by somebody, and no other content has come after it. `absent`: what a name has that
/// nothing has.
pub fn what_is_read_was_sent<S: Facts + Serialize>(absent: &Content) -> Monitor<S> {
    let absent = absent.clone();
    fold("what is read was sent", Writes::default, move |writes: &mut Writes, _, fact| {
        writes.see(fact);
        let Fact::Read { what, path, content: Some(content) } = fact else { return None };
        must(*content == absent || writes.may_be(what, content), || format!("by {path}"))
    })
}

/// Everything that was added is there in the end.
pub fn no_update_is_lost<S: Facts + Serialize>() -> Monitor<S> {
    let added = |seen: &S| match seen.fact()? {
        Fact::Added { what, update } => Some((what.clone(), update.clone())),
        _ => None,
    };
    Monitor::within("no update is lost", Duration::MAX, added, |seen| match seen.fact()? {
        Fact::Holds { what, update } => Some((what.clone(), update.clone())),
        _ => None,
    })
}

/// No viewer sees an older version than before.
pub fn versions_are_monotone<S: Facts + Serialize>() -> Monitor<S> {
    let begin = BTreeMap::<(String, String), u64>::new;
    fold("no viewer goes back in time", begin, |newest, _, fact| {
        let Fact::Viewed { viewer, what, version } = fact else { return None };
        let before = newest.entry((viewer.clone(), what.clone())).or_default();
        let (holds, was) = (*version >= *before, *before);
        *before = was.max(*version);
        must(holds, || format!("{viewer} had seen version {was}"))
    })
}

/// A version is seen by nobody any more once its successor is this old.
pub fn fresh_within<S: Facts + Serialize>(bound: Duration) -> Monitor<S> {
    let begin = BTreeMap::<String, Vec<(Timestamp, u64)>>::new;
    let clause = format!("what is seen is at most {bound:?} old");
    fold(clause, begin, move |published, at, fact| match fact {
        Fact::Published { what, version } => {
            published.entry(what.clone()).or_default().push((at, *version));
            None
        }
        Fact::Viewed { what, version, .. } => {
            let versions = published.get(what)?;
            let due = versions.iter().filter(|(since, _)| at.since(*since) > bound);
            let due = due.map(|(_, version)| *version).max().unwrap_or(0);
            must(*version >= due, || format!("version {due} had been there for longer"))
        }
        _ => None,
    })
}

/// Nobody uninvited reads anything.
pub fn private_stays_private<S: Facts + Serialize>() -> Monitor<S> {
    Monitor::check("nobody uninvited reads anything", |seen: &S| {
        let Fact::Intruded { status, .. } = seen.fact()? else { return None };
        must(matches!(status, 401 | 403 | 404), || "it was not refused".to_owned())
    })
}

/// Every link on a page answers what it promises, for old clients and new ones.
pub fn links_answer<S: Facts + Serialize>() -> Monitor<S> {
    Monitor::check("every link answers what it promises", |seen: &S| {
        let Fact::Followed { status, as_promised, .. } = seen.fact()? else { return None };
        must(*status == 200 && *as_promised, || "it does not".to_owned())
    })
}

/// An error is shown for no longer than this once what was asked for can be shown.
pub fn errors_pass_within<S: Facts + Serialize>(bound: Duration) -> Monitor<S> {
    let begin = BTreeMap::<String, Timestamp>::new;
    let clause = format!("no error is shown for {bound:?} after all is well");
    fold(clause, begin, move |shown, at, fact| match fact {
        Fact::Shown { url } => {
            shown.entry(url.clone()).or_insert(at);
            None
        }
        Fact::ErrorShown { url, .. } => {
            let Some(since) = shown.remove(url) else { return Some(Ok(())) };
            must(at.since(since) <= bound, || "it had been shown before".to_owned())
        }
        _ => None,
    })
}

/// Every failure's log line arrives.
pub fn failures_are_logged<S: Facts + Serialize>(within: Duration) -> Monitor<S> {
    let failed = |seen: &S| match seen.fact()? {
        Fact::Failed { id } => Some(id.clone()),
        _ => None,
    };
    Monitor::within("every failure is logged", within, failed, |seen| match seen.fact()? {
        Fact::Logged { id } => Some(id.clone()),
        _ => None,
    })
}

/// Every alarm goes off in time.
pub fn alarms_go_off<S: Facts + Serialize>(within: Duration) -> Monitor<S> {
    let alarming = |seen: &S| match seen.fact()? {
        Fact::Alarming { alarm } => Some(alarm.clone()),
        _ => None,
    };
    Monitor::within("every alarm goes off in time", within, alarming, |seen| match seen.fact()? {
        Fact::Alarmed { alarm } => Some(alarm.clone()),
        _ => None,
    })
}

/// No call is tried more often than this.
pub fn tries_are_bounded<S: Facts + Serialize>(most: u32) -> Monitor<S> {
    Monitor::check(format!("no call is tried more than {most} times"), move |seen: &S| {
        let Fact::Tried { times, .. } = seen.fact()? else { return None };
        must(*times <= most, || format!("{times} times"))
    })
}

/// The clean-up leaves nothing.
pub fn clean_up_leaves_nothing<S: Facts + Serialize>() -> Monitor<S> {
    Monitor::check("the clean-up leaves nothing", |seen: &S| {
        let Fact::CleanedUp { left, .. } = seen.fact()? else { return None };
        must(!left, || "it is still there".to_owned())
    })
}

#[cfg(test)]
mod tests;
