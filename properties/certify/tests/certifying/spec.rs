//! Specifications as people write them are read, and what is not understood is said.

use parhelion_certify::Spec;
use proptest::prelude::*;

fn criteria(spec: &Spec) -> Vec<(&str, &str)> {
    spec.criteria().map(|it| (it.id.as_str(), it.text.as_str())).collect()
}

fn requirements(text: &str) -> Spec {
    Spec::parse(text, "", "")
}

fn ids(text: &str) -> String {
    let spec = requirements(text);
    spec.criteria().map(|it| it.id.clone()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_usual_shape() {
    let spec = Spec::parse(
        "# Requirements Document\n\n## Introduction\n\nIt shall be good.\n\n## Requirements\n\n\
         ### Requirement 1: Uploads\n\n**User Story:** As a user, I want to upload, so that it is kept.\n\n\
         #### Acceptance Criteria\n\n1. WHEN a file comes THEN the system SHALL store it\n\
         2. IF S3 fails THEN the system\n   SHALL say so\n\n### Requirement 2\n\n#### Acceptance Criteria\n\n\
         1. WHILE it runs, the system SHALL log\n",
        "## Correctness Properties\n\n**Property 1: It is kept**\n*For any* file, it is kept.\n\
         **Validates: Requirements 1.1, 1.2**\n\nProperty 2: It logs\n\n**Validates: Requirements 2.1**\n",
        "# Plan\n\n- [x] 1. Store\n  - Write it\n  - _Requirements: 1.1, 1.2_\n- [ ]* 2. Log\n  \
         - **Property 2: It logs**\n  - **Validates: Requirements 2.1**\n- [-] 3.1 Begun\n",
    );
    assert_eq!(spec.notes, []);
    assert_eq!(
        criteria(&spec),
        [
            ("1.1", "WHEN a file comes THEN the system SHALL store it"),
            ("1.2", "IF S3 fails THEN the system SHALL say so"),
            ("2.1", "WHILE it runs, the system SHALL log"),
        ]
    );
    assert_eq!(spec.requirements[0].title, "Uploads");
    assert!(
        spec.requirements[0].story.as_ref().is_some_and(|story| story.starts_with("As a user"))
    );
    let properties: Vec<_> = spec
        .properties
        .iter()
        .map(|it| (&*it.number, &*it.title, it.validates.join(" ")))
        .collect();
    assert_eq!(properties, [("1", "It is kept", "1.1 1.2".into()), ("2", "It logs", "2.1".into())]);
    assert_eq!(spec.properties[0].text, "For any file, it is kept.");
    let tasks: Vec<_> = spec
        .tasks
        .iter()
        .map(|it| {
            (&*it.number, &*it.title, it.done, it.requirements.join(" "), it.properties.join(" "))
        })
        .collect();
    assert_eq!(
        tasks,
        [
            ("1", "Store", true, "1.1 1.2".into(), String::new()),
            ("2", "Log", false, "2.1".into(), "2".into()),
            ("3.1", "Begun", false, String::new(), String::new()),
        ]
    );
    assert_eq!(
        (spec.tasks[1].line, spec.properties[1].line, spec.requirements[1].line),
        (6, 7, 19)
    );
}

#[test]
fn french_with_all_its_accents() {
    let exigences = "# Document d'exigences\r\n\r\n### Exigence 6 : Infrastructure AWS\r\n\r\n\
        **Récit utilisateur :** En tant qu'opérateur, je veux S3.\r\n\r\n#### Critères d'acceptation\r\n\r\n\
        1. QUAND un fichier est téléversé ALORS le système DOIT le stocker dans S3\r\n\
        2. SI S3 échoue ALORS le système NE DOIT PAS répondre 201\r\n\
        3. TANT QUE la production tourne, les journaux DOIVENT arriver\r\n";
    let conception = "## Propriétés\r\n\r\n### Propriété 16 : Les services sont connectés\r\n\r\n*Pour tout* fichier…\r\n\r\n\
        **Valide : Exigences 6.1, 6.2 et 6.3**\r\n";
    let taches = "- [x] 7.1 Configurer S3\r\n  - _Exigences : 6.1 à 6.3_\r\n";
    let spec = Spec::parse(exigences, conception, taches);
    assert_eq!(spec.notes, []);
    assert_eq!(spec.criteria().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["6.1", "6.2", "6.3"]);
    assert_eq!(spec.requirements[0].title, "Infrastructure AWS");
    assert_eq!(spec.properties[0].validates, ["6.1", "6.2", "6.3"]);
    assert_eq!(spec.tasks[0].requirements, ["6.1", "6.2", "6.3"]);
    // The same with combining accents, hard blanks and a mark at the begin.
    let apart = |text: &str| {
        let pairs = [("é", "e\u{301}"), ("è", "e\u{300}"), ("â", "a\u{302}"), (" :", "\u{a0}:")];
        pairs
            .iter()
            .fold(format!("\u{feff}{text}"), |text, (whole, apart)| text.replace(whole, apart))
    };
    let again = Spec::parse(&apart(exigences), &apart(conception), &apart(taches));
    assert_eq!(again, spec);
}

#[test]
fn numbers_wherever_they_stand() {
    for text in [
        "## Requirement 6\n1. WHEN a THEN b SHALL c\n2. WHEN d THEN e SHALL f\n",
        "## Requirement 6\n1. WHEN a THEN b SHALL c\n1. WHEN d THEN e SHALL f\n",
        "## REQ-006: x\n- WHEN a THEN b SHALL c\n* WHEN d THEN e SHALL f\n",
        "## 6. AWS\n6.1 WHEN a THEN b SHALL c\n6.2 WHEN d THEN e SHALL f\n",
        "## Requirement 6\n- **6.1** WHEN a THEN b SHALL c\n- **6.2:** WHEN d THEN e SHALL f\n",
        "**Requirement 6: AWS**\n\n6.1. WHEN a THEN b SHALL c\n\n6.2) WHEN d THEN e SHALL f\n",
        "### 6.1 Uploads\n\nWHEN a THEN b SHALL c\n\n### 6.2 Assets\n\n**WHEN** d **THEN** e **SHALL** f\n",
        "### 6.1 WHEN a THEN b SHALL c\n### 6.2 WHEN d THEN e SHALL f\n",
        "6.1 WHEN a THEN b SHALL c\n6.2 WHEN d THEN e SHALL f\n",
        "# Exigence n° 6 — AWS\n## Critères d’acceptation\n| n | texte |\n|---|---|\n| 6.1 | QUAND a ALORS b DOIT c |\n\
         | 6.2 | QUAND d ALORS e DOIT f |\n",
        "Requirement 6: AWS\n==================\n\nAcceptance Criteria\n-------------------\n\n1) ✅ WHEN a THEN b SHALL c\n2) WHEN d THEN e SHALL f\n",
        "## Requirement 6\n#### Acceptance Criteria\n1. WHEN a\n   THEN b SHALL c\n\n   AND more\n2. WHEN d\n\n\n   THEN e SHALL f\n",
        "> ## Requirement 6\n> 1. WHEN a THEN b SHALL c\n> 2. WHEN d THEN e SHALL f\n",
        "## Requirement 6\n#### Acceptance Criteria\n- WHEN a\n- THEN b SHALL c\n- WHEN d\n- THEN e SHALL f\n",
    ] {
        assert_eq!(ids(text), "6.1 6.2", "{text}");
    }
}

#[test]
fn lists_below_lists() {
    let spec = requirements(
        "## Requirement 6\n1. WHEN a THEN the system SHALL:\n   - store it\n   - log it\n\
         2. WHEN b THEN c SHALL d\n   1. WHEN e THEN f SHALL g\n   2. WHEN h THEN i SHALL j\n\
         3. WHEN k THEN l SHALL m\n   a) WHEN n THEN o SHALL p\n   - 6.3.2 WHEN q THEN r SHALL s\n",
    );
    let told = criteria(&spec);
    let ids: Vec<_> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["6.1", "6.2", "6.2.1", "6.2.2", "6.3", "6.3.a", "6.3.2"]);
    assert_eq!(told[6].1, "WHEN q THEN r SHALL s");
    assert_eq!(told[0].1, "WHEN a THEN the system SHALL:; store it; log it");
    assert_eq!(spec.notes, []);
}

/// Each of these is told with its line, and no criterion is lost by it.
#[test]
fn what_is_not_understood_is_said() {
    let says = |text: &str, line: usize, why: &str| {
        let spec = requirements(text);
        let found = spec.notes.iter().find(|note| note.why.contains(why));
        let found = found.unwrap_or_else(|| panic!("{why}: {:?}", spec.notes));
        assert_eq!((found.line, &*found.file), (line, "requirements.md"), "{text}");
        spec.criteria().count()
    };
    let one = "## Requirement 1\n1. WHEN a THEN b SHALL c\n";
    assert_eq!(says(&format!("{one}3. WHEN d THEN e SHALL f\n"), 3, "it is read as 1.3"), 2);
    assert_eq!(
        says(
            &format!("{one}- **1.1** WHEN d THEN e SHALL f\n"),
            3,
            "the same number stands in line 2"
        ),
        2
    );
    assert_eq!(says(&format!("{one}```\n2. WHEN d THEN e SHALL f\n```\n"), 4, "code block"), 1);
    assert_eq!(says(&format!("It SHALL be.\n\n{one}"), 1, "belongs to no requirement"), 1);
    assert_eq!(
        says(&format!("{one}## Requirement 2: b\n\nNothing.\n"), 3, "has no acceptance criterion"),
        1
    );
    assert_eq!(
        says(&format!("{one}## Requirement 1\n1. WHEN d THEN e SHALL f\n"), 3, "is there twice"),
        2
    );
    let row = format!("{one}| n | text |\n|---|---|\n| 1.2 | a \\| b |\n");
    assert_eq!(says(&row, 5, "has no SHALL"), 2);
    assert_eq!(requirements(&row).criteria().last().unwrap().text, "a | b");
    let weak = "## Requirement 1\n#### Acceptance Criteria\n1. Files are stored\n";
    assert_eq!(says(weak, 3, "has no SHALL"), 1);
    let notes = |design: &str, tasks: &str| {
        let notes = Spec::parse(one, design, tasks).notes;
        notes
            .iter()
            .map(|note| format!("{}:{}: {}", note.file, note.line, note.why))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(
        notes("### Property 1: a\n**Validates: Requirements 1.9**\n", "")
            .contains("design.md:2: it validates 1.9")
    );
    assert!(
        notes("### Property 1: a\n", "").contains("design.md:1: property 1 says of no requirement")
    );
    assert!(notes("**Validates: Requirements 1.1**\n", "").contains("belongs to no"));
    assert!(notes("", "- [y] 1. a\n").contains("tasks.md:1: a box is empty or has an x"));
    assert!(
        notes("", "- [x] 1. a\n  - _Requirements: 4.1_\n")
            .contains("tasks.md:2: it names requirement 4.1")
    );
    assert!(notes("", "- [x] 1. a\n  - Property 7\n").contains("tasks.md:1: it names property 7"));
}

#[test]
fn a_folder_is_read_whatever_the_case_of_its_names() {
    let folder = std::env::temp_dir().join(format!("parhelion-spec-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let why = Spec::read(&folder).unwrap_err();
    assert!(why.contains("has no requirements.md"), "{why}");
    std::fs::write(folder.join("Requirements.MD"), "nothing").unwrap();
    assert!(Spec::read(&folder).unwrap_err().contains("no acceptance criterion"));
    std::fs::write(folder.join("Requirements.MD"), b"\xff\xfe").unwrap();
    assert!(Spec::read(&folder).unwrap_err().contains("not UTF-8"));
    std::fs::write(folder.join("Requirements.MD"), "## Requirement 1\n1. WHEN a THEN b SHALL c\n")
        .unwrap();
    let spec = Spec::read(&folder).unwrap();
    assert_eq!((spec.criteria().count(), spec.notes.len()), (1, 2));
    std::fs::remove_dir_all(folder).unwrap();
    assert!(
        Spec::read(std::path::Path::new("no/such/folder")).unwrap_err().contains("no/such/folder")
    );
}

/// Of `count` criteria in any of these spellings, as many are read, or a note says which is not.
fn spelled(count: usize, spelling: u8, heading: u8) -> String {
    let mut text = match heading % 4 {
        0 => "### Requirement 3: x\n\n#### Acceptance Criteria\n\n".to_owned(),
        1 => "**Exigence 3 : x**\n\n**Critères d'acceptation :**\n\n".to_owned(),
        2 => "## 3. x\n\n".to_owned(),
        _ => "# REQ-3\n\nAcceptance criteria:\n\n".to_owned(),
    };
    for number in 1..=count {
        text += &match spelling % 5 {
            0 => format!("{number}. WHEN a{number} THEN b SHALL c\n"),
            1 => format!("- **3.{number}** SI a{number} ALORS b DOIT c\n"),
            2 => format!("* WHEN a{number} THEN\n  b SHALL c\n\n"),
            3 => format!("3.{number} WHEN a{number} THEN b SHALL c\n"),
            _ => format!("| 3.{number} | WHEN a{number} | THEN b SHALL c |\n"),
        };
    }
    text
}

proptest! {
    #[test]
    fn every_spelling_is_read_whole(count in 1..12_usize, spelling: u8, heading: u8) {
        let text = spelled(count, spelling, heading);
        let spec = requirements(&text);
        let told: Vec<_> = spec.criteria().map(|it| it.id.clone()).collect();
        let wanted: Vec<_> = (1..=count).map(|number| format!("3.{number}")).collect();
        prop_assert_eq!(told, wanted, "{}", text);
        for (number, criterion) in (1..).zip(spec.criteria()) {
            prop_assert!(criterion.text.contains(&format!("a{number} ")), "{:?}", criterion);
        }
    }

    /// No text makes it panic, and no line in capitals is dropped without a word.
    #[test]
    fn any_text_is_read(lines in proptest::collection::vec(
        prop_oneof![
            "[#*_ 0-9.|>\\-\\[\\]x`~a-zA-Zéà\t]{0,30}",
            Just("### Requirement 2: b".to_owned()),
            Just("#### Acceptance Criteria".to_owned()),
            Just("```".to_owned()),
            Just("<!--".to_owned()),
            Just("-->".to_owned()),
        ], 0..20), at in 0..20_usize) {
        let mut lines = lines;
        let at = at.min(lines.len());
        lines.insert(at, "1. WHEN needle THEN the system SHALL be found".to_owned());
        let text = lines.join("\n");
        let spec = Spec::parse(&text, &text, &text);
        let in_comment = lines[..at].iter().any(|line| line.contains("<!--"));
        let found = spec.criteria().any(|it| it.text.contains("needle"))
            || spec.requirements.iter().any(|it| it.title.contains("needle") || it.story.as_ref().is_some_and(|it| it.contains("needle")))
            || spec.notes.iter().any(|it| it.text.contains("needle"));
        prop_assert!(found || in_comment, "{}\n{:?}", text, spec);
    }
}
