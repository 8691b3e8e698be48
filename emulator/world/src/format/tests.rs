#![allow(clippy::unwrap_used)]
//! What is written is read, also by types that have changed since; what was never written is refused.

use super::{Form, Shapes, read, write};
use crate::random::Random;
use crate::rows::{Change, Written};
use crate::state_format::{decode, encode};
use parhelion_wire::body::{Folder, SystemDisk};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Nothing,
    One(u64),
    Two(i8, String),
    Many { a: Option<Option<u8>>, b: () },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Text(String),
    Struct { kind: String, list: Vec<f32> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(Box<str>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct All {
    yes: bool,
    numbers: (u8, u16, u32, u64, i8, i16, i32, i64),
    floats: (f32, f64),
    sign: char,
    texts: Vec<Wrapped>,
    kinds: Vec<Kind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    perhaps: Option<String>,
    untagged: Vec<Untagged>,
    map: BTreeMap<String, Option<Unit>>,
    bytes: bytes::Bytes,
    empty: Empty,
    last: Option<()>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Empty {}

fn all(perhaps: Option<&str>) -> All {
    let (long, short) = ("ä".repeat(1000), "\0");
    let text = |text: &str| Wrapped(text.into());
    All {
        yes: true,
        numbers: (0x7f, 0x80, u32::MAX, u64::MAX, i8::MIN, -1, i32::MAX, i64::MIN),
        floats: (0.1, f64::NEG_INFINITY),
        sign: 'ß',
        texts: vec![
            text(""),
            text(short),
            text(&long),
            text(&"x".repeat(63)),
            text(&"x".repeat(64)),
        ],
        kinds: vec![
            Kind::Nothing,
            Kind::One(300),
            Kind::Two(-3, long),
            Kind::Many { a: None, b: () },
            Kind::Many { a: Some(None), b: () },
            Kind::Many { a: Some(Some(1)), b: () },
        ],
        perhaps: perhaps.map(str::to_owned),
        untagged: vec![
            Untagged::Number(-70_000),
            Untagged::Text("t".to_owned()),
            Untagged::Struct { kind: "k".to_owned(), list: vec![1.5, -0.0] },
        ],
        map: [("a".to_owned(), None), ("b".to_owned(), Some(Unit))].into(),
        bytes: vec![0xc0, 0xff].into(),
        empty: Empty {},
        last: Some(()),
    }
}

/// What stands in a row, and the shapes beside it.
fn written<T: Serialize>(value: &T) -> (Vec<u8>, Shapes) {
    let name = format!("parhelion-format-{:?}", std::thread::current().id());
    let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    let mut bytes = Vec::new();
    let changes = Written::default().write(&folder, |_| {
        bytes = write(value).unwrap();
        Ok(())
    });
    std::fs::remove_dir_all(path).unwrap();
    let mut shapes = Shapes::default();
    for change in changes.unwrap() {
        if let Change::Put(key, row) = change
            && key.starts_with(b"af")
        {
            shapes.add(std::str::from_utf8(&row.bytes).unwrap()).unwrap();
        }
    }
    (bytes, shapes)
}

fn again<T: DeserializeOwned + Debug>(value: &impl Serialize) -> T {
    let (bytes, shapes) = written(value);
    read(&bytes, Form::Row(&shapes)).unwrap()
}

#[test]
fn what_is_written_is_read() {
    for all in [all(None), all(Some("there"))] {
        assert_eq!(again::<All>(&all), all);
    }
    // Names stand in no row.
    let (bytes, _) = written(&all(None));
    assert!(!String::from_utf8_lossy(&bytes).contains("untagged"));
}

#[derive(Debug, Serialize)]
struct Before {
    a: u64,
    gone: Vec<Kind>,
    b: String,
    c: u8,
}

#[derive(Debug, PartialEq, Deserialize)]
struct After {
    b: Option<String>,
    #[serde(default)]
    new: Option<u64>,
    c: u64,
    a: u64,
}

/// Fields come, go, change their places, and may become options.
#[test]
fn a_type_that_has_changed_reads_what_it_was() {
    let before = Before { a: 5, gone: all(None).kinds, b: "b".to_owned(), c: 7 };
    let after = After { b: Some("b".to_owned()), new: None, c: 7, a: 5 };
    assert_eq!(again::<After>(&before), after);
    #[derive(Debug, Deserialize)]
    struct Strict {
        #[serde(rename = "d")]
        _d: u64,
    }
    let (bytes, shapes) = written(&before);
    let strict = read::<Strict>(&bytes, Form::Row(&shapes)).unwrap_err();
    assert!(strict.to_string().contains("missing field `d`"));
}

/// Damage that no check has found is an error, or another value; never a panic.
#[test]
fn other_bytes_never_panic() {
    let (bytes, shapes) = written(&all(Some("there")));
    let row = Form::Row(&shapes);
    assert!(read::<All>(&bytes, Form::Row(&Shapes::default())).is_err());
    for end in 0..bytes.len() {
        assert!(read::<All>(&bytes[..end], row).is_err(), "{end}");
    }
    assert!(read::<All>(&[&bytes[..], &[0]].concat(), row).is_err());
    for other in damaged(&bytes) {
        let _ = read::<All>(&other, row);
    }
    // Deeper than any value is.
    let deep = vec![super::SOME; 100_000];
    assert!(read::<serde::de::IgnoredAny>(&deep, Form::Row(&Shapes::default())).is_err());
}

/// The same bytes with a few others in them.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(1);
    (0..20_000).map(move |_| {
        let mut other = bytes.to_owned();
        for _ in 0..1 + random.below(3) {
            let at = random.below(other.len());
            other[at] = random.next() as u8;
        }
        other
    })
}

/// What a saved world has is read as the crate reads it that wrote it.
#[test]
fn saved_worlds_are_read() {
    for all in [all(None), all(Some("there"))] {
        let bytes = encode(&all).unwrap();
        let read = decode::<All>(&bytes).unwrap();
        // MessagePack has one word for none of an option and for one that is there and has none.
        assert_eq!(read, rmp_serde::from_slice(&bytes).unwrap());
        assert_eq!(encode(&read).unwrap(), bytes);
        assert_eq!(plain(&read), plain(&all));
    }
}

/// Of a value, those that have no option in an option.
fn plain(all: &All) -> Vec<Kind> {
    let plain = all.kinds.iter().filter(|kind| !matches!(kind, Kind::Many { .. }));
    plain.cloned().collect()
}

/// Nor does a damaged saved world, and where it is one for that crate too, it is the same.
#[test]
fn other_saved_worlds_never_panic() {
    let bytes = encode(&all(Some("there"))).unwrap();
    for end in 0..bytes.len() {
        assert!(decode::<All>(&bytes[..end]).is_err(), "{end}");
    }
    assert!(decode::<All>(&[&bytes[..], &[0]].concat()).is_err());
    let mut both = 0;
    for other in damaged(&bytes) {
        if let (Ok(ours), Ok(theirs)) =
            (decode::<All>(&other), rmp_serde::from_slice::<All>(&other))
        {
            both += 1;
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        }
    }
    assert!(both > 1_000, "{both}");
    // Deeper than any value is.
    assert!(decode::<serde::de::IgnoredAny>(&[0x91; 100_000]).is_err());
}
