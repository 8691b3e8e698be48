//! multipart/form-data: fields up to the file, and the file (S3-2.13a–f).

use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use std::collections::BTreeMap;

/// S3-2.13(d)
const BEFORE_MAX: usize = 20_480;

/// A form, read as far as its file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// By name in lower case; values of the same name joined by `,` (S3-2.13n).
    pub fields: BTreeMap<String, String>,
    /// Its own Content-Type does not count (S3-2.13m).
    pub file: Option<Body>,
}

pub(crate) fn malformed() -> Error {
    let message = "The body of your POST request is not well-formed multipart/form-data.";
    Error::new(400, "MalformedPOSTRequest", message)
}

impl Form {
    pub(crate) fn parse(content_type: &str, body: &Body) -> Result<Self> {
        let boundary = boundary(content_type)?;
        let opening = format!("--{boundary}");
        let between = format!("\r\n--{boundary}");
        let mut form = Self::default();
        // All but the file is short; the file is never read.
        let head = body.read_range(0, (BEFORE_MAX + 4096) as u64)?;
        let mut at = find(&head, opening.as_bytes(), 0).ok_or_else(malformed)? + opening.len();
        let mut file_name = None;
        loop {
            if head.get(at..).is_some_and(|rest| rest.starts_with(b"--")) {
                break;
            }
            let start = find(&head, b"\r\n", at).ok_or_else(|| too_long(&head))? + 2;
            let end =
                find(&head, b"\r\n\r\n", start.saturating_sub(2)).ok_or_else(|| too_long(&head))?;
            let headers =
                String::from_utf8_lossy(head.get(start..end).unwrap_or_default()).into_owned();
            let part = Part::of(&headers)?;
            let content = end + 4;
            if part.name == "file" {
                if content > BEFORE_MAX + headers.len() {
                    return Err(too_long(&head));
                }
                let len = length(body, content as u64, between.as_bytes())?;
                file_name = part.file_name;
                form.file = Some(body.slice(content as u64, len));
                break;
            }
            let end = find(&head, between.as_bytes(), content).ok_or_else(|| too_long(&head))?;
            let value = head.get(content..end).unwrap_or_default();
            let value = String::from_utf8_lossy(value).into_owned();
            form.add(part.name, value);
            at = end + between.len();
        }
        if let Some(name) = file_name {
            let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
            for value in form.fields.values_mut().filter(|value| value.contains("${filename}")) {
                *value = value.replace("${filename}", base);
            }
        }
        Ok(form)
    }

    fn add(&mut self, name: String, value: String) {
        self.fields
            .entry(name)
            .and_modify(|held| {
                held.push(',');
                held.push_str(&value);
            })
            .or_insert(value);
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

struct Part {
    name: String,
    file_name: Option<String>,
}

impl Part {
    fn of(headers: &str) -> Result<Self> {
        let (mut name, mut file_name) = (None, None);
        for line in headers.split("\r\n") {
            let Some((header, value)) = line.split_once(':') else { continue };
            if header.trim().eq_ignore_ascii_case("content-disposition") {
                name = parameter(value, "name");
                file_name = parameter(value, "filename");
            }
        }
        let name = name.ok_or_else(malformed)?.to_ascii_lowercase();
        Ok(Self { name, file_name })
    }
}

/// `name="…"` of a header's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some((_, behind)) = rest.split_once(';') {
        rest = behind.trim_start();
        let Some((found, text)) = rest.split_once('=') else { continue };
        if found.trim().eq_ignore_ascii_case(name) {
            let text = text.trim_start();
            return Some(match text.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
                None => text.split(';').next().unwrap_or_default().trim().to_owned(),
            });
        }
    }
    None
}

/// S3-2.13(f)
fn boundary(content_type: &str) -> Result<String> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        let message = "At least one of the pre-conditions you specified did not hold";
        let condition = "Bucket POST must be of the enclosure-type multipart/form-data";
        return Err(Error::new(412, "PreconditionFailed", message).with("Condition", condition));
    }
    parameter(content_type, "boundary").filter(|text| !text.is_empty()).ok_or_else(malformed)
}

