//! Several faults of one request, told in one text.

use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// What is wrong beyond these is not said.
const FINDINGS_MAX: usize = 100;

/// What is wrong with a request. Its first fault says the code; the texts of all that have the same code
/// are told, a line each (CW-B2.7; <https://github.com/awslabs/collectd-cloudwatch/pull/46>).
#[derive(Default)]
pub(crate) struct Findings(Vec<Error>);

impl Findings {
    pub(crate) fn add(&mut self, error: Error) {
        if self.0.len() < FINDINGS_MAX {
            self.0.push(error);
        }
    }

    /// # Errors
    /// Something was found.
    pub(crate) fn result(self) -> Result<()> {
        self.told("")
    }

    /// GetMetricData ends the last line, too
    /// (<https://github.com/elastic/beats/issues/32687>).
    ///
    /// # Errors
    /// Something was found.
    pub(crate) fn ended_result(self) -> Result<()> {
        self.told("\n")
    }

    fn told(self, end: &str) -> Result<()> {
        let Some(first) = self.0.first() else { return Ok(()) };
        let same = self.0.iter().filter(|error| error.code() == first.code());
        let lines: Vec<&str> = same.map(Error::message).collect();
        let text = format!("{}{end}", lines.join("\n"));
        Err(Error::new(first.status(), first.code().to_owned(), text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_code_with_all_its_texts() {
        let mut findings = Findings::default();
        assert_eq!(Findings::default().result(), Ok(()));
        for (code, text) in [("A", "one"), ("B", "two"), ("A", "three")] {
            findings.add(Error::new(400, code, text));
        }
        assert_eq!(findings.result(), Err(Error::new(400, "A", "one\nthree")));
        let mut findings = Findings::default();
        findings.add(Error::new(400, "A", "one"));
        assert_eq!(findings.ended_result(), Err(Error::new(400, "A", "one\n")));
    }
}
