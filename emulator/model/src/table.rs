//! Writes `MODEL`, the static table that directs protocols and validation.

use crate::resolve::{Model, Operation};
use crate::tree::{Member, Problem, Shape, ShapeKind, Simple, Traits};
use std::fmt::Write as _;

/// What every entry starts from; it keeps the table short.
const DEFAULTS: &str = r#"
#[allow(clippy::all, clippy::pedantic, missing_docs, non_upper_case_globals, unreachable_pub)]
mod table {
use ::parhelion_wire::table::*;
const M: Member = Member {
    name: "", target: 0, required: false, location: Location::Body, wire_name: "",
    xml_attribute: false, xml_namespace: ("", ""), flattened: false, timestamp_format: None,
    deprecated: false,
};
const C: Constraints = Constraints {
    length_min: None, length_max: None, range_min: None, range_max: None, pattern: None,
};
const S: Structure = Structure { members: &[], error: None, xml_name: "", xml_namespace: "" };
"#;

type Result<T> = std::result::Result<T, Problem>;

pub(crate) fn write(model: &Model, out: &mut String) -> Result<()> {
    let traits = &model.service.traits;
    let protocols: Vec<&str> = traits.0.iter().filter_map(|one| protocol(&one.name)).collect();
    let json = protocols.iter().any(|name| name.starts_with("AwsJson"));
    let endpoint = traits.argument("aws.api#service", "endpointPrefix").unwrap_or(&model.name);
    let signing = traits.argument("aws.auth#sigv4", "name").unwrap_or(endpoint);
    out.push_str(DEFAULTS);
    let _ = writeln!(
        out,
        "pub static MODEL: Model = Model {{ name: {:?}, shape_name: {:?}, signing_name: {signing:?}, \
         endpoint_prefix: {endpoint:?}, api_version: {:?}, target_prefix: {:?}, \
         xml_namespace: {:?}, protocols: &[{}], wraps_errors: {}, \
         operations: &OPERATIONS, shapes: &SHAPES }};",
        model.name,
        model.service.name,
        model.version,
        if json { model.service.name.as_str() } else { "" },
        traits.argument("xmlNamespace", "uri").unwrap_or_default(),
        list(protocols.iter().map(|name| format!("Protocol::{name}"))),
        traits.argument("aws.protocols#restXml", "noErrorWrapping") != Some("true"),
    );
    let _ = writeln!(out, "static OPERATIONS: [Operation; {}] = [", model.operations.len());
    for operation in &model.operations {
        write_operation(model, operation, out)?;
    }
    let _ = writeln!(out, "];\nstatic SHAPES: [Shape; {}] = [", model.shapes.len());
    for shape in &model.shapes {
        write_shape(model, shape, out)?;
    }
    out.push_str("];\n}\n#[allow(unreachable_pub)]\npub use table::MODEL;\n");
    Ok(())
}

fn protocol(name: &str) -> Option<&'static str> {
    Some(match name {
        "aws.protocols#restXml" => "RestXml",
        "aws.protocols#restJson1" => "RestJson",
        "aws.protocols#awsJson1_0" => "AwsJson1_0",
        "aws.protocols#awsJson1_1" => "AwsJson1_1",
        "aws.protocols#awsQuery" => "AwsQuery",
        "aws.protocols#ec2Query" => "Ec2Query",
        "smithy.protocols#rpcv2Cbor" => "RpcV2Cbor",
        _ => return None,
    })
}

fn write_operation(model: &Model, operation: &Operation, out: &mut String) -> Result<()> {
    let traits = &operation.traits;
    let http = |key| traits.argument("http", key);
    let (path, query) = uri(http("uri").unwrap_or("/"));
    let (input_root, input_namespace) = match operation.input {
        Some(id) => input_root(&model.shapes[id]),
        None => ("", ""),
    };
    let wrapper = match operation.output {
        Some(_) if model.has_protocol("awsQuery") => format!("{}Result", operation.name),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "Operation {{ name: {:?}, input: {:?}, output: {:?}, errors: &{:?}, method: {:?}, \
         path: &[{path}], query: &{query:?}, status: {}, result_wrapper: {wrapper:?}, \
         input_root: {input_root:?}, input_namespace: {input_namespace:?}, \
         deprecated: {}, unwrapped_output: {} }},",
        operation.name,
        operation.input,
        operation.output,
        operation.errors,
        http("method").unwrap_or("POST"),
        http("code").unwrap_or("200"),
        traits.has("deprecated"),
        traits.has("aws.customizations#s3UnwrappedXmlOutput"),
    );
    Ok(())
}

