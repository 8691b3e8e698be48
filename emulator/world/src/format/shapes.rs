//! The names of fields and variants, once for all rows of a store.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Between names; none has it.
const BETWEEN: char = '\0';

/// The names of a struct's fields, in the order in which they were written; or that of one variant.
#[derive(Debug)]
pub(super) struct Shape {
    names: Box<[Box<str>]>,
    /// Where the list of fields lies that was last found to be the same: it need not be compared again.
    same: AtomicUsize,
}

impl Shape {
    fn of(text: &str) -> Self {
        let names = text.split(BETWEEN).filter(|_| !text.is_empty());
        Self { names: names.map(Into::into).collect(), same: AtomicUsize::new(0) }
    }

    pub(super) fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Whether a type has these fields and no others, in this order.
    pub(super) fn is(&self, fields: &'static [&'static str]) -> bool {
        if self.names.len() != fields.len() {
            return false;
        }
        // Two lists that begin at one place and are of one length are one.
        let place = fields.as_ptr().addr();
        if self.same.load(Ordering::Relaxed) == place {
            return true;
        }
        let same = self.names.iter().zip(fields).all(|(name, field)| **name == **field);
        if same {
            self.same.store(place, Ordering::Relaxed);
        }
        same
    }
}

/// All shapes of a store, by their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shapes {
    all: Vec<Arc<Shape>>,
    numbers: BTreeMap<Arc<str>, u16>,
}

impl Shapes {
    /// The number of a shape that is known.
    pub(crate) fn number(&self, text: &str) -> Option<u16> {
        self.numbers.get(text).copied()
    }

    /// The number of another one; `None`: there are too many.
    pub(crate) fn add(&mut self, text: &str) -> Option<u16> {
        let number = u16::try_from(self.all.len()).ok()?;
        self.all.push(Arc::new(Shape::of(text)));
        self.numbers.insert(text.into(), number);
        Some(number)
    }

    pub(super) fn get(&self, number: u16) -> Option<&Shape> {
        self.all.get(usize::from(number)).map(|shape| &**shape)
    }
}

/// Puts a name behind those of a shape.
pub(super) fn push_name(text: &mut String, from: usize, name: &str) {
    if text.len() > from {
        text.push(BETWEEN);
    }
    text.push_str(name);
}
