//! Smithy IDL 2.0, the subset that `import.py` writes and people use in patches.
//!
//! Supported: `$version`, `namespace`, `service`, `operation`, `structure`, `union`, `list`, `map`,
//! `enum`, simple shapes, traits without nested objects, `apply`, comments, commas as white space.
//! Not supported: mixins, inline inputs, resources, default values, text blocks, `use`, `metadata`.

use crate::tree::{Apply, File, Member, Node, Problem, Shape, ShapeKind, Simple, Trait, Traits};

type Result<T> = std::result::Result<T, Problem>;

pub(crate) fn parse(text: &str) -> Result<File> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let mut file = File::default();
    while parser.peek().is_some() {
        parser.statement(&mut file)?;
    }
    Ok(file)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(String),
    Mark(char),
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Token::Word(text) | Token::Number(text) => write!(f, "`{text}`"),
            Token::Text(text) => write!(f, "{text:?}"),
            Token::Mark(mark) => write!(f, "`{mark}`"),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<(u32, Token)>> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\n' => {
                line += 1;
                1
            }
            c if c.is_whitespace() || c == ',' => c.len_utf8(),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '=' | '@' => {
                tokens.push((line, Token::Mark(first)));
                1
            }
            '"' => {
                let (text, length) = quoted(rest, line)?;
                tokens.push((line, Token::Text(text)));
                length
            }
            '-' | '0'..='9' => {
                let number = |c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c));
                let length = rest.find(number).unwrap_or(rest.len());
                tokens.push((line, Token::Number(rest.split_at(length).0.to_owned())));
                length
            }
            c if c.is_ascii_alphabetic() || c == '_' || c == '$' => {
                let word = |c: char| !(c.is_ascii_alphanumeric() || "_.#$".contains(c));
                let length = rest.find(word).unwrap_or(rest.len());
                tokens.push((line, Token::Word(rest.split_at(length).0.to_owned())));
                length
            }
            other => return Err(Problem::new(line, format!("unexpected character {other:?}"))),
        };
        rest = rest.split_at(length).1;
    }
    Ok(tokens)
}

/// A string's text, and its length in the source with both quotes.
fn quoted(source: &str, line: u32) -> Result<(String, usize)> {
    let mut text = String::new();
    let mut chars = source.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((text, at + 1)),
            '\n' => break,
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, 'u')) => {
                    let hex: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    let code = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                    text.push(code.ok_or_else(|| Problem::new(line, "\\u wants four hex digits"))?);
                }
                Some((_, c @ ('"' | '\\' | '/'))) => text.push(c),
                _ => return Err(Problem::new(line, "unknown escape in string")),
            },
            c => text.push(c),
        }
    }
    Err(Problem::new(line, "string is not closed on its line"))
}

