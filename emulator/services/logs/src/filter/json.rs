//! JSON patterns (CW-A6.4): `{ $.a.b[0] = "x*" && ($.n > 5 || $.c NOT EXISTS) }`.

use super::comparison::Comparison;
use super::cursor::Cursor;
use super::expression::Expression;
use super::invalid::Invalid;
use serde_json::Value;

/// Wildcards in one selector and in a whole pattern, at most.
const WILDCARDS_IN_SELECTOR_MAX: usize = 1;
const WILDCARDS_MAX: usize = 3;

#[derive(Clone, Debug)]
pub(crate) struct Json(Expression<Condition>);

#[derive(Clone, Debug)]
struct Condition {
    selector: Vec<Step>,
    test: Test,
}

#[derive(Clone, Debug)]
enum Step {
    Name(String),
    Index(usize),
    /// `.*`
    AnyName,
    /// `[*]`
    AnyIndex,
}

#[derive(Clone, Debug)]
enum Test {
    Compares(Comparison),
    Is(Value),
    Missing,
}

impl Json {
    /// `text` is what stands between the braces.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let mut cursor = Cursor::new(text);
        let mut wildcards = 0;
        let expression = Expression::parse(&mut cursor, &mut |cursor| {
            let condition = condition(cursor)?;
            wildcards += condition.selector.iter().filter(|step| step.is_wildcard()).count();
            Ok(condition)
        })?;
        cursor.skip_space();
        if !cursor.at_end() {
            return Err(Invalid::pattern());
        }
        if wildcards > WILDCARDS_MAX {
            return Err(Invalid::new(format!("more than {WILDCARDS_MAX} wildcards")));
        }
        Ok(Self(expression))
    }

    /// A message that is no JSON object never matches.
    pub(crate) fn matches(&self, message: &str) -> bool {
        if !message.trim_start().starts_with('{') {
            return false;
        }
        match serde_json::from_str::<Value>(message) {
            Ok(event) => self.0.holds(&|condition: &Condition| condition.holds(&event)),
            Err(_) => false,
        }
    }
}

/// A selector by itself, `$.a.b[0]`: where a metric filter finds its value (CW-A7.3).
#[derive(Clone, Debug)]
pub(crate) struct Property(Vec<Step>);

impl Property {
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let mut cursor = Cursor::new(text);
        let steps = selector(&mut cursor)?;
        if cursor.at_end() { Ok(Self(steps)) } else { Err(Invalid::pattern()) }
    }

    /// What stands there, as text; nothing of objects, arrays and null.
    pub(crate) fn of(&self, event: &Value) -> Option<String> {
        let found = std::cell::RefCell::new(None);
        follow(Some(event), &self.0, &|value| {
            let text = match value {
                Some(Value::String(text)) => Some(text.clone()),
                Some(Value::Number(number)) => Some(number.to_string()),
                Some(Value::Bool(truth)) => Some(truth.to_string()),
                _ => None,
            };
            let is_some = text.is_some();
            *found.borrow_mut() = text;
            is_some
        });
        found.into_inner()
    }
}

fn condition(cursor: &mut Cursor) -> Result<Condition, Invalid> {
    let selector = selector(cursor)?;
    let test = if cursor.take_word("IS") {
        let literals =
            [("NULL", Value::Null), ("TRUE", Value::Bool(true)), ("FALSE", Value::Bool(false))];
        let literal = literals.into_iter().find(|(word, _)| cursor.take_word(word));
        let expected = || Invalid::new("IS needs NULL, TRUE or FALSE");
        Test::Is(literal.ok_or_else(expected)?.1)
    } else if cursor.take_word("NOT") {
        if !cursor.take_word("EXISTS") {
            return Err(Invalid::new("NOT needs EXISTS"));
        }
        Test::Missing
    } else {
        Test::Compares(Comparison::parse(cursor, is_bare)?)
    };
    Ok(Condition { selector, test })
}

/// AWS's own examples leave `123.123.*` and `s3.amazonaws.com` without quotes.
fn is_bare(c: char) -> bool {
    c.is_alphanumeric() || "_*.+-".contains(c)
}

fn selector(cursor: &mut Cursor) -> Result<Vec<Step>, Invalid> {
    if !cursor.take("$") {
        return Err(Invalid::new("a property selector starts with '$'"));
    }
    let mut steps = Vec::new();
    loop {
        let step = match cursor.peek() {
            Some('.') => {
                cursor.take(".");
                named(cursor)?
            }
            Some('[') => indexed(cursor)?,
            _ => break,
        };
        steps.push(step);
    }
    if steps.is_empty() {
        return Err(Invalid::new("a property selector needs a property"));
    }
    let wildcards = steps.iter().filter(|step| step.is_wildcard()).count();
    if wildcards > WILDCARDS_IN_SELECTOR_MAX {
        return Err(Invalid::new("more than one wildcard in a property selector"));
    }
    Ok(steps)
}

/// After the dot: `name`, `*` or `['dotted.name']`.
fn named(cursor: &mut Cursor) -> Result<Step, Invalid> {
    if cursor.take("*") {
        return Ok(Step::AnyName);
    }
    if cursor.take("['") {
        let name = cursor.take_while(|c| c != '\'').to_owned();
        return match cursor.take("']") {
            true if !name.is_empty() => Ok(Step::Name(name)),
            _ => Err(Invalid::new("a quoted property is not closed")),
        };
    }
    match cursor.take_while(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        "" => Err(Invalid::new("a property name is missing")),
        name => Ok(Step::Name(name.to_owned())),
    }
}

/// `[n]` or `[*]`.
fn indexed(cursor: &mut Cursor) -> Result<Step, Invalid> {
    cursor.take("[");
    let step = if cursor.take("*") {
        Step::AnyIndex
    } else {
        let digits = cursor.take_while(|c| c.is_ascii_digit());
        Step::Index(digits.parse().map_err(|_| Invalid::new("an array index is no number"))?)
    };
    if cursor.take("]") { Ok(step) } else { Err(Invalid::new("a '[' is not closed")) }
}

impl Condition {
    fn holds(&self, event: &Value) -> bool {
        follow(Some(event), &self.selector, &|value| match (&self.test, value) {
            (Test::Missing, value) => value.is_none(),
            (Test::Is(literal), Some(value)) => value == literal,
            (Test::Compares(comparison), Some(value)) => comparison.accepts_json(value),
            // CW-A6.4: an absent property compares false, `!=` included (not verified).
            (Test::Is(_) | Test::Compares(_), None) => false,
        })
    }
}

impl Step {
    fn is_wildcard(&self) -> bool {
        matches!(self, Step::AnyName | Step::AnyIndex)
    }
}

/// Follows a selector; a wildcard is true if any element is, and an element that is not there is
/// absent, as is whatever a selector looks for in a value of another kind (D20).
fn follow(value: Option<&Value>, steps: &[Step], test: &dyn Fn(Option<&Value>) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else { return test(value) };
    match (step, value) {
        (Step::Name(name), Some(Value::Object(members))) => follow(members.get(name), rest, test),
        (Step::Index(index), Some(Value::Array(items))) => follow(items.get(*index), rest, test),
        (Step::AnyName, Some(Value::Object(members))) if !members.is_empty() => {
            members.values().any(|member| follow(Some(member), rest, test))
        }
        (Step::AnyIndex, Some(Value::Array(items))) if !items.is_empty() => {
            items.iter().any(|item| follow(Some(item), rest, test))
        }
        _ => test(None),
    }
}
