#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::table::{List, Map, Protocol, Structure};

const MEMBER: Member = Member::in_body("", 0);

const fn shape(name: &'static str, kind: ShapeKind, constraints: Constraints) -> Shape {
    Shape { name, kind, constraints }
}

const fn structure(members: &'static [Member]) -> ShapeKind {
    ShapeKind::Structure(Structure { members, error: None, xml_name: "", xml_namespace: "" })
}

const fn list(target: ShapeId) -> ShapeKind {
    ShapeKind::List(List { target, entry_name: "member", flattened: false })
}

const NAME: ShapeId = 1;
const EVENTS: ShapeId = 2;
const EVENT: ShapeId = 3;
const TIME: ShapeId = 4;
const CLASS: ShapeId = 5;
const NAMES: ShapeId = 6;
const TAGS: ShapeId = 7;
const BLOB: ShapeId = 8;

static SHAPES: [Shape; 9] = [
    shape(
        "PutLogEventsRequest",
        structure(&[
            Member { name: "logGroupName", target: NAME, required: true, ..MEMBER },
            Member { name: "logEvents", target: EVENTS, required: true, ..MEMBER },
            Member { name: "class", target: CLASS, ..MEMBER },
            Member { name: "Names", target: NAMES, ..MEMBER },
            Member { name: "tags", target: TAGS, ..MEMBER },
            Member { name: "data", target: BLOB, ..MEMBER },
        ]),
        Constraints::NONE,
    ),
    shape(
        "LogGroupName",
        ShapeKind::String,
        Constraints {
            length_min: Some(1),
            length_max: Some(5),
            pattern: Some(r"[\.\-_/#A-Za-z0-9]+"),
            ..Constraints::NONE
        },
    ),
    shape("Events", list(EVENT), Constraints { length_min: Some(1), ..Constraints::NONE }),
    shape(
        "Event",
        structure(&[
            Member { name: "timestamp", target: TIME, required: true, ..MEMBER },
            Member { name: "Message", target: NAME, required: true, ..MEMBER },
        ]),
        Constraints::NONE,
    ),
    shape(
        "Time",
        ShapeKind::Long,
        Constraints { range_min: Some(0.0), range_max: Some(9.0), ..Constraints::NONE },
    ),
    shape("Class", ShapeKind::Enum(&["STANDARD", "DELIVERY"]), Constraints::NONE),
    shape("Names", list(NAME), Constraints::NONE),
    shape(
        "Tags",
        ShapeKind::Map(Map {
            key: NAME,
            value: NAME,
            key_name: "key",
            value_name: "value",
            flattened: false,
        }),
        Constraints { length_max: Some(2), ..Constraints::NONE },
    ),
    shape("Data", ShapeKind::Blob, Constraints { length_max: Some(3), ..Constraints::NONE }),
];

static MODEL: Model = Model {
    name: "demo",
    shape_name: "Demo",
    signing_name: "demo",
    endpoint_prefix: "demo",
    api_version: "2014-03-28",
    target_prefix: "Demo",
    xml_namespace: "",
    protocols: &[Protocol::AwsJson1_1],
    wraps_errors: true,
    operations: &[],
    shapes: &SHAPES,
};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn event(time: Value, message: Value) -> Value {
    Value::Struct(vec![time, message])
}

/// A valid input with some members replaced.
fn input(changes: impl IntoIterator<Item = (usize, Value)>) -> Value {
    let events = Value::List(vec![event(Value::Int(1), text("m"))]);
    let mut members = vec![text("group"), events];
    members.resize(6, Value::Null);
    for (index, value) in changes {
        members[index] = value;
    }
    Value::Struct(members)
}

fn said(changes: impl IntoIterator<Item = (usize, Value)>) -> String {
    message(&validate(&MODEL, 0, &input(changes)))
}

#[test]
fn valid_input_has_no_problems() {
    assert_eq!(validate(&MODEL, 0, &input([])), []);
    let full = [
        (2, text("DELIVERY")),
        (3, Value::List(vec![text("a"), text("b")])),
        (4, Value::Map(vec![("k".into(), text("v"))])),
        (5, Value::Blob("abc".into())),
    ];
    assert_eq!(validate(&MODEL, 0, &input(full)), []);
}

/// CW-A1.2: the text of one problem and of several, in the model's order.
#[test]
fn words_problems_as_aws_does() {
    assert_eq!(
        said([(0, text("bad name!")), (1, Value::Null)]),
        "3 validation errors detected: Value 'bad name!' at 'logGroupName' failed to satisfy \
         constraint: Member must have length less than or equal to 5; Value 'bad name!' at \
         'logGroupName' failed to satisfy constraint: Member must satisfy regular expression \
         pattern: [\\.\\-_/#A-Za-z0-9]+; Value null at 'logEvents' failed to satisfy constraint: \
         Member must not be null"
    );
    assert_eq!(
        said([(2, text("CHEAP"))]),
        "1 validation error detected: Value 'CHEAP' at 'class' failed to satisfy constraint: \
         Member must satisfy enum value set: [DELIVERY, STANDARD]"
    );
    let error = default_error(&validate(&MODEL, 0, &input([(2, text("CHEAP"))])));
    assert_eq!((error.status(), error.code()), (400, "ValidationException"));
}