/// What is missing lies behind the fields that may be, or is nowhere.
fn too_long(head: &[u8]) -> Error {
    if head.len() <= BEFORE_MAX {
        return malformed();
    }
    let message = "Your POST request fields preceeding the upload file was too large.";
    Error::new(400, "MaxPostPreDataLengthExceeded", message)
        .with("MaxPostPreDataLengthBytes", BEFORE_MAX.to_string())
}

fn find(text: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

/// How long the file is: up to the next boundary.
fn length(body: &Body, start: u64, needle: &[u8]) -> Result<u64> {
    let rest = body.slice(start, u64::MAX);
    let (mut carried, mut before): (Vec<u8>, u64) = (Vec::new(), 0);
    for piece in rest.pieces() {
        let piece = piece?;
        // A boundary may lie across two pieces.
        let front = piece.get(..needle.len()).unwrap_or(&piece);
        let joined = [&carried[..], front].concat();
        if let Some(at) = find(&joined, needle, 0) {
            return Ok(before - carried.len() as u64 + at as u64);
        }
        if let Some(at) = find(&piece, needle, 0) {
            return Ok(before + at as u64);
        }
        before += piece.len() as u64;
        carried.extend_from_slice(&piece);
        let keep = carried.len().min(needle.len() - 1);
        carried.drain(..carried.len() - keep);
    }
    Err(malformed())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn form(parts: &[(&str, &str)]) -> String {
        let mut text = String::new();
        for (disposition, value) in parts {
            text +=
                &format!("--B\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{value}\r\n");
        }
        text + "--B--\r\n"
    }

    fn parse(text: &str) -> Result<Form> {
        Form::parse("multipart/form-data; boundary=B", &Body::from(text.to_owned()))
    }

    #[test]
    fn s3_2_13_b_e_n_fields_and_file() {
        let text = form(&[
            ("name=\"Key\"", "up/${filename}"),
            ("name=\"x-amz-meta-a\"", "1"),
            ("name=\"x-amz-meta-a\"", "2"),
            ("name=\"file\"; filename=\"C:\\dir\\a.txt\"", "con\r\ntent"),
            ("name=\"ignored\"", "x"),
        ]);
        let form = parse(&text).unwrap();
        assert_eq!(form.field("key"), Some("up/a.txt"));
        assert_eq!(form.field("x-amz-meta-a"), Some("1,2"));
        assert_eq!(form.field("ignored"), None);
        assert_eq!(form.file.unwrap(), Body::from("con\r\ntent"));
    }

    #[test]
    fn s3_2_13_d_f_what_is_no_form() {
        let other = Form::parse("text/plain", &Body::empty()).unwrap_err();
        assert_eq!(other.status(), 412);
        for text in
            ["", "--B", "--B\r\n", "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--"]
        {
            assert_eq!(parse(text).unwrap_err().code(), "MalformedPOSTRequest", "{text}");
        }
        let long = form(&[("name=\"a\"", &"x".repeat(30_000)), ("name=\"file\"", "")]);
        assert_eq!(parse(&long).unwrap_err().code(), "MaxPostPreDataLengthExceeded");
    }

    proptest! {
        #[test]
        fn files_are_found_however_they_are_cut(
            content in "[a-zB\r\n-]{0,40}", cuts in prop::collection::vec(1usize..9, 0..40),
        ) {
            prop_assume!(!content.contains("\r\n--B"));
            let text = form(&[("name=\"key\"", "k"), ("name=\"file\"", &content)]);
            let mut rest = bytes::Bytes::from(text);
            let mut body = Body::empty();
            for cut in cuts { body.push(rest.split_to(cut.min(rest.len()))); }
            body.push(rest);
            let form = Form::parse("multipart/form-data; boundary=B", &body).unwrap();
            prop_assert_eq!(form.file.unwrap(), Body::from(content));
        }

        #[test]
        fn any_body_is_answered(text in ".{0,200}") {
            let _ = parse(&text);
        }
    }
}
