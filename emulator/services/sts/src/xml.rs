//! XML as signatures need it: a tree whose elements know their namespaces, and its canonical form
//! (<https://www.w3.org/TR/xml-exc-c14n/>, without comments).

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An element and all that is in it, but for comments.
#[derive(Debug)]
pub(crate) struct Element {
    prefix: String,
    local: String,
    /// What prefixes mean here.
    scope: Scope,
    attributes: Vec<Attribute>,
    children: Vec<Node>,
}

type Scope = Arc<BTreeMap<String, String>>;

#[derive(Debug)]
struct Attribute {
    prefix: String,
    local: String,
    value: String,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// How deep a document may be.
const DEPTH: usize = 64;
/// How many prefixes may mean something at one place.
const PREFIXES: usize = 64;

impl Element {
    /// Reads a document; `None`: it is none, or has what no assertion needs (a document type, say).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) if root.is_none() && open.len() < DEPTH => {
                    let opened = Self::open(&tag, open.last())?;
                    open.push(opened);
                }
                Event::Empty(tag) if root.is_none() && open.len() < DEPTH => {
                    let closed = Self::open(&tag, open.last())?;
                    close(&mut open, closed, &mut root);
                }
                Event::End(_) => {
                    let closed = open.pop()?;
                    close(&mut open, closed, &mut root);
                }
                Event::Text(text) => write(&mut open, &text.xml10_content())?,
                Event::CData(text) => write(&mut open, &text.xml10_content())?,
                Event::GeneralRef(named) => {
                    let text = match named.resolve_char_ref().ok()? {
                        Some(c) => c.to_string(),
                        None => {
                            let name = named.xml10_content();
                            quick_xml::escape::resolve_predefined_entity(&name)?.to_owned()
                        }
                    };
                    write(&mut open, &text)?;
                }
                Event::Comment(_) | Event::Decl(_) => {}
                Event::Eof => return if open.is_empty() { root } else { None },
                _ => return None,
            }
        }
    }

    fn open(tag: &BytesStart<'_>, parent: Option<&Self>) -> Option<Self> {
        let mut scope = parent.map(|parent| parent.scope.clone()).unwrap_or_default();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned();
            let (prefix, local) = split(attribute.key.into_inner());
            match (prefix, local) {
                ("", "xmlns") => drop(Arc::make_mut(&mut scope).insert(String::new(), value)),
                // A prefix cannot be undeclared.
                ("xmlns", _) if value.is_empty() => return None,
                ("xmlns", _) => drop(Arc::make_mut(&mut scope).insert(local.to_owned(), value)),
                _ => {
                    let (prefix, local) = (prefix.to_owned(), local.to_owned());
                    attributes.push(Attribute { prefix, local, value });
                }
            }
        }
        let (prefix, local) = split(tag.name().into_inner());
        let known = |prefix: &str| matches!(prefix, "" | "xml") || scope.contains_key(prefix);
        let sound = known(prefix) && attributes.iter().all(|it| known(&it.prefix));
        let (prefix, local) = (prefix.to_owned(), local.to_owned());
        let made = Self { prefix, local, scope: scope.clone(), attributes, children: Vec::new() };
        (sound && scope.len() <= PREFIXES).then_some(made)
    }

    /// Whether it has this name in this namespace.
    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
        self.local == local && self.scope.get(&self.prefix).is_some_and(|it| it == namespace)
    }

    /// The elements right in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Those of a name.
    pub(crate) fn all<'a>(
        &'a self,
        namespace: &'a str,
        local: &'a str,
    ) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |it| it.is(namespace, local))
    }

    /// The only one of a name.
    pub(crate) fn only(&self, namespace: &str, local: &str) -> Option<&Self> {
        let mut found = self.elements().filter(|it| it.is(namespace, local));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// An attribute without a prefix.
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|it| it.prefix.is_empty() && it.local == local).map(|it| it.value.as_str())
    }

    /// The text right in it.
    pub(crate) fn text(&self) -> String {
        let texts = self.children.iter().map(|child| match child {
            Node::Text(text) => text.as_str(),
            Node::Element(_) => "",
        });
        texts.collect()
    }

    /// Its canonical form, without one of its children. `inclusive`: prefixes that are written down
    /// even where nothing has them.
    pub(crate) fn canonical(&self, without: Option<&Self>, inclusive: &[String]) -> String {
        let mut out = String::new();
        self.write(&mut out, &BTreeMap::new(), without, inclusive);
        out
    }

    fn write(
        &self,
        out: &mut String,
        rendered: &BTreeMap<&str, &str>,
        without: Option<&Self>,
        inclusive: &[String],
    ) {
        let name = qualified(&self.prefix, &self.local);
        out.push('<');
        out.push_str(&name);
        let mut rendered = rendered.clone();
        for (prefix, namespace) in self.utilized(inclusive) {
            if rendered.get(prefix).copied().unwrap_or_default() == namespace {
                continue;
            }
            let declared = qualified(if prefix.is_empty() { "" } else { "xmlns" }, prefix);
            let declared = if prefix.is_empty() { "xmlns" } else { &declared };
            write_attribute(out, declared, namespace);
            rendered.insert(prefix, namespace);
        }
        let mut attributes: Vec<&Attribute> = self.attributes.iter().collect();
        attributes.sort_by_key(|it| (self.namespace_of(it), it.local.as_str()));
        for Attribute { prefix, local, value } in attributes {
            write_attribute(out, &qualified(prefix, local), value);
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Text(text) => escape(out, text, false),
                Node::Element(child) if without.is_some_and(|it| std::ptr::eq(it, child)) => {}
                Node::Element(child) => child.write(out, &rendered, None, inclusive),
            }
        }
        out.push_str("</");
        out.push_str(&name);
        out.push('>');
    }

    /// The prefixes that mean something here, in their order, and what.
    fn utilized<'a>(&'a self, inclusive: &'a [String]) -> BTreeMap<&'a str, &'a str> {
        let own = std::iter::once(self.prefix.as_str());
        let of_attributes = self.attributes.iter().map(|it| it.prefix.as_str());
        let of_attributes = of_attributes.filter(|prefix| !prefix.is_empty() && *prefix != "xml");
        let more = inclusive.iter().map(String::as_str);
        let more = more.filter(|prefix| self.scope.contains_key(*prefix));
        let meaning = |prefix| self.scope.get(prefix).map_or("", String::as_str);
        own.chain(of_attributes).chain(more).map(|prefix| (prefix, meaning(prefix))).collect()
    }

    fn namespace_of(&self, attribute: &Attribute) -> &str {
        match attribute.prefix.as_str() {
            "" => "",
            "xml" => "http://www.w3.org/XML/1998/namespace",
            prefix => self.scope.get(prefix).map_or("", String::as_str),
        }
    }
}

