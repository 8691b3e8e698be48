//! S3-0.5, S3-1.7(f), (g).

use super::model::{PUT, THINGS, everything};
use parhelion_wire::Value;
use parhelion_wire::malformed::Malformed;
use parhelion_wire::xml::{self, Demands};

fn write(value: &Value) -> String {
    let mut writer = xml::Writer::new(&THINGS, "", true);
    writer.element("Put", ("", ""), THINGS.shape(PUT), None, value);
    writer.finish()
}

fn read(body: &str) -> Result<Value, Malformed> {
    read_as(body, Demands::Schema)
}

fn read_as(body: &str, demands: Demands) -> Result<Value, Malformed> {
    let (mut reader, root) = xml::Reader::open(&THINGS, body.as_bytes(), demands)?;
    let value = reader.value(THINGS.shape(PUT), None, &root)?;
    reader.close().map(|()| value)
}

#[test]
fn everything_comes_back() {
    let written = write(&everything());
    assert_eq!(read_as(&written, Demands::Tags), Ok(everything()), "{written}");
}

#[test]
fn every_character_survives_in_text() {
    let all: String = (0..=0xffff_u32).filter_map(char::from_u32).chain("a😀".chars()).collect();
    let value = super::model::of(PUT, &[("Space", Value::Text(all))]);
    assert_eq!(read_as(&write(&value), Demands::Tags), Ok(value));
}

/// <https://www.w3.org/TR/xml/#charsets>: what answers carry as references, requests must not.
#[test]
fn a_request_has_only_characters_of_xml() {
    let no_characters = (0..0x20).filter(|c| ![0x9, 0xa, 0xd].contains(c)).chain([0xfffe, 0xffff]);
    let characters = [0x9, 0xa, 0xd, 0x7f, 0x85, 0xe000, 0xfffd, 0x1_0000, 0x10_ffff];
    let all = no_characters.map(|c| (c, false)).chain(characters.map(|c| (c, true)));
    for (code, good) in all {
        let raw = char::from_u32(code).unwrap().to_string();
        for (text, is_raw) in
            [(raw, true), (format!("&#{code};"), false), (format!("&#x{code:X};"), false)]
        {
            let in_text = format!("<Put><Space>a{text}</Space></Put>");
            for demands in [Demands::Schema, Demands::WellFormed] {
                assert_eq!(read_as(&in_text, demands).is_ok(), good, "{text:?} {demands:?}");
            }
            assert!(read_as(&in_text, Demands::Tags).is_ok(), "{text:?}");
            let elsewhere = [
                format!("<Put a=\"{text}\"/>"),
                format!("<Put><Space b='{text}'>a</Space></Put>"),
                format!("<Put><Other><x>{text}</x><y z=\"{text}\"/></Other></Put>"),
            ];
            for body in elsewhere {
                let read = read_as(&body, Demands::WellFormed);
                assert_eq!(read.is_ok(), good, "{body:?}");
            }
            let beside = [
                format!("<!--{text}--><Put/>"),
                format!("<Put><?x {text}?></Put>"),
                format!("<Put/><!--{text}-->"),
            ];
            for body in beside.iter().filter(|_| is_raw) {
                assert_eq!(read(body).is_ok(), good, "{body:?}");
            }
        }
    }
    for between in ["\u{b}", "\u{c}", "\u{1c}", "&#12;", "&#x20;"] {
        let body = format!("<Put>{between}<Space>a</Space></Put>");
        assert!(read(&body).is_err(), "{between:?}");
    }
    for body in ["<Put a='1' a='2'/>", "<Put a=1/>", "<Put a/>", "<Put><!-- -- --></Put>"] {
        assert!(read(body).is_err(), "{body}");
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
    let (mut reader, root) =
        xml::Reader::open(&THINGS, unknown.as_bytes(), Demands::WellFormed).unwrap();
    assert!(reader.value(THINGS.shape(PUT), None, &root).is_ok());
}
