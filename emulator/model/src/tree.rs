//! What a Smithy file says, before its names are looked up.

use std::fmt;

#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) namespace: String,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) applies: Vec<Apply>,
}

#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) kind: ShapeKind,
    pub(crate) traits: Traits,
}

#[derive(Debug)]
pub(crate) enum ShapeKind {
    Service { version: String, operations: Vec<String> },
    Operation { input: Option<String>, output: Option<String>, errors: Vec<String> },
    Structure(Vec<Member>),
    Union(Vec<Member>),
    List(Member),
    Map { key: Member, value: Member },
    Enum(Vec<String>),
    Simple(Simple),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Simple {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    String,
    Blob,
    Timestamp,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) traits: Traits,
}

/// `apply Shape @trait` or `apply Shape$member @trait`.
#[derive(Debug)]
pub(crate) struct Apply {
    pub(crate) line: u32,
    pub(crate) shape: String,
    pub(crate) member: Option<String>,
    pub(crate) traits: Traits,
}

#[derive(Debug, Default)]
pub(crate) struct Traits(pub Vec<Trait>);

#[derive(Debug)]
pub(crate) struct Trait {
    pub(crate) name: String,
    /// `@length(min: 1)` has a name, `@xmlName("Tag")` has an empty one.
    pub(crate) arguments: Vec<(String, Node)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Text(String),
    Number(String),
    /// `true`, `false`, or a name.
    Word(String),
}

/// Why a file cannot be used, and where.
#[derive(Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) line: u32,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(line: u32, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl Node {
    pub(crate) fn text(&self) -> &str {
        let (Node::Text(text) | Node::Number(text) | Node::Word(text)) = self;
        text
    }
}

impl Traits {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the member is always there. What is marked `@clientOptional` besides is not, whatever the
    /// model says (<https://smithy.io/2.0/spec/type-refinement-traits.html#clientoptional-trait>).
    pub(crate) fn are_required(&self) -> bool {
        self.has("required") && !self.has("clientOptional")
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Trait> {
        self.0.iter().find(|one| one.name == name)
    }

    /// The unnamed value of `@name("value")`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.argument(name, "")
    }

    /// The value of `key` in `@name(key: value)`.
    pub(crate) fn argument(&self, name: &str, key: &str) -> Option<&str> {
        let found = self.get(name)?.arguments.iter().find(|(named, _)| named == key);
        found.map(|(_, node)| node.text())
    }

    /// Adds traits; those already there give way.
    pub(crate) fn apply(&mut self, traits: Traits) {
        self.0.retain(|old| !traits.has(&old.name));
        self.0.extend(traits.0);
    }
}

impl Simple {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "byte" => Self::Byte,
            "short" => Self::Short,
            "integer" => Self::Integer,
            "long" => Self::Long,
            "float" => Self::Float,
            "double" => Self::Double,
            "string" => Self::String,
            "blob" => Self::Blob,
            "timestamp" => Self::Timestamp,
            _ => return None,
        })
    }

    /// The shapes every Smithy file knows: `String`, `Integer`, …
    pub(crate) fn prelude(name: &str) -> Option<Self> {
        let first = name.chars().next()?;
        first.is_ascii_uppercase().then(|| Self::named(&name.to_ascii_lowercase())).flatten()
    }
}
