//! Calls: plain ones, and those with words in them (`CAST(a AS INT)`, `TRIM(BOTH 'x' FROM a)`).

use super::Parser;
use crate::lexer::Kind;
use crate::problem::{Problem, Result, unsupported_structure};
use crate::syntax::{Aggregate, At, Expr, Function, Side, Type};
use crate::timestamp::Part;
use crate::value::Value;

impl Parser {
    /// A call of what is no reserved word; its name has been taken.
    pub(super) fn call(&mut self, name: &str, at: At) -> Result<Expr> {
        match name {
            "date_add" | "date_diff" => {
                self.left_paren()?;
                let part = self.date_part(false)?;
                self.argument_delimiter()?;
                let arguments = self.expressions()?;
                self.right_paren()?;
                let adds = name == "date_add";
                let function =
                    if adds { Function::DateAdd(part) } else { Function::DateDiff(part) };
                checked(function, arguments, 2..=2)
            }
            "to_string" => self.plain(Function::ToString, 2..=2),
            "to_timestamp" => self.plain(Function::ToTimestamp, 1..=2),
            "utcnow" => self.plain(Function::UtcNow, 0..=0),
            _ => {
                let At { line, column } = at;
                let text = format!(
                    "Unsupported Function: {name} at line {line}, column {column}. Please check the \
                     service documentation and try again."
                );
                Err(Problem::new("UnsupportedFunction", text))
            }
        }
    }

    /// What begins with a reserved word.
    pub(super) fn keyword_call(&mut self, keyword: &'static str) -> Result<Expr> {
        let aggregate = match keyword {
            "avg" => Some(Aggregate::Avg),
            "count" => Some(Aggregate::Count),
            "max" => Some(Aggregate::Max),
            "min" => Some(Aggregate::Min),
            "sum" => Some(Aggregate::Sum),
            _ => None,
        };
        let known = matches!(
            keyword,
            "case"
                | "cast"
                | "coalesce"
                | "nullif"
                | "char_length"
                | "character_length"
                | "lower"
                | "upper"
                | "substring"
                | "trim"
                | "extract"
        );
        if aggregate.is_none() && !known {
            return Err(self.unexpected_token());
        }
        self.take();
        if let Some(aggregate) = aggregate {
            return self.aggregate(aggregate);
        }
        match keyword {
            "case" => self.case(),
            "cast" => self.cast(),
            "coalesce" => self.plain(Function::Coalesce, 1..=usize::MAX),
            "nullif" => self.plain(Function::NullIf, 2..=2),
            "lower" => self.plain(Function::Lower, 1..=1),
            "upper" => self.plain(Function::Upper, 1..=1),
            "substring" => self.substring(),
            "trim" => self.trim(),
            "extract" => {
                self.left_paren()?;
                let part = self.date_part(true)?;
                self.expect_keyword("from")?;
                let from = self.expression()?;
                self.right_paren()?;
                Ok(Expr::Call(Function::Extract(part), vec![from]))
            }
            _ => self.plain(Function::CharLength, 1..=1),
        }
    }

    fn left_paren(&mut self) -> Result<()> {
        if self.eat(&Kind::LeftParen) {
            return Ok(());
        }
        let code = "ParseExpectedLeftParenBuiltinFunctionCall";
        Err(self.wrong(code, "Expected left parenthesis"))
    }

    fn right_paren(&mut self) -> Result<()> {
        if self.eat(&Kind::RightParen) {
            return Ok(());
        }
        let code = "ParseExpectedRightParenBuiltinFunctionCall";
        Err(self.wrong(code, "Expected right parenthesis"))
    }

    fn argument_delimiter(&mut self) -> Result<()> {
        if self.eat(&Kind::Comma) {
            return Ok(());
        }
        Err(self.wrong("ParseExpectedArgumentDelimiter", "Expected argument delimiter"))
    }

    fn plain(
        &mut self,
        function: Function,
        arity: std::ops::RangeInclusive<usize>,
    ) -> Result<Expr> {
        self.left_paren()?;
        let none = *self.peek() == Kind::RightParen;
        let arguments = if none { Vec::new() } else { self.expressions()? };
        self.right_paren()?;
        checked(function, arguments, arity)
    }

    fn aggregate(&mut self, aggregate: Aggregate) -> Result<Expr> {
        self.left_paren()?;
        if !std::mem::take(&mut self.may_aggregate) {
            return Err(unsupported_structure("an aggregate outside the SELECT list"));
        }
        let argument = if *self.peek() == Kind::Star {
            if aggregate != Aggregate::Count {
                let text =
                    "Function call, other than COUNT, with (*) as parameter is not supported";
                return Err(self.wrong("ParseUnsupportedCallWithStar", text));
            }
            self.take();
            // Counts every record.
            Expr::Literal(Value::Int(1))
        } else {
            self.expression()?
        };
        if *self.peek() == Kind::Comma {
            let text = "Aggregate function calls take 1 argument only";
            return Err(self.wrong("ParseNonUnaryAgregateFunctionCall", text));
        }
        self.right_paren()?;
        self.may_aggregate = true;
        self.aggregates.push((aggregate, argument));
        Ok(Expr::Total(self.aggregates.len() - 1))
    }

