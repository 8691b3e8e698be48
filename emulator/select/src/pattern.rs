//! `text LIKE pattern [ESCAPE character]`.

use crate::problem::{Problem, Result};

enum Part {
    /// `%`
    Any,
    /// `_`
    One,
    Char(char),
}

pub(crate) fn like(text: &str, pattern: &str, escape: Option<&str>) -> Result<bool> {
    let pattern = parts(pattern, escape)?;
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut next) = (0, 0);
    // Where the last `%` stands, and how far its text reaches.
    let mut back: Option<(usize, usize)> = None;
    while let Some(c) = text.get(at) {
        match pattern.get(next) {
            Some(Part::Any) => {
                back = Some((next, at));
                next += 1;
                continue;
            }
            Some(Part::One) => {}
            Some(Part::Char(wanted)) if wanted == c => {}
            _ => {
                let Some((any, reach)) = back else { return Ok(false) };
                back = Some((any, reach + 1));
                (next, at) = (any + 1, reach + 1);
                continue;
            }
        }
        at += 1;
        next += 1;
    }
    Ok(pattern.get(next..).unwrap_or_default().iter().all(|part| matches!(part, Part::Any)))
}

fn parts(pattern: &str, escape: Option<&str>) -> Result<Vec<Part>> {
    let escape = match escape.map(|text| (text.chars().next(), text.chars().nth(1))) {
        None => None,
        Some((Some(c), None)) => Some(c),
        Some(_) => return Err(invalid_inputs()),
    };
    let mut all = Vec::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        all.push(match c {
            c if Some(c) == escape => match rest.next() {
                Some(c) if c == '%' || c == '_' || Some(c) == escape => Part::Char(c),
                _ => {
                    let message = "An argument given to the LIKE expression was not valid.";
                    let code = "EvaluatorLikePatternInvalidEscapeSequence";
                    return Err(Problem::new(code, message));
                }
            },
            '%' => Part::Any,
            '_' => Part::One,
            c => Part::Char(c),
        });
    }
    Ok(all)
}

pub(crate) fn invalid_inputs() -> Problem {
    let message = "The argument given to the LIKE clause in the SQL expression is not valid.";
    Problem::new("LikeInvalidInputs", message)
}
