//! What every name in a model means: shapes get numbers, operations their shapes, patches apply.

use crate::tree::{File, Member, Problem, Shape, ShapeKind, Simple, Traits};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Model {
    /// `s3`: the namespace's last part.
    pub(crate) name: String,
    pub(crate) service: Shape,
    pub(crate) version: String,
    /// In the order of the service's list.
    pub(crate) operations: Vec<Operation>,
    /// Everything else, in the order of the file, prelude shapes last. The index is the `ShapeId`.
    pub(crate) shapes: Vec<Shape>,
    ids: BTreeMap<String, usize>,
}

pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) traits: Traits,
    pub(crate) input: Option<usize>,
    pub(crate) output: Option<usize>,
    pub(crate) errors: Vec<usize>,
}

type Result<T> = std::result::Result<T, Problem>;

impl Model {
    pub(crate) fn new(mut file: File) -> Result<Self> {
        apply(&mut file)?;
        let mut service = None;
        let mut operations = BTreeMap::new();
        let mut shapes = Vec::new();
        for shape in file.shapes {
            match shape.kind {
                ShapeKind::Service { .. } => service = Some(shape),
                ShapeKind::Operation { .. } => {
                    operations.insert(shape.name.clone(), shape);
                }
                _ => shapes.push(shape),
            }
        }
        let service = service.ok_or_else(|| Problem::new(1, "there is no service"))?;
        let ShapeKind::Service { version, operations: listed } = &service.kind else {
            return Err(Problem::new(service.line, "there is no service"));
        };
        let name = file.namespace.rsplit('.').next().unwrap_or_default().to_owned();
        let ids = numbered(&mut shapes)?;
        let (version, listed) = (version.clone(), listed.clone());
        let mut model = Self { name, service, version, operations: Vec::new(), shapes, ids };
        for name in listed {
            let operation = operations
                .remove(&name)
                .ok_or_else(|| Problem::new(model.service.line, format!("no operation {name}")))?;
            let operation = model.operation(operation)?;
            model.operations.push(operation);
        }
        match operations.into_values().next() {
            Some(left) => {
                Err(Problem::new(left.line, format!("{} is not in the service's list", left.name)))
            }
            None => Ok(model),
        }
    }

    fn operation(&self, shape: Shape) -> Result<Operation> {
        let ShapeKind::Operation { input, output, errors } = shape.kind else {
            return Err(Problem::new(shape.line, "not an operation"));
        };
        let find = |name: String| {
            let id = self.ids.get(&name).copied();
            id.ok_or_else(|| Problem::new(shape.line, format!("no shape {name}")))
        };
        Ok(Operation {
            name: shape.name,
            traits: shape.traits,
            input: input.map(find).transpose()?,
            output: output.map(find).transpose()?,
            errors: errors.into_iter().map(find).collect::<Result<_>>()?,
        })
    }

    /// The shape of a name that [`numbered`] has seen.
    pub(crate) fn id(&self, target: &str) -> usize {
        self.ids[target]
    }

    pub(crate) fn target(&self, member: &Member) -> &Shape {
        &self.shapes[self.id(&member.target)]
    }

    pub(crate) fn has_protocol(&self, name: &str) -> bool {
        self.service.traits.0.iter().any(|one| one.name.ends_with(&format!("protocols#{name}")))
    }

    /// Structures and unions reachable from the roots; event streams are not followed.
    pub(crate) fn reachable(&self, roots: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut todo: Vec<usize> = roots.collect();
        while let Some(id) = todo.pop() {
            if !self.shapes[id].is_event_stream() && seen.insert(id) {
                let members = self.shapes[id].targets();
                todo.extend(members.iter().map(|member| self.id(&member.target)));
            }
        }
        seen.retain(|&id| self.shapes[id].is_aggregate());
        seen
    }

    /// Whether a member of `owner` holds, without a list or map between, another `owner`.
    pub(crate) fn is_recursive(&self, owner: usize, member: &Member) -> bool {
        let mut seen = BTreeSet::new();
        let mut todo = vec![self.id(&member.target)];
        while let Some(id) = todo.pop() {
            if id == owner && self.shapes[id].is_aggregate() {
                return true;
            }
            if self.shapes[id].is_aggregate() && seen.insert(id) {
                todo.extend(self.shapes[id].targets().iter().map(|m| self.id(&m.target)));
            }
        }
        false
    }
}

impl Shape {
    /// A structure or a union.
    pub(crate) fn is_aggregate(&self) -> bool {
        matches!(self.kind, ShapeKind::Structure(_) | ShapeKind::Union(_))
    }

    pub(crate) fn is_event_stream(&self) -> bool {
        matches!(self.kind, ShapeKind::Union(_)) && self.traits.has("streaming")
    }

    /// All members that name another shape: of structures, unions, lists and maps.
    pub(crate) fn targets(&self) -> &[Member] {
        match &self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => members,
            ShapeKind::List(member) => std::slice::from_ref(member),
            ShapeKind::Map { value, .. } => std::slice::from_ref(value),
            _ => &[],
        }
    }
}

fn apply(file: &mut File) -> Result<()> {
    for apply in std::mem::take(&mut file.applies) {
        let missing = |what: &str| Problem::new(apply.line, format!("apply: no shape {what}"));
        let shape = file.shapes.iter_mut().find(|shape| shape.name == apply.shape);
        let shape = shape.ok_or_else(|| missing(&apply.shape))?;
        let Some(name) = apply.member else {
            shape.traits.apply(apply.traits);
            continue;
        };
        let members: Vec<&mut Member> = match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.iter_mut().collect()
            }
            ShapeKind::List(member) => vec![member],
            ShapeKind::Map { key, value } => vec![key, value],
            _ => Vec::new(),
        };
        let member = members.into_iter().find(|member| member.name == name);
        let target = format!("{}${name}", apply.shape);
        member.ok_or_else(|| missing(&target))?.traits.apply(apply.traits);
    }
    Ok(())
}

/// Numbers all shapes; adds those of the prelude that are used and not defined here.
fn numbered(shapes: &mut Vec<Shape>) -> Result<BTreeMap<String, usize>> {
    let mut ids = BTreeMap::new();
    for (id, shape) in shapes.iter().enumerate() {
        if ids.insert(shape.name.clone(), id).is_some() {
            return Err(Problem::new(shape.line, format!("{} is there twice", shape.name)));
        }
    }
    let mut prelude = Vec::new();
    for shape in shapes.iter() {
        let key = if let ShapeKind::Map { key, .. } = &shape.kind { Some(key) } else { None };
        for member in shape.targets().iter().chain(key) {
            if ids.contains_key(&member.target) {
                continue;
            }
            let simple = Simple::prelude(&member.target)
                .ok_or_else(|| Problem::new(member.line, format!("no shape {}", member.target)))?;
            let name = member.target.clone();
            ids.insert(name.clone(), shapes.len() + prelude.len());
            let kind = ShapeKind::Simple(simple);
            prelude.push(Shape { line: 0, name, kind, traits: Traits::default() });
        }
    }
    shapes.append(&mut prelude);
    Ok(ids)
}