    fn case(&mut self) -> Result<Expr> {
        let simple = *self.peek() != Kind::Keyword("when");
        let mut parts = if simple { vec![self.expression()?] } else { Vec::new() };
        if *self.peek() != Kind::Keyword("when") {
            return Err(self.wrong("ParseExpectedWhenClause", "Expected WHEN clause in CASE"));
        }
        while self.eat_keyword("when") {
            parts.push(self.expression()?);
            self.expect_keyword("then")?;
            parts.push(self.expression()?);
        }
        parts.push(if self.eat_keyword("else") {
            self.expression()?
        } else {
            Expr::Literal(Value::Null)
        });
        self.expect_keyword("end")?;
        let function = if simple { Function::SimpleCase } else { Function::Case };
        Ok(Expr::Call(function, parts))
    }

    fn cast(&mut self) -> Result<Expr> {
        if !self.eat(&Kind::LeftParen) {
            let text = "Expected left parenthesis after CAST";
            return Err(self.wrong("ParseExpectedLeftParenAfterCast", text));
        }
        let expr = self.expression()?;
        self.expect_keyword("as")?;
        let to = self.type_name()?;
        self.right_paren()?;
        Ok(Expr::Call(Function::Cast(to), vec![expr]))
    }

    /// A type, whose precision and scale are read and count for nothing, as AWS says of decimals.
    pub(super) fn type_name(&mut self) -> Result<Type> {
        let Kind::Keyword(name) = *self.peek() else {
            return Err(self.wrong("ParseExpectedTypeName", "Expected type name, found"));
        };
        let (kind, parameters) = match name {
            "bool" | "boolean" => (Type::Bool, 0),
            "int" | "integer" | "smallint" => (Type::Int, 0),
            "string" => (Type::Text, 0),
            "char" | "character" | "varchar" => (Type::Text, 1),
            "float" | "real" => (Type::Float, 1),
            "decimal" | "numeric" | "dec" => (Type::Decimal, 2),
            "timestamp" => (Type::Timestamp, 0),
            _ => return Err(self.wrong("ParseExpectedTypeName", "Expected type name, found")),
        };
        self.take();
        if *self.peek() == Kind::LeftParen {
            self.take();
            let mut count = 0;
            loop {
                if !matches!(self.peek(), Kind::Literal(Value::Int(_))) {
                    let text = "Invalid value used for type parameter";
                    return Err(self.wrong("ParseInvalidTypeParam", text));
                }
                self.take();
                count += 1;
                if !self.eat(&Kind::Comma) {
                    break;
                }
            }
            if count > parameters {
                let name = name.to_uppercase();
                let text = format!(
                    "Cast to type {name} has incorrect arity.Correct arity is 0..{parameters}"
                );
                return Err(self.wrong("ParseCastArity", &text));
            }
            self.expect(&Kind::RightParen)?;
        }
        Ok(kind)
    }

    /// `(a, 1, 2)` or `(a FROM 1 FOR 2)`
    fn substring(&mut self) -> Result<Expr> {
        self.left_paren()?;
        let mut arguments = vec![self.expression()?];
        if self.eat_keyword("from") {
            arguments.push(self.expression()?);
            if self.eat_keyword("for") {
                arguments.push(self.expression()?);
            }
        } else {
            self.argument_delimiter()?;
            arguments.extend(self.expressions()?);
        }
        self.right_paren()?;
        checked(Function::Substring, arguments, 2..=3)
    }

    /// `([[LEADING | TRAILING | BOTH] [characters] FROM] text)`
    fn trim(&mut self) -> Result<Expr> {
        self.left_paren()?;
        let side = match self.peek() {
            Kind::Keyword("both") => Some(Side::Both),
            Kind::Keyword("leading") => Some(Side::Leading),
            Kind::Keyword("trailing") => Some(Side::Trailing),
            _ => None,
        };
        if side.is_some() {
            self.take();
        }
        let function = Function::Trim(side.unwrap_or(Side::Both));
        let arguments = if self.eat_keyword("from") {
            vec![self.expression()?]
        } else {
            let first = self.expression()?;
            match self.eat_keyword("from") {
                true => vec![self.expression()?, first],
                false if side.is_none() => vec![first],
                false => {
                    return Err(self.wrong("ParseExpectedKeyword", "Expected keyword FROM, found"));
                }
            }
        };
        self.right_paren()?;
        Ok(Expr::Call(function, arguments))
    }

    fn date_part(&mut self, extracts: bool) -> Result<Part> {
        let name = match self.peek() {
            Kind::Identifier(name) => name.to_lowercase(),
            _ => String::new(),
        };
        let part = match &*name {
            "year" => Part::Year,
            "month" => Part::Month,
            "day" => Part::Day,
            "hour" => Part::Hour,
            "minute" => Part::Minute,
            "second" => Part::Second,
            "timezone_hour" if extracts => Part::TimezoneHour,
            "timezone_minute" if extracts => Part::TimezoneMinute,
            _ => {
                let text = "Expected one of: [year, month, day, hour, minute, second, \
                            timezone_hour, timezone_minute]";
                return Err(self.wrong("ParseExpectedDatePart", text));
            }
        };
        self.take();
        Ok(part)
    }
}

fn checked(
    function: Function,
    arguments: Vec<Expr>,
    arity: std::ops::RangeInclusive<usize>,
) -> Result<Expr> {
    if arity.contains(&arguments.len()) {
        return Ok(Expr::Call(function, arguments));
    }
    let text = "Incorrect number of arguments in the function call in the SQL expression.";
    Err(Problem::new("EvaluatorInvalidArguments", text))
}
