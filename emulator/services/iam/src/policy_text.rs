//! What only the text of a policy says: where its statements stand, and which condition keys it asks
//! for, as they were written.

use parhelion_policy::document::Json;
use std::collections::BTreeMap;

/// A place in a text: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: i32,
    pub(crate) column: i32,
}

/// From where to where each statement of a policy stands, in their order; the end is behind it.
pub(crate) fn statements(text: &str) -> Vec<(Place, Place)> {
    let mut scan = Scan::default();
    let mut at = Place { line: 1, column: 1 };
    for c in text.chars() {
        scan.read(c, at);
        if c == '\n' {
            at = Place { line: at.line + 1, column: 1 };
        } else {
            at.column += 1;
        }
    }
    scan.found
}

#[derive(Default)]
struct Scan {
    depth: usize,
    text: Option<String>,
    escaped: bool,
    /// The last string of the outermost object.
    key: String,
    /// In the value of `Statement`, and how deep its objects stand.
    statements_at: Option<usize>,
    begun: Option<Place>,
    found: Vec<(Place, Place)>,
}

impl Scan {
    fn read(&mut self, c: char, at: Place) {
        if let Some(text) = &mut self.text {
            match c {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                '"' => {
                    if self.depth == 1 {
                        self.key = std::mem::take(text);
                    }
                    self.text = None;
                }
                c => text.push(c),
            }
            return;
        }
        match c {
            '"' => self.text = Some(String::new()),
            '{' | '[' => self.open(c, at),
            '}' | ']' => self.close(at),
            _ => {}
        }
    }

    fn open(&mut self, c: char, at: Place) {
        if self.depth == 1 && self.key == "Statement" {
            self.statements_at = Some(if c == '[' { 2 } else { 1 });
        }
        if c == '{' && self.statements_at == Some(self.depth) {
            self.begun = Some(at);
        }
        self.depth += 1;
    }

    fn close(&mut self, at: Place) {
        self.depth = self.depth.saturating_sub(1);
        if self.statements_at == Some(self.depth)
            && let Some(begun) = self.begun.take()
        {
            self.found.push((begun, Place { column: at.column + 1, ..at }));
        }
        if self.depth == 1 {
            self.statements_at = None;
        }
    }
}

/// The condition keys and policy variables of a policy, as they are written, by their lower-case
/// names.
pub(crate) fn context_keys(text: &str) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    let Ok(Json::Object(members)) = Json::parse(text) else { return keys };
    let statements = members.iter().filter(|(name, _)| name == "Statement");
    for statement in statements.flat_map(|(_, value)| value.one_or_many()) {
        let Json::Object(members) = statement else { continue };
        for (name, value) in members {
            match (name.as_str(), value) {
                ("Condition", Json::Object(operators)) => {
                    for (_, tested) in operators {
                        let Json::Object(tested) = tested else { continue };
                        for (key, values) in tested {
                            keys.insert(key.to_ascii_lowercase(), key.clone());
                            variables(values, &mut keys);
                        }
                    }
                }
                ("Resource" | "NotResource", value) => variables(value, &mut keys),
                _ => {}
            }
        }
    }
    keys
}

/// `${aws:username}`, and `${aws:username, 'nobody'}` with a default.
fn variables(value: &Json, keys: &mut BTreeMap<String, String>) {
    for text in value.one_or_many().iter().filter_map(Json::text) {
        for part in text.split("${").skip(1) {
            let Some((name, _)) = part.split_once('}') else { continue };
            let name = name.split(',').next().unwrap_or(name).trim();
            if name.contains(':') {
                keys.insert(name.to_ascii_lowercase(), name.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: i32, column: i32) -> Place {
        Place { line, column }
    }

    /// The example of <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
    #[test]
    fn statements_are_found_by_line_and_column() {
        let one = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\n    \"Sid\": \"}\",\n    \
                   \"Effect\": \"Allow\"\n\n  }\n}";
        assert_eq!(statements(one), [(place(3, 16), place(7, 4))]);
        let two = r#"{"Statement":[{"a":{"b":"\"{"}},{"c":1}],"Id":"Statement"}"#;
        assert_eq!(statements(two), [(place(1, 15), place(1, 32)), (place(1, 33), place(1, 40)),]);
        assert_eq!(statements("}}]{\"é"), []);
    }

    #[test]
    fn keys_are_found_in_conditions_and_variables() {
        let text = r#"{"Statement":{"Effect":"Allow","Action":"s3:*",
            "Resource":["arn:aws:s3:::${aws:username}/*","arn:aws:s3:::${*}"],
            "Condition":{"StringLike":{"s3:prefix":["${aws:PrincipalTag/team, 'x'}"]}}}}"#;
        let keys: Vec<_> = context_keys(text).into_values().collect();
        assert_eq!(keys, ["aws:PrincipalTag/team", "aws:username", "s3:prefix"]);
    }
}
