//! Wing and Gong's search for an order, with Lowe's memory of what was tried.

use super::{Call, Invocation, Response, Value};
use std::collections::HashSet;
use std::fmt;

/// A history that no order explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The order that got furthest.
    pub explained: Vec<Call>,
    /// What the key holds after it.
    pub holds: Option<Value>,
    /// The calls one of which would have to be next, and none of which fits.
    pub stuck: Vec<Call>,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "no order of these calls explains what the clients saw")?;
        writeln!(f, "the furthest that one gets:")?;
        let skipped = self.explained.len().saturating_sub(12);
        if skipped > 0 {
            writeln!(f, "  … {skipped} calls")?;
        }
        for call in &self.explained[skipped..] {
            writeln!(f, "  {call}")?;
        }
        match self.holds {
            Some(value) => {
                writeln!(f, "then the key holds {value}, and none of these can be next:")?
            }
            None => writeln!(f, "then the key is absent, and none of these can be next:")?,
        }
        for call in &self.stuck {
            writeln!(f, "  {call}")?;
        }
        Ok(())
    }
}

/// Looks for an order of a key's calls that explains them, the key being absent at first.
///
/// Exponential in the number of calls at the same time and of unknown outcomes: meant for some
/// hundred calls of at most ten clients, one in twenty without an answer.
///
/// # Errors
/// There is none.
pub fn check(history: &[Call]) -> Result<(), Impossible> {
    let mut calls: Vec<Call> = history.to_vec();
    // A read without an answer says nothing.
    calls.retain(|call| (call.invocation, call.response) != (Invocation::Read, Response::Unknown));
    calls.sort_by_key(|call| call.sent);
    let mut search = Search { calls, tried: HashSet::new(), order: Vec::new(), best: None };
    let done = Done(vec![0; search.calls.len().div_ceil(64)]);
    if search.explain(None, done) {
        return Ok(());
    }
    Err(search.best.unwrap_or(Impossible { explained: vec![], holds: None, stuck: vec![] }))
}

/// Which calls have taken their place.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Done(Vec<u64>);

impl Done {
    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }
}

struct Search {
    /// By the moment of sending.
    calls: Vec<Call>,
    tried: HashSet<(Option<Value>, Done)>,
    order: Vec<usize>,
    best: Option<Impossible>,
}

/// What the key holds after a call, if it can take effect now and be answered so.
fn after(
    holds: Option<Value>,
    invocation: Invocation,
    response: Response,
) -> Option<Option<Value>> {
    let condition = match invocation {
        Invocation::PutIfAbsent(_) => holds.is_none(),
        Invocation::PutIfMatch { held, .. } => holds == Some(held),
        Invocation::Put(_) | Invocation::Delete | Invocation::Read => true,
    };
    match (response, invocation) {
        (Response::Holds(seen), Invocation::Read) => (seen == holds).then_some(holds),
        (Response::Refused, Invocation::PutIfAbsent(_) | Invocation::PutIfMatch { .. }) => {
            (!condition).then_some(holds)
        }
        (Response::Done | Response::Unknown, _) if condition => match invocation {
            Invocation::Put(value) | Invocation::PutIfAbsent(value) => Some(Some(value)),
            Invocation::PutIfMatch { next, .. } => Some(Some(next)),
            Invocation::Delete => Some(None),
            Invocation::Read => None,
        },
        _ => None,
    }
}

/// Only looked at the key: takes its place as soon as it fits, for no order is better.
fn only_looks(call: &Call) -> bool {
    matches!(call.response, Response::Holds(_) | Response::Refused)
}

impl Search {
    fn explain(&mut self, holds: Option<Value>, mut done: Done) -> bool {
        let length = self.order.len();
        let mut next = self.candidates(&done);
        while let Some(at) = next.iter().copied().find(|at| self.looks_right(*at, holds)) {
            done.add(at);
            self.order.push(at);
            next = self.candidates(&done);
        }
        let all = |search: &Self| {
            let mut known = search.calls.iter().enumerate();
            known.all(|(at, call)| done.has(at) || call.response == Response::Unknown)
        };
        if all(self) {
            return true;
        }
        if self.tried.insert((holds, done.clone())) {
            for at in &next {
                let Call { invocation, response, .. } = self.calls[*at];
                let Some(then) =
                    after(holds, invocation, response).filter(|_| !only_looks(&self.calls[*at]))
                else {
                    continue;
                };
                let mut with = done.clone();
                with.add(*at);
                self.order.push(*at);
                if self.explain(then, with) {
                    return true;
                }
                self.order.pop();
            }
            self.note(holds, &next);
        }
        self.order.truncate(length);
        false
    }

