//! Words for operations that bring none.

/// `Upload { name: 0, content: Content { bytes: 3, seed: 0 } }` as `upload: name 0, content (bytes 3, seed 0)`.
pub fn of_debug<D: std::fmt::Debug>(value: &D) -> String {
    let text = format!("{value:?}");
    let head: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(rest) = text.strip_prefix(&head) else { return text };
    let is_name = head.starts_with(|c: char| c.is_ascii_uppercase());
    if !is_name || text.contains('"') || !(rest.is_empty() || rest.starts_with(" { ")) {
        return text;
    }
    let members = rest.strip_prefix(" { ").and_then(|rest| rest.strip_suffix(" }"));
    match members {
        None => spaced(&head),
        Some(members) => format!("{}: {}", spaced(&head), inner(members)),
    }
}

/// Members in parentheses, without the names of their types.
fn inner(members: &str) -> String {
    let mut out = String::new();
    for word in members.split(' ') {
        match word {
            "{" => {
                // `content: Content {`: the type's name says nothing.
                let kept = out.trim_end().rfind(' ').map_or(0, |at| at + 1);
                out.truncate(kept);
                out.push('(');
            }
            "}" | "}," => {
                out.truncate(out.trim_end().len());
                out.push_str(if word == "}" { ") " } else { "), " });
            }
            word => {
                out.push_str(word.strip_suffix(':').unwrap_or(word));
                out.push(' ');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// `UploadTwins` as `upload twins`.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// `1 byte`, `2 bytes`.
pub fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// With a capital at its begin.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[allow(dead_code)] // shown, not read
    enum Operation {
        UploadTwins { name: u8, first: Content, last: bool },
        Restart,
        Wait(u8),
    }

    #[derive(Debug)]
    #[allow(dead_code)] // shown, not read
    struct Content {
        bytes: u32,
    }

    #[test]
    fn operations_are_told_by_their_names() {
        let twins = Operation::UploadTwins { name: 0, first: Content { bytes: 3 }, last: true };
        assert_eq!(of_debug(&twins), "upload twins: name 0, first (bytes 3), last true");
        assert_eq!(of_debug(&Operation::Restart), "restart");
        assert_eq!(of_debug(&Operation::Wait(3)), "Wait(3)");
        assert_eq!((of_debug(&7_u8), of_debug(&"A { b")), ("7".into(), "\"A { b\"".into()));
    }

    #[test]
    fn counts_and_lists_read_well() {
        assert_eq!((count(1, "byte"), count(0, "byte")), ("1 byte".into(), "0 bytes".into()));
        let all: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!((list(&all), list(&all[..2])), ("a, b and c".into(), "a and b".into()));
        assert_eq!(capital("été"), "Été");
    }
}
