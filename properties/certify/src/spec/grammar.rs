//! The words of specifications, in English and French.

use regex::Regex;

/// What lines look like.
pub(super) struct Grammar {
    /// `Requirement 6: title`
    pub(super) requirement: Regex,
    /// `6. Title`, `6.1 Title`
    pub(super) numbered: Regex,
    /// `Acceptance Criteria`
    pub(super) criteria: Regex,
    /// `User Story: …`
    pub(super) story: Regex,
    /// `SHALL`
    pub(super) modal: Regex,
    /// `SHALL`, in capitals: also in prose it is meant.
    pub(super) loud: Regex,
    /// `WHEN …`
    pub(super) trigger: Regex,
    /// `THEN …`, `AND …`: what goes on with a criterion.
    pub(super) onward: Regex,
    /// `6.1: …`
    pub(super) id: Regex,
    /// `Property 16: title`
    pub(super) property: Regex,
    /// `Validates: Requirements 6.1`
    pub(super) validates: Regex,
    /// `Requirements: 6.1`
    pub(super) requirements: Regex,
    /// `Property 16`, anywhere.
    pub(super) property_named: Regex,
    /// `[x] 7.1 title`
    pub(super) check: Regex,
    /// `6.1-6.5`, `6.1`
    pub(super) reference: Regex,
    /// `- `, `1. `, `a) `
    pub(super) marker: Regex,
}

fn regex(pattern: &str) -> Regex {
    let built = Regex::new(pattern);
    #[allow(clippy::expect_used)] // a fixed pattern: every test builds all of them
    built.expect("a pattern")
}

impl Grammar {
    pub(super) fn new() -> Self {
        const NUMBER: &str = r"(\d{1,4}(?:\.\d{1,4}){0,5})";
        Self {
            requirement: regex(&format!(
                r"(?i)^(?:requirement|exigence|besoin|req)s?\s*(?:n\s*[°º]\s*)?[-#_]?\s*{NUMBER}\s*(?:[.:\-–—)]+\s*|\s+|$)(.*)$"
            )),
            numbered: regex(&format!(r"^{NUMBER}\s*(?:[.:)–—-]+\s*|\s+)(.+)$")),
            criteria: regex(
                r"(?i)^(?:\d+[.)]?\s*)?(?:acceptance\s+criteri(?:a|on)|crit[eè]res?\s+d\s*['’]?\s*acceptation)\b",
            ),
            story: regex(
                r"(?i)^(?:user\s*-?\s*story|r[ée]cit\s+utilisateur|histoire\s+utilisateur)\b\s*:?\s*(.*)$",
            ),
            modal: regex(r"(?i)\b(?:shall|must|doit|doivent|devra|devront)\b"),
            loud: regex(r"\b(?:SHALL|MUST|DOIT|DOIVENT|DEVRA|DEVRONT)\b"),
            trigger: regex(
                r"(?i)^(?:when(?:ever)?|if|while|where|quand|lorsque|lorsqu['’]|si|s['’]il|tant\s+qu|pendant\s+qu|d[èe]s\s+qu|l[àa]\s+o[uù]|o[uù])(?:\s|\b)",
            ),
            onward: regex(r"^(?:THEN|AND|OR|BUT|ALORS|ET|OU|MAIS|Then|And|Alors|Et)\b"),
            id: regex(
                r"(?i)^[\[(]?(?:ac|ca|crit[eè]re|criterion|criteria)?\s*[-#]?\s*(\d{1,4}(?:\.\d{1,4}){1,5})[\])]?\s*(?:[.:)–—-]+\s*|\s+)(.+)$",
            ),
            property: regex(&format!(
                r"(?i)^(?:correctness\s+)?(?:property|propri[ée]t[ée])\s*(?:n\s*[°º]\s*)?[-#]?\s*{NUMBER}\s*(?:[.:\-–—)]+\s*(.*)|)$"
            )),
            validates: regex(
                r"(?i)\b(?:validates?|valide|v[ée]rifie|couvre|covers)\b\s*:?\s*(.*\d.*)$",
            ),
            requirements: regex(r"(?i)^(?:requirements?|exigences?|reqs?)\b\s*:?\s*(.*)$"),
            property_named: regex(&format!(r"(?i)\b(?:property|propri[ée]t[ée])\s*#?\s*{NUMBER}")),
            check: regex(r"^\[(.{0,2}?)\]\s*(\*?)\s*(.*)$"),
            reference: regex(&format!(
                r"(?i){NUMBER}(?:\s*(?:-|–|—|\.\.|to\b|through\b|à|jusqu['’]à)\s*{NUMBER})?"
            )),
            marker: regex(
                r"^(?:([-*+•–])|\(?(\d{1,4}(?:\.\d{1,4}){0,5})[.)]|(\d{1,4}(?:\.\d{1,4}){1,5}):?|\(?([a-zA-Z])[.)])\s+(.*)$",
            ),
        }
    }
}

/// A number as all are compared: `06.1` is `6.1`.
pub(super) fn number(text: &str) -> String {
    let parts = text.split('.').map(|part| {
        let short = part.trim_start_matches('0');
        if short.is_empty() { "0" } else { short }
    });
    parts.collect::<Vec<_>>().join(".")
}
