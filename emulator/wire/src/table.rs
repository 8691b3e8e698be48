//! A service's API as static data: made from `model.smithy` at build time, read by every protocol.

/// One service's API.
#[derive(Debug)]
pub struct Model {
    /// Folder name and the emulator's name for the service: `s3`, `cloudfront`, `cloudwatch`, `logs`.
    pub name: &'static str,
    /// Smithy's service shape name, part of rpc-v2-cbor's URL: `GraniteServiceVersion20100801`.
    pub shape_name: &'static str,
    /// The name in SigV4 scopes: `s3`, `cloudfront`, `monitoring`, `logs`.
    pub signing_name: &'static str,
    /// The first host label: `s3`, `cloudfront`, `monitoring`, `logs`.
    pub endpoint_prefix: &'static str,
    /// `2006-03-01`.
    pub api_version: &'static str,
    /// `X-Amz-Target`'s part before the dot (awsJson), empty where there is none.
    pub target_prefix: &'static str,
    /// The default namespace of XML bodies, empty where there is none.
    pub xml_namespace: &'static str,
    /// Protocols the service speaks, AWS's preferred one first.
    pub protocols: &'static [Protocol],
    /// Whether REST-XML errors stand in an `<ErrorResponse>` (smithy's `noErrorWrapping` says no);
    /// who does not wrap them also has request ids of its own kind (S3-0.5(e)).
    pub wraps_errors: bool,
    /// In the order of the model's service shape.
    pub operations: &'static [Operation],
    /// All shapes of values; a [`ShapeId`] is the place in this list.
    pub shapes: &'static [Shape],
}

impl Model {
    /// Whether a `+` in a path is a blank, as in a form. Of S3 it is, and its own `%2B` is what clients
    /// send for a plus: `GET /v0.15.1+x` answers `<Key>v0.15.1 x</Key>`
    /// (<https://github.com/servo/rust-url/issues/882>), and its canonical request has `%20`
    /// (<https://github.com/nginx/nginx-s3-gateway/issues/77>).
    pub fn plus_is_blank(&self) -> bool {
        !self.wraps_errors && self.protocols.first() == Some(&Protocol::RestXml)
    }
}

/// AWS's wire protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// REST bindings with XML bodies: S3, CloudFront.
    RestXml,
    /// REST bindings with JSON bodies.
    RestJson,
    /// `POST /` with `X-Amz-Target` and `application/x-amz-json-1.0`.
    AwsJson1_0,
    /// The same with `application/x-amz-json-1.1`.
    AwsJson1_1,
    /// A form with `Action`, answered in XML.
    AwsQuery,
    /// EC2's dialect of it.
    Ec2Query,
    /// Smithy RPC v2: `/service/<name>/operation/<name>` with CBOR bodies.
    RpcV2Cbor,
}

/// Index into [`Model::shapes`].
pub type ShapeId = u16;

/// One operation, with all that protocols need to know of it.
#[derive(Debug)]
pub struct Operation {
    /// `PutObject`
    pub name: &'static str,
    /// A structure; `None`: the operation takes nothing.
    pub input: Option<ShapeId>,
    /// A structure; `None`: it answers nothing.
    pub output: Option<ShapeId>,
    /// The errors that the model lists for it.
    pub errors: &'static [ShapeId],
    /// HTTP binding of REST protocols; RPC protocols carry `POST /`.
    pub method: &'static str,
    /// Path segments of the REST binding.
    pub path: &'static [Segment],
    /// Literal query of the REST binding (`?uploads`, `?list-type=2`), name and value.
    pub query: &'static [(&'static str, Option<&'static str>)],
    /// Status of success.
    pub status: u16,
    /// Element name of awsQuery's result wrapper, e.g. `PutMetricAlarmResult`; empty: none.
    pub result_wrapper: &'static str,
    /// Root element of a rest-xml request body when the input has no payload member; empty: none.
    pub input_root: &'static str,
    /// The namespace of that root; empty: the model's own.
    pub input_namespace: &'static str,
    /// The model's `deprecated`.
    pub deprecated: bool,
    /// The answer's only member is the root element itself (S3's GetBucketLocation).
    pub unwrapped_output: bool,
}