struct Parser {
    tokens: Vec<(u32, Token)>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    /// The line of the next token, or of the last one at the end.
    fn line(&self) -> u32 {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |(line, _)| *line)
    }

    fn expected<T>(&self, what: &str) -> Result<T> {
        let found = self.peek().map_or("the end of the file".to_owned(), Token::to_string);
        Err(Problem::new(self.line(), format!("expected {what}, found {found}")))
    }

    fn eat(&mut self, mark: char) -> bool {
        let found = self.peek() == Some(&Token::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn mark(&mut self, mark: char, place: &str) -> Result<()> {
        if self.eat(mark) { Ok(()) } else { self.expected(&format!("`{mark}` {place}")) }
    }

    fn word(&mut self, what: &str) -> Result<String> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.at += 1;
                Ok(word)
            }
            _ => self.expected(what),
        }
    }

    fn text(&mut self, what: &str) -> Result<String> {
        match self.peek() {
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.at += 1;
                Ok(text)
            }
            _ => self.expected(what),
        }
    }

    fn statement(&mut self, file: &mut File) -> Result<()> {
        let traits = self.traits()?;
        let line = self.line();
        let word = self.word("a shape, `namespace` or `apply`")?;
        match word.as_str() {
            "$version" => {
                self.mark(':', "after `$version`")?;
                let version = self.text("a version in quotes")?;
                if !version.starts_with('2') {
                    return Err(Problem::new(line, format!("version {version} is not Smithy 2")));
                }
            }
            "namespace" => file.namespace = self.word("a namespace")?,
            "apply" => {
                let target = self.word("a shape to apply traits to")?;
                let (shape, member) = match target.split_once('$') {
                    Some((shape, member)) => (shape.to_owned(), Some(member.to_owned())),
                    None => (target, None),
                };
                let traits = self.traits()?;
                if traits.0.is_empty() {
                    return self.expected("a trait to apply");
                }
                file.applies.push(Apply { line, shape, member, traits });
            }
            keyword => {
                let name = self.word("the shape's name")?;
                let kind = self.kind(keyword, &name, line)?;
                file.shapes.push(Shape { line, name, kind, traits });
            }
        }
        Ok(())
    }

    fn kind(&mut self, keyword: &str, name: &str, line: u32) -> Result<ShapeKind> {
        if let Some(simple) = Simple::named(keyword) {
            return Ok(ShapeKind::Simple(simple));
        }
        self.mark('{', &format!("after `{keyword} {name}`"))?;
        Ok(match keyword {
            "service" => self.service()?,
            "operation" => self.operation()?,
            "structure" => ShapeKind::Structure(self.members()?),
            "union" => ShapeKind::Union(self.members()?),
            "enum" => ShapeKind::Enum(self.values()?),
            "list" => match <[Member; 1]>::try_from(self.members()?) {
                Ok([member]) if member.name == "member" => ShapeKind::List(member),
                _ => return Err(Problem::new(line, format!("list {name} wants one `member`"))),
            },
            "map" => match <[Member; 2]>::try_from(self.members()?) {
                Ok([key, value]) if key.name == "key" && value.name == "value" => {
                    ShapeKind::Map { key, value }
                }
                _ => return Err(Problem::new(line, format!("map {name} wants `key`, `value`"))),
            },
            other => return Err(Problem::new(line, format!("unknown kind of shape `{other}`"))),
        })
    }

    fn service(&mut self) -> Result<ShapeKind> {
        let (mut version, mut operations) = (String::new(), Vec::new());
        while !self.eat('}') {
            match self.property()?.as_str() {
                "version" => version = self.text("a version in quotes")?,
                "operations" => operations = self.names()?,
                _ => return self.expected("`version` or `operations` before this"),
            }
        }
        Ok(ShapeKind::Service { version, operations })
    }

    fn operation(&mut self) -> Result<ShapeKind> {
        let (mut input, mut output, mut errors) = (None, None, Vec::new());
        while !self.eat('}') {
            match self.property()?.as_str() {
                "input" => input = Some(self.word("the input's shape")?),
                "output" => output = Some(self.word("the output's shape")?),
                "errors" => errors = self.names()?,
                _ => return self.expected("`input`, `output` or `errors` before this"),
            }
        }
        Ok(ShapeKind::Operation { input, output, errors })
    }

    /// `name:`
    fn property(&mut self) -> Result<String> {
        let name = self.word("a property or `}`")?;
        self.mark(':', &format!("after `{name}`"))?;
        Ok(name)
    }

    fn names(&mut self) -> Result<Vec<String>> {
        self.mark('[', "before the names")?;
        let mut names = Vec::new();
        while !self.eat(']') {
            names.push(self.word("a shape's name or `]`")?);
        }
        Ok(names)
    }

    fn members(&mut self) -> Result<Vec<Member>> {
        let mut members: Vec<Member> = Vec::new();
        while !self.eat('}') {
            let traits = self.traits()?;
            let line = self.line();
            let name = self.word("a member or `}`")?;
            self.mark(':', &format!("after member `{name}`"))?;
            let target = self.word(&format!("the shape of member `{name}`"))?;
            if members.iter().any(|member| member.name == name) {
                return Err(Problem::new(line, format!("member `{name}` is there twice")));
            }
            members.push(Member { line, name, target, traits });
        }
        Ok(members)
    }

    /// The values of an enum, each its name unless `= "value"` follows.
    fn values(&mut self) -> Result<Vec<String>> {
        let mut values = Vec::new();
        while !self.eat('}') {
            let name = self.word("an enum member or `}`")?;
            values.push(if self.eat('=') { self.text("a value in quotes")? } else { name });
        }
        Ok(values)
    }

    fn traits(&mut self) -> Result<Traits> {
        let mut traits = Vec::new();
        while self.eat('@') {
            let name = self.word("a trait's name")?;
            let mut arguments = Vec::new();
            if self.eat('(') {
                while !self.eat(')') {
                    arguments.push(self.argument()?);
                }
            }
            traits.push(Trait { name, arguments });
        }
        Ok(Traits(traits))
    }

    fn argument(&mut self) -> Result<(String, Node)> {
        let node = self.node()?;
        if let Node::Word(name) = &node
            && self.eat(':')
        {
            return Ok((name.clone(), self.node()?));
        }
        Ok((String::new(), node))
    }

    fn node(&mut self) -> Result<Node> {
        let node = match self.peek() {
            Some(Token::Text(text)) => Node::Text(text.clone()),
            Some(Token::Number(number)) => Node::Number(number.clone()),
            Some(Token::Word(word)) => Node::Word(word.clone()),
            _ => return self.expected("a value or `)`"),
        };
        self.at += 1;
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_every_kind_of_statement() {
        let file = parse(
            r#"$version: "2"
            namespace com.amazonaws.demo // a comment
            @aws.protocols#awsJson1_1
            service Demo_1 { version: "2014-03-28", operations: [A B] }
            @http(method: "PUT", uri: "/{Id}?x=\"1\"", code: 201)
            operation A { input: ARequest errors: [Gone] }
            structure ARequest { @required @httpLabel Id: Id @xmlName("tag") Tags: Tags }
            union U { a: String }
            @length(min: 1) list Tags { @xmlName("i") member: String }
            map M { key: String value: Id }
            enum E { a b_c = "b-c" }
            @pattern("[\\d]+") string Id
            apply ARequest$Id @deprecated @timestampFormat("date-time")"#,
        )
        .unwrap();
        assert_eq!(file.namespace, "com.amazonaws.demo");
        assert_eq!(file.shapes.len(), 8);
        assert_eq!(file.shapes[1].traits.argument("http", "uri"), Some("/{Id}?x=\"1\""));
        assert_eq!(file.shapes[1].traits.argument("http", "code"), Some("201"));
        assert_eq!(file.shapes[7].traits.value("pattern"), Some("[\\d]+"));
        assert!(matches!(&file.shapes[6].kind, ShapeKind::Enum(v) if v == &["a", "b-c"]));
        assert_eq!(file.applies[0].member.as_deref(), Some("Id"));
        assert!(file.applies[0].traits.has("deprecated"));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let problem = |text| parse(text).unwrap_err().to_string();
        assert_eq!(
            problem("structure A {\n  b c: D\n}"),
            "2: expected `:` after member `b`, found `c`"
        );
        assert_eq!(problem("\nstring \"x\""), "2: expected the shape's name, found \"x\"");
        assert_eq!(
            problem("@length(min: 1) "),
            concat!("1: expected a shape, `namespace` or `apply`, ", "found the end of the file")
        );
        assert_eq!(problem("string A\n%"), "2: unexpected character '%'");
        assert_eq!(problem("@a(\"x\n\") string A"), "1: string is not closed on its line");
        assert_eq!(problem("resource A {}"), "1: unknown kind of shape `resource`");
        assert_eq!(problem("structure A { a: B a: B }"), "1: member `a` is there twice");
    }
}
