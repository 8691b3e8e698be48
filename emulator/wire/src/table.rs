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
    pub operations: &'static [Operation],
    pub shapes: &'static [Shape],
}

/// AWS's wire protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    RestXml,
    RestJson,
    AwsJson1_0,
    AwsJson1_1,
    AwsQuery,
    Ec2Query,
    RpcV2Cbor,
}

/// Index into [`Model::shapes`].
pub type ShapeId = u16;

#[derive(Debug)]
pub struct Operation {
    pub name: &'static str,
    pub input: Option<ShapeId>,
    pub output: Option<ShapeId>,
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
    pub input_namespace: &'static str,
    /// The model's `httpChecksumRequired`.
    pub checksum_required: bool,
    /// A host label before the endpoint, e.g. `stream-`; empty: none.
    pub host_prefix: &'static str,
    pub deprecated: bool,
    /// The answer's only member is the root element itself (S3's GetBucketLocation).
    pub unwrapped_output: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    Literal(&'static str),
    /// `{Bucket}`: the member's name.
    Label(&'static str),
    /// `{Key+}`: the member's name.
    Greedy(&'static str),
}

#[derive(Debug)]
pub struct Shape {
    pub name: &'static str,
    pub kind: Kind,
    pub constraints: Constraints,
}

#[derive(Debug)]
pub enum Kind {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    String,
    /// The known values. Values outside are kept as text; `validate` reports them.
    Enum(&'static [&'static str]),
    Blob,
    /// An HTTP body that is not buffered as a value: `Value::Body`.
    StreamingBlob,
    Timestamp(Option<TimestampFormat>),
    List(List),
    Map(Map),
    Structure(Structure),
    Union(&'static [Member]),
    /// A union sent as an event stream: see [`event_stream`](crate::event_stream).
    EventStream(&'static [Member]),
}

#[derive(Debug)]
pub struct List {
    pub target: ShapeId,
    /// Element name of entries; `member` unless the model says otherwise.
    pub entry_name: &'static str,
    /// Entries stand in the parent without a wrapper.
    pub flattened: bool,
}

#[derive(Debug)]
pub struct Map {
    pub key: ShapeId,
    pub value: ShapeId,
    pub key_name: &'static str,
    pub value_name: &'static str,
    pub flattened: bool,
}

#[derive(Debug)]
pub struct Structure {
    pub members: &'static [Member],
    /// Set on error shapes.
    pub error: Option<ErrorTrait>,
    /// Default XML element name of the shape where it stands as a payload root; empty: shape name.
    pub xml_name: &'static str,
    pub xml_namespace: &'static str,
}

#[derive(Debug)]
pub struct ErrorTrait {
    /// The code on the wire where it differs from the shape's name (awsQueryError); else empty.
    pub code: &'static str,
    pub status: u16,
    /// `true`: the sender's fault.
    pub client: bool,
}

#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub target: ShapeId,
    pub required: bool,
    pub location: Location,
    /// Element or attribute name in XML and in query; the member's name unless the model says otherwise.
    pub wire_name: &'static str,
    /// An XML attribute rather than an element (`xsi:type`).
    pub xml_attribute: bool,
    /// XML namespace declared on this member's element: (prefix, uri); empty uri: none.
    pub xml_namespace: (&'static str, &'static str),
    /// The member's own flattening (smithy's `@xmlFlattened` on the member) or its list's.
    pub flattened: bool,
    pub timestamp_format: Option<TimestampFormat>,
    pub idempotency_token: bool,
    pub deprecated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Body,
    Label,
    Header(&'static str),
    /// A map member bound to all headers of a prefix (`x-amz-meta-`).
    PrefixHeaders(&'static str),
    Query(&'static str),
    /// The member *is* the body.
    Payload,
    StatusCode,
    HostLabel,
    /// Not on the wire: a list of numbers that orders the elements of the two flattened lists behind
    /// it among each other. 0 is the next element of the first list, 1 of the second.
    ElementOrder,
    /// A header of an event's message.
    EventHeader,
    /// The member *is* the payload of an event's message.
    EventPayload,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// `2015-01-25T08:00:00Z`
    DateTime,
    /// IMF-fixdate.
    HttpDate,
    EpochSeconds,
}

/// The model's constraint traits; `None` or empty where absent.
#[derive(Debug, Default)]
pub struct Constraints {
    pub length_min: Option<u64>,
    pub length_max: Option<u64>,
    pub range_min: Option<f64>,
    pub range_max: Option<f64>,
    pub pattern: Option<&'static str>,
}

impl Constraints {
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
            idempotency_token: false,
            deprecated: false,
        }
    }
}

impl Model {
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
            Kind::Structure(structure) => structure.members,
            _ => &[],
        }
    }
}
