//! Markdown, as far as specifications need it: headings, items, paragraphs, rows of tables.

use super::grammar::Grammar;

/// One piece of a file, without marks of emphasis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From 1.
    pub(super) line: usize,
    /// How far it is indented.
    pub(super) indent: usize,
    pub(super) kind: Kind,
    pub(super) text: String,
    /// The whole of it stands in bold.
    pub(super) bold: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// From 1, as many as `#` stand before it.
    Heading(usize),
    /// Of a list, with its number or letter; empty: a bullet.
    Item(String),
    Paragraph,
    /// Of a table: its cells.
    Row(Vec<String>),
    /// In a code block.
    Code,
}

/// A file's blocks. What is only a comment is not among them.
pub(super) fn read(grammar: &Grammar, text: &str) -> Vec<Block> {
    let text = composed(&text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut reading = Reading::default();
    for (at, line) in text.lines().enumerate() {
        reading.line(grammar, at + 1, line);
    }
    reading.blocks
}

#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    fence: Option<String>,
    comment: bool,
    /// The next plain line goes on with the last block.
    open: bool,
}

impl Reading {
    fn line(&mut self, grammar: &Grammar, number: usize, line: &str) {
        let Some(line) = self.without_comments(line) else { return };
        let quoted = line.trim_start().strip_prefix('>').map_or(line.as_str(), |rest| rest);
        let indent = indent_of(quoted);
        let text = quoted.trim();
        if let Some(fence) = &self.fence {
            if text.starts_with(fence.as_str()) {
                self.fence = None;
            } else if !text.is_empty() {
                self.push(number, indent, Kind::Code, text);
            }
            self.open = false;
            return;
        }
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence)) {
            self.fence = Some(fence.to_owned());
            self.open = false;
            return;
        }
        if text.is_empty() {
            self.open = false;
            return;
        }
        if self.is_underline(text) {
            return;
        }
        if let Some((level, title)) = heading(text) {
            self.push(number, indent, Kind::Heading(level), title);
            self.open = false;
        } else if let Some(cells) = row(text) {
            self.push(number, indent, Kind::Row(cells), text);
            self.open = false;
        } else if let Some((marker, rest)) = item(grammar, text) {
            self.push(number, indent, Kind::Item(marker), rest);
            self.open = true;
        } else if let (true, Some(last)) = (self.open && !is_bold(text), self.blocks.last_mut()) {
            last.bold = false;
            last.text.push(' ');
            last.text.push_str(&clean(text));
        } else {
            // A paragraph below an item, with a line between, is still the item's: its indent says so.
            self.push(number, indent, Kind::Paragraph, text);
            // A line in bold is a heading, most often: it stands alone.
            self.open = !is_bold(text);
        }
    }

    fn push(&mut self, line: usize, indent: usize, kind: Kind, text: &str) {
        let (bold, text) = (is_bold(text), clean(text));
        self.blocks.push(Block { line, indent, kind, text, bold });
    }

    /// `====` and `----` below a paragraph make it a heading; elsewhere `---` is a rule.
    fn is_underline(&mut self, text: &str) -> bool {
        let of = |mark: char| text.len() >= 3 && text.chars().all(|c| c == mark);
        if !(of('=') || of('-') || of('*') || of('_')) {
            return false;
        }
        if let (true, Some(last)) = (self.open, self.blocks.last_mut())
            && last.kind == Kind::Paragraph
            && (of('=') || of('-'))
        {
            last.kind = Kind::Heading(if of('=') { 1 } else { 2 });
        }
        self.open = false;
        true
    }

    /// The line without `<!-- … -->`; `None`: nothing else stands in it.
    fn without_comments(&mut self, line: &str) -> Option<String> {
        let (mut out, mut rest) = (String::new(), line);
        loop {
            if self.comment {
                let Some((_, after)) = rest.split_once("-->") else {
                    return (!out.trim().is_empty()).then_some(out);
                };
                self.comment = false;
                rest = after;
            }
            let Some((before, after)) = rest.split_once("<!--") else {
                out.push_str(rest);
                break;
            };
            out.push_str(before);
            self.comment = true;
            rest = after;
        }
        (out.trim().len() == line.trim().len() || !out.trim().is_empty()).then_some(out)
    }
}

/// In columns; a tab is four.
fn indent_of(line: &str) -> usize {
    let blank = line.chars().take_while(|c| c.is_whitespace());
    blank.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let is_one = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']));
    is_one.then(|| (level, rest.trim().trim_end_matches('#').trim()))
}

fn row(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    // `\|` is a letter.
    let inner = inner.replace("\\|", "\u{1}");
    Some(inner.split('|').map(|cell| clean(&cell.replace('\u{1}', "|"))).collect())
}

