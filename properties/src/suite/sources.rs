//! From where in its sources an application calls AWS: by the stack, while a call is being made. That costs
//! much more than the call, so it is done for one run alone: that of the smallest case.

use parhelion::Attempt;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Calls' places, `src/storage.rs:83`, by their first try.
pub(crate) type Sources = BTreeMap<Attempt, String>;

/// Of how many calls the place is looked for at the most.
const CALLS_MAX: usize = 100;

/// Runs something, and tells from where its calls came. Nothing is told where the program was built without
/// lines, and nothing of the harness's own calls.
pub(super) fn told<T>(work: impl FnOnce() -> T) -> (T, Sources) {
    let sources = Rc::new(RefCell::new((Sources::new(), 0)));
    let kept = sources.clone();
    let watch = move |attempt: &Attempt| {
        let mut sources = kept.borrow_mut();
        if attempt.number > 1 || sources.1 >= CALLS_MAX || !attempt.scope.starts_with("user/") {
            return;
        }
        sources.1 += 1;
        if let Some(place) = place(&Backtrace::force_capture().to_string()) {
            sources.0.insert(attempt.clone(), place);
        }
    };
    let done = parhelion::watching(watch, work);
    let sources = std::mem::take(&mut sources.borrow_mut().0);
    (done, sources)
}

/// The innermost line that is neither a library's nor the emulator's, if it is not the harness's.
fn place(stack: &str) -> Option<String> {
    let mut symbol = "";
    for line in stack.lines() {
        let line = line.trim();
        let Some(at) = line.strip_prefix("at ") else {
            symbol = line.split_once(": ").map_or(line, |(_, symbol)| symbol);
            // This file is on the stack as well; a trait of the harness that an application implements is its own.
            let harness = symbol.trim_start_matches('<').starts_with("parhelion_properties::");
            if harness && !symbol.contains("::suite::sources::") {
                return None;
            }
            continue;
        };
        const LIBRARIES: [&str; 4] = ["/.cargo/", "/rustc/", "/rustlib/", "/cargo/registry/"];
        let ours = ["parhelion::", "parhelion_world::", "parhelion_properties::"];
        let ours = ours.iter().any(|name| symbol.trim_start_matches('<').starts_with(name));
        if !ours && !LIBRARIES.iter().any(|library| at.contains(library)) {
            // Without the column.
            let (place, column) = at.rsplit_once(':')?;
            let file = place.rsplit_once(':').map_or("", |(file, _)| file);
            // What has no lines leaves only those of C's library at the stack's end.
            let is_place = column.chars().all(|c| c.is_ascii_digit()) && file.ends_with(".rs");
            return is_place.then(|| shortened(place));
        }
    }
    None
}

/// From the working folder on, where it lies below.
fn shortened(place: &str) -> String {
    let here = std::env::current_dir().ok();
    let here = here.as_ref().and_then(|here| here.to_str());
    let below =
        here.and_then(|here| place.strip_prefix(here)).map(|rest| rest.trim_start_matches('/'));
    below.unwrap_or(place.trim_start_matches("./")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_s_line_is_found_between_libraries_and_harness() {
        let stack = "   0: std::backtrace::Backtrace::create\n             at /rustc/abc/std/src/backtrace.rs:331:13\n   \
            0: parhelion_properties::suite::sources::told::{{closure}}\n             at ./properties/src/suite/sources.rs:9:9\n   \
            1: parhelion::sdk::pass::{{closure}}\n             at ./emulator/src/sdk.rs:120:5\n   \
            2: aws_sdk_s3::operation::put\n             at /root/.cargo/registry/src/x/aws.rs:3:4\n   \
            3: app::store::{{closure}}\n             at ./app/src/storage.rs:83:52\n   \
            4: parhelion_properties::suite::play\n             at ./properties/src/suite/play.rs:9:9\n";
        assert_eq!(place(stack).as_deref(), Some("app/src/storage.rs:83"));
        let harness = stack.replace("app::store", "parhelion_properties::property_16::probe");
        assert_eq!(place(&harness), None);
        assert_eq!(
            (place(""), place("at nowhere"), place("0: x\n at a.h:1:2")),
            (None, None, None)
        );
    }
}
