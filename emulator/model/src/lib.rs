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
    let out = env::var("OUT_DIR").unwrap_or_else(|_| panic!("run this from a build script"));
    println!("cargo::rerun-if-changed={path}");
    let mut file = read(Path::new(path));
    let patches = Path::new(path).with_file_name("patches.smithy");
    if patches.exists() {
        println!("cargo::rerun-if-changed={}", patches.display());
        let patches = read(&patches);
        file.applies.extend(patches.applies);
        file.shapes.extend(patches.shapes);
    }
    let rust = rust(file).unwrap_or_else(|problem| panic!("{path}:{problem}"));
    let target = Path::new(&out).join("model.rs");
    fs::write(&target, rust).unwrap_or_else(|e| panic!("{}: {e}", target.display()));
}

fn read(path: &Path) -> tree::File {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    parse::parse(&text).unwrap_or_else(|problem| panic!("{}:{problem}", path.display()))
}

fn rust(file: tree::File) -> Result<String, tree::Problem> {
    let model = resolve::Model::new(file)?;
    let mut out = String::new();
    table::write(&model, &mut out)?;
    shells::write(&model, &mut out)?;
    Ok(out)
}
