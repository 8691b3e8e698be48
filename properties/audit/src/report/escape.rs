//! Text of others, made harmless.

use std::fmt::Write;

/// For HTML, in text and in attributes.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_invisible(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\u{fffd}");
            }
            c => out.push(c),
        }
    }
    out
}

/// For a terminal: nothing that moves its cursor or turns its lines around.
pub(super) fn terminal(text: &str) -> String {
    text.chars().map(|c| if is_invisible(c) { '\u{fffd}' } else { c }).collect()
}

/// For Markdown outside of code: every mark of its is taken literally, and a line stays one.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '!' | '|'
            | '~' => {
                out.push('\\');
                out.push(c);
            }
            // HTML, mentions of people and bare addresses.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            c if is_invisible(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.replace("://", "&#58;//")
}

/// A fence for Markdown that is longer than any in a text.
pub(super) fn fence(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(longest.max(2) + 1)
}

/// Controls, and what changes the direction of text.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{fence, html, markdown, terminal};

    #[test]
    fn hostile_names_are_harmless() {
        let name = "<script>alert('x')</script>\u{1b}[2J\u{202e}|`@all` http://x";
        let shown = html(name);
        assert!(!shown.contains('<') && !shown.contains('\u{1b}') && !shown.contains('\''));
        let shown = markdown(name);
        assert!(!shown.contains('<') && !shown.contains("@all") && shown.contains("\\|"));
        assert!(!shown.contains("http://"));
        assert!(!terminal(name).contains(['\u{1b}', '\u{202e}']));
        assert_eq!(fence("a ```` b"), "`````");
    }
}
