//! Operators by their precedence
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html>).

use super::Parser;
use crate::lexer::Kind;
use crate::number::Arithmetic;
use crate::problem::{Result, too_complex};
use crate::syntax::{Expr, Function, Name, Step};
use crate::value::Value;

/// A tree is walked by recursion: it must not be deeper than a stack.
const DEPTH_MAX: usize = 48;

/// `a + b + c` leans to the left: it is as deep as it is long. So many links in all chains; `AND` and
/// `OR` are no chains.
const LINKS_MAX: usize = 150;

/// How firmly operators bind; the loosest is one.
const COMPARISON: u8 = 4;
const RANGE: u8 = 5;

fn binary(kind: &Kind) -> Option<(u8, Function)> {
    Some(match kind {
        Kind::Operator("=") => (COMPARISON, Function::Equal),
        Kind::Operator("<>" | "!=") => (COMPARISON, Function::Unequal),
        Kind::Operator("<") => (COMPARISON, Function::Less),
        Kind::Operator("<=") => (COMPARISON, Function::LessOrEqual),
        Kind::Operator(">") => (COMPARISON, Function::Greater),
        Kind::Operator(">=") => (COMPARISON, Function::GreaterOrEqual),
        Kind::Operator("||") => (6, Function::Concat),
        Kind::Operator("+") => (7, Function::Arithmetic(Arithmetic::Add)),
        Kind::Operator("-") => (7, Function::Arithmetic(Arithmetic::Subtract)),
        Kind::Star => (8, Function::Arithmetic(Arithmetic::Multiply)),
        Kind::Operator("/") => (8, Function::Arithmetic(Arithmetic::Divide)),
        Kind::Operator("%") => (8, Function::Arithmetic(Arithmetic::Modulo)),
        _ => return None,
    })
}

