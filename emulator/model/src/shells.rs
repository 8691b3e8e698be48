//! Writes the shells: a struct for every structure that inputs and outputs hold, with its
//! conversion; the operations' markers; the errors' constructors.

use crate::names;
use crate::resolve::{Model, Operation};
use crate::table::status;
use crate::tree::{Member, Problem, ShapeKind, Simple};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

type Result<T> = std::result::Result<T, Problem>;

pub(crate) fn write(model: &Model, stored: &[&str], out: &mut String) -> Result<()> {
    let shells = Shells::new(model, stored)?;
    out.push_str(
        "#[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, unused)]\n\
         mod shells {\n\
         use ::parhelion_wire::value::{MembersBuilder, Value};\n\
         use ::parhelion_wire::shell::{FromValue, IntoValue};\n\
         type Text = ::std::string::String;\n\
         type Maybe<T> = ::std::option::Option<T>;\n\
         type List<T> = ::std::vec::Vec<T>;\n\
         type Map<T> = ::std::collections::BTreeMap<Text, T>;\n\
         type Boxed<T> = ::std::boxed::Box<T>;\n\
         type Time = ::parhelion_wire::Timestamp;\n\
         type Blob = ::bytes::Bytes;\n\
         type Stream = ::parhelion_wire::Body;\n\
         pub mod items {\n\
         use super::{Text, Maybe, List, Map, Boxed, Time, Blob, Stream};\n",
    );
    for &id in shells.read.union(&shells.written) {
        shells.item(id, out)?;
    }
    shells.aliases(out);
    out.push_str("}\n");
    for &id in &shells.read {
        shells.reader(id, out);
    }
    for &id in &shells.written {
        shells.writer(id, out);
    }
    out.push_str("}\n#[allow(unreachable_pub)]\npub use shells::items::*;\n");
    shells.operations(out);
    errors(model, out);
    Ok(())
}

struct Shells<'a> {
    model: &'a Model,
    /// Structures and unions that inputs hold.
    read: BTreeSet<usize>,
    /// Structures and unions that outputs hold.
    written: BTreeSet<usize>,
    /// Those of them that can be saved and loaded.
    stored: BTreeSet<usize>,
    /// Rust's names of those.
    names: BTreeMap<usize, String>,
}

impl<'a> Shells<'a> {
    fn new(model: &'a Model, stored: &[&str]) -> Result<Self> {
        let inputs = model.operations.iter().filter_map(|operation| operation.input);
        let outputs = model.operations.iter().filter_map(|operation| operation.output);
        let read = model.reachable(inputs);
        let written = model.reachable(outputs);
        let mut names: BTreeMap<usize, String> = BTreeMap::new();
        let own: BTreeMap<usize, String> = own_names(model).into_iter().collect();
        for &id in read.union(&written) {
            let mut name = model.shapes[id].name.clone();
            // S3 Control has a structure within that is called as an operation's own is here.
            if own.values().any(|taken| *taken == name) {
                name.push_str("Shape");
            }
            names.insert(id, name);
        }
        names.extend(own);
        let mut taken = BTreeSet::new();
        for (&id, name) in &names {
            if !taken.insert(name) {
                let line = model.shapes[id].line;
                return Err(Problem::new(line, format!("two structs would be called {name}")));
            }
        }
        let roots = stored.iter().map(|root| {
            let found = names.iter().find(|(_, name)| name == root).map(|(&id, _)| id);
            found.ok_or_else(|| Problem::new(1, format!("there is no struct {root} to store")))
        });
        let stored = model.reachable(roots.collect::<Result<Vec<_>>>()?.into_iter());
        Ok(Self { model, read, written, stored, names })
    }

    /// The members that a shell has. Event streams are carried by no protocol yet.
    fn members(&self, id: usize) -> impl Iterator<Item = (&'a Member, Option<String>)> {
        self.model.shapes[id].targets().iter().map(move |member| {
            let is_event_stream = self.model.target(member).is_event_stream();
            (member, (!is_event_stream).then(|| names::snake(&member.name)))
        })
    }

