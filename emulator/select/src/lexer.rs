//! An expression as tokens.

use crate::number;
use crate::problem::{Problem, Result};
use crate::syntax::At;
use crate::timestamp::Stamp;
use crate::value::Value;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub at: At,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A reserved word, in lower case.
    Keyword(&'static str),
    Identifier(String),
    QuotedIdentifier(String),
    Literal(Value),
    Operator(&'static str),
    Star,
    Comma,
    Dot,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Semicolon,
    End,
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-keyword-list.html>,
/// without the names of parts of dates: those are names elsewhere.
const KEYWORDS: &str = "absolute action add all allocate alter and any are as asc assertion at \
authorization avg bag begin between bit bit_length blob bool boolean both by cascade cascaded case \
cast catalog char char_length character character_length check clob close coalesce collate \
collation column commit connect connection constraint constraints continue convert corresponding \
count create cross current current_date current_time current_timestamp current_user cursor date \
deallocate dec decimal declare default deferrable deferred delete desc describe descriptor \
diagnostics disconnect distinct domain double drop else end end-exec escape except exception exec \
execute exists external extract false fetch first float for foreign found from full get global go \
goto grant group having identity immediate in indicator initially inner input insensitive insert \
int integer intersect interval into is isolation join key language last leading left level like \
limit list local lower match max min missing module names national natural nchar next no not null \
nullif numeric octet_length of on only open option or order outer output overlaps pad partial pivot \
position precision prepare preserve primary prior privileges procedure public read real references \
relative restrict revoke right rollback rows schema scroll section select session session_user set \
sexp size smallint some space sql sqlcode sqlerror sqlstate string struct substring sum symbol \
system_user table temporary then time timestamp to trailing transaction translate translation trim \
true tuple union unique unknown unpivot update upper usage user using value values varchar varying \
view when whenever where with work write zone";

/// The longest first.
const OPERATORS: [&str; 14] =
    ["<=", ">=", "<>", "!=", "||", "<", ">", "=", "+", "-", "/", "%", "@", ":"];

struct Lexer<'a> {
    rest: std::str::Chars<'a>,
    at: At,
}

/// # Errors
/// What is no token.
pub(crate) fn tokens(expression: &str) -> Result<Vec<Token>> {
    let mut lexer = Lexer { rest: expression.chars(), at: At { line: 1, column: 1 } };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blanks();
        let at = lexer.at;
        let kind = lexer.token()?;
        let end = kind == Kind::End;
        tokens.push(Token { kind, at });
        if end {
            return Ok(tokens);
        }
    }
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.rest.next()?;
        if next == '\n' {
            self.at = At { line: self.at.line + 1, column: 1 };
        } else {
            self.at.column += 1;
        }
        Some(next)
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| fits(*c)) {
            text.push(c);
            self.take();
        }
        text
    }

    /// White space and `-- comments`.
    fn skip_blanks(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if !self.rest.as_str().starts_with("--") {
                return;
            }
            self.take_while(|c| c != '\n');
        }
    }

    fn token(&mut self) -> Result<Kind> {
        let Some(first) = self.peek() else { return Ok(Kind::End) };
        let single = match first {
            '*' => Some(Kind::Star),
            ',' => Some(Kind::Comma),
            '(' => Some(Kind::LeftParen),
            ')' => Some(Kind::RightParen),
            '[' => Some(Kind::LeftBracket),
            ']' => Some(Kind::RightBracket),
            ';' => Some(Kind::Semicolon),
            _ => None,
        };
        if let Some(kind) = single {
            self.take();
            return Ok(kind);
        }
        match first {
            '\'' => Ok(Kind::Literal(Value::Text(self.quoted('\'')?))),
            '"' => Ok(Kind::QuotedIdentifier(self.quoted('"')?)),
            '`' => self.ion(),
            '.' if !self.rest.as_str().chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
                self.take();
                Ok(Kind::Dot)
            }
            c if c.is_ascii_digit() || c == '.' => self.number(),
            c if c.is_alphabetic() || c == '_' || c == '$' => Ok(self.word()),
            _ => self.operator(),
        }
    }

    /// A text whose quotes are doubled inside.
    fn quoted(&mut self, quote: char) -> Result<String> {
        let mut text = String::new();
        self.take();
        loop {
            match self.take() {
                Some(c) if c != quote => text.push(c),
                Some(_) if self.peek() == Some(quote) => {
                    self.take();
                    text.push(quote);
                }
                Some(_) => return Ok(text),
                None => return Err(self.invalid("LexerInvalidChar", "Invalid character")),
            }
        }
    }

    fn word(&mut self) -> Kind {
        let word = self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '$');
        let lower = word.to_lowercase();
        match KEYWORDS.split(' ').find(|keyword| **keyword == lower) {
            Some("true") => Kind::Literal(Value::Bool(true)),
            Some("false") => Kind::Literal(Value::Bool(false)),
            Some("null") => Kind::Literal(Value::Null),
            Some("missing") => Kind::Literal(Value::Missing),
            Some(keyword) => Kind::Keyword(keyword),
            None => Kind::Identifier(word),
        }
    }

    fn number(&mut self) -> Result<Kind> {
        let mut text = self.take_while(|c| c.is_ascii_digit() || c == '.');
        if self.peek().is_some_and(|c| matches!(c, 'e' | 'E')) {
            text.push('e');
            self.take();
            if let Some(sign) = self.peek().filter(|c| matches!(c, '+' | '-')) {
                text.push(sign);
                self.take();
            }
            text.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        let glued = self.peek().is_some_and(|c| c.is_alphabetic() || c == '_');
        let value = number::parse(&text).ok().filter(|_| !glued);
        let no = || self.invalid("LexerInvalidLiteral", "Invalid literal");
        value.map(Kind::Literal).ok_or_else(no)
    }

    fn operator(&mut self) -> Result<Kind> {
        let Some(operator) = OPERATORS.iter().find(|it| self.rest.as_str().starts_with(**it))
        else {
            return Err(self.invalid("LexerInvalidChar", "Invalid character"));
        };
        for _ in operator.chars() {
            self.take();
        }
        Ok(Kind::Operator(operator))
    }

    /// A value of Ion between backticks: a moment, a number, a word or a text.
    fn ion(&mut self) -> Result<Kind> {
        let start = self.at;
        let text = self.quoted('`')?;
        let text = text.trim();
        let value = match text {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => Stamp::parse(text).map(Value::Time),
        };
        let value = value.or_else(|| number::parse(text).ok()).or_else(|| {
            let quoted = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
            let word = || text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
            let plain = quoted('"').or_else(|| quoted('\'')).or(Some(text).filter(|_| word()));
            plain.filter(|_| !text.is_empty()).map(Value::from)
        });
        let At { line, column } = start;
        let message = format!("Invalid ion literal at line {line}, column {column}.");
        let literal = value.map(Kind::Literal);
        literal.ok_or_else(|| Problem::new("LexerInvalidIONLiteral", message))
    }

    fn invalid(&self, code: &'static str, what: &str) -> Problem {
        let At { line, column } = self.at;
        Problem::new(code, format!("{what} at line {line}, column {column}."))
    }
}

