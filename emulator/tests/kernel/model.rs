//! The API of a service that exists in tests only: every operation takes a text and a number, and
//! gives a text.

use parhelion_wire::Value;
use parhelion_wire::shell::{FromValue, IntoValue, TypedOperation};
use parhelion_wire::table::{
    Constraints, Member, Model, Operation, Protocol, Shape, ShapeId, ShapeKind, Structure,
};

const TEXT: ShapeId = 0;
const NUMBER: ShapeId = 1;
const INPUT: ShapeId = 2;
const OUTPUT: ShapeId = 3;

const fn member(name: &'static str, target: ShapeId) -> Member {
    Member::in_body(name, target)
}

const fn shape(name: &'static str, kind: ShapeKind) -> Shape {
    Shape { name, kind, constraints: Constraints::NONE }
}

const fn structure(name: &'static str, members: &'static [Member]) -> Shape {
    let structure = Structure { members, error: None, xml_name: "", xml_namespace: "" };
    shape(name, ShapeKind::Structure(structure))
}

const fn operation(name: &'static str) -> Operation {
    Operation {
        name,
        input: Some(INPUT),
        output: Some(OUTPUT),
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

pub(crate) static MODEL: Model = Model {
    name: "probe",
    shape_name: "ProbeService",
    signing_name: "probe",
    endpoint_prefix: "probe",
    api_version: "2026-01-01",
    target_prefix: "Probe",
    xml_namespace: "",
    protocols: &[Protocol::AwsJson1_0],
    wraps_errors: true,
    operations: &[
        operation("Ask"),
        operation("Digest"),
        operation("Encode"),
        operation("Fetch"),
        operation("Later"),
        operation("Read"),
        operation("Refresh"),
        operation("Ring"),
        operation("Run"),
        operation("Send"),
        operation("Spawn"),
        operation("Wait"),
        operation("Missing"),
    ],
    shapes: &[
        shape("Text", ShapeKind::String),
        shape("Number", ShapeKind::Integer),
        structure("Input", &[member("Text", TEXT), member("Number", NUMBER)]),
        structure("Output", &[member("Text", TEXT)]),
    ],
};

/// What every operation takes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    pub text: String,
    pub number: i64,
}

impl FromValue for Input {
    fn from_value(value: Value) -> Self {
        let mut members = value.members();
        Self { text: members.take(), number: members.take() }
    }
}

/// What every operation gives.
#[derive(Debug)]
pub(crate) struct Output(pub String);

impl IntoValue for Output {
    fn into_value(self) -> Value {
        Value::Struct(vec![Value::Text(self.0)])
    }
}

macro_rules! operations {
    ($($name:ident),*) => {
        pub(crate) mod operations {
            $(pub(crate) struct $name;
            impl super::TypedOperation for $name {
                const NAME: &'static str = stringify!($name);
                type Input = super::Input;
                type Output = super::Output;
            })*
        }
    };
}

operations! { Ask, Digest, Encode, Fetch, Later, Read, Refresh, Ring, Run, Send, Spawn, Wait }
