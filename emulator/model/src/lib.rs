//! Build-time only: a service's `model.smithy` becomes its static table and its typed shells.
//!
//! A service's `build.rs` is `fn main() { parhelion_model::generate("model.smithy") }`; what it
//! writes is included by `parhelion_wire::model!()`. The way of a model, in order:
//!
//! 1. `import.py` writes `model.smithy` from AWS's published models (by hand, when AWS changes);
//! 2. [`parse`] reads it, and `patches.smithy` beside it, into a [`tree`];
//! 3. [`resolve`] applies the patches and finds what every name means;
//! 4. [`table`] writes `MODEL`, which directs protocols and validation;
//! 5. [`shells`] writes a plain struct for every structure of an input or output, a marker for
//!    every operation, and a constructor for every error. [`names`] turns AWS's names into Rust's.

mod names;
mod parse;
mod resolve;
mod shells;
mod table;
mod tree;

use std::path::Path;
use std::{env, fs};

/// Writes `$OUT_DIR/model.rs` from the model at `path`. Panics with file and line if it cannot.
pub fn generate(path: &str) {
    generate_storing(path, &[]);
}

/// As [`generate`]; the structs named in `stored`, and all that they hold, can be saved and loaded.
/// The others cannot: to derive it for every shape costs several times the whole crate.
pub fn generate_storing(path: &str, stored: &[&str]) {
    let out = env::var("OUT_DIR").unwrap_or_else(|_| panic!("run this from a build script"));
    println!("cargo::rerun-if-changed={path}");
    let mut file = read(Path::new(path));
    let patches = Path::new(path).with_file_name("patches.smithy");
    if patches.exists() {
        println!("cargo::rerun-if-changed={}", patches.display());
        let patches = read(&patches);
        file.applies.extend(patches.applies);
        // A shape that a patch defines again is the patch's.
        let again = |name: &str| patches.shapes.iter().any(|shape| shape.name == name);
        file.shapes.retain(|shape| !again(&shape.name));
        file.shapes.extend(patches.shapes);
    }
    let rust = rust(file, stored).unwrap_or_else(|problem| panic!("{path}:{problem}"));
    let target = Path::new(&out).join("model.rs");
    fs::write(&target, rust).unwrap_or_else(|e| panic!("{}: {e}", target.display()));
}

fn read(path: &Path) -> tree::File {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    parse::parse(&text).unwrap_or_else(|problem| panic!("{}:{problem}", path.display()))
}

fn rust(file: tree::File, stored: &[&str]) -> Result<String, tree::Problem> {
    let model = resolve::Model::new(file)?;
    let mut out = String::new();
    table::write(&model, &mut out)?;
    shells::write(&model, stored, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const DEMO: &str = r#"
        namespace com.amazonaws.demo
        @aws.protocols#restXml
        service Demo { version: "1" operations: [PutTree GetTree] }
        @http(method: "PUT", uri: "/{Id}/{Rest+}?tree&v=2", code: 201)
        operation PutTree { input: PutTreeRequest errors: [Gone] }
        @http(method: "GET", uri: "/")
        operation GetTree { output: Tree }
        structure PutTreeRequest {
            @required @httpLabel Id: String
            @httpLabel Rest: String
            @httpPayload @xmlName("Trunk") Tree: Tree
        }
        structure Tree { Left: Tree Type: Choice Leaves: Trees @required When: Timestamp }
        list Trees { @xmlName("Leaf") member: Tree }
        union Choice { a: String, b: Tree }
        @error("client") @httpError(410) structure Gone {}
    "#;

    fn rust_of(text: &str) -> Result<String, tree::Problem> {
        rust(parse::parse(text).unwrap(), &[])
    }

    #[test]
    fn shells_hold_what_the_model_says() {
        let rust = rust_of(DEMO).unwrap();
        for line in [
            "pub struct PutTreeInput {\npub id: Text,\npub rest: Maybe<Text>,\npub tree: Maybe<Tree>,\n}",
            "pub left: Maybe<Boxed<Tree>>,",
            "pub leaves: Maybe<List<Tree>>,",
            "pub when: Time,",
            "pub type_: Maybe<Boxed<Choice>>,",
            "pub enum Choice {\nA(Text),\nB(Boxed<Tree>),\n}",
            // Held by an input too, so it keeps its name.
            "pub type GetTreeOutput = Tree;",
            "pub fn gone(message: impl Into<Text>) -> Error { Error::new(410, \"Gone\", message) }",
            "type Input = super::PutTreeInput; type Output = ();",
            "type Input = (); type Output = super::Tree;",
        ] {
            assert!(rust.contains(line), "{line}\nis not in\n{rust}");
        }
    }

    #[test]
    fn what_is_stored_serialises_with_all_that_it_holds() {
        let stored = rust(parse::parse(DEMO).unwrap(), &["Tree"]).unwrap();
        let line = "Serialize, ::serde::Deserialize)]\npub ";
        assert!(stored.contains(&format!("{line}struct Tree {{\n#[serde(default, skip")));
        assert!(stored.contains(&format!("{line}enum Choice {{")));
        assert!(!stored.contains(&format!("{line}struct PutTreeInput")));
        let unknown = rust(parse::parse(DEMO).unwrap(), &["Bush"]).unwrap_err();
        assert_eq!(unknown.message, "there is no struct Bush to store");
    }

    #[test]
    fn the_table_holds_bindings() {
        let rust = rust_of(DEMO).unwrap();
        for part in [
            r#"path: &[Segment::Label("Id"), Segment::Greedy("Rest")]"#,
            r#"query: &[("tree", None), ("v", Some("2"))]"#,
            r#"name: "Tree", target: 1, wire_name: "Trunk", location: Location::Payload"#,
            r#"entry_name: "Leaf""#,
            "status: 201",
            r#"Some(ErrorTrait { code: "", status: 410, client: true })"#,
        ] {
            assert!(rust.contains(part), "{part}\nis not in\n{rust}");
        }
    }

    #[test]
    fn patches_apply_and_names_must_exist() {
        let patched = format!(
            "{DEMO} map Bark {{ key: String value: Tree }} apply Bark$value @xmlName(\"Rind\")
             apply Tree @xmlName(\"Wood\") apply Tree$When @deprecated"
        );
        let rust = rust_of(&patched).unwrap();
        assert!(rust.contains(r#"key_name: "key", value_name: "Rind""#));
        assert!(rust.contains(r#"xml_name: "Wood""#) && rust.contains("deprecated: true, ..M"));
        let problem = |text: &str| rust_of(&format!("{DEMO}\n{text}")).unwrap_err().message;
        assert_eq!(problem("apply Bush @deprecated"), "apply: no shape Bush");
        assert_eq!(problem("structure A { b: Nothing }"), "no shape Nothing");
        assert_eq!(problem("operation Left {}"), "Left is not in the service's list");
    }
}