impl Kind {
    /// As AWS's errors show it: `OPERATOR:'%'`. Words are not shown.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Keyword(_) => "KEYWORD:UNKNOWN".to_owned(),
            Self::Identifier(name) => format!("IDENTIFIER:{name}"),
            Self::QuotedIdentifier(name) => format!("QUOTED_IDENTIFIER:'{name}'"),
            Self::Literal(Value::Text(text)) => format!("LITERAL:\"{text}\""),
            Self::Literal(value @ (Value::Int(_) | Value::Decimal(_))) => {
                format!("LITERAL:{}", number::shown(value))
            }
            Self::Literal(_) => "LITERAL:UNKNOWN".to_owned(),
            Self::Operator(operator) => format!("OPERATOR:'{operator}'"),
            Self::Star => "STAR:'*'".to_owned(),
            Self::Comma => "COMMA:','".to_owned(),
            Self::Dot => "DOT:'.'".to_owned(),
            Self::LeftParen => "LEFT_PAREN:'('".to_owned(),
            Self::RightParen => "RIGHT_PAREN:')'".to_owned(),
            Self::LeftBracket => "LEFT_BRACKET:'['".to_owned(),
            Self::RightBracket => "RIGHT_BRACKET:']'".to_owned(),
            Self::Semicolon => "SEMICOLON:';'".to_owned(),
            Self::End => "EOF:EOF".to_owned(),
        }
    }

    /// The kind alone.
    pub(crate) fn name(&self) -> String {
        let shown = self.shown();
        shown.split(':').next().unwrap_or_default().to_owned()
    }
}
