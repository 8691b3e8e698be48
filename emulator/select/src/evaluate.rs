//! Trees over records: three-valued logic, and what conditions choose.

use crate::cast;
use crate::functions;
use crate::number;
use crate::pattern;
use crate::problem::{Result, ambiguous, unevaluable};
use crate::syntax::{Expr, Function, Name, Step};
use crate::value::Value;
use std::cmp::Ordering;

/// A record.
#[derive(Clone, Debug)]
pub(crate) enum Row {
    Csv(Vec<String>),
    Json(Value),
}

/// What an expression may look at.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub row: &'a Row,
    /// Results of aggregates.
    pub totals: &'a [Value],
    /// Milliseconds since 1970.
    pub now: i64,
}

impl Scope<'_> {
    pub(crate) fn evaluate(&self, expr: &Expr) -> Result<Value> {
        match expr {
            Expr::Literal(value) => Ok(value.clone()),
            Expr::Total(at) => Ok(self.totals.get(*at).cloned().unwrap_or(Value::Null)),
            Expr::Column(at) => Ok(match self.row {
                Row::Csv(fields) => {
                    fields.get(*at).map_or(Value::Missing, |text| Value::Text(text.clone()))
                }
                Row::Json(_) => Value::Missing,
            }),
            Expr::Field(steps) => match self.row {
                Row::Json(value) => {
                    field(value, steps).map(|found| found.cloned().unwrap_or(Value::Missing))
                }
                Row::Csv(_) => Ok(Value::Missing),
            },
            Expr::Row => Ok(match self.row {
                Row::Json(value) => value.clone(),
                Row::Csv(fields) => {
                    Value::List(fields.iter().map(|text| Value::Text(text.clone())).collect())
                }
            }),
            // Bound before it is evaluated.
            Expr::Path(..) => Err(unevaluable()),
            Expr::Call(function, parts) => self.call(*function, parts),
        }
    }

    /// Those whose parts are not all evaluated; the others by [`functions`].
    fn call(&self, function: Function, parts: &[Expr]) -> Result<Value> {
        match function {
            Function::And => self.join(parts, false),
            Function::Or => self.join(parts, true),
            Function::Coalesce => {
                for part in parts {
                    let value = self.evaluate(part)?;
                    if value.is_known() {
                        return Ok(value);
                    }
                }
                Ok(Value::Null)
            }
            Function::Case => self.choose(parts, |value| Ok(value.truth()? == Some(true))),
            Function::SimpleCase => {
                let Some((subject, cases)) = parts.split_first() else { return Err(unevaluable()) };
                let subject = self.evaluate(subject)?;
                self.choose(cases, |value| {
                    Ok(subject.is_known() && value.is_known() && subject.equals(value))
                })
            }
            _ => {
                let values: Result<Vec<Value>> =
                    parts.iter().map(|part| self.evaluate(part)).collect();
                values.and_then(|values| self.apply(function, values))
            }
        }
    }

    /// AND ends with a false, OR with a true; both are unknown where one part is.
    fn join(&self, parts: &[Expr], end: bool) -> Result<Value> {
        let mut unknown = false;
        for part in parts {
            match self.evaluate(part)?.truth()? {
                Some(truth) if truth == end => return Ok(Value::Bool(end)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Null } else { Value::Bool(!end) })
    }

    fn choose(&self, cases: &[Expr], fits: impl Fn(&Value) -> Result<bool>) -> Result<Value> {
        for case in cases.chunks(2) {
            match case {
                [condition, result] => {
                    if fits(&self.evaluate(condition)?)? {
                        return self.evaluate(result);
                    }
                }
                rest => return rest.first().map_or(Ok(Value::Null), |other| self.evaluate(other)),
            }
        }
        Ok(Value::Null)
    }

    fn apply(&self, function: Function, values: Vec<Value>) -> Result<Value> {
        match (function, values.as_slice()) {
            (Function::IsNull, [value]) => Ok(Value::Bool(!value.is_known())),
            (Function::IsMissing, [value]) => Ok(Value::Bool(*value == Value::Missing)),
            (Function::IsType(kind), [value]) => Ok(Value::Bool(cast::is(value, kind))),
            (Function::NullIf, [one, other]) if one.equals(other) => Ok(Value::Null),
            (Function::NullIf, [one, _]) => Ok(one.clone()),
            (Function::List, values) => Ok(Value::List(values.to_vec())),
            (Function::In, [value, all @ ..]) => Ok(is_among(value, all)),
            (Function::Cast(to), [value]) => cast::cast(value.clone(), to),
            (Function::UtcNow, _) => functions::utc_now(self.now),
            (_, values) if values.contains(&Value::Missing) => Ok(Value::Missing),
            (_, values) if values.contains(&Value::Null) => Ok(Value::Null),
            (Function::Not, [value]) => {
                Ok(value.truth()?.map_or(Value::Null, |it| Value::Bool(!it)))
            }
            (Function::Negate, [value]) => number::negate(value),
            (Function::Plus, [value]) if value.is_number() => Ok(value.clone()),
            (Function::Arithmetic(operation), [one, other]) => {
                number::compute(operation, one, other)
            }
            (Function::Equal, [one, other]) => Ok(Value::Bool(one.equals(other))),
            (Function::Unequal, [one, other]) => Ok(Value::Bool(!one.equals(other))),
            (Function::Less, [one, other]) => ordered(one, other, Ordering::is_lt),
            (Function::LessOrEqual, [one, other]) => ordered(one, other, Ordering::is_le),
            (Function::Greater, [one, other]) => ordered(one, other, Ordering::is_gt),
            (Function::GreaterOrEqual, [one, other]) => ordered(one, other, Ordering::is_ge),
            (Function::Between, [value, low, high]) => {
                Ok(Value::Bool(value.order(low)?.is_ge() && value.order(high)?.is_le()))
            }
            (Function::Concat, [Value::Text(one), Value::Text(other)]) => {
                functions::concat(one, other)
            }
            (Function::Like, [Value::Text(text), Value::Text(wanted)]) => {
                pattern::like(text, wanted, None).map(Value::Bool)
            }
            (Function::Like, [Value::Text(text), Value::Text(wanted), Value::Text(escape)]) => {
                pattern::like(text, wanted, Some(escape)).map(Value::Bool)
            }
            (Function::Like, _) => Err(pattern::invalid_inputs()),
            (Function::Plus | Function::Concat, _) => Err(unevaluable()),
            (function, values) => functions::apply(function, values),
        }
    }
}

