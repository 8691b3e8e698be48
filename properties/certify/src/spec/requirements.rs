//! `requirements.md`: requirements, each with its story and acceptance criteria.

use super::blocks::{self, Block, Kind};
use super::grammar::{Grammar, number};
use super::parts::{Criterion, Note, Requirement};

const FILE: &str = "requirements.md";

/// Reads the file.
pub(super) fn read(grammar: &Grammar, text: &str, notes: &mut Vec<Note>) -> Vec<Requirement> {
    let mut reading = Reading {
        grammar,
        notes,
        requirements: Vec::new(),
        said: Vec::new(),
        in_criteria: false,
        elsewhere: false,
        level: 0,
        item: None,
    };
    for block in blocks::read(grammar, text) {
        reading.block(&block);
    }
    reading.end()
}

struct Reading<'a> {
    grammar: &'a Grammar,
    notes: &'a mut Vec<Note>,
    requirements: Vec<Requirement>,
    /// Whether the last requirement's heading said that it is one.
    said: Vec<bool>,
    /// Below `Acceptance Criteria`.
    in_criteria: bool,
    /// Below a heading that belongs to no requirement.
    elsewhere: bool,
    /// The level of the requirement's heading: one as high or higher ends it.
    level: usize,
    /// How far the last criterion is indented, and which numbers stand below it.
    item: Option<(usize, usize)>,
}