/// Path segments as Rust, and the literal query.
fn uri(uri: &str) -> (String, Vec<(&str, Option<&str>)>) {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let segments =
        path.split('/').filter(|segment| !segment.is_empty()).map(|segment| {
            match segment.strip_prefix('{').and_then(|label| label.strip_suffix('}')) {
                Some(label) => match label.strip_suffix('+') {
                    Some(greedy) => format!("Segment::Greedy({greedy:?})"),
                    None => format!("Segment::Label({label:?})"),
                },
                None => format!("Segment::Literal({segment:?})"),
            }
        });
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| match pair.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    });
    (list(segments), pairs.collect())
}

/// Root element and namespace of a request body made of the input's own members.
fn input_root(input: &Shape) -> (&str, &str) {
    let bodied = input.targets().iter().any(|member| location(&member.traits) == "Body");
    let payload = input.targets().iter().any(|member| member.traits.has("httpPayload"));
    let default = if bodied && !payload { input.name.as_str() } else { "" };
    let root = input.traits.value("xmlName").unwrap_or(default);
    (root, input.traits.argument("xmlNamespace", "uri").unwrap_or_default())
}

fn write_shape(model: &Model, shape: &Shape, out: &mut String) -> Result<()> {
    let kind = kind(model, shape)?;
    let constraints = constraints(&shape.traits);
    let _ = writeln!(
        out,
        "Shape {{ name: {:?}, kind: ShapeKind::{kind}, constraints: {constraints} }},",
        shape.name
    );
    Ok(())
}

fn kind(model: &Model, shape: &Shape) -> Result<String> {
    Ok(match &shape.kind {
        ShapeKind::Simple(Simple::Blob) if shape.traits.has("streaming") => {
            "StreamingBlob".to_owned()
        }
        ShapeKind::Simple(Simple::Timestamp) => format!("Timestamp({})", format(&shape.traits)?),
        ShapeKind::Simple(simple) => format!("{simple:?}"),
        ShapeKind::Enum(values) => format!("Enum(&{values:?})"),
        ShapeKind::List(member) => format!(
            "List(List {{ target: {}, entry_name: {:?}, flattened: {} }})",
            model.id(&member.target),
            member.traits.value("xmlName").unwrap_or("member"),
            is_flattened(model, shape),
        ),
        ShapeKind::Map { key, value } => format!(
            "Map(Map {{ key: {}, value: {}, key_name: {:?}, value_name: {:?}, flattened: {} }})",
            model.id(&key.target),
            model.id(&value.target),
            key.traits.value("xmlName").unwrap_or("key"),
            value.traits.value("xmlName").unwrap_or("value"),
            is_flattened(model, shape),
        ),
        ShapeKind::Union(members) if shape.is_event_stream() => {
            format!("EventStream(&[{}])", self::members(model, members)?)
        }
        ShapeKind::Union(members) => format!("Union(&[{}])", self::members(model, members)?),
        ShapeKind::Structure(members) => format!(
            "Structure(Structure {{ members: &[{}], error: {}, xml_name: {:?}, \
             xml_namespace: {:?}, ..S }})",
            self::members(model, members)?,
            error(shape),
            shape.traits.value("xmlName").unwrap_or_default(),
            shape.traits.argument("xmlNamespace", "uri").unwrap_or_default(),
        ),
        ShapeKind::Service { .. } | ShapeKind::Operation { .. } => {
            return Err(Problem::new(shape.line, "not a shape of values"));
        }
    })
}

/// Whether every structure that holds this list or map holds it flattened.
fn is_flattened(model: &Model, shape: &Shape) -> bool {
    let structures = model.shapes.iter().filter(|holder| holder.is_aggregate());
    let mut holders =
        structures.flat_map(Shape::targets).filter(|member| member.target == shape.name).peekable();
    holders.peek().is_some() && holders.all(|member| member.traits.has("xmlFlattened"))
}

fn error(shape: &Shape) -> String {
    match shape.traits.value("error") {
        None => "None".to_owned(),
        Some(fault) => format!(
            "Some(ErrorTrait {{ code: {:?}, status: {}, client: {} }})",
            shape.traits.argument("aws.protocols#awsQueryError", "code").unwrap_or_default(),
            status(shape),
            fault == "client",
        ),
    }
}