/// One part of a path, between slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The text itself.
    Literal(&'static str),
    /// `{Bucket}`: the member's name.
    Label(&'static str),
    /// `{Key+}`: the member's name.
    Greedy(&'static str),
}

/// A named shape of values.
#[derive(Debug)]
pub struct Shape {
    /// `ObjectKey`, `CreateBucketConfiguration`
    pub name: &'static str,
    /// What its values are.
    pub kind: ShapeKind,
    /// What of them the model allows.
    pub constraints: Constraints,
}

/// Smithy's kinds of shapes, with what belongs to each.
#[derive(Debug)]
pub enum ShapeKind {
    /// [`Value::Bool`](crate::Value::Bool)
    Boolean,
    /// 8 bits, with a sign.
    Byte,
    /// 16 bits.
    Short,
    /// 32 bits.
    Integer,
    /// 64 bits.
    Long,
    /// IEEE 754 binary32.
    Float,
    /// IEEE 754 binary64.
    Double,
    /// Any text.
    String,
    /// The known values. Values outside are kept as text; `validate` reports them.
    Enum(&'static [&'static str]),
    /// Bytes, base64 wherever the protocol is text.
    Blob,
    /// An HTTP body that is not buffered as a value: `Value::Body`.
    StreamingBlob,
    /// A point in time; the format that the shape itself asks for, if any.
    Timestamp(Option<TimestampFormat>),
    /// Values of one shape, in order.
    List(List),
    /// Values of one shape, by text.
    Map(Map),
    /// Named members.
    Structure(Structure),
    /// Exactly one of its members.
    Union(&'static [Member]),
    /// A union sent as an event stream: see [`event_stream`](crate::event_stream).
    EventStream(&'static [Member]),
}

/// What a list holds, and how XML and query write it.
#[derive(Debug)]
pub struct List {
    /// The entries' shape.
    pub target: ShapeId,
    /// Element name of entries; `member` unless the model says otherwise.
    pub entry_name: &'static str,
    /// Entries stand in the parent without a wrapper.
    pub flattened: bool,
}

/// What a map holds, and how XML and query write it.
#[derive(Debug)]
pub struct Map {
    /// The keys' shape: a string, perhaps with constraints.
    pub key: ShapeId,
    /// The values' shape.
    pub value: ShapeId,
    /// Element name of a key; `key` unless the model says otherwise.
    pub key_name: &'static str,
    /// Element name of a value; `value` unless the model says otherwise.
    pub value_name: &'static str,
    /// Entries stand in the parent without a wrapper.
    pub flattened: bool,
}

/// A structure's members, and what belongs to the structure as a whole.
#[derive(Debug)]
pub struct Structure {
    /// In the model's order, which is that of [`Value::Struct`](crate::Value::Struct).
    pub members: &'static [Member],
    /// Set on error shapes.
    pub error: Option<ErrorTrait>,
    /// Default XML element name of the shape where it stands as a payload root; empty: shape name.
    pub xml_name: &'static str,
    /// The namespace of that element; empty: the model's own.
    pub xml_namespace: &'static str,
}

/// What makes a structure an error.
#[derive(Debug)]
pub struct ErrorTrait {
    /// The code on the wire where it differs from the shape's name (awsQueryError); else empty.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// `true`: the sender's fault.
    pub client: bool,
}

/// A member of a structure or union.
#[derive(Debug)]
pub struct Member {
    /// Its name in the model, and on the wire where no [`wire_name`](Self::wire_name) counts.
    pub name: &'static str,
    /// The shape of its value.
    pub target: ShapeId,
    /// It must be there.
    pub required: bool,
    /// Where in a message it stands.
    pub location: Location,
    /// Element or attribute name in XML and in query; the member's name unless the model says otherwise.
    pub wire_name: &'static str,
    /// An XML attribute rather than an element (`xsi:type`).
    pub xml_attribute: bool,
    /// XML namespace declared on this member's element: (prefix, uri); empty uri: none.
    pub xml_namespace: (&'static str, &'static str),
    /// The member's own flattening (smithy's `@xmlFlattened` on the member) or its list's.
    pub flattened: bool,
    /// The member's own format, which goes before its shape's.
    pub timestamp_format: Option<TimestampFormat>,
    /// The model's `deprecated`.
    pub deprecated: bool,
}

/// The HTTP binding of a member; RPC protocols have all in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Among the members that make up the body.
    Body,
    /// In the path, where the [`Segment`] of its name stands.
    Label,
    /// A header of this name.
    Header(&'static str),
    /// A map member bound to all headers of a prefix (`x-amz-meta-`).
    PrefixHeaders(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// The member *is* the body.
    Payload,
    /// The answer's HTTP status, as a number.
    StatusCode,
    /// A label of the host.
    HostLabel,
    /// Not on the wire: a list of numbers that orders the elements of the two flattened lists behind
    /// it among each other. 0 is the next element of the first list, 1 of the second.
    ElementOrder,
    /// A header of an event's message.
    EventHeader,
    /// The member *is* the payload of an event's message.
    EventPayload,
}

/// AWS's three spellings of a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// `2015-01-25T08:00:00Z`
    DateTime,
    /// IMF-fixdate.
    HttpDate,
    /// `1422172800.5`, a number where the protocol has numbers.
    EpochSeconds,
}

/// The model's constraint traits; `None` or empty where absent.
#[derive(Debug, Default)]
pub struct Constraints {
    /// The fewest characters, bytes or entries.
    pub length_min: Option<u64>,
    /// The most characters, bytes or entries.
    pub length_max: Option<u64>,
    /// The smallest number.
    pub range_min: Option<f64>,
    /// The largest number.
    pub range_max: Option<f64>,
    /// A regular expression of Java's that all of a text must match.
    pub pattern: Option<&'static str>,
}

impl Constraints {
    /// Everything is allowed.
    pub const NONE: Self = Self {
        length_min: None,
        length_max: None,
        range_min: None,
        range_max: None,
        pattern: None,
    };
}

impl Member {
    /// With no traits, for tables that are written by hand.
    pub const fn in_body(name: &'static str, target: ShapeId) -> Self {
        Self {
            name,
            target,
            required: false,
            location: Location::Body,
            wire_name: name,
            xml_attribute: false,
            xml_namespace: ("", ""),
            flattened: false,
            timestamp_format: None,
            deprecated: false,
        }
    }
}

impl Model {
    /// The first of its protocols.
    pub fn protocol(&self) -> Protocol {
        self.protocols.first().copied().unwrap_or(Protocol::RestXml)
    }

    /// The shape of an id of this model.
    pub fn shape(&self, id: ShapeId) -> &'static Shape
    where
        Self: 'static,
    {
        &self.shapes[usize::from(id)]
    }

    /// Whether answers of newer protocols also carry the code that awsQuery would (smithy's
    /// `awsQueryCompatible`): true of services that speak both.
    pub fn query_compatible(&self) -> bool {
        self.protocols.contains(&Protocol::AwsQuery) && self.protocols.len() > 1
    }

    /// An operation, by its exact name.
    pub fn operation(&self, name: &str) -> Option<&'static Operation>
    where
        Self: 'static,
    {
        self.operations.iter().find(|operation| operation.name == name)
    }
}

impl Shape {
    /// The members of a structure; other shapes have none.
    pub fn members(&self) -> &'static [Member] {
        match &self.kind {
            ShapeKind::Structure(structure) => structure.members,
            _ => &[],
        }
    }
}