impl Reading<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading(level) => self.heading(block, *level),
            Kind::Paragraph => self.paragraph(block),
            Kind::Item(marker) => self.item(block, marker),
            Kind::Row(cells) => self.row(block, cells),
            Kind::Code if self.grammar.loud.is_match(&block.text) => {
                self.note(block, "it stands in a code block, and is not read");
            }
            Kind::Code => {}
        }
    }

    fn note(&mut self, block: &Block, why: impl Into<String>) {
        self.notes.push(Note::of(FILE, block.line, &block.text, why));
    }

    fn heading(&mut self, block: &Block, level: usize) {
        let grammar = self.grammar;
        self.item = None;
        if grammar.criteria.is_match(&block.text) {
            self.in_criteria = true;
            if self.requirements.is_empty() {
                self.note(
                    block,
                    "acceptance criteria of no requirement: put \"### Requirement 1\" above",
                );
            }
            return;
        }
        self.in_criteria = false;
        if let Some(found) = grammar.story.captures(&block.text) {
            self.story(found.get(1).map_or("", |rest| rest.as_str()));
            return;
        }
        let said = grammar.requirement.captures(&block.text);
        let numbered = || grammar.numbered.captures(&block.text);
        let is_said = said.is_some();
        if let Some(found) = said.or_else(numbered) {
            let title = found.get(2).map_or("", |title| title.as_str());
            self.begin(block, &found[1], title, is_said);
            self.level = level;
        } else if level <= self.level {
            self.elsewhere = true;
        } else if grammar.loud.is_match(&block.text) {
            self.loose(block);
        }
    }

    fn begin(&mut self, block: &Block, said: &str, title: &str, is_said: bool) {
        let number = number(said);
        if self.requirements.iter().any(|other| other.number == number) {
            self.note(block, format!("requirement {number} is there twice"));
        }
        let title = title.trim().to_owned();
        // `### 6.1 WHEN …`: the heading is the criterion.
        let criterion = self.grammar.loud.is_match(&title) && number.contains('.');
        let mut requirement =
            Requirement { number, title, line: block.line, ..Requirement::default() };
        if criterion {
            let (id, text) = (requirement.number.clone(), requirement.title.clone());
            requirement.criteria.push(Criterion { id, text, line: block.line });
        }
        self.requirements.push(requirement);
        self.said.push(is_said);
        (self.in_criteria, self.elsewhere, self.item) = (false, false, None);
    }

    fn story(&mut self, text: &str) {
        if let Some(requirement) = self.requirements.last_mut() {
            let text = text.trim();
            requirement.story = (!text.is_empty()).then(|| text.to_owned());
        }
    }

    fn paragraph(&mut self, block: &Block) {
        let grammar = self.grammar;
        if grammar.criteria.is_match(&block.text) && !grammar.loud.is_match(&block.text) {
            (self.in_criteria, self.item) = (true, None);
            return;
        }
        if block.bold
            && let Some(found) = grammar.requirement.captures(&block.text)
        {
            self.begin(block, &found[1], found.get(2).map_or("", |title| title.as_str()), true);
            return;
        }
        if let Some(found) = grammar.story.captures(&block.text) {
            self.story(found.get(1).map_or("", |rest| rest.as_str()));
            return;
        }
        if self.item.is_some_and(|(indent, _)| block.indent > indent) {
            self.goes_on(&block.text);
            return;
        }
        if grammar.onward.is_match(&block.text) && self.in_criteria && self.has_criteria() {
            self.goes_on(&block.text);
            return;
        }
        let is_one = grammar.loud.is_match(&block.text)
            || self.in_criteria && grammar.trigger.is_match(&block.text)
            || grammar.id.is_match(&block.text) && grammar.modal.is_match(&block.text);
        if is_one {
            self.loose(block);
        } else if self.in_criteria {
            // An introduction, most often.
            self.note(block, "it stands among acceptance criteria and is none: no WHEN, no SHALL");
        }
    }

    /// A criterion that stands in no list.
    fn loose(&mut self, block: &Block) {
        let with_id = self.grammar.id.captures(&block.text);
        let (id, text) = match &with_id {
            Some(found) => (Some(number(&found[1])), found[2].trim().to_owned()),
            None => (None, block.text.clone()),
        };
        let alone = self
            .requirements
            .last()
            .filter(|it| it.number.contains('.') && it.criteria.is_empty() && !self.elsewhere);
        // Below `### 6.1 Uploads` it is 6.1 itself.
        let id = id.or_else(|| alone.map(|it| it.number.clone()));
        self.criterion(block, id, text);
    }

    fn item(&mut self, block: &Block, marker: &str) {
        let grammar = self.grammar;
        if let Some(found) = grammar.story.captures(&block.text) {
            self.story(found.get(1).map_or("", |rest| rest.as_str()));
            return;
        }
        let heads = block.bold.then(|| grammar.requirement.captures(&block.text)).flatten();
        if let Some(found) = heads {
            self.begin(block, &found[1], found.get(2).map_or("", |title| title.as_str()), true);
            return;
        }
        if grammar.criteria.is_match(&block.text) && !grammar.loud.is_match(&block.text) {
            (self.in_criteria, self.item) = (true, None);
            return;
        }
        let modal = grammar.modal.is_match(&block.text);
        if let Some((indent, _)) = self.item
            && block.indent > indent + 1
        {
            if modal
                || grammar.trigger.is_match(&block.text) && !grammar.onward.is_match(&block.text)
            {
                self.below(block, marker);
            } else {
                self.goes_on(&format!("; {}", block.text));
            }
            return;
        }
        if grammar.onward.is_match(&block.text) && self.has_criteria() && self.item.is_some() {
            self.goes_on(&block.text);
            return;
        }
        let with_id = grammar.id.captures(&block.text);
        let (id, text) = match &with_id {
            Some(found) => (Some(number(&found[1])), found[2].trim().to_owned()),
            None if marker.contains('.') => (Some(number(marker)), block.text.clone()),
            None => (None, block.text.clone()),
        };
        let loud = grammar.loud.is_match(&block.text);
        let is_one = self.in_criteria || loud || id.is_some() && modal;
        if !is_one {
            return;
        }
        let ordinal = marker.parse::<usize>().ok();
        let id = id.or_else(|| self.ordinal(block, ordinal));
        if self.criterion(block, id, text) {
            self.item = Some((block.indent, 0));
            if !modal {
                self.note(block, "it is read as a criterion, and has no SHALL or DOIT");
            }
        }
    }

    fn has_criteria(&self) -> bool {
        self.requirements.last().is_some_and(|it| !it.criteria.is_empty())
    }

    /// `6.3` for the third of requirement 6: by its own number, if it goes on from the one before.
    fn ordinal(&mut self, block: &Block, said: Option<usize>) -> Option<String> {
        let requirement = self.requirements.last().filter(|_| !self.elsewhere)?;
        // What stands below another criterion does not count.
        let head = format!("{}.", requirement.number);
        let last = requirement.criteria.iter().rev().find_map(|criterion| {
            criterion.id.strip_prefix(&head).and_then(|last| last.parse::<usize>().ok())
        });
        let next = last.unwrap_or(0) + 1;
        let id =
            format!("{}.{}", requirement.number, said.filter(|said| *said > next).unwrap_or(next));
        if let Some(said) = said.filter(|said| *said != next && *said != 1) {
            self.note(
                block,
                format!("number {said} stands where {next} comes: it is read as {id}"),
            );
        }
        Some(id)
    }

    /// A criterion below another one: `6.1.2`.
    fn below(&mut self, block: &Block, marker: &str) {
        let Some((_, count)) = &mut self.item else { return };
        *count += 1;
        let count = *count;
        let Some(requirement) = self.requirements.last_mut() else { return };
        let dots = |id: &str| id.matches('.').count();
        let depth = dots(&requirement.number) + 1;
        let parent = requirement.criteria.iter().rev().find(|it| dots(&it.id) <= depth);
        let Some(parent) = parent.map(|parent| parent.id.clone()) else { return };
        let with_id = self.grammar.id.captures(&block.text);
        let (id, text) = match (&with_id, marker) {
            (Some(found), _) => (number(&found[1]), found[2].trim().to_owned()),
            (None, "") => (format!("{parent}.{count}"), block.text.clone()),
            (None, marker) if marker.contains('.') => (number(marker), block.text.clone()),
            (None, marker) => (format!("{parent}.{marker}"), block.text.clone()),
        };
        self.criterion(block, Some(id), text);
    }

    fn row(&mut self, block: &Block, cells: &[String]) {
        let modal = self.grammar.modal.is_match(&block.text);
        let has_id = cells.iter().any(|cell| {
            cell.contains('.')
                && cell
                    .split('.')
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
        });
        // Without either it is a table's head.
        if !modal && !has_id {
            return;
        }
        let is_id = |cell: &&String| {
            !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || c == '.')
        };
        let id = cells.iter().find(is_id);
        let rest: Vec<&str> = cells
            .iter()
            .filter(|cell| Some(*cell) != id && !cell.is_empty())
            .map(String::as_str)
            .collect();
        let id = match id.map(|id| number(id)) {
            Some(id) if id.contains('.') => Some(id),
            Some(id) => self.ordinal(block, id.parse().ok()),
            None => None,
        };
        let id = id.or_else(|| self.ordinal(block, None));
        if self.criterion(block, id, rest.join(" ")) && !modal {
            self.note(block, "it is read as a criterion, and has no SHALL or DOIT");
        }
    }

    fn goes_on(&mut self, text: &str) {
        let last =
            self.requirements.last_mut().and_then(|requirement| requirement.criteria.last_mut());
        if let Some(criterion) = last {
            if !text.starts_with(';') {
                criterion.text.push(' ');
            }
            criterion.text.push_str(text);
        }
    }

    /// Adds a criterion; `false`: it belongs to no requirement, and a note says so.
    fn criterion(&mut self, block: &Block, id: Option<String>, text: String) -> bool {
        let explicit = id.clone();
        let id = id.or_else(|| self.ordinal(block, None));
        let Some(mut id) = id else {
            self.note(
                block,
                "it looks like a criterion and belongs to no requirement: it is not counted",
            );
            return false;
        };
        let owner =
            explicit.as_ref().and_then(|id| id.split_once('.')).map(|(owner, _)| owner.to_owned());
        if let Some(owner) = owner.filter(|_| self.elsewhere || self.requirements.is_empty()) {
            // `6.1 WHEN …` below no heading: requirement 6 without one.
            if !self.requirements.iter().any(|it| it.number == owner) {
                let number = owner.clone();
                self.requirements.push(Requirement {
                    number,
                    line: block.line,
                    ..Requirement::default()
                });
                self.said.push(false);
            }
            self.elsewhere = false;
        }
        let twice = self.requirements.iter().flat_map(|it| &it.criteria).find(|it| it.id == id);
        if let Some(line) = twice.map(|twice| twice.line) {
            id = format!("{id} (line {})", block.line);
            self.note(block, format!("the same number stands in line {line}: it is read as {id}"));
        }
        let Some(requirement) = self.requirements.last_mut() else { return false };
        requirement.criteria.push(Criterion { id, text, line: block.line });
        true
    }

    fn end(mut self) -> Vec<Requirement> {
        let mut kept = Vec::new();
        for (requirement, said) in
            std::mem::take(&mut self.requirements).into_iter().zip(&self.said)
        {
            if !requirement.criteria.is_empty() {
                kept.push(requirement);
            } else if *said {
                let (line, title) = (requirement.line, &requirement.title);
                let why = format!("requirement {} has no acceptance criterion", requirement.number);
                self.notes.push(Note::of(FILE, line, title, why));
            }
        }
        kept
    }
}