    fn item(&self, id: usize, out: &mut String) -> Result<()> {
        let name = &self.names[&id];
        let is_stored = self.stored.contains(&id);
        let serde = if is_stored { ", ::serde::Serialize, ::serde::Deserialize" } else { "" };
        if let ShapeKind::Union(members) = &self.model.shapes[id].kind {
            let _ = writeln!(out, "#[derive(Clone, Debug, PartialEq{serde})]\npub enum {name} {{");
            for member in members {
                let variant = names::variant(&member.name);
                let _ = writeln!(out, "{variant}({}),", self.field_type(id, member));
            }
            let first = names::variant(&members[0].name);
            let _ = writeln!(
                out,
                "}}\nimpl ::std::default::Default for {name} {{ \
                 fn default() -> Self {{ Self::{first}(::std::default::Default::default()) }} }}",
            );
            return Ok(());
        }
        let _ = writeln!(
            out,
            "#[derive(Clone, Debug, Default, PartialEq{serde})]\npub struct {name} {{"
        );
        let mut fields = BTreeSet::new();
        for (member, field) in self.members(id) {
            let Some(field) = field else { continue };
            let held = self.field_type(id, member);
            let held = if member.traits.are_required() { held } else { format!("Maybe<{held}>") };
            if is_stored && held.starts_with("Maybe") {
                // Most members of most configurations are absent.
                out.push_str("#[serde(default, skip_serializing_if = \"Maybe::is_none\")]\n");
            }
            let _ = writeln!(out, "pub {field}: {held},");
            if !fields.insert(field) {
                let message = format!("{name}: two members have the field of {}", member.name);
                return Err(Problem::new(member.line, message));
            }
        }
        out.push_str("}\n");
        Ok(())
    }

    fn field_type(&self, owner: usize, member: &Member) -> String {
        let held = self.type_of(self.model.id(&member.target));
        if self.model.is_recursive(owner, member) { format!("Boxed<{held}>") } else { held }
    }

    fn type_of(&self, id: usize) -> String {
        let shape = &self.model.shapes[id];
        let simple = match &shape.kind {
            ShapeKind::List(member) => {
                return format!("List<{}>", self.type_of(self.model.id(&member.target)));
            }
            ShapeKind::Map { value, .. } => {
                return format!("Map<{}>", self.type_of(self.model.id(&value.target)));
            }
            ShapeKind::Enum(_) => Simple::String,
            ShapeKind::Simple(simple) => *simple,
            _ => return self.names[&id].clone(),
        };
        match simple {
            Simple::Boolean => "bool",
            Simple::Byte | Simple::Short | Simple::Integer => "i32",
            Simple::Long => "i64",
            Simple::Float => "f32",
            Simple::Double => "f64",
            Simple::String => "Text",
            Simple::Blob if shape.traits.has("streaming") => "Stream",
            Simple::Blob => "Blob",
            Simple::Timestamp => "Time",
        }
        .to_owned()
    }

    /// `FromValue`: members are taken one by one, in the order of the table.
    fn reader(&self, id: usize, out: &mut String) {
        let name = &self.names[&id];
        let _ = writeln!(
            out,
            "impl FromValue for items::{name} {{ fn from_value(value: Value) -> Self {{"
        );
        if let ShapeKind::Union(members) = &self.model.shapes[id].kind {
            out.push_str("match value {\n");
            for (index, member) in members.iter().enumerate() {
                let variant = names::variant(&member.name);
                let _ = writeln!(
                    out,
                    "Value::Union({index}, v) => Self::{variant}(FromValue::from_value(*v)),"
                );
            }
            out.push_str("_ => ::std::default::Default::default(),\n}");
        } else {
            out.push_str("let mut m = value.members();\nSelf {\n");
            // Fields are evaluated as written, which is the table's order.
            let mut skip = "";
            for (_, field) in self.members(id) {
                match field {
                    Some(field) if skip.is_empty() => {
                        let _ = writeln!(out, "{field}: m.take(),");
                    }
                    Some(field) => {
                        let _ = writeln!(out, "{field}: {{ {skip} m.take() }},");
                        skip = "";
                    }
                    None => skip = "let () = m.take();",
                }
            }
            out.push('}');
        }
        out.push_str("\n} }\n");
    }