fn ordered(one: &Value, other: &Value, fits: impl Fn(Ordering) -> bool) -> Result<Value> {
    Ok(Value::Bool(fits(one.order(other)?)))
}

/// Unknown where it is not found among what is partly unknown.
fn is_among(value: &Value, all: &[Value]) -> Value {
    if !value.is_known() {
        return Value::Null;
    }
    if all.iter().any(|one| one.is_known() && one.equals(value)) {
        return Value::Bool(true);
    }
    if all.iter().all(Value::is_known) { Value::Bool(false) } else { Value::Null }
}

/// What a path leads to; none: nothing.
fn field<'a>(value: &'a Value, steps: &[Step]) -> Result<Option<&'a Value>> {
    let mut at = value;
    for step in steps {
        let next = match (step, at) {
            (Step::Name(name), Value::Struct(fields)) => named(fields, name)?,
            (Step::Index(index), Value::List(all)) => all.get(*index),
            _ => None,
        };
        let Some(next) = next else { return Ok(None) };
        at = next;
    }
    Ok(Some(at))
}

/// The one attribute of that name.
fn named<'a>(fields: &'a [(String, Value)], name: &Name) -> Result<Option<&'a Value>> {
    let mut fitting = fields.iter().filter(|(own, _)| name.fits(own));
    match (fitting.next(), fitting.next()) {
        (Some(_), Some(_)) => Err(ambiguous(&name.text)),
        (found, _) => Ok(found.map(|(_, value)| value)),
    }
}

/// The rows that `FROM S3Object[*].path` makes of one root value. A path that leads nowhere makes a
/// row that is missing.
pub(crate) fn expand(root: Value, path: &[Step]) -> Result<Vec<Value>> {
    let mut rows = vec![root];
    for step in path {
        let mut next = Vec::new();
        for row in rows {
            let before = next.len();
            match (step, row) {
                (Step::Elements, Value::List(all)) => next.extend(all),
                (Step::Fields, Value::Struct(fields)) => {
                    next.extend(fields.into_iter().map(|(_, value)| value));
                }
                (step @ (Step::Name(_) | Step::Index(_)), row) => {
                    next.extend(field(&row, std::slice::from_ref(step))?.cloned());
                }
                _ => {}
            }
            if next.len() == before {
                next.push(Value::Missing);
            }
        }
        rows = next;
    }
    Ok(rows)
}
