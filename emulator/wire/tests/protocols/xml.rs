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
    read_as(body, true)
}

fn read_as(body: &str, strict: bool) -> Result<Value, Malformed> {
    let (mut reader, root) = xml::Reader::open(&THINGS, body.as_bytes(), strict)?;
    let value = reader.value(THINGS.shape(PUT), None, &root)?;
    reader.close().map(|()| value)
}

#[test]
fn everything_comes_back() {
    let written = write(&everything());
    assert_eq!(read_as(&written, false), Ok(everything()), "{written}");
}

#[test]
fn every_character_survives_in_text() {
    let all: String = (0..=0xffff_u32).filter_map(char::from_u32).chain("a😀".chars()).collect();
    let value = super::model::of(PUT, &[("Space", Value::Text(all))]);
    assert_eq!(read_as(&write(&value), false), Ok(value));
}

/// <https://www.w3.org/TR/xml/#charsets>: what answers carry as references, requests must not.
#[test]
fn a_request_has_only_characters_of_xml() {
    for (text, good) in [
        ("\t\n\r &#9;&#xA;&#13; a\u{e000}\u{fffd}\u{10000}\u{10ffff}", true),
        ("\u{1}", false),
        ("&#1;", false),
        ("&#x1F;", false),
        ("\u{fffe}", false),
        ("&#xFFFF;", false),
    ] {
        let body = format!("<Put><Space>{text}</Space></Put>");
        assert_eq!(read(&body).is_ok(), good, "{text:?}");
        assert!(read_as(&body, false).is_ok(), "{text:?}");
    }
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
