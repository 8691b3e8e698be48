//! `AVG`, `COUNT`, `MAX`, `MIN`, `SUM`: over what is neither null nor missing.

use crate::number::{self, Arithmetic};
use crate::problem::{Result, overflow, unevaluable};
use crate::syntax::Aggregate;
use crate::value::Value;

/// What has come together so far.
#[derive(Clone, Debug)]
pub(crate) struct Total {
    aggregate: Aggregate,
    count: i64,
    value: Value,
}

impl Total {
    pub(crate) fn new(aggregate: Aggregate) -> Self {
        Self { aggregate, count: 0, value: Value::Null }
    }

    pub(crate) fn add(&mut self, value: Value) -> Result<()> {
        if !value.is_known() {
            return Ok(());
        }
        self.count = self.count.checked_add(1).ok_or_else(overflow)?;
        if self.aggregate == Aggregate::Count {
            return Ok(());
        }
        if !value.is_number() {
            return Err(unevaluable());
        }
        self.value = match (self.aggregate, &self.value) {
            (_, Value::Null) => value,
            (Aggregate::Max, held) if number::order(&value, held)?.is_le() => return Ok(()),
            (Aggregate::Min, held) if number::order(&value, held)?.is_ge() => return Ok(()),
            (Aggregate::Max | Aggregate::Min, _) => value,
            (_, held) => number::compute(Arithmetic::Add, held, &value)?,
        };
        Ok(())
    }

    /// Of no values: zero of them, and null as anything else.
    pub(crate) fn result(&self) -> Result<Value> {
        match (self.aggregate, &self.value) {
            (Aggregate::Count, _) => Ok(Value::Int(self.count)),
            (Aggregate::Avg, Value::Int(sum)) => {
                let sum = Value::Decimal((*sum).into());
                number::compute(Arithmetic::Divide, &sum, &Value::Int(self.count))
            }
            (Aggregate::Avg, Value::Null) => Ok(Value::Null),
            (Aggregate::Avg, sum) => {
                number::compute(Arithmetic::Divide, sum, &Value::Int(self.count))
            }
            (_, value) => Ok(value.clone()),
        }
    }
}