fn close(open: &mut [Element], closed: Element, root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(Node::Element(closed)),
        None => *root = Some(closed),
    }
}

/// Outside of the root there is white space only.
fn write(open: &mut [Element], text: &str) -> Option<()> {
    let Some(parent) = open.last_mut() else { return text.trim().is_empty().then_some(()) };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
    Some(())
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value, true);
    out.push('"');
}

fn escape(out: &mut String, text: &str, of_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !of_attribute => out.push_str("&gt;"),
            '"' if of_attribute => out.push_str("&quot;"),
            '\t' if of_attribute => out.push_str("&#x9;"),
            '\n' if of_attribute => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// <https://www.w3.org/TR/xml-exc-c14n/>, 2.2 and 2.3, and <https://www.w3.org/TR/xml-c14n>, 3.3
    /// and 3.4.
    #[test]
    fn the_canonical_form() {
        for (text, expected) in [
            (
                r#"<n0:pdu xmlns:n0="http://a.example"><n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:pdu>"#,
                r#"<n1:elem2 xmlns:n1="http://b.example" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>"#,
            ),
            (
                "<r xmlns='u'><e a = 'x\ty&#9;' \n b='\"&lt;&gt;' xmlns:z='z' z:a='1'><!-- no -->1 &gt; 0 &amp;\r\n</e></r>",
                "<e xmlns=\"u\" xmlns:z=\"z\" a=\"x y&#x9;\" b=\"&quot;&lt;>\" z:a=\"1\">1 &gt; 0 &amp;\n</e>",
            ),
            (r#"<r xmlns="u"><e xmlns=""><f/></e></r>"#, "<e><f></f></e>"),
            (
                r#"<a:r xmlns:a="u"><a:e><a:f/></a:e></a:r>"#,
                r#"<a:e xmlns:a="u"><a:f></a:f></a:e>"#,
            ),
            ("<r><e><![CDATA[<&>]]></e></r>", "<e>&lt;&amp;&gt;</e>"),
        ] {
            let root = Element::parse(text).unwrap_or_else(|| panic!("{text}"));
            let element = root.elements().next().unwrap();
            assert_eq!(element.canonical(None, &[]), expected);
        }
        let text = r#"<r xmlns:x="u" xmlns:y="v"><e><s/>t</e></r>"#;
        let root = Element::parse(text).unwrap();
        let element = root.elements().next().unwrap();
        let signature = element.elements().next();
        let inclusive = ["x".to_owned(), "other".to_owned()];
        assert_eq!(element.canonical(signature, &inclusive), r#"<e xmlns:x="u">t</e>"#);
    }

    #[test]
    fn what_no_assertion_needs_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
        let wide: String = (0..65).map(|n| format!(" xmlns:p{n}=\"u\"")).collect();
        for text in [
            "",
            "<a>",
            "<a/><b/>",
            "x<a/>",
            "<a:b/>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "<a>&b;</a>",
            "<?x y?><a/>",
            "<a b='1' b='2'/>",
            &deep,
            &format!("<a{wide}/>"),
        ] {
            assert!(Element::parse(text).is_none(), "{text}");
        }
    }
}
