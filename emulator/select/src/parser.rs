//! Tokens as a tree: `SELECT list FROM source [WHERE condition] [LIMIT number]`.

mod calls;
mod expressions;

use crate::lexer::{self, Kind, Token};
use crate::number;
use crate::problem::{Problem, Result, unsupported_structure};
use crate::syntax::{Aggregate, At, Expr, From, Item, List, Name, Query, Step};
use crate::value::Value;

/// # Errors
/// What is wrong with it, and where.
pub(crate) fn parse(expression: &str) -> Result<Query> {
    let mut parser = Parser::new(lexer::tokens(expression)?);
    parser.expect_keyword("select")?;
    let list = parser.list()?;
    if !parser.eat_keyword("from") {
        let (code, text) = ("ParseSelectMissingFrom", "Missing FROM after SELECT list");
        return Err(match parser.peek() {
            // What cannot stand behind an item is more to the point.
            Kind::End | Kind::Keyword(_) => parser.wrong(code, text),
            _ => parser.unexpected_token(),
        });
    }
    let from = parser.from()?;
    let condition = if parser.eat_keyword("where") { Some(parser.expression()?) } else { None };
    if matches!(parser.peek(), Kind::Keyword("group" | "having")) {
        return Err(unsupported_structure("GROUP BY"));
    }
    let limit = if parser.eat_keyword("limit") { Some(parser.limit()?) } else { None };
    if *parser.peek() == Kind::Semicolon {
        parser.take();
    }
    if *parser.peek() != Kind::End {
        return Err(parser.unexpected_token());
    }
    let Parser { aggregates, .. } = parser;
    let query = Query { list, from, condition, limit, aggregates };
    check_aggregates(&query)?;
    Ok(query)
}

/// A list has aggregates, or it has columns.
fn check_aggregates(query: &Query) -> Result<()> {
    if query.aggregates.is_empty() {
        return Ok(());
    }
    let plain = match &query.list {
        List::All => true,
        List::Items(items) => items.iter().any(|item| item.expr.reads_record()),
    };
    if plain { Err(unsupported_structure("aggregates beside columns")) } else { Ok(()) }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    /// Parentheses and calls that are open.
    depth: usize,
    /// Links of chains of operators so far.
    links: usize,
    /// Where an aggregate may stand: in the list, in no other.
    may_aggregate: bool,
    aggregates: Vec<(Aggregate, Expr)>,
}

/// What stands for the end.
static END: Token = Token { kind: Kind::End, at: At { line: 1, column: 1 } };

impl Parser {
    fn new(tokens: Vec<Token>) -> Self {
        Self { tokens, next: 0, depth: 0, links: 0, may_aggregate: false, aggregates: Vec::new() }
    }

    fn token(&self) -> &Token {
        self.tokens.get(self.next).or(self.tokens.last()).unwrap_or(&END)
    }

    fn peek(&self) -> &Kind {
        &self.token().kind
    }

    fn peek_second(&self) -> &Kind {
        self.tokens.get(self.next + 1).map_or(&Kind::End, |token| &token.kind)
    }

    fn at(&self) -> At {
        self.token().at
    }

    fn take(&mut self) -> Kind {
        let kind = self.peek().clone();
        self.next += 1;
        kind
    }

    fn eat(&mut self, kind: &Kind) -> bool {
        let there = self.peek() == kind;
        self.next += usize::from(there);
        there
    }

    fn eat_keyword(&mut self, keyword: &'static str) -> bool {
        self.eat(&Kind::Keyword(keyword))
    }

    fn expect(&mut self, kind: &Kind) -> Result<()> {
        if self.eat(kind) {
            return Ok(());
        }
        let text = format!("Expected token of type {}, found", kind.name());
        Err(self.wrong("ParseExpectedTokenType", &text))
    }

    fn expect_keyword(&mut self, keyword: &'static str) -> Result<()> {
        if self.eat_keyword(keyword) {
            return Ok(());
        }
        match self.peek() {
            Kind::End | Kind::Literal(_) | Kind::Operator(_) => {
                let text = format!("Expected keyword {}, found", keyword.to_uppercase());
                Err(self.wrong("ParseExpectedKeyword", &text))
            }
            _ => Err(self.unexpected_token()),
        }
    }

    /// AWS's texts end with the token and its place.
    fn wrong(&self, code: &'static str, text: &str) -> Problem {
        let Token { kind, at: At { line, column } } = self.token();
        let kind = kind.shown();
        Problem::new(code, format!("{text} {kind} at line {line}, column {column}."))
    }

    fn unexpected_token(&self) -> Problem {
        self.wrong("ParseUnexpectedToken", "Unexpected token found")
    }

    fn list(&mut self) -> Result<List> {
        if *self.peek() == Kind::Star {
            self.take();
            if *self.peek() == Kind::Comma {
                let text = "Other expressions may not be present in the select list when '*' is \
                            used without dot notation.";
                return Err(Problem::new("ParseAsteriskIsNotAloneInSelectList", text));
            }
            return Ok(List::All);
        }
        if matches!(self.peek(), Kind::Keyword("from") | Kind::End) {
            return Err(self.wrong("ParseEmptySelect", "Found empty SELECT list"));
        }
        if matches!(self.peek(), Kind::Keyword("distinct" | "all")) {
            return Err(unsupported_structure("SELECT DISTINCT"));
        }
        self.may_aggregate = true;
        let mut items = vec![self.item()?];
        while self.eat(&Kind::Comma) {
            if *self.peek() == Kind::Star {
                let text = "Other expressions may not be present in the select list when '*' is \
                            used without dot notation.";
                return Err(Problem::new("ParseAsteriskIsNotAloneInSelectList", text));
            }
            items.push(self.item()?);
        }
        self.may_aggregate = false;
        Ok(List::Items(items))
    }

