//! Annotations of a GitHub workflow: a line for each failure, which GitHub shows beside the run.

use super::place;
use super::shape::{Found, Report};

/// An `::error` line for each thing that fails; nothing if all holds.
pub fn annotations(report: &Report) -> String {
    let on = format!("Property {} on {}", report.property, report.application);
    let found = report.found().map(|found| match found {
        Found::Counterexample(found) => {
            let place = place::of(found);
            let message = match found.story.sentences.as_slice() {
                [] => format!("{}: {}", found.clause, found.why),
                sentences => sentences.join(" "),
            };
            let file = place.map(|place| (place.file, place.line));
            error(file, &format!("{on}: {}", found.clause), &message)
        }
        Found::Unrepeatable(found) => {
            error(None, &format!("{on}: runs do not repeat"), &format!("likely: {}", found.likely))
        }
    });
    let mut lines: Vec<String> = found.collect();
    if lines.is_empty() && report.verdict == "vacuous" {
        let silent = report.silent().join("; ");
        lines.push(error(
            None,
            &format!("{on}: vacuous"),
            &format!("nothing to judge for {silent}"),
        ));
    }
    lines.extend(report.stale.iter().map(|stale| error(None, &format!("{on}: stale case"), stale)));
    lines.concat()
}

fn error(place: Option<(String, u32)>, title: &str, message: &str) -> String {
    let place = place.map(|(file, line)| format!("file={},line={line},", in_property(&file)));
    let place = place.unwrap_or_default();
    format!("::error {place}title={}::{}\n", in_property(title), in_message(message))
}

/// As GitHub's runner reads a command's message.
fn in_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As GitHub's runner reads a command's property.
fn in_property(text: &str) -> String {
    in_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let line = error(Some(("a,b.rs".into(), 3)), "100%: x\n::error::", "50%\r\n::warning::");
        assert_eq!(
            line,
            "::error file=a%2Cb.rs,line=3,title=100%25%3A x%0A%3A%3Aerror%3A%3A::50%25%0D%0A::warning::\n"
        );
        assert_eq!(line.lines().count(), 1);
    }

    #[test]
    fn what_holds_says_nothing() {
        let holds = Report { verdict: "holds".into(), ..Report::default() };
        assert_eq!(annotations(&holds), "");
    }
}
