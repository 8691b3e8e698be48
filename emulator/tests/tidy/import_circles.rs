//! No circle of more than three files: files that import each other in a circle can only be
//! understood together, so circles stay small enough to be read at one sitting.
//!
//! The files are read as text. Every path that begins with `crate::`, `super::`, `self::`, a child
//! module or an imported module counts, in a `use` or in the code, outside comments and tests. A
//! name is followed through re-exports to the file that defines it, so that a `mod.rs` or `lib.rs`
//! that only declares and re-exports is in no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many files may be in one circle.
const LARGEST: usize = 3;

/// A module's path within its crate: `["objects", "put"]`; the root's is empty.
type Module = Vec<String>;

#[derive(Default)]
struct File {
    /// Paths in the code, each as segments from the crate's root.
    paths: Vec<Module>,
    /// What a name that was brought in by `use` stands for.
    imported: BTreeMap<String, Module>,
    /// Modules that are written out inside the file, as generated models are: places of their own.
    inside: BTreeSet<String>,
}

type Files = BTreeMap<Module, File>;

#[test]
fn no_circle_has_more_than_three_files() {
    let mut found = Vec::new();
    for source in sources() {
        found.extend(large_circles(&source));
    }
    assert!(found.is_empty(), "files that import each other:\n{}", found.join("\n"));
}

#[test]
fn a_circle_of_four_is_found_through_groups_and_re_exports() {
    let texts = [
        (&[][..], "mod a;\nmod b;\nmod c;\nmod d;\npub use d::Deep;\nmod other {}"),
        (&["a"], "use crate::b::{self, One};"),
        (&["b"], "fn f() { super::c::g() }"),
        (&["c"], "use crate::{Deep as D, other};"),
        (&["d"], "use crate::a; // crate::b\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}"),
    ];
    let names: BTreeSet<Module> = texts.iter().map(|(path, _)| module(path)).collect();
    let parse =
        |(path, text): &(&[&str], &str)| (module(path), parsed(&module(path), text, &names));
    let files: Files = texts.iter().map(parse).collect();
    let circles = circles(&edges(&files));
    assert_eq!(circles, [["a", "b", "c", "d"].map(|name| vec![name.to_owned()]).to_vec()]);
}

fn module(path: &[&str]) -> Module {
    path.iter().map(|segment| (*segment).to_owned()).collect()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every crate's `src`, from the workspace's folder.
fn sources() -> Vec<String> {
    fn walk(root: &Path, at: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(root.join(at)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if !entry.file_type().unwrap().is_dir() || name.starts_with('.') || name == "target" {
                continue;
            }
            let below = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            if name == "src" && root.join(at).join("Cargo.toml").exists() {
                found.push(below);
            } else if name != "src" {
                walk(root, &below, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&workspace(), "", &mut found);
    found.sort();
    assert!(found.len() > 10, "the workspace has more crates than {found:?}");
    found
}

fn large_circles(source: &str) -> Vec<String> {
    let mut texts = BTreeMap::new();
    read(&workspace().join(source), &mut Vec::new(), &mut texts);
    let names: BTreeSet<Module> = texts.keys().cloned().collect();
    let parse = |(path, text): (&Module, &String)| (path.clone(), parsed(path, text, &names));
    let files: Files = texts.iter().map(parse).collect();
    let edges = edges(&files);
    let large = circles(&edges).into_iter().filter(|circle| circle.len() > LARGEST);
    large.map(|circle| shown(source, &circle, &edges)).collect()
}

/// The circle, each file with what it imports of the others.
fn shown(source: &str, circle: &[Module], edges: &BTreeMap<Module, BTreeSet<Module>>) -> String {
    let name = |path: &Module| if path.is_empty() { "lib".into() } else { path.join("/") };
    let lines = circle.iter().map(|path| {
        let to = edges[path].iter().filter(|to| circle.contains(to)).map(name);
        format!("  {} -> {}", name(path), to.collect::<Vec<_>>().join(", "))
    });
    format!("{source} ({} files):\n{}", circle.len(), lines.collect::<Vec<_>>().join("\n"))
}

/// The library's files, or the program's where there is no library.
fn read(folder: &Path, path: &mut Module, texts: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            if !(path.is_empty() && name == "bin") {
                path.push(name);
                read(&entry.path(), path, texts);
                path.pop();
            }
            continue;
        }
        let Some(stem) = name.strip_suffix(".rs") else { continue };
        let text = || std::fs::read_to_string(entry.path()).unwrap();
        match stem {
            "main" if path.is_empty() && folder.join("lib.rs").exists() => {}
            "mod" | "lib" | "main" => {
                texts.insert(path.clone(), text());
            }
            _ => {
                let own = path.iter().cloned().chain([stem.to_owned()]).collect();
                texts.insert(own, text());
            }
        }
    }
}

/// The text without comments and without what is compiled for tests only.
fn code(text: &str) -> String {
    let mut lines = text.lines();
    let mut out = String::new();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") {
            // A module or function ends at the brace that stands below its beginning.
            let end = format!("{}}}", &line[..line.len() - trimmed.len()]);
            let first = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
            let first = first.unwrap_or_default().trim_end();
            if first.ends_with('{') && !first.trim_start().starts_with("use ") {
                lines.by_ref().find(|line| *line == end);
            } else if !first.ends_with([';', '}']) {
                lines.by_ref().find(|line| line.trim_end().ends_with(';'));
            }
            continue;
        }
        out.push_str(line.split("//").next().unwrap_or_default());
        out.push('\n');
    }
    out
}