/// An error's HTTP status: its own, or its fault's (CW-A1.3: Logs' client errors are all 400).
pub(crate) fn status(shape: &Shape) -> &str {
    let default = if shape.traits.value("error") == Some("server") { "500" } else { "400" };
    shape.traits.value("httpError").unwrap_or(default)
}

fn members(model: &Model, members: &[Member]) -> Result<String> {
    let written = members.iter().map(|member| self::member(model, member));
    Ok(list(written.collect::<Result<Vec<_>>>()?.into_iter()))
}

fn member(model: &Model, member: &Member) -> Result<String> {
    let traits = &member.traits;
    let target = model.target(member);
    let mut facts = format!(
        "name: {:?}, target: {}, wire_name: {:?}",
        member.name,
        model.id(&member.target),
        wire_name(member, target)
    );
    let location = location(traits);
    if location != "Body" {
        let _ = write!(facts, ", location: Location::{location}");
    }
    let own = traits.has("xmlNamespace");
    let namespaced = if own || !target.is_aggregate() { traits } else { &target.traits };
    if let Some(uri) = namespaced.argument("xmlNamespace", "uri") {
        let prefix = namespaced.argument("xmlNamespace", "prefix").unwrap_or_default();
        let _ = write!(facts, ", xml_namespace: ({prefix:?}, {uri:?})");
    }
    if traits.has("timestampFormat") {
        let _ = write!(facts, ", timestamp_format: {}", format(traits)?);
    }
    if traits.are_required() {
        facts.push_str(", required: true");
    }
    for (name, field) in [
        ("xmlAttribute", "xml_attribute"),
        ("xmlFlattened", "flattened"),
        ("deprecated", "deprecated"),
    ] {
        if traits.has(name) {
            let _ = write!(facts, ", {field}: true");
        }
    }
    Ok(format!("Member {{ {facts}, ..M }}"))
}

/// A payload's root element is named after its shape, anything else after the member
/// (<https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>).
fn wire_name<'a>(member: &'a Member, target: &'a Shape) -> &'a str {
    let shape = if member.traits.has("httpPayload") && target.is_aggregate() {
        target.traits.value("xmlName").unwrap_or(&target.name)
    } else {
        &member.name
    };
    member.traits.value("xmlName").unwrap_or(shape)
}

fn location(traits: &Traits) -> String {
    for (found, variant) in
        [("httpHeader", "Header"), ("httpPrefixHeaders", "PrefixHeaders"), ("httpQuery", "Query")]
    {
        if let Some(wire) = traits.value(found) {
            return format!("{variant}({wire:?})");
        }
    }
    let simple = [
        ("httpLabel", "Label"),
        ("httpPayload", "Payload"),
        ("httpResponseCode", "StatusCode"),
        ("hostLabel", "HostLabel"),
        ("parhelion#elementOrder", "ElementOrder"),
        ("eventHeader", "EventHeader"),
        ("eventPayload", "EventPayload"),
    ];
    let found = simple.iter().find(|(name, _)| traits.has(name));
    found.map_or("Body", |(_, variant)| variant).to_owned()
}

fn format(traits: &Traits) -> Result<String> {
    Ok(match traits.value("timestampFormat") {
        None => "None".to_owned(),
        Some("date-time") => "Some(TimestampFormat::DateTime)".to_owned(),
        Some("http-date") => "Some(TimestampFormat::HttpDate)".to_owned(),
        Some("epoch-seconds") => "Some(TimestampFormat::EpochSeconds)".to_owned(),
        Some(other) => return Err(Problem::new(0, format!("unknown timestampFormat {other}"))),
    })
}

fn constraints(traits: &Traits) -> String {
    let mut facts = String::new();
    for (name, key, field) in [
        ("length", "min", "length_min"),
        ("length", "max", "length_max"),
        ("range", "min", "range_min"),
        ("range", "max", "range_max"),
    ] {
        if let Some(bound) = traits.argument(name, key) {
            let float = if name == "range" && !bound.contains('.') { ".0" } else { "" };
            let _ = write!(facts, "{field}: Some({bound}{float}), ");
        }
    }
    if let Some(pattern) = traits.value("pattern") {
        let _ = write!(facts, "pattern: Some({pattern:?}), ");
    }
    if facts.is_empty() { "C".to_owned() } else { format!("Constraints {{ {facts}..C }}") }
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
