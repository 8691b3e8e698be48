//! This server beside others, by the same client in one run: whatever of them is installed.

mod servers;
mod what;

use crate::client::Endpoint;
use servers::{Kind, SERVERS, Start};
use std::collections::BTreeMap;
use std::time::Duration;
use what::{Figure, WHAT};

const ROUNDS: usize = 2;

/// By what is measured.
type Column = BTreeMap<usize, Figure>;

/// Measures those of the servers that are here (or whose names begin as one of `asked`), and prints tables.
pub(crate) fn measure(asked: &[String]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let is_asked = |start: &Start| {
        asked.is_empty() || asked.iter().any(|asked| start.name.starts_with(asked.as_str()))
    };
    let mut columns: Vec<(&Start, Column)> = Vec::new();
    for start in SERVERS.iter().filter(|start| is_asked(start)) {
        match runtime.block_on(column(start)) {
            Ok(column) => columns.push((start, column)),
            Err(why) => eprintln!("{}: skipped: {why}", start.name),
        }
    }
    for (kind, title) in [(Kind::Memory, "In memory"), (Kind::Disk, "On the disk")] {
        println!("\n### {title}\n");
        // An edge keeps nothing: it stands beside those that keep all in memory.
        let beside = |it: Kind| it == Kind::Limit || (it == Kind::Edge && kind == Kind::Memory);
        let of_kind = |start: &Start| start.kind == kind || beside(start.kind);
        let columns: Vec<_> = columns.iter().filter(|(start, _)| of_kind(start)).collect();
        table(&columns);
    }
}

/// One server's figures, each the best of some rounds.
async fn column(start: &Start) -> Result<Column, String> {
    let running = servers::start(start).await?;
    let to = Endpoint::new(&running.server.url);
    let context = what::prepare(&to, running.origin_port, start.kind).await?;
    let mut column = Column::new();
    for round in 0..ROUNDS {
        for (at, what) in WHAT.iter().enumerate() {
            let used = || running.server.processor_time();
            match what::measure(what, &to, &context, used).await {
                Ok(Some(figure)) => {
                    let best = column.entry(at).or_insert(figure);
                    *best = best.better(figure);
                }
                Ok(None) => {}
                Err(why) if round == 0 => {
                    eprintln!("{}: {}: {why}", start.name, what.name);
                }
                Err(_) => {}
            }
        }
    }
    Ok(column)
}

/// A line for each figure; then how many times as fast ours is as the fastest peer, and what share of the
/// limit it reaches; then the processor time that the servers took for a call.
fn table(columns: &[&(&Start, Column)]) {
    let names: Vec<&str> = columns.iter().map(|(start, _)| start.name).collect();
    println!("| what | {} | ours to the fastest peer | of the limit |", names.join(" | "));
    println!("| --- |{} --- | --- |", " --- |".repeat(names.len()));
    for (at, what) in WHAT.iter().enumerate() {
        let value = |column: &Column| column.get(&at).map(|figure| figure.rate);
        let cells: Vec<String> = columns
            .iter()
            .map(|(_, column)| value(column).map_or("–".to_owned(), |rate| what.shown(rate)))
            .collect();
        let most = |of: &dyn Fn(&Start) -> bool| {
            let rates = columns.iter().filter(|(start, _)| of(start));
            rates.filter_map(|(_, column)| value(column)).fold(None, |most: Option<f64>, rate| {
                Some(most.map_or(rate, |most| most.max(rate)))
            })
        };
        let ours =
            columns.iter().find(|(start, _)| start.ours).and_then(|(_, column)| value(column));
        let peer = most(&|start| !start.ours && start.kind != Kind::Limit);
        let limit = most(&|start| start.kind == Kind::Limit);
        let times = ours.zip(peer).map(|(ours, peer)| format!("× {:.1}", ours / peer));
        let share = ours.zip(limit).map(|(ours, limit)| format!("{:.0} %", ours / limit * 100.0));
        let (times, share) = (times.unwrap_or_default(), share.unwrap_or_default());
        println!("| {} | {} | {times} | {share} |", what.name, cells.join(" | "));
    }
    println!("\nProcessor time of the server for one, in µs:\n");
    println!("| what | {} |\n| --- |{}", names.join(" | "), " --- |".repeat(names.len()));
    for (at, what) in WHAT.iter().enumerate().filter(|(_, what)| !what.is_large()) {
        let cell = |column: &Column| {
            let used = column.get(&at).map(|figure| figure.used).filter(|it| *it > Duration::ZERO);
            used.map_or("–".to_owned(), |used| format!("{:.0}", used.as_secs_f64() * 1e6))
        };
        let cells: Vec<String> = columns.iter().map(|(_, column)| cell(column)).collect();
        println!("| {} | {} |", what.name, cells.join(" | "));
    }
}