fn parsed(own: &Module, text: &str, names: &BTreeSet<Module>) -> File {
    let code = code(text);
    let inside = code.lines().filter_map(|line| {
        let name = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        Some(name.strip_prefix("mod ")?.split_once(" {")?.0.to_owned())
    });
    let mut file = File { inside: inside.collect(), ..File::default() };
    // First the `use` items, then everything else, which may begin with what those bring in.
    let mut rest = String::new();
    let mut remaining = code.as_str();
    while let Some((before, path, behind, is_public)) = next_use(remaining) {
        rest.push_str(before);
        let (mut paths, mut imported) = (Vec::new(), BTreeMap::new());
        tree(path, &[], &mut paths, &mut imported);
        let absolute = |path: &Module| absolute(own, path, names, &file);
        let imported = imported.iter().filter_map(|(name, path)| Some((name, absolute(path)?)));
        let imported: BTreeMap<_, _> = imported.map(|(name, path)| (name.clone(), path)).collect();
        // What is handed on counts for those who use it there; what is handed on whole, at once.
        let counts = |path: &&Module| !is_public || path.last().is_some_and(|name| name == "*");
        let paths: Vec<Module> = paths.iter().filter(counts).filter_map(absolute).collect();
        file.paths.extend(paths);
        file.imported.extend(imported);
        remaining = behind;
    }
    rest.push_str(remaining);
    for path in paths_in(&rest) {
        let path = absolute(own, &path, names, &file);
        file.paths.extend(path);
    }
    file
}

/// The next `use`: what is before it, its tree, what is behind it, whether it is `pub`.
fn next_use(code: &str) -> Option<(&str, &str, &str, bool)> {
    let mut from = 0;
    loop {
        let at = from + code[from..].find("use ")?;
        let before = &code[..at];
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with("pub") || line.ends_with([';', '{']) {
            let (path, behind) = code[at + 4..].split_once(';')?;
            return Some((before, path, behind, line.starts_with("pub")));
        }
        from = at + 4;
    }
}

