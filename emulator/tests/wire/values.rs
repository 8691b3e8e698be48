//! Values of modelled shapes: random ones, and any as JSON to compare.

use parhelion_wire::table::{Location, Member, Model, Shape, ShapeId, ShapeKind};
use parhelion_wire::{Body, Timestamp, Value};
use serde_json::{Map, json};

/// Random values from a seed (splitmix64), so that a failure can be looked at again.
pub(crate) struct Values {
    pub model: &'static Model,
    pub state: u64,
    /// Of a hundred optional members, how many are there.
    pub share: u64,
}

impl Values {
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    /// An input or output.
    pub(crate) fn of(&mut self, shape: ShapeId) -> Value {
        self.value(self.model.shape(shape), Location::Body, 0)
    }

    fn value(&mut self, shape: &'static Shape, location: Location, depth: u32) -> Value {
        match &shape.kind {
            ShapeKind::Boolean => Value::Bool(self.below(2) == 0),
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer => {
                Value::Int(self.pick(&[0, 1, -7, 100]))
            }
            ShapeKind::Long => Value::Int(self.pick(&[0, 5, 1 << 40, -(1 << 40)])),
            ShapeKind::Float | ShapeKind::Double => {
                Value::Float(self.pick(&[0.0, 0.125, -2.5, 1e6]))
            }
            ShapeKind::String => Value::Text(self.text(location)),
            ShapeKind::Enum(values) => Value::Text(self.pick(values).to_owned()),
            ShapeKind::Blob => Value::Blob(self.text(Location::Body).into()),
            ShapeKind::StreamingBlob => Value::Body(Body::from(self.text(Location::Body))),
            ShapeKind::Timestamp(_) => {
                Value::Time(Timestamp::from_secs(self.pick(&[0, 1, 951_827_696, 1_893_456_000])))
            }
            ShapeKind::List(list) => {
                let target = self.model.shape(list.target);
                let length = if location == Location::Body { 1 + self.below(2) } else { 1 };
                Value::List((0..length).map(|_| self.value(target, location, depth + 1)).collect())
            }
            ShapeKind::Map(map) => {
                let target = self.model.shape(map.value);
                let keys = (0..1 + self.below(2)).map(|index| format!("key-{index}"));
                Value::Map(keys.map(|key| (key, self.value(target, location, depth + 1))).collect())
            }
            ShapeKind::Structure(structure) => Value::Struct(
                structure.members.iter().map(|member| self.member(member, depth)).collect(),
            ),
            ShapeKind::Union(members) => {
                let index = self.below(members.len() as u64) as usize;
                let value =
                    self.value(self.model.shape(members[index].target), location, depth + 1);
                Value::Union(index, Box::new(value))
            }
            ShapeKind::EventStream(_) => Value::Null,
        }
    }

    fn member(&mut self, member: &'static Member, depth: u32) -> Value {
        // A body that is the payload is always there: an absent one and an empty one look the same.
        let is_there = member.required
            || member.location == Location::Payload
            || depth < 6 && self.below(100) < self.share;
        match member.location {
            // The status is the operation's own unless a handler says otherwise.
            Location::StatusCode => Value::Int(206),
            // Who reads an answer has only the elements themselves.
            Location::ElementOrder => Value::Null,
            _ if is_there => {
                self.value(self.model.shape(member.target), member.location, depth + 1)
            }
            _ => Value::Null,
        }
    }

    fn text(&mut self, location: Location) -> String {
        let header = matches!(location, Location::Header(_) | Location::PrefixHeaders(_));
        let some = if header { "abcXYZ019-_." } else { "abXY01-_. /+%&=?#~'\"<>éß日😀" };
        let letters: Vec<char> = some.chars().collect();
        let inner: String = (0..1 + self.below(8)).map(|_| self.pick(&letters)).collect();
        format!("a{inner}z") // headers lose outer spaces
    }
}

/// A value as JSON to compare: absent members and empty texts, structures, lists, maps and bodies
/// left out, because not every protocol can tell them apart.
pub(crate) fn shown(
    model: &'static Model,
    shape: &'static Shape,
    value: &Value,
) -> serde_json::Value {
    let show = |id: ShapeId, value: &Value| shown(model, model.shape(id), value);
    let member =
        |member: &Member, value: &Value| (member.name.to_owned(), show(member.target, value));
    match (value, &shape.kind) {
        (Value::Null, _) => serde_json::Value::Null,
        (Value::Bool(v), _) => json!(v),
        (Value::Int(v), _) => json!(v),
        (Value::Float(v), _) => json!(v),
        (Value::Text(v), _) => json!(v),
        (Value::Blob(bytes), _) => json!({ "$blob": hex(bytes) }),
        (Value::Body(body), _) if body.is_empty() => serde_json::Value::Null,
        (Value::Body(body), _) => json!({ "$blob": hex(&body.to_bytes()) }),
        (Value::Time(time), _) => json!({ "$time": time.millis() }),
        (Value::List(values), ShapeKind::List(list)) => {
            let entries = values.iter().map(|value| show(list.target, value));
            entries.filter(|entry| !is_empty(entry)).collect()
        }
        (Value::Map(entries), ShapeKind::Map(map)) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), show(map.value, value)));
            filled(entries)
        }
        (Value::Struct(values), ShapeKind::Structure(structure)) => {
            assert_eq!(values.len(), structure.members.len(), "{}", shape.name);
            filled(structure.members.iter().zip(values).map(|(of, value)| member(of, value)))
        }
        (Value::Union(index, value), ShapeKind::Union(members)) => {
            filled([member(&members[*index], value)].into_iter())
        }
        (value, kind) => panic!("{}: {value:?} is no {kind:?}", shape.name),
    }
}

fn filled(pairs: impl Iterator<Item = (String, serde_json::Value)>) -> serde_json::Value {
    pairs.filter(|(_, value)| !is_empty(value)).collect::<Map<_, _>>().into()
}

fn is_empty(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => true,
        serde_json::Value::String(text) => text.is_empty(),
        serde_json::Value::Array(entries) => entries.is_empty(),
        serde_json::Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the far end knows without being told: HTTP's own headers.
pub(crate) fn without_untold(
    sent: &serde_json::Value,
    mut read: serde_json::Value,
) -> serde_json::Value {
    if let Some(members) = read.as_object_mut() {
        for name in ["ContentLength", "ContentType"] {
            if sent.get(name).is_none() {
                members.remove(name);
            }
        }
    }
    read
}
