//! What a calm run of the same case did otherwise.

use super::events::Happening;
use super::shape::Beside;

/// How many pairs of entries are compared at the most.
const PAIRS_MAX: usize = 4_000_000;

/// Marks what happens only here, and puts what happens only on a calm day in its place between.
pub(super) fn compare(all: &mut Vec<Happening>, calm: Vec<Happening>) {
    let before = all.iter().zip(&calm).take_while(|(one, other)| one.is_like(other)).count();
    let rest = all[before..].iter().rev().zip(calm[before..].iter().rev());
    let after = rest.take_while(|(one, other)| one.is_like(other)).count();
    let here = all[before..all.len() - after].to_vec();
    let there = &calm[before..calm.len() - after];
    let common = if here.len().saturating_mul(there.len()) > PAIRS_MAX {
        Vec::new()
    } else {
        longest(&here, there)
    };
    let (mut merged, mut moved) = (Vec::new(), Vec::new());
    let (mut one, mut other) = (0, 0);
    for (at, beside) in common.into_iter().chain([(here.len(), there.len())]) {
        while one < at {
            moved.push(before + merged.len());
            merged.push(Happening { beside: Beside::OnlyHere, ..here[one].clone() });
            one += 1;
        }
        while other < beside {
            let only_calm =
                Happening { beside: Beside::OnlyCalm, cause: None, ..there[other].clone() };
            merged.push(only_calm);
            other += 1;
        }
        if one < here.len() {
            moved.push(before + merged.len());
            merged.push(here[one].clone());
            one += 1;
            other += 1;
        }
    }
    let added = merged.len() - here.len();
    all.splice(before..before + here.len(), merged);
    for happening in all.iter_mut() {
        if happening.beside == Beside::OnlyCalm {
            continue;
        }
        happening.cause = happening.cause.map(|cause| match cause.checked_sub(before) {
            None => cause,
            Some(within) => moved.get(within).copied().unwrap_or(cause + added),
        });
    }
}

/// The longest common run of entries, as pairs of places.
fn longest(here: &[Happening], there: &[Happening]) -> Vec<(usize, usize)> {
    let width = there.len() + 1;
    let mut lengths = vec![0_u32; (here.len() + 1) * width];
    for one in (0..here.len()).rev() {
        for other in (0..there.len()).rev() {
            lengths[one * width + other] = if here[one].is_like(&there[other]) {
                lengths[(one + 1) * width + other + 1] + 1
            } else {
                lengths[(one + 1) * width + other].max(lengths[one * width + other + 1])
            };
        }
    }
    let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
    while one < here.len() && other < there.len() {
        if here[one].is_like(&there[other]) {
            pairs.push((one, other));
            one += 1;
            other += 1;
        } else if lengths[(one + 1) * width + other] >= lengths[one * width + other + 1] {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}
