//! A program that counts what it does: compute utilisation by operations, so that it is the same on every
//! machine (CF-11.1). An operation is a node of the syntax tree, as often as it is run.

use crate::gate;
use crate::syntax::{is_function, text, walk};
use std::fmt::Write as _;
use std::ops::Range;
use tree_sitter::{Node, Tree};

/// 100 % of what a function may use. AWS does not publish its maximum; what is commonly quoted is a
/// millisecond (CF-11.1), in which an interpreter does about as many.
pub(crate) const OPERATIONS_MAX: u64 = 40_000;

/// Where counting goes on with a number of its own: the body of a function or of a loop.
struct Region {
    end: usize,
    count: u64,
    /// Where the counter is told, before which text and after which.
    at: usize,
    before: &'static str,
    after: &'static str,
    /// What closes it.
    close: &'static str,
}

/// The code as one function of `spend`, `imported`, `caught` and `sized` (see `prelude/invoke.js`), which answers with the handler. Lines stay where they are.
pub(crate) fn metered(tree: &Tree, code: &str) -> String {
    let mut counter = "__tick".to_owned();
    while code.contains(&counter) {
        counter.push('_');
    }
    let import = format!("{counter}import");
    let caught = format!("{counter}caught");
    let sized = format!("{counter}sized");
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut open =
        vec![Region { end: usize::MAX, count: 0, at: 0, before: "", after: ";", close: "" }];
    let mut close = |region: Region| {
        let Region { end, count, at, before, after, close } = region;
        edits.push((at, at, format!("{before}{counter}({count}){after}")));
        if !close.is_empty() {
            edits.push((end, end, close.to_owned()));
        }
    };
    let (mut imports, mut seen) = (Vec::new(), Vec::new());
    walk(tree, |node, within| {
        while let Some(last) = open.pop_if(|last| last.end <= node.start_byte()) {
            close(last);
        }
        if node.kind() == "import_statement"
            && let Some((name, module)) = gate::import(&node, code)
        {
            imports.push((node.byte_range(), name, module));
        }
        if let Some(through) = keys(&node) {
            seen.push((through.start, through.start, format!("{sized}(")));
            seen.push((through.end, through.end, ")".to_owned()));
        }
        if let Some((at, name)) = handler(&node) {
            let name = text(&name, code);
            seen.push((at, at, format!("{caught}({name});")));
        }
        if let Some(last) = open.last_mut() {
            last.count += u64::from(node.is_named());
        }
        if let Some(region) = within.last().and_then(|parent| region(&node, parent)) {
            open.push(region);
        }
    });
    open.into_iter().rev().for_each(&mut close);
    edits.append(&mut seen);
    for (range, name, module) in imports {
        // As many lines as the statement had.
        let lines = "\n".repeat(code.get(range.clone()).unwrap_or_default().matches('\n').count());
        edits.push((
            range.start,
            range.end,
            format!("const {name} = {import}('{module}');{lines}"),
        ));
    }
    // Of two at one place, what closes comes before what opens, and the inner before the outer.
    edits.sort_by_key(|(at, end, _)| (*at, *end));
    let mut metered =
        format!("(function ({counter}, {import}, {caught}, {sized}) {{ 'use strict'; ");
    let mut done = 0;
    for (start, end, instead) in edits {
        metered.push_str(code.get(done..start).unwrap_or_default());
        metered.push_str(&instead);
        done = end;
    }
    metered.push_str(code.get(done..).unwrap_or_default());
    let _ = write!(metered, "\n;return typeof handler === 'function' ? handler : undefined;\n}})");
    metered
}

/// Where a `catch` begins, and what it calls what it caught.
fn handler<'t>(node: &Node<'t>) -> Option<(usize, Node<'t>)> {
    let clause = Some(node).filter(|node| node.kind() == "catch_clause")?;
    let name = clause.child_by_field_name("parameter")?;
    Some((clause.child_by_field_name("body")?.start_byte() + 1, name))
}

/// What a `for (… in …)` goes through the keys of.
fn keys(node: &Node) -> Option<Range<usize>> {
    let right = Some(node).filter(|node| node.kind() == "for_in_statement")?;
    Some(right.child_by_field_name("right")?.byte_range())
}

fn region(node: &Node, parent: &Node) -> Option<Region> {
    let body = parent.child_by_field_name("body").filter(|body| body.id() == node.id())?;
    let (start, end) = (body.start_byte(), body.end_byte());
    let looping = matches!(
        parent.kind(),
        "for_statement" | "for_in_statement" | "while_statement" | "do_statement"
    );
    let (at, before, after, close) = match body.kind() {
        "statement_block" if looping || is_function(parent) => (start + 1, "", ";", ""),
        _ if looping => (start, "{", ";", "}"),
        _ if parent.kind() == "arrow_function" => (start, "(", ",", ")"),
        _ => return None,
    };
    Some(Region { end, count: 1, at, before, after, close })
}
