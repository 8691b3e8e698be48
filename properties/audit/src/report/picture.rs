//! Pictures: the architecture with each connection as it was found, and how much fails. Inline SVG.

use super::escape::html;
use crate::audit::{Audit, Finding};
use crate::check::Severity;
use std::fmt::Write;

/// How a connection is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Grey,
    Green,
    Amber,
    Red,
}

impl State {
    fn class(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Grey => "not known",
            Self::Green => "in order",
            Self::Amber => "stands, but was not used of late",
            Self::Red => "broken",
        }
    }
}

/// An edge: from, to, and the checks that speak of it. The first ones say whether it stands.
struct Edge {
    from: (i32, i32),
    to: (i32, i32),
    stands: &'static [&'static str],
    used: &'static [&'static str],
}

const EDGES: [Edge; 5] = [
    // Browser, CloudFront
    Edge {
        from: (130, 60),
        to: (250, 60),
        stands: &["cloudfront-viewer-protocol"],
        used: &["connection-edge-recent"],
    },
    // CloudFront, S3
    Edge {
        from: (370, 60),
        to: (490, 60),
        stands: &["connection-edge-stands", "cloudfront-dangling-origin"],
        used: &[],
    },
    // Application, S3
    Edge {
        from: (120, 165),
        to: (500, 90),
        stands: &["connection-storage-stands"],
        used: &["connection-storage-recent"],
    },
    // Application, Logs
    Edge {
        from: (130, 190),
        to: (250, 190),
        stands: &["connection-logs-stand"],
        used: &["connection-logs-recent"],
    },
    // Logs, alarms
    Edge {
        from: (370, 190),
        to: (490, 190),
        stands: &["alarm-for-errors", "alarm-metric-written", "alarm-dimensions"],
        used: &["alarm-actions", "alarm-actions-enabled"],
    },
];

const BOXES: [(&str, i32, i32); 6] = [
    ("Browser", 10, 30),
    ("CloudFront", 250, 30),
    ("S3", 490, 30),
    ("Application", 10, 160),
    ("CloudWatch Logs", 250, 160),
    ("Alarms", 490, 160),
];

/// The architecture.
pub(super) fn architecture(audit: &Audit) -> String {
    let mut out = String::from(
        "<svg class=\"picture\" viewBox=\"0 0 620 250\" role=\"img\" aria-label=\"The architecture, each connection as it was found\">",
    );
    for edge in &EDGES {
        let (state, told) = state(audit, edge);
        let ((x1, y1), (x2, y2)) = (edge.from, edge.to);
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<g class=\"{0}\"><title>{1}: {2}</title><line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\
             <circle cx=\"{x2}\" cy=\"{y2}\" r=\"6\"/></g>",
            state.class(),
            state.word(),
            html(&told)
        );
    }
    for (name, x, y) in BOXES {
        let under = under(audit, name);
        let (middle, text, small) = (x + 60, y + 28, y + 46);
        let _ = write!(
            out,
            "<g class=\"box\"><rect x=\"{x}\" y=\"{y}\" width=\"120\" height=\"60\" rx=\"8\"/>\
             <text x=\"{middle}\" y=\"{text}\">{name}</text>\
             <text class=\"small\" x=\"{middle}\" y=\"{small}\">{}</text></g>",
            html(&under)
        );
    }
    out.push_str("</svg>");
    out
}

/// What stands under a box's name.
fn under(audit: &Audit, name: &str) -> String {
    let scene = &audit.scene;
    let all: Vec<&str> = match name {
        "CloudFront" => scene.distributions.iter().map(|it| it.id.as_str()).collect(),
        "S3" => scene.buckets.iter().map(|it| it.name.as_str()).collect(),
        "CloudWatch Logs" => scene.groups.iter().map(|it| it.name.as_str()).collect(),
        "Alarms" => scene.alarms.iter().map(|it| it.name.as_str()).collect(),
        _ => return String::new(),
    };
    let Some(first) = all.first() else { return "none".to_owned() };
    let mut short: String = first.chars().take(15).collect();
    if short.len() < first.len() {
        short.push('…');
    }
    if all.len() > 1 { format!("{short} +{}", all.len() - 1) } else { short }
}

/// The worst that was said, and all that was.
fn state(audit: &Audit, edge: &Edge) -> (State, String) {
    let mut worst = State::Grey;
    let mut told = Vec::new();
    let of = |finding: &Finding, broken: State| match finding.verdict.word() {
        "pass" => State::Green,
        "fail" => broken,
        _ => State::Grey,
    };
    let mut unknown = false;
    for (ids, broken) in [(edge.stands, State::Red), (edge.used, State::Amber)] {
        let found = audit.findings.iter().filter(|it| ids.contains(&it.check.id));
        for finding in found {
            worst = worst.max(of(finding, broken));
            unknown |= finding.verdict.word() == "unknown";
            told.push(format!("{}: {}", finding.about(), finding.verdict.evidence()));
        }
    }
    // What could not be looked at is never green.
    if unknown && worst == State::Green {
        worst = State::Grey;
    }
    told.truncate(6);
    (worst, told.join("; "))
}

/// A bar of how many fail, by severity.
#[allow(clippy::cast_precision_loss, reason = "a picture")]
pub(super) fn bar(audit: &Audit) -> String {
    let counts = audit.failures();
    let pass = audit.count("pass");
    let unknown = audit.count("unknown");
    let mut parts: Vec<(String, usize)> =
        Severity::ALL.iter().map(|it| (it.word().to_owned(), counts[it])).collect();
    parts.push(("unknown".into(), unknown));
    parts.push(("pass".into(), pass));
    let all: usize = parts.iter().map(|(_, count)| count).sum();
    let told: Vec<String> = parts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let mut out = format!(
        "<svg class=\"bar\" viewBox=\"0 0 620 24\" role=\"img\" aria-label=\"{}\">",
        told.join(", ")
    );
    let mut x = 0.0;
    for (word, count) in &parts {
        let width = 620.0 * *count as f64 / all.max(1) as f64;
        if *count > 0 {
            let _ = write!(
                out,
                "<rect class=\"{word}\" x=\"{x:.1}\" y=\"0\" width=\"{width:.1}\" height=\"24\"><title>{count} {word}</title></rect>"
            );
        }
        x += width;
    }
    out.push_str("</svg>");
    out
}