    /// `IntoValue`: members are put one by one, in the order of the table.
    fn writer(&self, id: usize, out: &mut String) {
        let name = &self.names[&id];
        let _ =
            writeln!(out, "impl IntoValue for items::{name} {{ fn into_value(self) -> Value {{");
        if let ShapeKind::Union(members) = &self.model.shapes[id].kind {
            out.push_str("match self {\n");
            for (index, member) in members.iter().enumerate() {
                let variant = names::variant(&member.name);
                let _ = writeln!(
                    out,
                    "Self::{variant}(v) => Value::Union({index}, Boxed::new(v.into_value())),"
                );
            }
            out.push('}');
        } else {
            let members = self.model.shapes[id].targets().len();
            let _ = writeln!(out, "let mut m = MembersBuilder::new({members});");
            for (_, field) in self.members(id) {
                match field {
                    Some(field) => {
                        let _ = writeln!(out, "m.put(self.{field});");
                    }
                    None => out.push_str("m.put(());\n"),
                }
            }
            out.push_str("m.done()");
        }
        out.push_str("\n} }\n");
    }

    /// `<Operation>Input` and `<Operation>Output` of shapes that keep their own names.
    fn aliases(&self, out: &mut String) {
        for operation in &self.model.operations {
            for (id, name) in sides(operation) {
                if self.names[&id] != name {
                    let _ = writeln!(out, "pub type {name} = {};", self.names[&id]);
                }
            }
        }
    }

    fn operations(&self, out: &mut String) {
        out.push_str(
            "/// Every operation of the model, as a type.\n\
             #[allow(missing_docs, unreachable_pub)]\n\
             pub mod operations {\n",
        );
        let side = |id: Option<usize>| match id {
            Some(id) => format!("super::{}", self.names[&id]),
            None => "()".to_owned(),
        };
        for operation in &self.model.operations {
            let name = &operation.name;
            let _ = writeln!(
                out,
                "pub struct {name};\nimpl ::parhelion_wire::shell::TypedOperation for {name} {{ \
                 const NAME: &'static str = {name:?}; type Input = {}; type Output = {}; }}",
                side(operation.input),
                side(operation.output),
            );
        }
        out.push_str("}\n");
    }
}

/// An operation's structures with the names that handlers know them by.
fn sides(operation: &Operation) -> impl Iterator<Item = (usize, String)> {
    let input = operation.input.map(|id| (id, format!("{}Input", operation.name)));
    let output = operation.output.map(|id| (id, format!("{}Output", operation.name)));
    input.into_iter().chain(output)
}

/// `PutObjectRequest` is `PutObjectInput`, unless another operation or structure holds it too.
fn own_names(model: &Model) -> Vec<(usize, String)> {
    let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
    for member in model.shapes.iter().flat_map(|shape| shape.targets()) {
        *uses.entry(model.id(&member.target)).or_default() += 1;
    }
    for (id, _) in model.operations.iter().flat_map(sides) {
        *uses.entry(id).or_default() += 1;
    }
    let sides = model.operations.iter().flat_map(sides);
    sides.filter(|(id, _)| uses[id] == 1).collect()
}

fn errors(model: &Model, out: &mut String) {
    out.push_str(
        "/// A constructor for every error of the model, with its status and code.\n\
         #[allow(missing_docs, unreachable_pub)]\n\
         pub mod errors {\n\
         use ::parhelion_wire::Error;\n\
         type Text = ::std::borrow::Cow<'static, str>;\n",
    );
    for shape in model.shapes.iter().filter(|shape| shape.traits.has("error")) {
        let code = shape.traits.argument("aws.protocols#awsQueryError", "code");
        let _ = writeln!(
            out,
            "pub fn {}(message: impl Into<Text>) -> Error {{ Error::new({}, {:?}, message){} }}",
            names::snake(&shape.name),
            status(shape),
            code.unwrap_or(&shape.name),
            code.map(|_| format!(".of_shape({:?})", shape.name)).unwrap_or_default(),
        );
    }
    out.push_str("}\n");
}
