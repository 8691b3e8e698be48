//! Reading: elements in any order, namespaces ignored.

use crate::Value;
use crate::json::{find, kind_name};
use crate::malformed::Malformed;
use crate::scalar;
use crate::table::{
    List, Location, Map, Member, Model, Shape, ShapeId, ShapeKind, TimestampFormat,
};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// How deep elements of a modelled shape may be nested.
const DEPTH: u32 = 100;

/// What a document must be besides nested tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demands {
    /// An answer's: S3 writes characters that XML 1.0 has no room for as references (S3-1.7(f), (g)).
    Tags,
    /// A request's: every character is one of XML's, however it is written.
    /// <https://www.w3.org/TR/xml/#charsets>
    WellFormed,
    /// A request's to S3: elements that the model does not know are an error (S3-0.5(d)), too.
    Schema,
}

/// A document, read element by element. Between calls it stands inside an element.
pub struct Reader<'a> {
    model: &'static Model,
    events: quick_xml::Reader<&'a [u8]>,
    demands: Demands,
    depth: u32,
}

impl From<quick_xml::Error> for Malformed {
    fn from(error: quick_xml::Error) -> Self {
        Self::Body(error.to_string())
    }
}

impl<'a> Reader<'a> {
    /// The reader inside of the root, and the root's start.
    ///
    /// # Errors
    /// The text is no XML.
    pub fn open(
        model: &'static Model,
        body: &'a [u8],
        demands: Demands,
    ) -> Result<(Self, BytesStart<'a>), Malformed> {
        crate::heavy::check(body.len() as u64);
        let text = std::str::from_utf8(body).map_err(|_| Malformed::body("No UTF-8"))?;
        if demands > Demands::Tags && !text.chars().all(is_character) {
            return Err(no_character());
        }
        let mut events = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
        let config = events.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = demands > Demands::Tags;
        let mut reader = Self { model, events, demands, depth: 0 };
        match reader.child()? {
            Some(root) => Ok((reader, root)),
            None => Err(Malformed::body("No root element")),
        }
    }