impl Parser {
    pub(super) fn expression(&mut self) -> Result<Expr> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(too_complex());
        }
        let expr = self.any()?;
        self.depth -= 1;
        Ok(expr)
    }

    /// `a OR b`: as many as there are, in one node.
    fn any(&mut self) -> Result<Expr> {
        let mut all = vec![self.all()?];
        while self.eat_keyword("or") {
            all.push(self.all()?);
        }
        Ok(joined(Function::Or, all))
    }

    fn all(&mut self) -> Result<Expr> {
        let mut all = vec![self.negation()?];
        while self.eat_keyword("and") {
            all.push(self.negation()?);
        }
        Ok(joined(Function::And, all))
    }

    fn negation(&mut self) -> Result<Expr> {
        let mut odd = false;
        let mut negated = false;
        while self.eat_keyword("not") {
            negated = true;
            odd = !odd;
        }
        let expr = self.operation(COMPARISON)?;
        Ok(match (negated, odd) {
            (false, _) => expr,
            (true, true) => not(expr),
            (true, false) => not(not(expr)),
        })
    }

    /// Of operators that bind at least so firmly.
    fn operation(&mut self, firmness: u8) -> Result<Expr> {
        let mut left = self.unary()?;
        for link in 0.. {
            self.links += usize::from(link > 1);
            if self.links > LINKS_MAX {
                return Err(too_complex());
            }
            if firmness <= RANGE
                && let Some(next) = self.test(&mut left)?
            {
                left = next;
            } else if let Some((own, function)) = binary(self.peek()).filter(|it| it.0 >= firmness)
            {
                self.take();
                let right = self.operation(own + 1)?;
                left = Expr::Call(function, vec![left, right]);
            } else {
                break;
            }
        }
        Ok(left)
    }

    /// `[NOT] IN (…)`, `[NOT] BETWEEN a AND b`, `[NOT] LIKE p [ESCAPE c]`, `IS [NOT] NULL`
    fn test(&mut self, left: &mut Expr) -> Result<Option<Expr>> {
        let is_test = |kind: &Kind| matches!(kind, Kind::Keyword("in" | "between" | "like"));
        let negated = *self.peek() == Kind::Keyword("not") && is_test(self.peek_second());
        if negated {
            self.take();
        }
        let Kind::Keyword(keyword) = *self.peek() else { return Ok(None) };
        if !matches!(keyword, "in" | "between" | "like" | "is") {
            return Ok(None);
        }
        self.take();
        let left = std::mem::replace(left, Expr::Row);
        let expr = match keyword {
            "in" => self.membership(left)?,
            "between" => {
                let low = self.operation(RANGE + 1)?;
                self.expect_keyword("and")?;
                let high = self.operation(RANGE + 1)?;
                Expr::Call(Function::Between, vec![left, low, high])
            }
            "like" => {
                let mut parts = vec![left, self.operation(RANGE + 1)?];
                if self.eat_keyword("escape") {
                    parts.push(self.operation(RANGE + 1)?);
                }
                Expr::Call(Function::Like, parts)
            }
            _ => return self.kind_test(left).map(Some),
        };
        Ok(Some(if negated { not(expr) } else { expr }))
    }

    fn membership(&mut self, left: Expr) -> Result<Expr> {
        let end = match self.peek() {
            Kind::LeftParen => Kind::RightParen,
            Kind::LeftBracket => Kind::RightBracket,
            _ => {
                let text = "Expected left parenthesis";
                return Err(self.wrong("ParseExpectedLeftParenValueConstructor", text));
            }
        };
        self.take();
        let mut all = vec![left];
        all.extend(self.expressions()?);
        self.expect(&end)?;
        Ok(Expr::Call(Function::In, all))
    }

    fn kind_test(&mut self, left: Expr) -> Result<Expr> {
        let negated = self.eat_keyword("not");
        let function = match self.peek() {
            Kind::Literal(Value::Null) => Function::IsNull,
            Kind::Literal(Value::Missing) => Function::IsMissing,
            _ => Function::IsType(self.type_name()?),
        };
        if !matches!(function, Function::IsType(_)) {
            self.take();
        }
        let expr = Expr::Call(function, vec![left]);
        Ok(if negated { not(expr) } else { expr })
    }

    pub(super) fn expressions(&mut self) -> Result<Vec<Expr>> {
        let mut all = vec![self.expression()?];
        while self.eat(&Kind::Comma) {
            all.push(self.expression()?);
        }
        Ok(all)
    }

    fn unary(&mut self) -> Result<Expr> {
        let function = match self.peek() {
            Kind::Operator("-") => Function::Negate,
            Kind::Operator("+") => Function::Plus,
            Kind::Operator(_) => {
                return Err(self.wrong("ParseUnexpectedOperator", "Unexpected operator"));
            }
            _ => return self.primary(),
        };
        self.take();
        // i64::MIN has no positive counterpart, and no literal either.
        if let (Function::Negate, Kind::Literal(value)) = (function, self.peek().clone())
            && value.is_number()
        {
            self.take();
            return Ok(Expr::Literal(crate::number::negate(&value)?));
        }
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(too_complex());
        }
        let operand = self.unary()?;
        self.depth -= 1;
        Ok(Expr::Call(function, vec![operand]))
    }

    fn primary(&mut self) -> Result<Expr> {
        let at = self.at();
        match self.peek().clone() {
            Kind::Literal(value) => {
                self.take();
                Ok(Expr::Literal(value))
            }
            Kind::Identifier(name) if *self.peek_second() == Kind::LeftParen => {
                self.take();
                self.call(&name.to_lowercase(), at)
            }
            Kind::Identifier(text) => self.path(Name { text, quoted: false }),
            Kind::QuotedIdentifier(text) => self.path(Name { text, quoted: true }),
            Kind::Keyword(keyword) => self.keyword_call(keyword),
            Kind::LeftParen => {
                self.take();
                if *self.peek() == Kind::Keyword("select") {
                    return Err(crate::problem::unsupported_structure("subqueries"));
                }
                let expr = self.expression()?;
                self.expect(&Kind::RightParen)?;
                Ok(expr)
            }
            Kind::LeftBracket => {
                self.take();
                let all = self.expressions()?;
                self.expect(&Kind::RightBracket)?;
                Ok(Expr::Call(Function::List, all))
            }
            Kind::Comma | Kind::RightParen | Kind::End => {
                Err(self.wrong("ParseUnexpectedTerm", "Unexpected term found"))
            }
            _ => Err(self.unexpected_token()),
        }
    }

    fn path(&mut self, root: Name) -> Result<Expr> {
        let at = self.at();
        self.take();
        let mut steps = vec![Step::Name(root)];
        steps.extend(self.steps()?);
        Ok(Expr::Path(steps, at))
    }
}

fn joined(function: Function, mut all: Vec<Expr>) -> Expr {
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            all.extend(last);
            Expr::Call(function, all)
        }
    }
}

fn not(expr: Expr) -> Expr {
    Expr::Call(Function::Not, vec![expr])
}