    fn item(&mut self) -> Result<Item> {
        let expr = self.expression()?;
        let implied = match &expr {
            Expr::Path(steps, _) => match steps.last() {
                Some(Step::Name(name)) => Some(name.text.clone()),
                _ => None,
            },
            _ => None,
        };
        let alias = self.alias()?.map(|name| name.text);
        Ok(Item { expr, name: alias.or(implied) })
    }

    fn alias(&mut self) -> Result<Option<Name>> {
        let asked = self.eat_keyword("as");
        match self.peek().clone() {
            Kind::Identifier(text) => {
                self.take();
                Ok(Some(Name { text, quoted: false }))
            }
            Kind::QuotedIdentifier(text) => {
                self.take();
                Ok(Some(Name { text, quoted: true }))
            }
            _ if asked => {
                Err(self.wrong("ParseExpectedIdentForAlias", "Expected identifier for alias"))
            }
            _ => Ok(None),
        }
    }

    fn from(&mut self) -> Result<From> {
        let at = self.at();
        let is_table = match self.take() {
            Kind::Identifier(name) | Kind::QuotedIdentifier(name) => {
                name.eq_ignore_ascii_case("s3object")
            }
            Kind::LeftParen => return Err(unsupported_structure("subqueries")),
            _ => {
                self.next -= 1;
                return Err(self.unexpected_token());
            }
        };
        if !is_table {
            let At { line, column } = at;
            let text = format!(
                "The table at line {line}, column {column} is invalid: it must be S3Object."
            );
            return Err(Problem::new("InvalidTableAlias", text));
        }
        let steps = self.steps()?;
        let path = match steps.split_first() {
            None => Vec::new(),
            Some((Step::Elements, path)) => path.to_vec(),
            Some(_) => {
                let text = "The key path in the SQL expression is not valid.";
                return Err(Problem::new("InvalidKeyPath", text));
            }
        };
        let alias = self.alias()?;
        if matches!(self.peek(), Kind::Comma) {
            let text = "Multiple data sources are not supported.";
            return Err(Problem::new("MultipleDataSourcesUnsupported", text));
        }
        if matches!(
            self.peek(),
            Kind::Keyword("join" | "inner" | "left" | "right" | "cross" | "outer")
        ) {
            return Err(self.wrong("ParseMalformedJoin", "Malformed use of FROM with JOIN"));
        }
        let plain = |text: &str| Name { text: text.to_owned(), quoted: false };
        let alias = alias.unwrap_or_else(|| match steps.last() {
            None => plain("S3Object"),
            Some(Step::Name(name)) => name.clone(),
            Some(_) => plain("_1"),
        });
        Ok(From { path, alias })
    }

    /// `.name`, `."Name"`, `.*`, `[0]`, `['name']`, `[*]`
    fn steps(&mut self) -> Result<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            let step = if self.eat(&Kind::Dot) {
                self.step_by_name()?
            } else if self.eat(&Kind::LeftBracket) {
                let step = self.step_in_brackets()?;
                self.expect(&Kind::RightBracket)?;
                step
            } else {
                return Ok(steps);
            };
            steps.push(step);
        }
    }

    fn step_by_name(&mut self) -> Result<Step> {
        let step = match self.peek().clone() {
            Kind::Identifier(text) => Step::Name(Name { text, quoted: false }),
            Kind::QuotedIdentifier(text) => Step::Name(Name { text, quoted: true }),
            Kind::Star => Step::Fields,
            kind => {
                let At { line, column } = self.at();
                let text = format!(
                    "Invalid Path component, expecting either an IDENTIFIER or STAR, got: {},at \
                     line {line}, column {column}.",
                    kind.name()
                );
                return Err(Problem::new("ParseInvalidPathComponent", text));
            }
        };
        self.take();
        Ok(step)
    }

    fn step_in_brackets(&mut self) -> Result<Step> {
        let step = match self.peek().clone() {
            Kind::Star => Step::Elements,
            Kind::Literal(Value::Text(text)) => Step::Name(Name { text, quoted: true }),
            Kind::Literal(Value::Int(index)) => match usize::try_from(index) {
                Ok(index) => Step::Index(index),
                Err(_) => return Err(self.unexpected_token()),
            },
            _ => return Err(self.unexpected_token()),
        };
        self.take();
        Ok(step)
    }

    fn limit(&mut self) -> Result<Expr> {
        if self.eat(&Kind::Operator("-")) {
            let text = "LIMIT must not be negative.";
            return Err(Problem::new("EvaluatorNegativeLimit", text));
        }
        match self.peek().clone() {
            Kind::Literal(value @ Value::Int(_)) => {
                self.take();
                Ok(Expr::Literal(value))
            }
            Kind::Literal(value) => {
                let text = format!("Expected number, found {} at", number::shown(&value));
                Err(self.wrong("ParseExpectedNumber", text.trim_end_matches(" at")))
            }
            Kind::End => Err(self.wrong("ParseExpectedNumber", "Expected number, found")),
            _ => Err(self.unexpected_token()),
        }
    }
}
