//! A form's pairs as a tree: the dots of parameter names are its edges.

use crate::uri::Pairs;
use std::collections::BTreeMap;

/// Longer paths than any model has are ignored.
const DEPTH: usize = 64;
/// From so many children on, a node finds them by index.
const MANY: u32 = 16;

pub(super) struct Form<'a> {
    nodes: Vec<Node<'a>>,
    /// Children of nodes that have many.
    index: BTreeMap<(u32, &'a str), u32>,
}

pub(super) struct Node<'a> {
    pub(super) name: &'a str,
    pub(super) value: Option<&'a str>,
    /// Links to other nodes; zero, the root's place, is none.
    first: u32,
    last: u32,
    next: u32,
    count: u32,
}

impl<'a> Form<'a> {
    pub(super) fn of(pairs: &'a Pairs<'_>) -> Self {
        let mut form = Self { nodes: vec![Node::new("")], index: BTreeMap::new() };
        form.nodes.reserve(pairs.len() * 2);
        for (name, value) in pairs {
            if name.bytes().filter(|&byte| byte == b'.').count() < DEPTH {
                let at = name.split('.').fold(0, |parent, name| form.child(parent, name));
                form.nodes[at as usize].value = Some(value.as_deref().unwrap_or_default());
            }
        }
        form
    }

    pub(super) fn root(&self) -> &Node<'a> {
        &self.nodes[0]
    }

    pub(super) fn children<'b>(&'b self, node: &Node<'a>) -> impl Iterator<Item = &'b Node<'a>> {
        let mut next = node.first;
        std::iter::from_fn(move || {
            let node = (next != 0).then(|| &self.nodes[next as usize])?;
            next = node.next;
            Some(node)
        })
    }

    /// The child with a name, made where it is missing. Forms are mostly written in order, so it
    /// is mostly the last one.
    fn child(&mut self, parent: u32, name: &'a str) -> u32 {
        let Node { first, last, count, .. } = self.nodes[parent as usize];
        if last != 0 && self.nodes[last as usize].name == name {
            return last;
        }
        let known = if count < MANY {
            self.find(first, name)
        } else {
            self.index.get(&(parent, name)).copied()
        };
        known.unwrap_or_else(|| self.add(parent, name))
    }

    fn find(&self, first: u32, name: &str) -> Option<u32> {
        let mut at = first;
        while at != 0 {
            let node = &self.nodes[at as usize];
            if node.name == name {
                return Some(at);
            }
            at = node.next;
        }
        None
    }

    fn add(&mut self, parent: u32, name: &'a str) -> u32 {
        let at = self.nodes.len() as u32;
        self.nodes.push(Node::new(name));
        let node = &mut self.nodes[parent as usize];
        let last = std::mem::replace(&mut node.last, at);
        node.count += 1;
        let Node { first, count, .. } = *node;
        if last == 0 {
            self.nodes[parent as usize].first = at;
        } else {
            self.nodes[last as usize].next = at;
        }
        if count == MANY {
            let mut child = first;
            while child != 0 {
                let Node { name, next, .. } = self.nodes[child as usize];
                self.index.insert((parent, name), child);
                child = next;
            }
        } else if count > MANY {
            self.index.insert((parent, name), at);
        }
        at
    }
}

impl<'a> Node<'a> {
    fn new(name: &'a str) -> Self {
        Self { name, value: None, first: 0, last: 0, next: 0, count: 0 }
    }
}
