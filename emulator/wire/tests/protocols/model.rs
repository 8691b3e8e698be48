//! Two small services: a REST one in S3's manner, and one that speaks the other protocols.

use parhelion_wire::table::{
    Constraints, ErrorTrait, List, Location, Map, Member, Model, Operation, Protocol, Segment,
    Shape, ShapeId, ShapeKind, Structure,
};
use parhelion_wire::{Timestamp, Value};

pub(crate) const TEXT: ShapeId = 0;
const NUMBER: ShapeId = 1;
const TIME: ShapeId = 2;
const BLOB: ShapeId = 3;
const TRUTH: ShapeId = 4;
const DOUBLE: ShapeId = 5;
const TEXTS: ShapeId = 6;
const TAGS: ShapeId = 7;
const POINT: ShapeId = 8;
const POINTS: ShapeId = 9;
const CHOICE: ShapeId = 10;
pub(crate) const PUT: ShapeId = 11;
const EMPTY: ShapeId = 12;
const GONE: ShapeId = 13;
const GONE_ELSEWHERE: ShapeId = 14;
const FLOAT: ShapeId = 15;
const STREAM: ShapeId = 16;
const KEYED: ShapeId = 17;
const PUT_THING: ShapeId = 18;
const COPY_THING: ShapeId = 19;
const PUT_PART: ShapeId = 20;
const GET_THING: ShapeId = 21;
const LIST: ShapeId = 22;
const LISTED: ShapeId = 23;
const ACL: ShapeId = 24;
const GRANTEE: ShapeId = 25;
const PUT_ACL: ShapeId = 26;
const LOCATION: ShapeId = 27;
const ENTRY: ShapeId = 28;
const ENTRIES: ShapeId = 29;
const BUCKETED: ShapeId = 30;
const ATTRIBUTES: ShapeId = 31;
const POLICY: ShapeId = 32;

const fn member(name: &'static str, target: ShapeId) -> Member {
    Member::in_body(name, target)
}

const fn bound(name: &'static str, target: ShapeId, location: Location) -> Member {
    Member { location, ..member(name, target) }
}

const fn required(member: Member) -> Member {
    Member { required: true, ..member }
}

const fn shape(name: &'static str, kind: ShapeKind) -> Shape {
    Shape { name, kind, constraints: Constraints::NONE }
}

const fn structure(name: &'static str, members: &'static [Member]) -> Shape {
    shape(
        name,
        ShapeKind::Structure(Structure { members, error: None, xml_name: "", xml_namespace: "" }),
    )
}

const fn rooted(name: &'static str, xml_name: &'static str, members: &'static [Member]) -> Shape {
    shape(
        name,
        ShapeKind::Structure(Structure { members, error: None, xml_name, xml_namespace: "" }),
    )
}

const fn failure(name: &'static str, code: &'static str) -> Shape {
    let error = Some(ErrorTrait { code, status: 404, client: true });
    shape(
        name,
        ShapeKind::Structure(Structure { members: &[], error, xml_name: "", xml_namespace: "" }),
    )
}

const fn list(name: &'static str, target: ShapeId, entry_name: &'static str) -> Shape {
    shape(name, ShapeKind::List(List { target, entry_name, flattened: false }))
}

const BUCKET: Member = required(bound("Bucket", TEXT, Location::Label));
const KEY: Member = required(bound("Key", TEXT, Location::Label));
const META: Member = bound("Metadata", TAGS, Location::PrefixHeaders("x-amz-meta-"));

