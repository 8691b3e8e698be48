//! `docs/mutants.md`: every mutant, what catches it, and what others catch.

use super::hunt::{Caught, Engine};
use super::table::Summary;
use crate::subject::Subject;
use mutation::{Class, Needs};
use std::fmt::Write;

/// The page. `all`: what each engine made of each mutant; `cases`: how many cases at random each had.
pub fn markdown(all: &[Caught], cases: usize) -> String {
    let mut out = format!(
        "# Mutants\n\nMeasured by `parhelion-verify --mutants --page docs/mutants.md --cases {cases}`. \
         Each mutant is one bug behind one\nswitch of an application in `scenarios/`; the unbroken \
         applications hold. The smallest case of each is kept\nin `scenarios/workloads`, in ETNA's format, \
         with the clause that it violates: CI replays them all.\n\n"
    );
    // Writing to a String cannot fail: results are ignored.
    let of = |engine| all.iter().filter(move |caught| caught.engine == engine);
    by_class(&mut out, all);
    let _ = writeln!(
        out,
        "All engines had the same operations, clients and crashes, and {cases} cases at random: they differ \
         in what\nAWS does. *Errors before the effect*: calls are refused, one at a time and at random. *5 % \
         proxy*: each try\nof a call fails before it has an effect or after, at random. *Calm world*: a \
         property test without plans.\n"
    );
    by_needs(&mut out, &of(Engine::Legal).collect::<Vec<_>>());
    for application in Subject::APPLICATIONS {
        let name = application.application();
        let _ = writeln!(out, "## {name}\n\nIt is {}.\n", application.description());
        let _ = writeln!(
            out,
            "| mutant | what it does | class | caught by | runs | operations | deviations | others |\n\
             | --- | --- | --- | --- | ---: | ---: | ---: | --- |"
        );
        for caught in of(Engine::Legal).filter(|it| it.subject.application() == name) {
            let _ = writeln!(out, "{}", row(caught, all));
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// How many each engine catches, class by class.
fn by_class(out: &mut String, all: &[Caught]) {
    let mutants = Subject::mutants();
    let _ = writeln!(
        out,
        "| class | mutants | {} | median runs | seconds |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        Engine::ALL.map(Engine::name).join(" | ")
    );
    let classes = Class::ALL.into_iter().map(Some).chain([None]);
    for class in classes {
        let is_of = |caught: &&Caught| class.is_none() || caught.subject.class() == class;
        let count = mutants.iter().filter(|it| class.is_none() || it.class() == class).count();
        let share = 100.0 * count as f64 / mutants.len() as f64;
        let by = Engine::ALL.map(|engine| {
            let caught = all.iter().filter(is_of).filter(|caught| caught.engine == engine);
            Summary::of(caught)
        });
        let name = class.map_or("all", Class::name);
        let found = by.clone().map(|of| of.caught.to_string()).join(" | ");
        let _ = writeln!(
            out,
            "| {name} | {count} ({share:.0} %) | {found} | {} | {:.1} |",
            by[0].median_runs, by[0].seconds
        );
    }
    out.push('\n');
}

/// What the smallest cases need.
fn by_needs(out: &mut String, all: &[&Caught]) {
    let _ = writeln!(out, "| what the smallest case has | mutants |\n| --- | ---: |");
    let every = [Needs::Nothing, Needs::Deviation, Needs::Deviations, Needs::Clients, Needs::Crash];
    for needs in every {
        let count = all.iter().filter(|caught| caught.subject.needs() == Some(needs)).count();
        let _ = writeln!(out, "| {} | {count} |", needs.name());
    }
    out.push('\n');
}

fn row(caught: &Caught, all: &[Caught]) -> String {
    let subject = &caught.subject;
    let others = Engine::ALL.into_iter().skip(1).filter(|engine| {
        let mut same = all.iter().filter(|it| it.subject == *subject && it.engine == *engine);
        same.any(|it| it.by.is_some())
    });
    let others: Vec<&str> = others.map(Engine::name).collect();
    let by = match &caught.by {
        Some(found) => format!(
            "{} | {} | {} | {}",
            found.clause, found.runs, found.operations, found.deviations
        ),
        None => "**survived** | | |".to_owned(),
    };
    format!(
        "| `{}` | {} | {} | {by} | {} |",
        subject.mutant().unwrap_or_default(),
        subject.description(),
        subject.class().map_or("", Class::name),
        others.join(", ")
    )
}
