//! Conditions joined by `&&` and `||`: `()` binds tighter than `&&`, and that than `||` (CW-A6.4).

use super::cursor::Cursor;
use super::invalid::Invalid;

#[derive(Clone, Debug)]
pub(crate) enum Expression<L> {
    Leaf(L),
    All(Vec<Expression<L>>),
    Any(Vec<Expression<L>>),
}

impl<L> Expression<L> {
    pub(crate) fn parse(
        cursor: &mut Cursor,
        leaf: &mut impl FnMut(&mut Cursor) -> Result<L, Invalid>,
    ) -> Result<Self, Invalid> {
        let mut any = vec![Self::conjunction(cursor, leaf)?];
        while cursor.take("||") {
            any.push(Self::conjunction(cursor, leaf)?);
        }
        Ok(single(any).unwrap_or_else(Self::Any))
    }

    fn conjunction(
        cursor: &mut Cursor,
        leaf: &mut impl FnMut(&mut Cursor) -> Result<L, Invalid>,
    ) -> Result<Self, Invalid> {
        let mut all = vec![Self::atom(cursor, leaf)?];
        while cursor.take("&&") {
            all.push(Self::atom(cursor, leaf)?);
        }
        Ok(single(all).unwrap_or_else(Self::All))
    }

    fn atom(
        cursor: &mut Cursor,
        leaf: &mut impl FnMut(&mut Cursor) -> Result<L, Invalid>,
    ) -> Result<Self, Invalid> {
        if !cursor.take("(") {
            cursor.skip_space();
            return leaf(cursor).map(Self::Leaf);
        }
        let inside = Self::parse(cursor, leaf)?;
        if cursor.take(")") { Ok(inside) } else { Err(Invalid::new("a '(' is not closed")) }
    }

    pub(crate) fn holds(&self, leaf: &impl Fn(&L) -> bool) -> bool {
        match self {
            Self::Leaf(condition) => leaf(condition),
            Self::All(all) => all.iter().all(|one| one.holds(leaf)),
            Self::Any(any) => any.iter().any(|one| one.holds(leaf)),
        }
    }
}

/// The only element, or the list back.
fn single<T>(mut list: Vec<T>) -> Result<T, Vec<T>> {
    match list.pop() {
        Some(only) if list.is_empty() => Ok(only),
        Some(last) => {
            list.push(last);
            Err(list)
        }
        None => Err(list),
    }
}