static SHAPES: &[Shape] = &[
    shape("Text", ShapeKind::String),
    shape("Number", ShapeKind::Integer),
    shape("Time", ShapeKind::Timestamp(None)),
    shape("Blob", ShapeKind::Blob),
    shape("Truth", ShapeKind::Boolean),
    shape("Double", ShapeKind::Double),
    list("Texts", TEXT, "member"),
    shape(
        "Tags",
        ShapeKind::Map(Map {
            key: TEXT,
            value: TEXT,
            key_name: "key",
            value_name: "value",
            flattened: false,
        }),
    ),
    structure(
        "Point",
        &[
            member("Name", TEXT),
            member("Value", DOUBLE),
            member("At", TIME),
            member("Count", NUMBER),
            member("On", TRUTH),
            member("Data", BLOB),
            member("Names", TEXTS),
            member("Tags", TAGS),
            member("Next", POINT),
            member("Ratio", FLOAT),
        ],
    ),
    list("Points", POINT, "member"),
    shape("Choice", ShapeKind::Union(&[member("text", TEXT), member("point", POINT)])),
    structure(
        "PutRequest",
        &[
            required(member("Space", TEXT)),
            member("Points", POINTS),
            member("Choice", CHOICE),
            Member { flattened: true, ..member("Flat", TEXTS) },
            Member { flattened: true, ..member("FlatTags", TAGS) },
        ],
    ),
    structure("Empty", &[]),
    failure("ThingGoneException", "ThingGone"),
    failure("OtherThingGoneException", "ThingGone"),
    shape("Float", ShapeKind::Float),
    shape("Stream", ShapeKind::StreamingBlob),
    structure("Keyed", &[BUCKET, KEY]),
    structure(
        "PutThingRequest",
        &[
            BUCKET,
            KEY,
            bound("Body", STREAM, Location::Payload),
            bound("ContentType", TEXT, Location::Header("Content-Type")),
            bound("IfOlder", TIME, Location::Header("If-Unmodified-Since")),
            bound("Until", TIME, Location::Header("x-amz-until")),
            bound("Attributes", TEXTS, Location::Header("x-amz-attributes")),
            bound("Lock", TRUTH, Location::Header("x-amz-lock")),
            META,
        ],
    ),
    structure(
        "CopyThingRequest",
        &[BUCKET, KEY, required(bound("Source", TEXT, Location::Header("x-amz-copy-source")))],
    ),
    structure(
        "PutPartRequest",
        &[
            BUCKET,
            KEY,
            required(bound("Part", NUMBER, Location::Query("partNumber"))),
            required(bound("Upload", TEXT, Location::Query("uploadId"))),
            bound("Body", STREAM, Location::Payload),
        ],
    ),
    structure(
        "GetThingOutput",
        &[
            bound("Body", STREAM, Location::Payload),
            bound("ETag", TEXT, Location::Header("ETag")),
            bound("LastModified", TIME, Location::Header("Last-Modified")),
            bound("ContentLength", NUMBER, Location::Header("Content-Length")),
            bound("ContentRange", TEXT, Location::Header("Content-Range")),
            META,
        ],
    ),
    structure(
        "ListRequest",
        &[
            BUCKET,
            bound("Prefix", TEXT, Location::Query("prefix")),
            bound("MaxKeys", NUMBER, Location::Query("max-keys")),
        ],
    ),
    rooted(
        "ListOutput",
        "ListBucketResult",
        &[
            member("Name", TEXT),
            member("IsTruncated", TRUTH),
            Member { flattened: true, ..member("Contents", ENTRIES) },
            bound("Charged", TEXT, Location::Header("x-amz-charged")),
        ],
    ),
    structure("AccessControlPolicy", &[member("Grantee", GRANTEE), member("Permission", TEXT)]),
    structure(
        "Grantee",
        &[
            Member { xml_attribute: true, wire_name: "xsi:type", ..member("Type", TEXT) },
            member("ID", TEXT),
        ],
    ),
    structure(
        "PutAclRequest",
        &[
            BUCKET,
            Member { wire_name: "AccessControlPolicy", ..bound("Policy", ACL, Location::Payload) },
        ],
    ),
    rooted("LocationOutput", "LocationConstraint", &[member("LocationConstraint", TEXT)]),
    structure("Entry", &[member("Key", TEXT), member("LastModified", TIME), member("ETag", TEXT)]),
    list("Entries", ENTRY, "member"),
    structure("Bucketed", &[BUCKET]),
    structure(
        "AttributesRequest",
        &[BUCKET, KEY, required(bound("Wanted", TEXTS, Location::Header("x-amz-wanted")))],
    ),
    structure("PolicyRequest", &[BUCKET, bound("Policy", TEXT, Location::Payload)]),
];

const fn operation(
    name: &'static str,
    input: Option<ShapeId>,
    output: Option<ShapeId>,
) -> Operation {
    Operation {
        name,
        input,
        output,
        errors: &[],
        method: "POST",
        path: &[],
        query: &[],
        status: 200,
        result_wrapper: "",
        input_root: "",
        input_namespace: "",
        deprecated: false,
        unwrapped_output: false,
    }
}

const fn rest(
    name: &'static str,
    method: &'static str,
    path: &'static [Segment],
    query: &'static [(&'static str, Option<&'static str>)],
    (input, output): (ShapeId, Option<ShapeId>),
) -> Operation {
    Operation { method, path, query, ..operation(name, Some(input), output) }
}

const IN_BUCKET: &[Segment] = &[Segment::Label("Bucket")];
const AT_KEY: &[Segment] = &[Segment::Label("Bucket"), Segment::Greedy("Key")];