    fn looks_right(&self, at: usize, holds: Option<Value>) -> bool {
        let call = &self.calls[at];
        only_looks(call) && after(holds, call.invocation, call.response).is_some()
    }

    /// The calls that may be next: sent before any of those without a place was answered.
    fn candidates(&self, done: &Done) -> Vec<usize> {
        let open = || (0..self.calls.len()).filter(|at| !done.has(*at));
        let answered =
            open().map(|at| &self.calls[at]).filter(|call| call.response != Response::Unknown);
        let first_answer = answered.map(|call| call.answered).min().unwrap_or(u64::MAX);
        open().take_while(|at| self.calls[*at].sent < first_answer).collect()
    }

    fn note(&mut self, holds: Option<Value>, next: &[usize]) {
        let further = self.best.as_ref().is_none_or(|best| self.order.len() > best.explained.len());
        if further {
            let calls = |at: &[usize]| at.iter().map(|at| self.calls[*at]).collect();
            let (explained, stuck) = (calls(&self.order), calls(next));
            self.best = Some(Impossible { explained, holds, stuck });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn call(
        client: u32,
        sent: u64,
        answered: u64,
        invocation: Invocation,
        response: Response,
    ) -> Call {
        Call { client, invocation, response, sent, answered }
    }

    fn put(at: (u64, u64), value: Value) -> Call {
        call(0, at.0, at.1, Invocation::Put(value), Response::Done)
    }

    fn lost(sent: u64, invocation: Invocation) -> Call {
        call(9, sent, sent, invocation, Response::Unknown)
    }

    fn read(at: (u64, u64), value: Option<Value>) -> Call {
        call(1, at.0, at.1, Invocation::Read, Response::Holds(value))
    }

    #[track_caller]
    fn accepts(history: &[Call]) {
        if let Err(impossible) = check(history) {
            panic!("{impossible}");
        }
    }

    #[track_caller]
    fn rejects(history: &[Call]) -> Impossible {
        check(history).expect_err("accepted")
    }

    #[test]
    fn what_happens_at_the_same_time_may_be_either_way() {
        accepts(&[]);
        accepts(&[put((0, 9), 1), read((1, 2), None), read((3, 4), Some(1))]);
        accepts(&[put((0, 9), 1), put((0, 9), 2), read((10, 11), Some(1))]);
        accepts(&[put((0, 9), 1), put((0, 9), 2), read((10, 11), Some(2))]);
    }

    #[test]
    fn a_stale_read_is_found_and_explained() {
        let history = [put((0, 1), 1), put((2, 3), 2), read((4, 5), Some(1))];
        let impossible = rejects(&history);
        assert_eq!((impossible.holds, impossible.stuck.len()), (Some(2), 1));
        let text = impossible.to_string();
        assert!(text.contains("then the key holds 2"), "{text}");
        assert!(text.contains("client 1, 4..5: read → 1"), "{text}");
    }

    #[test]
    fn a_lost_write_a_resurrected_key_and_a_read_from_the_future() {
        rejects(&[put((0, 1), 1), read((2, 3), None)]);
        let delete = call(0, 2, 3, Invocation::Delete, Response::Done);
        rejects(&[put((0, 1), 1), delete, read((4, 5), Some(1))]);
        rejects(&[read((0, 1), Some(1)), put((2, 3), 1)]);
        rejects(&[put((0, 1), 1), read((2, 3), Some(7))]);
    }

    #[test]
    fn two_readers_agree_on_the_order_of_two_writes() {
        let writes = [put((0, 9), 1), put((0, 9), 2)];
        let reads = |a, b, c, d| {
            [
                read((10, 11), Some(a)),
                read((12, 13), Some(b)),
                read((14, 15), Some(c)),
                read((16, 17), Some(d)),
            ]
        };
        rejects(&[&writes[..], &reads(1, 2, 1, 2)].concat());
        let seen_meanwhile =
            [read((1, 2), Some(2)), read((3, 4), Some(1)), read((10, 11), Some(2))];
        rejects(&[&writes[..], &seen_meanwhile].concat());
    }

    #[test]
    fn conditions_have_one_winner_and_see_what_is_there() {
        let absent = |sent, value, response| {
            call(0, sent, sent + 9, Invocation::PutIfAbsent(value), response)
        };
        accepts(&[absent(0, 1, Response::Done), absent(0, 2, Response::Refused)]);
        rejects(&[absent(0, 1, Response::Done), absent(0, 2, Response::Done)]);
        rejects(&[absent(0, 1, Response::Refused), absent(0, 2, Response::Refused)]);
        let over = |sent, held, next, response| {
            call(0, sent, sent + 3, Invocation::PutIfMatch { held, next }, response)
        };
        let first = put((0, 1), 1);
        accepts(&[first, over(2, 1, 2, Response::Done), over(2, 1, 3, Response::Refused)]);
        rejects(&[first, over(2, 1, 2, Response::Done), over(2, 1, 3, Response::Done)]);
        rejects(&[first, over(2, 1, 2, Response::Refused)]);
        rejects(&[over(0, 1, 2, Response::Done)]);
    }

    #[test]
    fn an_unknown_write_happens_once_or_never_and_late_if_it_likes() {
        let first = put((0, 1), 1);
        let (old, new) = (|at| read((at, at + 1), Some(1)), |at| read((at, at + 1), Some(2)));
        let unknown = lost(2, Invocation::Put(2));
        accepts(&[first, unknown, old(4), old(6)]);
        accepts(&[first, unknown, old(4), new(6)]);
        rejects(&[first, unknown, new(4), old(6)]);
        rejects(&[first, lost(8, Invocation::Put(2)), new(4)]);
        let gone = read((6, 7), None);
        accepts(&[first, lost(2, Invocation::Delete), old(4), gone]);
        rejects(&[first, lost(2, Invocation::Delete), gone, old(8)]);
        accepts(&[first, lost(2, Invocation::PutIfMatch { held: 1, next: 2 }), new(4)]);
        rejects(&[first, lost(2, Invocation::PutIfMatch { held: 7, next: 2 }), new(4)]);
    }

    /// Every order of every choice of unknown calls, tried plainly.
    fn brute_force(calls: &[Call], holds: Option<Value>, done: u32) -> bool {
        let open = |at: &usize| done >> at & 1 == 0;
        let mut left = (0..calls.len()).filter(open);
        if left.clone().all(|at| calls[at].response == Response::Unknown) {
            return true;
        }
        left.any(|at| {
            let mut others = (0..calls.len()).filter(open).filter(|other| *other != at);
            let is_late = others.any(|other| {
                calls[other].response != Response::Unknown
                    && calls[other].answered <= calls[at].sent
            });
            let then = after(holds, calls[at].invocation, calls[at].response).filter(|_| !is_late);
            then.is_some_and(|then| brute_force(calls, then, done | 1 << at))
        })
    }

    fn any_call() -> impl Strategy<Value = Call> {
        let invocation = prop_oneof![
            (1..4u64).prop_map(Invocation::Put),
            (1..4u64).prop_map(Invocation::PutIfAbsent),
            (1..4u64, 1..4u64).prop_map(|(held, next)| Invocation::PutIfMatch { held, next }),
            Just(Invocation::Delete),
            Just(Invocation::Read),
        ];
        (invocation, 0..12u64, 1..5u64, 0..4u64, 0..3usize).prop_map(
            |(invocation, sent, lasts, value, outcome)| {
                let response = match (invocation, outcome) {
                    (Invocation::Read, _) => Response::Holds((value > 0).then_some(value)),
                    (_, 0) => Response::Unknown,
                    (Invocation::PutIfAbsent(_) | Invocation::PutIfMatch { .. }, 1) => {
                        Response::Refused
                    }
                    _ => Response::Done,
                };
                call(0, sent, sent + lasts, invocation, response)
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        /// The search finds what trying everything finds, and nothing else.
        #[test]
        fn agrees_with_trying_everything(calls in prop::collection::vec(any_call(), 0..7)) {
            prop_assert_eq!(check(&calls).is_ok(), brute_force(&calls, None, 0));
        }

        /// What a real register answers is accepted, however the calls overlap.
        #[test]
        fn accepts_registers(
            asks in prop::collection::vec((0..5usize, 0..8u64, 0..8u64, prop::bool::weighted(0.05)), 0..120),
        ) {
            let (mut holds, mut history, mut written) = (None, Vec::new(), 0);
            for (n, (kind, before, behind, is_lost)) in asks.into_iter().enumerate() {
                written += 1;
                let invocation = match kind {
                    0 => Invocation::Put(written),
                    1 => Invocation::PutIfAbsent(written),
                    2 => Invocation::PutIfMatch { held: holds.unwrap_or(1), next: written },
                    3 => Invocation::Delete,
                    _ => Invocation::Read,
                };
                let response = match invocation {
                    Invocation::Read => Response::Holds(holds),
                    _ if after(holds, invocation, Response::Done).is_some() => Response::Done,
                    _ => Response::Refused,
                };
                holds = after(holds, invocation, response).unwrap();
                // The moment of the effect lies inside.
                let at = 10 + n as u64 * 4;
                let response = if is_lost && invocation != Invocation::Read { Response::Unknown } else { response };
                history.push(call(0, at - before, at + 1 + behind, invocation, response));
            }
            if let Err(impossible) = check(&history) {
                prop_assert!(false, "{}", impossible);
            }
        }
    }
}
