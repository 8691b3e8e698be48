//! An expression as a tree.

use crate::number::Arithmetic;
use crate::timestamp::Part;
use crate::value::Value;

/// A query: `SELECT list FROM S3Object… WHERE condition LIMIT number`.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub list: List,
    pub from: From,
    pub condition: Option<Expr>,
    pub limit: Option<Expr>,
    /// What [`Expr::Total`] counts into.
    pub aggregates: Vec<(Aggregate, Expr)>,
}

#[derive(Clone, Debug)]
pub(crate) enum List {
    /// `*`
    All,
    Items(Vec<Item>),
}

#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub expr: Expr,
    /// As it is called in JSON; none: by its place.
    pub name: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct From {
    /// Behind `S3Object[*]`.
    pub path: Vec<Step>,
    /// What the row is called.
    pub alias: Name,
}

/// A name, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    pub text: String,
    /// In double quotes: case counts.
    pub quoted: bool,
}

impl Name {
    pub(crate) fn fits(&self, other: &str) -> bool {
        if self.quoted {
            self.text == other
        } else {
            self.text == other || self.text.to_lowercase() == other.to_lowercase()
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Name(Name),
    Index(usize),
    /// `.*`
    Fields,
    /// `[*]`
    Elements,
}

/// Where in the expression, both from one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Literal(Value),
    /// As written; [`bind`](crate::bind) makes one of the next three of it.
    Path(Vec<Step>, At),
    /// A path inside the row.
    Field(Vec<Step>),
    /// A column of CSV, from zero.
    Column(usize),
    /// The whole row.
    Row,
    /// An aggregate's result.
    Total(usize),
    Call(Function, Vec<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    And,
    Or,
    Not,
    Negate,
    /// Unary.
    Plus,
    Arithmetic(Arithmetic),
    Concat,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    /// The first is among the others.
    In,
    /// Text, pattern and maybe an escape character.
    Like,
    IsNull,
    IsMissing,
    /// Conditions and results by turns, and a result that is left.
    Case,
    /// The same behind what is compared.
    SimpleCase,
    Cast(Type),
    IsType(Type),
    Coalesce,
    NullIf,
    List,
    CharLength,
    Lower,
    Upper,
    Substring,
    /// Text, and maybe the characters to remove.
    Trim(Side),
    DateAdd(Part),
    DateDiff(Part),
    Extract(Part),
    ToString,
    ToTimestamp,
    UtcNow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Both,
    Leading,
    Trailing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int,
    Text,
    Float,
    Decimal,
    Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    Avg,
    Count,
    Max,
    Min,
    Sum,
}

impl Expr {
    /// Whether it depends on the record, outside aggregates.
    pub(crate) fn reads_record(&self) -> bool {
        match self {
            Self::Path(..) | Self::Field(_) | Self::Column(_) | Self::Row => true,
            Self::Literal(_) | Self::Total(_) => false,
            Self::Call(_, parts) => parts.iter().any(Self::reads_record),
        }
    }
}
