//! S3-0.5, S3-1.7(f), (g).

use super::model::{PUT, THINGS, everything};
use parhelion_wire::malformed::Malformed;
use parhelion_wire::{Value, xml};

fn write(value: &Value) -> String {
    let mut writer = xml::Writer::new(&THINGS, "", true);
    writer.element("Put", ("", ""), THINGS.shape(PUT), None, value);
    writer.finish()
}

fn read(body: &str) -> Result<Value, Malformed> {
    let (mut reader, root) = xml::Reader::open(&THINGS, body.as_bytes(), true)?;
    let value = reader.value(THINGS.shape(PUT), None, &root)?;
    reader.close().map(|()| value)
}

#[test]
fn everything_comes_back() {
    let written = write(&everything());
    assert_eq!(read(&written), Ok(everything()), "{written}");
}

#[test]
fn every_character_survives_in_text() {
    let all: String = (0..=0xffff_u32).filter_map(char::from_u32).chain("a😀".chars()).collect();
    let value = super::model::of(PUT, &[("Space", Value::Text(all))]);
    assert_eq!(read(&write(&value)), Ok(value));
}

#[test]
fn depth_is_bounded() {
    let deep = |n| {
        let (open, close) = ("<Next>".repeat(n), "</Next>".repeat(n));
        format!("<Put><Points><member>{open}{close}</member></Points></Put>")
    };
    assert!(read(&deep(50)).is_ok());
    assert!(read(&deep(100_000)).is_err());
    // Elements that nobody knows are skipped without descending.
    let unknown = format!("<Put>{}{}</Put>", "<x>".repeat(100_000), "</x>".repeat(100_000));
    let (mut reader, root) = xml::Reader::open(&THINGS, unknown.as_bytes(), false).unwrap();
    assert!(reader.value(THINGS.shape(PUT), None, &root).is_ok());
}