/// CW-A1.2: an enum's values stand in AWS's order, which is no order of the model's.
/// <https://github.com/boto/boto3/issues/3428>
#[test]
fn enums_are_listed_in_awss_order() {
    let specs = [
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "SYMMETRIC_DEFAULT",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
    ];
    assert_eq!(
        super::enum_set(&specs),
        "Member must satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, \
         ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, \
         HMAC_256, HMAC_224, HMAC_512]"
    );
    let states = super::enum_set(&["OK", "ALARM", "INSUFFICIENT_DATA"]);
    assert!(states.ends_with("[INSUFFICIENT_DATA, ALARM, OK]"), "CloudWatch's: {states}");
}

/// CW-A1.2 and CW-A3.2: entries are counted from one; members begin with a small letter.
#[test]
fn says_where() {
    let long = event(Value::Int(-1), text("toolong"));
    let problems = validate(
        &MODEL,
        0,
        &input([(1, Value::List(vec![event(Value::Int(1), text("m")), long]))]),
    );
    let found: Vec<_> = problems.iter().map(|p| (p.path.as_str(), p.kind)).collect();
    assert_eq!(
        found,
        [
            ("logEvents.2.member.timestamp", ProblemKind::Range),
            ("logEvents.2.member.message", ProblemKind::Length)
        ]
    );
    assert_eq!(problems[0].constraint, "Member must have value greater than or equal to 0");
    let late = event(Value::Int(10), text("m"));
    let problems = validate(&MODEL, 0, &input([(1, Value::List(vec![late]))]));
    assert_eq!(problems[0].constraint, "Member must have value less than or equal to 9");
    let absent = event(Value::Null, text("m"));
    let problems = validate(&MODEL, 0, &input([(1, Value::List(vec![absent]))]));
    assert_eq!(problems[0].path, "logEvents.1.member.timestamp");
    assert_eq!((problems[0].kind, &problems[0].value), (ProblemKind::Required, &None));
}

/// CW-A3.2 rule 1: an empty batch is quoted as `[]`.
#[test]
fn counts_entries_characters_and_bytes() {
    assert!(said([(1, Value::List(vec![]))]).ends_with(
        "Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater \
         than or equal to 1"
    ));
    let wide = "ééééé";
    assert!(!said([(0, text(wide))]).contains("length"), "five characters, ten bytes");
    assert!(said([(5, Value::Blob("abcd".into()))]).contains("less than or equal to 3"));
    let tags = ["a", "b", "c"].map(|key| (key.to_owned(), text("v")));
    assert!(said([(4, Value::Map(tags.to_vec()))]).contains(
        "Value '{a=v, b=v, c=v}' at 'tags' failed to satisfy constraint: Member must have length \
         less than or equal to 2"
    ));
}

/// Lists and maps of simple values are reported as a whole
/// (<https://github.com/appleboy/lambda-action/issues/83>).
#[test]
fn reports_simple_entries_at_their_list() {
    assert_eq!(
        said([(3, Value::List(vec![text("ok"), text("")]))]),
        "1 validation error detected: Value '[ok, ]' at 'names' failed to satisfy constraint: \
         Member must satisfy constraint: [Member must have length less than or equal to 5, Member \
         must have length greater than or equal to 1, Member must satisfy regular expression \
         pattern: [\\.\\-_/#A-Za-z0-9]+]"
    );
    let said_of = |key: &str, value: &str| said([(4, Value::Map(vec![(key.into(), text(value))]))]);
    assert!(
        said_of("k", "v!")
            .contains("Value '{k=v!}' at 'tags' failed to satisfy constraint: Map value")
    );
    assert!(said_of("k!", "v").contains("Map keys must satisfy constraint: [Member must have"));
}

/// CW-A1.2: structures are quoted Java-style.
#[test]
fn quotes_structures() {
    let value = Value::List(vec![event(Value::Int(1), Value::Null)]);
    assert_eq!(
        render(&MODEL, &SHAPES[usize::from(EVENTS)], &value),
        "[Event(timestamp=1, message=null)]"
    );
}

/// A client that sends much is not sent much back: each mistake would repeat all of it.
#[test]
fn what_is_repeated_is_bounded() {
    let long = Value::Text("é".repeat(1 << 20));
    let names = Value::List(vec![long.clone(); 3]);
    let tags = Value::Map(vec![("ü".repeat(1 << 20), long.clone())]);
    let events = Value::List(vec![Value::Null; 100_000]);
    let input = Value::Struct(vec![long, events, Value::Null, names, tags, Value::Null]);
    let problems = validate(&MODEL, 0, &input);
    assert!(!problems.is_empty() && problems.len() <= PROBLEMS_MAX);
    let size = |it: &Problem| it.path.len() + it.value.as_ref().map_or(0, String::len);
    assert!(problems.iter().all(|it| size(it) < QUOTED_MAX + PATH_MAX + 10));
    let said = default_error(&problems);
    assert!(
        said.message().len() < 17 * 1024
            && said.message().starts_with(&format!("{} v", problems.len()))
    );
}
