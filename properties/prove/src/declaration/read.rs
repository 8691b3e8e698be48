//! From the text of `parhelion.toml` to a declaration. Every error is a sentence that says where.

use super::meant::meant;
use super::parts::Declaration;
use std::path::Path;

/// Reads a file.
///
/// # Errors
/// It cannot be read, is no TOML, or declares what cannot be: in a sentence with file, line and key.
pub fn read(path: &Path) -> Result<Declaration, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("{shown} is not there: `parhelion prove --init` drafts one, or name another with --file")
        }
        _ => format!("{shown} cannot be read: {error}"),
    })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    parse(&text, folder).map_err(|(line, why)| match line {
        Some(line) => format!("{shown}:{line}: {why}"),
        None => format!("{shown}: {why}"),
    })
}

/// As [`read`], with the line, from 1, apart.
pub(super) fn parse(text: &str, folder: &Path) -> Result<Declaration, (Option<usize>, String)> {
    let mut declaration: Declaration = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        (line, in_words(error.message(), line.and_then(|line| key_of(text, line))))
    })?;
    declaration.folder = folder.to_path_buf();
    super::check::check(&declaration).map_err(|(key, why)| {
        let last = key.rsplit('.').next().unwrap_or(key);
        let line = text.lines().position(|line| key_in(line) == Some(last));
        (line.map(|line| line + 1), format!("{key}: {why}"))
    })?;
    Ok(declaration)
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The key that a line sets.
fn key_of(text: &str, line: usize) -> Option<&str> {
    text.lines().nth(line - 1).and_then(key_in)
}

fn key_in(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    (!key.is_empty() && !key.starts_with('#')).then_some(key)
}

/// serde's words, with the name that was meant.
fn in_words(message: &str, key: Option<&str>) -> String {
    let message = message.trim().replace('\n', " ");
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let mut names = rest.split('`').skip(1).step_by(2);
        let unknown = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        return format!(
            "there is no key `{unknown}` here; did you mean `{}`?",
            meant(unknown, &known)
        );
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let mut names = rest.split('`').skip(1).step_by(2);
        let unknown = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        return format!(
            "\"{unknown}\" is none of \"{}\"; did you mean \"{}\"?",
            known.join("\", \""),
            meant(unknown, &known)
        );
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!(
            "the key {rest} is missing; `parhelion prove --init` shows what it looks like"
        );
    }
    match key {
        Some(key) => format!("{key}: {message}"),
        None => message,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::declaration::DRAFT;

    fn wrong(from: &str, to: &str) -> String {
        assert!(DRAFT.contains(from), "{from}");
        let (line, why) = parse(&DRAFT.replacen(from, to, 1), Path::new(".")).unwrap_err();
        format!("{}: {why}", line.map_or("-".to_owned(), |line| line.to_string()))
    }

    #[test]
    fn the_draft_is_a_declaration() {
        let draft = parse(DRAFT, Path::new("/somewhere")).unwrap();
        assert_eq!(draft.folder, Path::new("/somewhere"));
        assert!(draft.interface.upload.is_some() && draft.interface.page.is_some());
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let told = wrong("command = [\"python3\", \"app.py\"]", "comand = [\"python3\"]");
        assert!(
            told.contains("no key `comand`") && told.contains("did you mean `command`"),
            "{told}"
        );
        let told = wrong("form = \"raw\"", "form = \"row\"");
        assert!(told.contains("did you mean \"raw\""), "{told}");
        let told = wrong("within = \"20s\"", "within = 20");
        assert!(told.contains("a duration such as"), "{told}");
        let told = wrong("{port}", "{prot}");
        assert!(told.contains("did you mean {port}"), "{told}");
        let told = wrong("name = \"my-app\"", "");
        assert!(told.contains("`name` is missing"), "{told}");
        let told = wrong("name = \"my-app\"", "name = ");
        assert!(told.starts_with(char::is_numeric), "{told}");
        let told = wrong("off = []", "off = [\"61b\"]");
        assert!(told.contains("16b") || told.contains("begins"), "{told}");
        let told = wrong("accepted = [201]", "accepted = []");
        assert!(told.contains("accepted"), "{told}");
        let told = wrong("key = \"uploads/{name}\"", "key = \"uploads\"");
        assert!(told.contains("{name}"), "{told}");
    }
}
