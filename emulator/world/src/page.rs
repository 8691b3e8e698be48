//! Pages: one window of a list that is in order, and the token that leads to the next.

use parhelion_wire::checksum::hex;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One page of a list that is in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Whether there is more behind it.
    pub more: bool,
}

impl<T> Page<T> {
    /// At most `size` of what is left of a list: whatever stood on earlier pages is gone already.
    pub fn of(list: impl IntoIterator<Item = T>, size: usize) -> Self {
        let mut list = list.into_iter();
        let items = list.by_ref().take(size).collect();
        Self { items, more: list.next().is_some() }
    }

    /// The page behind the item whose key is `after`. By keys a reader misses nothing and sees nothing
    /// twice, whatever is added or removed between two pages.
    pub fn after(
        list: impl IntoIterator<Item = T>,
        key: impl Fn(&T) -> &str,
        after: Option<&str>,
        size: usize,
    ) -> Self {
        let list = list.into_iter();
        Self::of(list.filter(|item| after.is_none_or(|after| key(item) > after)), size)
    }

    /// The item that the next page begins behind, if there is one.
    pub fn last(&self) -> Option<&T> {
        self.items.last().filter(|_| self.more)
    }
}

/// A token that stands for `place`, opaque to callers: its JSON in hexadecimal.
pub fn token<T: Serialize + ?Sized>(place: &T) -> String {
    hex(&serde_json::to_vec(place).unwrap_or_default())
}

/// The place that a token stands for; `None`: nobody here made this token.
pub fn place<T: DeserializeOwned>(token: &str) -> Option<T> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    };
    let json: Vec<u8> = token.as_bytes().chunks(2).map(byte).collect::<Option<_>>()?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lead_back_to_their_place() {
        let here = (7u64, "ü".to_owned());
        assert_eq!(place::<(u64, String)>(&token(&here)), Some(here));
        for bad in ["", "x", "abc", "zz", "7b", "é"] {
            assert_eq!(place::<u64>(bad), None, "{bad}");
        }
    }

    #[test]
    fn pages_miss_nothing_when_the_list_changes_between_them() {
        let names = ["a", "b", "c", "d"];
        let first = Page::after(names, |name| name, None, 2);
        assert_eq!((first.items.as_slice(), first.last()), (&["a", "b"][..], Some(&"b")));
        let later = ["b2", "c", "d"];
        let second = Page::after(later, |name| name, Some("b"), 3);
        assert_eq!((second.items.as_slice(), second.last()), (&["b2", "c", "d"][..], None));
    }
}
