//! Writes the shapes of the API down as code, from `model.smithy`, and the table of AWS's managed
//! policies, from `aws-managed`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    parhelion_model::generate("model.smithy");
    aws_managed()
}

/// A row for every line of `index.tsv` (ARN, default version, creation, update, description) with the
/// text of the document, which stands in a file of the policy's name.
fn aws_managed() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=aws-managed");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&root).join("aws-managed");
    let index = fs::read_to_string(folder.join("index.tsv"))?;
    let mut out = "pub(crate) static ROWS: &[Row] = &[\n".to_owned();
    for line in index.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [arn, version, created, updated, description] = columns[..] else {
            return Err(format!("not five columns: {line}").into());
        };
        let name = arn.rsplit('/').next().unwrap_or(arn);
        let file = folder.join(format!("{name}.json"));
        let _ = writeln!(
            out,
            "Row {{ arn: {arn:?}, version: {version:?}, created: {created:?}, updated: {updated:?}, \
             description: {description:?}, document: include_str!({file:?}) }},"
        );
    }
    out.push_str("];\n");
    let to = Path::new(&env::var("OUT_DIR")?).join("aws_managed.rs");
    fs::write(to, out)?;
    Ok(())
}
