//! What a declaration's types do not say of it.

use super::meant::meant;
use super::parts::{Declaration, Presigned, Request, Setup};
use super::placeholders::{self, OF_APPLICATION, OF_SETUP};
use parhelion_properties::property_16::clauses;

/// A key, and what is wrong with it.
type Wrong = (&'static str, String);

/// The first thing that cannot be.
pub(super) fn check(declaration: &Declaration) -> Result<(), Wrong> {
    name(&declaration.name)?;
    process(declaration)?;
    setup(&declaration.infrastructure)?;
    interface(declaration)?;
    off(&declaration.clauses.off)
}

fn name(name: &str) -> Result<(), Wrong> {
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match !name.is_empty() && name.len() <= 64 && name.chars().all(legal) {
        true => Ok(()),
        false => Err((
            "name",
            "1 to 64 letters, digits, `-`, `_` and `.`: it names the files of stored cases".into(),
        )),
    }
}

fn process(Declaration { application, folder, .. }: &Declaration) -> Result<(), Wrong> {
    if application.command.first().is_none_or(String::is_empty) {
        return Err((
            "application.command",
            "names no program: write [\"python3\", \"app.py\"]".into(),
        ));
    }
    let at = folder.join(&application.folder);
    // A draft that is only read stands nowhere.
    if folder.is_dir() && !at.is_dir() {
        return Err(("application.folder", format!("{} is no folder", at.display())));
    }
    let given = application.command.iter().map(|word| ("application.command", word));
    let set = application.environment.values().map(|value| ("application.environment", value));
    for (key, text) in given.chain(set) {
        placeholders::check(text, OF_APPLICATION).map_err(|why| (key, why))?;
    }
    names_of_variables("application.environment", application.environment.keys())?;
    let ready = &application.ready;
    match (&ready.path, &ready.line) {
        (Some(_), Some(_)) => Err(("application.ready", "a path or a line, not both".into())),
        (Some(path), None) if !path.starts_with('/') => {
            Err(("application.ready.path", format!("{path:?} does not begin with /")))
        }
        (None, Some(line)) if line.is_empty() => {
            Err(("application.ready.line", "an empty text is on every line".into()))
        }
        _ => Ok(()),
    }?;
    match application.attempts {
        1..=20 => Ok(()),
        other => Err(("application.attempts", format!("{other} is not between 1 and 20"))),
    }
}

fn names_of_variables<'a>(
    key: &'static str,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), Wrong> {
    for name in names {
        if name.is_empty() || name.contains(['=', '\0']) {
            return Err((key, format!("{name:?} cannot be a variable's name")));
        }
    }
    Ok(())
}

fn setup(setup: &Setup) -> Result<(), Wrong> {
    let given = [
        setup.command.is_some(),
        setup.terraform.is_some(),
        setup.saved.is_some(),
        setup.endpoint.is_some(),
    ];
    if given.into_iter().filter(|given| *given).count() != 1 {
        let why = "exactly one of `command`, `terraform`, `saved` and `endpoint`, please";
        return Err(("infrastructure", why.into()));
    }
    if setup.command.as_ref().is_some_and(|command| command.first().is_none_or(String::is_empty)) {
        return Err((
            "infrastructure.command",
            "names no program: write [\"python3\", \"setup.py\"]".into(),
        ));
    }
    names_of_variables("infrastructure.environment", setup.environment.keys())?;
    let words = setup.command.iter().flatten().map(|word| ("infrastructure.command", word));
    let set = setup.environment.values().map(|value| ("infrastructure.environment", value));
    for (key, text) in words.chain(set) {
        placeholders::check(text, OF_SETUP).map_err(|why| (key, why))?;
    }
    Ok(())
}

