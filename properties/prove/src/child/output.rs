//! The end of what a process writes: as much as a report shows, however much it is.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// How much is kept, in bytes.
const KEPT: usize = 64 * 1024;

/// Standard output and error, line by line as they come.
pub struct Output {
    kept: Mutex<Kept>,
    /// The text whose line says that it is ready.
    ready: Option<String>,
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<String>,
    bytes: usize,
    dropped: usize,
    is_ready: bool,
}

impl Output {
    pub(super) fn new(ready: Option<&str>) -> Self {
        Self { kept: Mutex::default(), ready: ready.map(str::to_owned) }
    }

    /// Reads a pipe to its end, in a thread of its own.
    pub(super) fn follow(self: &Arc<Self>, mut pipe: impl Read + Send + 'static) {
        let output = self.clone();
        std::thread::spawn(move || {
            let (mut piece, mut line) = ([0; 4096], Vec::new());
            while let Ok(read @ 1..) = pipe.read(&mut piece) {
                for byte in &piece[..read] {
                    if *byte == b'\n' || line.len() >= KEPT {
                        output.add(&String::from_utf8_lossy(&line));
                        line.clear();
                    }
                    if *byte != b'\n' {
                        line.push(*byte);
                    }
                }
            }
            if !line.is_empty() {
                output.add(&String::from_utf8_lossy(&line));
            }
        });
    }

    /// A line of its own, or of what it is told of it.
    pub(crate) fn add(&self, line: &str) {
        let line = line.trim_end_matches('\r').to_owned();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.is_ready |= self.ready.as_ref().is_some_and(|ready| line.contains(ready));
        kept.bytes += line.len() + 1;
        kept.lines.push_back(line);
        while kept.bytes > KEPT {
            let Some(oldest) = kept.lines.pop_front() else { break };
            kept.bytes -= oldest.len() + 1;
            kept.dropped += 1;
        }
    }

    /// Whether the line has come that was waited for.
    pub fn is_ready(&self) -> bool {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).is_ready
    }

    /// The last lines.
    pub fn tail(&self, lines: usize) -> String {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let skipped = kept.lines.len().saturating_sub(lines);
        let before = kept.dropped + skipped;
        let mut text =
            if before > 0 { format!("({before} lines before)\n") } else { String::new() };
        for line in kept.lines.iter().skip(skipped) {
            text += line;
            text.push('\n');
        }
        text
    }

    /// The last line that is an object of JSON.
    pub fn last_object(&self) -> Option<serde_json::Map<String, serde_json::Value>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.lines.iter().rev().find_map(|line| serde_json::from_str(line.trim()).ok())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_kept_and_what_was_waited_for_is_seen() {
        let output = Output::new(Some("Listening"));
        assert!(!output.is_ready());
        output.add("Listening on 80\r");
        output.add("{\"bucket\": \"b\"}");
        for _ in 0..100_000 {
            output.add("a line of some length");
        }
        assert!(output.is_ready());
        let tail = output.tail(2);
        assert!(
            tail.starts_with("(10")
                && tail.ends_with("lines before)\na line of some length\na line of some length\n"),
            "{tail}"
        );
        assert!(output.tail(usize::MAX).len() < KEPT + 100);
        assert_eq!(output.last_object(), None);
        output.add("  {\"bucket\": \"c\"}");
        output.add("done");
        assert_eq!(output.last_object().unwrap()["bucket"], "c");
    }

    #[test]
    fn a_pipe_is_read_whatever_its_bytes() {
        let output = Arc::new(Output::new(None));
        output.follow(&b"one\r\ntwo \xff\nthree"[..]);
        while !output.tail(9).contains("three") {
            std::thread::yield_now();
        }
        assert_eq!(output.tail(9), "one\ntwo \u{fffd}\nthree\n");
    }
}