/// Speaks awsJson, awsQuery and CBOR.
pub(crate) static THINGS: Model = Model {
    name: "things",
    shape_name: "ThingService",
    signing_name: "things",
    endpoint_prefix: "things",
    api_version: "2010-08-01",
    target_prefix: "Things_20100801",
    xml_namespace: "http://things.amazonaws.com/doc/2010-08-01/",
    protocols: &[
        Protocol::RpcV2Cbor,
        Protocol::AwsJson1_0,
        Protocol::AwsJson1_1,
        Protocol::AwsQuery,
    ],
    wraps_errors: true,
    operations: &[
        Operation {
            errors: &[GONE_ELSEWHERE],
            ..operation("GetElsewhere", Some(EMPTY), Some(EMPTY))
        },
        Operation {
            result_wrapper: "PutResult",
            errors: &[GONE],
            ..operation("Put", Some(PUT), Some(PUT))
        },
        operation("Touch", None, None),
    ],
    shapes: SHAPES,
};

/// Speaks REST-XML as S3 does.
pub(crate) static BUCKETS: Model = Model {
    name: "s3",
    shape_name: "Buckets",
    signing_name: "s3",
    endpoint_prefix: "s3",
    api_version: "2006-03-01",
    target_prefix: "",
    xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    protocols: &[Protocol::RestXml],
    wraps_errors: false,
    operations: &[
        rest("CopyThing", "PUT", AT_KEY, &[], (COPY_THING, None)),
        Operation { status: 204, ..rest("DeleteThing", "DELETE", AT_KEY, &[], (KEYED, None)) },
        rest("GetAttributes", "GET", AT_KEY, &[("attributes", None)], (ATTRIBUTES, None)),
        Operation {
            unwrapped_output: true,
            ..rest(
                "GetLocation",
                "GET",
                IN_BUCKET,
                &[("location", None)],
                (BUCKETED, Some(LOCATION)),
            )
        },
        Operation {
            deprecated: true,
            ..rest("AncientThing", "GET", AT_KEY, &[], (KEYED, Some(GET_THING)))
        },
        rest("GetThing", "GET", AT_KEY, &[], (KEYED, Some(GET_THING))),
        rest("HeadBucket", "HEAD", IN_BUCKET, &[], (BUCKETED, None)),
        rest("List", "GET", IN_BUCKET, &[], (LIST, Some(LISTED))),
        rest("List2", "GET", IN_BUCKET, &[("list-type", Some("2"))], (LIST, Some(LISTED))),
        rest("PutAcl", "PUT", IN_BUCKET, &[("acl", None)], (PUT_ACL, None)),
        rest("PutPart", "PUT", AT_KEY, &[], (PUT_PART, None)),
        rest("PutPolicy", "PUT", IN_BUCKET, &[("policy", None)], (POLICY, None)),
        rest("PutThing", "PUT", AT_KEY, &[], (PUT_THING, None)),
    ],
    shapes: SHAPES,
};

/// A value for a structure: its members by name, the others null.
pub(crate) fn of(shape: ShapeId, members: &[(&str, Value)]) -> Value {
    let places = SHAPES[usize::from(shape)].members();
    let mut values = vec![Value::Null; places.len()];
    for (name, value) in members {
        let at = places.iter().position(|place| place.name == *name).expect("a member");
        values[at] = value.clone();
    }
    Value::Struct(values)
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn point(members: &[(&str, Value)]) -> Value {
    of(POINT, members)
}

pub(crate) fn acl(members: &[(&str, Value)]) -> Value {
    of(ACL, members)
}

pub(crate) fn grantee(members: &[(&str, Value)]) -> Value {
    of(GRANTEE, members)
}

pub(crate) fn entry(members: &[(&str, Value)]) -> Value {
    of(ENTRY, members)
}

/// An input of `Put` with a value of every kind.
pub(crate) fn everything() -> Value {
    let inner = point(&[("Name", text("in \"<&>'\r\n\t\u{4} ü😀")), ("Value", Value::Float(-0.1))]);
    let full = point(&[
        ("Name", text("")),
        ("Value", Value::Float(1.0e21)),
        ("At", Value::Time(Timestamp(1_422_172_800_500))),
        ("Count", Value::Int(-7)),
        ("On", Value::Bool(true)),
        ("Data", Value::Blob(b"\0\xff blob"[..].into())),
        ("Names", Value::List(vec![text("a"), text(" b ")])),
        ("Tags", Value::Map(vec![("k 1".into(), text("v")), ("k2".into(), text("=&"))])),
        ("Next", inner),
        ("Ratio", Value::Float(0.5)),
    ]);
    of(
        PUT,
        &[
            ("Space", text("AWS/Things")),
            ("Points", Value::List(vec![full, point(&[("Count", Value::Int(1))])])),
            ("Choice", Value::Union(1, Box::new(point(&[("On", Value::Bool(false))])))),
            ("Flat", Value::List(vec![text("x"), text("y")])),
            ("FlatTags", Value::Map(vec![("a".into(), text("b"))])),
        ],
    )
}