/// An item's number or letter, and its text.
fn item<'a>(grammar: &Grammar, text: &'a str) -> Option<(String, &'a str)> {
    // `**6.1** WHEN …` is no item to Markdown, and one to its readers.
    let bare =
        text.strip_prefix("**").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let found = match bare.and_then(|rest| rest.split_once("**")) {
        Some((number, rest))
            if number.chars().all(|c| c.is_ascii_digit() || ".:) ".contains(c)) =>
        {
            let number = number.trim_end_matches(['.', ':', ')', ' ']);
            return Some((number.to_owned(), rest.trim_start_matches([':', '.', ' '])));
        }
        _ => grammar.marker.captures(text)?,
    };
    let marker = [2, 3, 4].into_iter().find_map(|group| found.get(group));
    let rest = found.get(5)?.as_str();
    Some((marker.map_or(String::new(), |marker| marker.as_str().to_owned()), rest))
}

fn is_bold(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    ["**", "__"].into_iter().any(|mark| {
        text.len() > 4 && text.starts_with(mark) && text.trim_end_matches(':').ends_with(mark)
    })
}

/// Without marks of emphasis, and without the pictures that stand before words.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "").replace('`', "");
    let letters: Vec<char> = text.chars().collect();
    let blank = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_none_or(|c| c.is_whitespace() || ".,;:!?()[]*_".contains(*c))
    };
    let kept = letters.iter().enumerate().filter(|(at, letter)| {
        // `*` between two blanks is no emphasis, and neither is `_` within a word.
        let emphasis = matches!(letter, '*' | '_');
        let (before, after) = (blank(at.checked_sub(1)), blank(Some(at + 1)));
        !emphasis || before == after && letters.len() > 2
    });
    let text: String = kept.map(|(_, letter)| letter).collect();
    let picture = |c: char| {
        !(c.is_alphanumeric()
            || c.is_whitespace()
            || c.is_ascii_punctuation()
            || "«“‘–—°".contains(c))
    };
    text.trim().trim_start_matches(picture).trim().to_owned()
}

/// Accents as one character each, blanks as one kind of blank.
fn composed(text: &str) -> String {
    const PAIRS: [(&str, &str); 5] = [
        ("\u{301}", "aáeéiíoóuúAÁEÉIÍOÓUÚ"),
        ("\u{300}", "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
        ("\u{302}", "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
        ("\u{308}", "aäeëiïoöuüAÄEËIÏOÖUÜ"),
        ("\u{327}", "cçCÇ"),
    ];
    let mut out =
        text.trim_start_matches('\u{feff}').replace(['\u{a0}', '\u{202f}', '\u{2007}'], " ");
    for (mark, letters) in PAIRS {
        if !out.contains(mark) {
            continue;
        }
        let letters: Vec<char> = letters.chars().collect();
        for pair in letters.chunks(2) {
            if let [base, whole] = pair {
                out = out.replace(&format!("{base}{mark}"), &whole.to_string());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_goes_and_words_stay() {
        assert_eq!(clean("**Validates: _Requirements 6.1_**"), "Validates: Requirements 6.1");
        assert_eq!(clean("_Requirements: 6.1, 6.4_"), "Requirements: 6.1, 6.4");
        assert_eq!(clean("✅ snake_case and a * b"), "snake_case and a * b");
        assert_eq!(clean("*6.1* `WHEN`"), "6.1 WHEN");
        assert_eq!(composed("Crite\u{300}res\u{a0}: e\u{301}"), "Critères : é");
    }

    #[test]
    fn blocks_are_found_whatever_they_look_like() {
        let text = "\u{feff}# A\r\nTitle\r\n=====\r\n\r\n1. one\r\n   goes on\r\n   - sub\r\n\r\n**6.1** two\n\
                    <!-- 9. not\nthis --> three\n| 6.2 | four |\n```\n5. SHALL\n```\n6.3 five\n";
        let blocks = read(&Grammar::new(), text);
        let told: Vec<(usize, &str)> =
            blocks.iter().map(|block| (block.line, block.text.as_str())).collect();
        let rows = [
            (1, "A"),
            (2, "Title"),
            (5, "one goes on"),
            (7, "sub"),
            (9, "two three"),
            (12, "| 6.2 | four |"),
            (14, "5. SHALL"),
            (16, "five"),
        ];
        assert_eq!(told, rows);
        assert_eq!(blocks[1].kind, Kind::Heading(1));
        assert_eq!(blocks[4].kind, Kind::Item("6.1".into()));
        assert_eq!(blocks[7].kind, Kind::Item("6.3".into()));
    }
}