    /// The start of the next child; `None` at the end of the element.
    ///
    /// # Errors
    /// What follows is not well-formed.
    pub fn child(&mut self) -> Result<Option<BytesStart<'a>>, Malformed> {
        loop {
            match self.events.read_event()? {
                Event::Start(start) => {
                    self.check_attributes(&start)?;
                    return Ok(Some(start));
                }
                Event::End(_) => return Ok(None),
                Event::Eof => return Err(Malformed::body("Unexpected end of the document")),
                Event::Text(text)
                    if self.is_strict() && !text.bytes().all(|b| b.is_ascii_whitespace()) =>
                {
                    return Err(Malformed::body("Unexpected text"));
                }
                Event::CData(_) | Event::GeneralRef(_) if self.is_strict() => {
                    return Err(Malformed::body("Unexpected text"));
                }
                Event::GeneralRef(name) if self.demands > Demands::Tags => {
                    drop(self.character(&name)?);
                }
                _ => {}
            }
        }
    }

    /// Reads to the end of an element whose start was given.
    ///
    /// # Errors
    /// What is skipped is not well-formed.
    pub fn skip(&mut self, start: &BytesStart<'a>) -> Result<(), Malformed> {
        if self.demands == Demands::Tags {
            self.events.read_to_end(start.name())?;
            return Ok(());
        }
        let mut open = 1_u64;
        while open > 0 {
            match self.events.read_event()? {
                Event::Start(start) => {
                    self.check_attributes(&start)?;
                    open += 1;
                }
                Event::End(_) => open -= 1,
                Event::GeneralRef(name) => drop(self.character(&name)?),
                Event::Eof => return Err(Malformed::body("Unexpected end of the document")),
                _ => {}
            }
        }
        Ok(())
    }

    fn is_strict(&self) -> bool {
        self.demands == Demands::Schema
    }

    /// What a reference stands for.
    fn character(&self, name: &str) -> Result<String, Malformed> {
        let text = referred(name)?;
        match self.demands > Demands::Tags && !text.chars().all(is_character) {
            true => Err(no_character()),
            false => Ok(text),
        }
    }

    /// Names once each, values in quotes, and no references to what is no character.
    fn check_attributes(&self, start: &BytesStart<'_>) -> Result<(), Malformed> {
        if self.demands == Demands::Tags {
            return Ok(());
        }
        for attribute in start.attributes() {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let text = attribute.normalized_value(XmlVersion::Explicit1_0)?;
            if !text.chars().all(is_character) {
                return Err(no_character());
            }
        }
        Ok(())
    }

    /// What follows the root must be nothing.
    ///
    /// # Errors
    /// There is more behind the root element than white space and comments.
    pub fn close(mut self) -> Result<(), Malformed> {
        loop {
            match self.events.read_event()? {
                Event::Eof => return Ok(()),
                Event::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()) => {}
                Event::Comment(_) | Event::PI(_) => {}
                _ => return Err(Malformed::body("Unexpected content after the root element")),
            }
        }
    }

    /// The text of the element, to its end. Line ends are normalised as XML demands.
    ///
    /// # Errors
    /// There is an element inside, or what follows is not well-formed.
    pub fn text(&mut self) -> Result<String, Malformed> {
        let mut text = String::new();
        loop {
            match self.events.read_event()? {
                Event::Text(piece) => append(&mut text, &piece.xml10_content()),
                Event::CData(piece) => append(&mut text, &piece.xml10_content()),
                Event::GeneralRef(name) => append(&mut text, &self.character(&name)?),
                Event::End(_) => return Ok(text),
                Event::Eof => return Err(Malformed::body("Unexpected end of the document")),
                Event::Start(_) => return Err(Malformed::body("Unexpected element in text")),
                _ => {}
            }
        }
    }

    /// Reads an element, after its start, as a shape.
    ///
    /// # Errors
    /// What stands there is no value of the shape, or is not well-formed.
    pub fn value(
        &mut self,
        shape: &'static Shape,
        member: Option<&'static Member>,
        start: &BytesStart<'a>,
    ) -> Result<Value, Malformed> {
        match &shape.kind {
            ShapeKind::Structure(structure) => {
                let mut values = Value::nulls(structure.members.len());
                self.members(structure.members, start, &mut values)?;
                Ok(Value::Struct(values))
            }
            ShapeKind::Union(members) => {
                let mut values = Value::nulls(members.len());
                self.members(members, start, &mut values)?;
                let mut set = values.into_iter().enumerate().filter(|(_, value)| !value.is_null());
                match (set.next(), set.next()) {
                    (Some((at, value)), None) => Ok(Value::Union(at, Box::new(value))),
                    _ => Err(Malformed::body("Expected a union with exactly one member")),
                }
            }
            ShapeKind::List(list) => self.list(list),
            ShapeKind::Map(map) => {
                let mut entries = Vec::new();
                while let Some(child) = self.child()? {
                    if child.local_name().into_inner() == "entry" {
                        entries.push(self.entry(map)?);
                    } else {
                        self.unknown(&child)?;
                    }
                }
                Ok(Value::Map(entries))
            }
            ShapeKind::String | ShapeKind::Enum(_) => Ok(Value::Text(self.text()?)),
            kind => {
                let text = self.text()?;
                let format = scalar::format_of(member, shape, TimestampFormat::DateTime);
                scalar::read(shape, format, &text)
                    .ok_or_else(|| Malformed::Body(format!("{text} is no {}", kind_name(kind))))
            }
        }
    }

    /// Reads the members that live in a structure's element, attributes included.
    ///
    /// # Errors
    /// A member has no value of its shape, or what follows is not well-formed.
    pub fn members(
        &mut self,
        members: &'static [Member],
        start: &BytesStart<'a>,
        values: &mut [Value],
    ) -> Result<(), Malformed> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Malformed::body("The document is nested too deeply"));
        }
        if members.iter().any(|member| member.xml_attribute) {
            self.attributes(members, start, values)?;
        }
        let mut hint = 0;
        while let Some(child) = self.child()? {
            let name = child.local_name().into_inner();
            let found = find(members, hint, |member| {
                member.wire_name == name
                    && member.location == Location::Body
                    && !member.xml_attribute
            });
            let Some(at) = found else {
                self.unknown(&child)?;
                continue;
            };
            let member = &members[at];
            let shape = self.model.shape(member.target);
            match &shape.kind {
                // The next element probably belongs to the same list.
                ShapeKind::List(list) if member.flattened => {
                    hint = at;
                    let value = self.value(self.model.shape(list.target), None, &child)?;
                    match &mut values[at] {
                        Value::List(entries) => entries.push(value),
                        other => *other = Value::List(vec![value]),
                    }
                }
                ShapeKind::Map(map) if member.flattened => {
                    hint = at;
                    let entry = self.entry(map)?;
                    match &mut values[at] {
                        Value::Map(entries) => entries.push(entry),
                        other => *other = Value::Map(vec![entry]),
                    }
                }
                _ => {
                    hint = at + 1;
                    values[at] = self.value(shape, Some(member), &child)?;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// `xsi:type` and the like: matched with their prefix, or without.
    fn attributes(
        &mut self,
        members: &'static [Member],
        start: &BytesStart<'a>,
        values: &mut [Value],
    ) -> Result<(), Malformed> {
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let name = attribute.key.into_inner();
            let found = members.iter().position(|member| {
                let local = member.wire_name.rsplit(':').next();
                member.xml_attribute
                    && (member.wire_name == name
                        || local == Some(attribute.key.local_name().into_inner()))
            });
            if let Some(at) = found {
                let text = attribute.normalized_value(XmlVersion::Explicit1_0)?;
                let shape = self.model.shape(members[at].target);
                let format =
                    scalar::format_of(Some(&members[at]), shape, TimestampFormat::DateTime);
                values[at] = scalar::read(shape, format, &text)
                    .ok_or_else(|| Malformed::Body(format!("{name} has no value of its kind")))?;
            }
        }
        Ok(())
    }

    fn list(&mut self, list: &'static List) -> Result<Value, Malformed> {
        let shape = self.model.shape(list.target);
        let mut values = Vec::new();
        while let Some(child) = self.child()? {
            if child.local_name().into_inner() == list.entry_name {
                values.push(self.value(shape, None, &child)?);
            } else {
                self.unknown(&child)?;
            }
        }
        Ok(Value::List(values))
    }

    /// A map's entry, after its start.
    fn entry(&mut self, map: &'static Map) -> Result<(String, Value), Malformed> {
        let (mut key, mut value) = (None, Value::Null);
        while let Some(child) = self.child()? {
            let name = child.local_name().into_inner();
            if name == map.key_name {
                key = Some(self.text()?);
            } else if name == map.value_name {
                value = self.target(map.value, &child)?;
            } else {
                self.unknown(&child)?;
            }
        }
        key.map(|key| (key, value)).ok_or_else(|| Malformed::body("A map's entry has no key"))
    }

    fn target(&mut self, shape: ShapeId, start: &BytesStart<'a>) -> Result<Value, Malformed> {
        self.value(self.model.shape(shape), None, start)
    }

    fn unknown(&mut self, start: &BytesStart<'a>) -> Result<(), Malformed> {
        if self.is_strict() {
            return Err(Malformed::Body(format!(
                "Unexpected element {}",
                start.name().into_inner()
            )));
        }
        self.skip(start)
    }
}

/// https://www.w3.org/TR/xml/#charsets
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn append(text: &mut String, piece: &str) {
    if text.is_empty() {
        *text = piece.to_owned();
    } else {
        text.push_str(piece);
    }
}

fn no_character() -> Malformed {
    Malformed::body("A character that XML has no room for")
}

/// What `&name;` stands for. Documents cannot define entities of their own.
fn referred(name: &str) -> Result<String, Malformed> {
    if let Some(known) = resolve_predefined_entity(name) {
        return Ok(known.to_owned());
    }
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix('x') {
            Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u32::from_str_radix(hex, 16).ok()
            }
            None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok(),
            _ => None,
        },
        None => None,
    };
    match code.and_then(char::from_u32) {
        Some(character) => Ok(character.to_string()),
        None => Err(Malformed::Body(format!("Unknown entity {name}"))),
    }
}