fn interface(declaration: &Declaration) -> Result<(), Wrong> {
    let interface = &declaration.interface;
    if let Some(upload) = &interface.upload {
        request("interface.upload", &upload.method, &upload.path)?;
        if !interface.key.contains("{name}") {
            return Err((
                "interface.key",
                "without {name} all files would stand at one key".into(),
            ));
        }
        if let Some(presigned) = &upload.presigned {
            pointers(presigned)?;
        }
    }
    let requests = [
        ("interface.publish", &interface.publish, true),
        ("interface.read", &interface.read, true),
        ("interface.remove", &interface.remove, true),
        ("interface.list", &interface.list, false),
        ("interface.page", &interface.page, false),
    ];
    for (key, declared, names_one) in requests {
        let Some(Request { method, path }) = declared else { continue };
        request(key, method, path)?;
        if names_one && !path.contains("{name}") {
            return Err((key, format!("{path:?} names nothing: {{name}} is missing")));
        }
        if interface.upload.is_none() && !matches!(key, "interface.publish" | "interface.page") {
            return Err((key, "there are no files without `interface.upload`".into()));
        }
    }
    let lists = [
        ("interface.accepted", &interface.accepted),
        ("interface.refused", &interface.refused),
        ("interface.retry", &interface.retry),
        ("interface.published", &interface.published),
        ("interface.found", &interface.found),
        ("interface.removed", &interface.removed),
    ];
    for (key, statuses) in lists {
        if let Some(wrong) = statuses.iter().find(|status| !(100..600).contains(*status)) {
            return Err((key, format!("{wrong} is no HTTP status")));
        }
    }
    if interface.accepted.is_empty() && interface.upload.is_some() {
        return Err((
            "interface.accepted",
            "without a status no upload would ever be accepted".into(),
        ));
    }
    if let Some(both) = interface.accepted.iter().find(|status| interface.refused.contains(status))
    {
        return Err(("interface.refused", format!("{both} is among `accepted` too")));
    }
    if !(1..=20).contains(&interface.tries) {
        return Err(("interface.tries", format!("{} is not between 1 and 20", interface.tries)));
    }
    if http::HeaderName::try_from(interface.request_id.as_str()).is_err() {
        return Err((
            "interface.request-id",
            format!("{:?} is no header's name", interface.request_id),
        ));
    }
    if !interface.base.starts_with("https://") && !interface.base.starts_with("http://") {
        return Err(("interface.base", format!("{:?} is no address", interface.base)));
    }
    Ok(())
}

fn request(key: &'static str, method: &str, path: &str) -> Result<(), Wrong> {
    if http::Method::from_bytes(method.as_bytes()).is_err() || method.to_ascii_uppercase() != method
    {
        return Err((key, format!("{method:?} is no method: GET, PUT, POST, …")));
    }
    match path.starts_with('/') {
        true => Ok(()),
        false => Err((key, format!("the path {path:?} does not begin with /"))),
    }
}

fn pointers(presigned: &Presigned) -> Result<(), Wrong> {
    let all = [
        Some(&presigned.url),
        presigned.headers.as_ref(),
        presigned.fields.as_ref(),
        presigned.id.as_ref(),
    ];
    if let Some(wrong) = all.into_iter().flatten().find(|pointer| !pointer.starts_with('/')) {
        let why = format!("{wrong:?} is no JSON pointer: \"/url\" is the member `url`");
        return Err(("interface.upload.presigned", why));
    }
    let complete = &presigned.complete;
    request("interface.upload.presigned.complete", &complete.method, &complete.path)?;
    let named = complete.path.contains("{id}") || complete.body.contains("{id}");
    match named && presigned.id.is_none() {
        true => Err((
            "interface.upload.presigned.id",
            "{id} is used, but not where the answer has it".into(),
        )),
        false => Ok(()),
    }
}

fn off(off: &[String]) -> Result<(), Wrong> {
    let all = clauses::all();
    for beginning in off {
        if beginning.is_empty() || !all.iter().any(|clause| clause.starts_with(beginning.as_str()))
        {
            let known: Vec<&str> = all.iter().map(String::as_str).collect();
            let groups = ["16a", "16b", "16c", "6.4", "6.5", "freshness", "calm"];
            let near = if beginning.len() <= 10 {
                meant(beginning, &groups)
            } else {
                meant(beginning, &known)
            };
            return Err((
                "clauses.off",
                format!("no clause begins with {beginning:?}; did you mean {near:?}?"),
            ));
        }
    }
    Ok(())
}
