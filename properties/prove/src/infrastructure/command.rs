//! Programs that set up: one of the user's, or Terraform.

use crate::child::{Child, Living, SignsAs, lead_here, listener, values};
use crate::declaration::Declaration;
use crate::declaration::placeholders::fill;
use parhelion::Cloud;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// What a failed set-up shows of its output, in lines.
const SHOWN: usize = 30;

/// Runs a program against the cloud, and takes the last object of JSON that it prints.
pub(super) async fn run(
    cloud: &Cloud,
    declaration: &Declaration,
    words: &[String],
    environment: &BTreeMap<String, String>,
    living: &Living,
) -> Result<Map<String, Value>, String> {
    let door = open_door(cloud)?;
    let values = values(door, &declaration.resources.region, SignsAs::Root, None);
    let mut filled = Vec::new();
    for word in words {
        filled.push(fill(word, &values)?);
    }
    let site = Site { declaration, environment, living, door };
    let child = site.run(&filled, &declaration.folder).await?;
    Ok(child.output.last_object().unwrap_or_default())
}

/// Applies a folder of Terraform's; its state is kept in a folder for this run alone.
pub(super) async fn terraform(
    cloud: &Cloud,
    declaration: &Declaration,
    folder: &Path,
    environment: &BTreeMap<String, String>,
    living: &Living,
) -> Result<Map<String, Value>, String> {
    let door = open_door(cloud)?;
    let site = Site { declaration, environment, living, door };
    let folder = declaration.folder.join(folder);
    if !folder.is_dir() {
        return Err(format!("infrastructure.terraform: {} is no folder", folder.display()));
    }
    let state = Scratch::new()?;
    let state_file = format!("-state={}", state.0.join("terraform.tfstate").display());
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    site.run(&words(&["terraform", "init", "-input=false", "-no-color"]), &folder).await?;
    let apply = ["terraform", "apply", "-auto-approve", "-input=false", "-no-color", &state_file];
    site.run(&words(&apply), &folder).await?;
    let output = site.run(&words(&["terraform", "output", "-json", &state_file]), &folder).await?;
    let text = output.output.tail(usize::MAX);
    let outputs: Map<String, Value> = serde_json::from_str(&text)
        .map_err(|error| format!("terraform output is no JSON: {error}"))?;
    let value = |(name, output): (String, Value)| Some((name, output.get("value")?.clone()));
    Ok(outputs.into_iter().filter_map(value).collect())
}

fn open_door(cloud: &Cloud) -> Result<u16, String> {
    let (door, port) = listener()?;
    let door = tokio::net::TcpListener::from_std(door).map_err(|error| error.to_string())?;
    let cloud = cloud.clone();
    tokio::spawn(async move {
        // Where bodies cannot be kept, requests are refused, and the set-up fails.
        let _ = parhelion::server::serve(cloud, door).await;
    });
    Ok(port)
}

/// Where programs set up.
struct Site<'a> {
    declaration: &'a Declaration,
    environment: &'a BTreeMap<String, String>,
    living: &'a Living,
    door: u16,
}

impl Site<'_> {
    /// Runs one to its end, which must be a good one.
    async fn run(&self, words: &[String], folder: &Path) -> Result<Child, String> {
        let setup = &self.declaration.infrastructure;
        let region = &self.declaration.resources.region;
        let (program, rest) =
            words.split_first().ok_or("infrastructure.command names no program")?;
        let mut command = Command::new(program);
        command.args(rest).current_dir(folder);
        lead_here(&mut command, self.door, region, SignsAs::Root);
        let values = values(self.door, region, SignsAs::Root, None);
        for (name, value) in &setup.environment {
            command.env(name, fill(value, &values)?);
        }
        command.envs(self.environment);
        let shown = words.join(" ");
        let child =
            Child::start(command, self.living, None).map_err(|why| format!("the set-up: {why}"))?;
        let begun = Instant::now();
        let ended = child.ends_within(setup.within.0).await;
        // The last words of a process that has ended may still be in its pipes.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let tail = || match child.output.tail(SHOWN) {
            tail if tail.is_empty() => String::new(),
            tail => format!("\nWhat it wrote:\n{tail}"),
        };
        match (ended, child.succeeded()) {
            (Some(_), Some(true)) => Ok(child),
            (Some(how), _) => Err(format!("the set-up `{shown}` has failed ({how}){}", tail())),
            (None, _) => Err(format!(
                "the set-up `{shown}` has not ended after {:?}: give it more by infrastructure.within{}",
                begun.elapsed(),
                tail()
            )),
        }
    }
}

/// A folder of this run, that goes with it.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new() -> Result<Self, String> {
        let folder =
            std::env::temp_dir().join(format!("parhelion-prove-state-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays in a folder of temporary files is no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