/// All paths of a `use` tree, and the names that it brings in.
fn tree(
    text: &str,
    before: &[String],
    paths: &mut Vec<Module>,
    imported: &mut BTreeMap<String, Module>,
) {
    let text = text.trim();
    if let Some((start, group)) = text.split_once('{') {
        let mut path = before.to_vec();
        path.extend(start.split("::").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned));
        let group = group.strip_suffix('}').unwrap_or(group);
        let (mut depth, mut from) = (0, 0);
        for (at, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    tree(&group[from..at], &path, paths, imported);
                    from = at + 1;
                }
                _ => {}
            }
        }
        return tree(&group[from..], &path, paths, imported);
    }
    if text.is_empty() {
        return;
    }
    let (path, name) = match text.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (text, None),
    };
    let mut all = before.to_vec();
    all.extend(path.split("::").map(|segment| segment.trim().to_owned()));
    if all.len() > 1 && all.last().is_some_and(|last| last == "self") {
        all.pop();
    }
    imported.insert(name.or_else(|| all.last().cloned()).unwrap_or_default(), all.clone());
    paths.push(all);
}

/// Every `a::b::c` of a text; what follows a path that it does not know begins no path.
fn paths_in(text: &str) -> Vec<Module> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_name) {
        let joined = rest[..at].ends_with("::");
        rest = &rest[at..];
        let mut path = Vec::new();
        loop {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            path.push(rest[..end].to_owned());
            rest = &rest[end..];
            match rest.strip_prefix("::") {
                Some(next) if next.starts_with(is_name) => rest = next,
                _ => break,
            }
        }
        if path.len() > 1 && !joined {
            found.push(path);
        }
    }
    found
}

/// A path from the crate's root; `None` for other crates' and for local names.
fn absolute(own: &Module, path: &Module, names: &BTreeSet<Module>, file: &File) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    let join = |start: &[String]| Some(start.iter().chain(rest).cloned().collect());
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => join(own),
        "super" => {
            let parent = own[..own.len().checked_sub(1)?].to_vec();
            if rest.first().is_some_and(|next| next == "super") {
                return absolute(&parent, &rest.to_vec(), names, file);
            }
            join(&parent)
        }
        name => {
            let child: Module = own.iter().cloned().chain([name.to_owned()]).collect();
            match file.imported.get(name) {
                _ if names.contains(&child) || file.inside.contains(name) => join(&child),
                Some(module) if names.contains(module) => join(module),
                _ => None,
            }
        }
    }
}

/// The file that a path leads to, through re-exports.
fn defined(files: &Files, path: &Module, depth: usize) -> Module {
    let mut at = path.len();
    while at > 0 && !files.contains_key(&path[..at]) {
        at -= 1;
    }
    let (module, rest) = path.split_at(at);
    let mut module = module.to_vec();
    if rest
        .first()
        .is_some_and(|name| files.get(&module).is_some_and(|it| it.inside.contains(name)))
    {
        module.push(rest[0].clone());
        return module;
    }
    let handed_on = rest.first().and_then(|name| files.get(&module)?.imported.get(name));
    match handed_on {
        Some(target) if depth < 8 && *target != *path => {
            let whole = target.iter().chain(&rest[1..]).cloned().collect();
            defined(files, &whole, depth + 1)
        }
        _ => module,
    }
}

fn edges(files: &Files) -> BTreeMap<Module, BTreeSet<Module>> {
    let of = |(own, file): (&Module, &File)| {
        let to = file.paths.iter().map(|path| defined(files, path, 0));
        (own.clone(), to.filter(|to| to != own).collect())
    };
    files.iter().map(of).collect()
}

/// The strongly connected components of more than one file.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    let reached = |from: &Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            for to in edges.get(&next).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        seen
    };
    let all: BTreeMap<&Module, BTreeSet<Module>> =
        edges.keys().map(|from| (from, reached(from))).collect();
    let mut found: Vec<Vec<Module>> = Vec::new();
    for (from, reach) in &all {
        let circle = reach.iter().filter(|to| all.get(to).is_some_and(|back| back.contains(*from)));
        let circle: Vec<Module> = circle.cloned().collect();
        if circle.len() > 1 && !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}
