//! A proposal for `certificate.toml`, by the words that criteria and clauses have in common. It binds
//! nothing by itself: whoever knows both reads it, mends it, and takes `draft = true` out.

use crate::spec::Spec;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many clauses are proposed for a criterion at the most.
const PROPOSED_MAX: usize = 6;

/// Words that say nothing of what a sentence is about.
const COMMON: &str = " a an and any are as at be been by can do each every for from has have how if in into is it its \
 may must no nor not of on one only or other over same shall should so some such than that the their them then there \
 these they this to under was were what when where which while who whose will with within system \
 alors au aux avec ce ces cette chaque dans de des doit doivent du elle en est et il ils la le les leur lorsque ne ou \
 par pas pour quand que qui sa se ses si son sont sur tant tous tout toute un une systeme ";

/// Words that mean the same here.
const SAME: [&[&str]; 22] = [
    &["upload", "uploaded", "televerse", "televersement", "file", "fichier", "object", "objet"],
    &["s3", "bucket", "compartiment"],
    &[
        "store", "stored", "storage", "stocke", "stockage", "keep", "kept", "conserve", "readable",
        "remain", "there",
    ],
    &["asset", "static", "statique", "ressource", "image", "stylesheet"],
    &["cloudfront", "cdn", "edge", "distribution"],
    &["serve", "served", "servi", "deliver", "livre"],
    &["https", "tls", "ssl", "certificate", "certificat", "redirected", "plain", "http"],
    &["log", "logs", "logged", "journal", "journaux", "line"],
    &["cloudwatch"],
    &["alarm", "alarme", "alert", "alerte"],
    &["dashboard", "tableau"],
    &["production"],
    &["retention", "promised", "long"],
    &["cors", "origin", "origine"],
    &[
        "access",
        "acces",
        "anonymous",
        "anonyme",
        "direct",
        "private",
        "prive",
        "permission",
        "autorisation",
        "public",
        "refuse",
    ],
    &[
        "compress",
        "compressed",
        "compression",
        "compressible",
        "gzip",
        "brotli",
        "decompress",
        "compresse",
    ],
    &["cache", "cached", "ttl", "hit", "caching"],
    &["fresh", "freshness", "stale", "version", "invalidate", "invalidation", "gone", "old"],
    &["audit", "health", "sante", "verify", "verifie"],
    &["conflict", "conflit", "name", "nom"],
    &["content", "contenu", "intact", "integrity", "integrite"],
    &["fail", "error", "erreur", "echec"],
];

/// The file's text, for clauses of these names.
pub fn draft(spec: &Spec, clauses: &[String]) -> String {
    let words: Vec<BTreeSet<String>> = clauses.iter().map(|clause| words(clause)).collect();
    let rarity = rarity(&words);
    let mut out = String::from(
        "# Which clauses prove which criterion. A program has proposed this, by words in common: read every\n\
         # line, keep what is so, and then take the next line out.\ndraft = true\n\n\
         # Where no run proves a criterion, write who answers for it, and why:\n\
         #   by = \"review\"         # or \"out-of-scope\"\n#   reason = \"…\"\n\
         # A check of an audit is a clause too: \"audit:<check>\". \"16a:*\" is every clause that begins so.\n",
    );
    for criterion in spec.criteria() {
        let proposed = proposed(&criterion.text, clauses, &words, &rarity);
        // Writing to a String cannot fail.
        let _ =
            write!(out, "\n{}\n[criteria.{}]\n", comment(&criterion.text), quoted(&criterion.id));
        out += &listed(&proposed);
    }
    for property in &spec.properties {
        let _ = write!(
            out,
            "\n{}\n",
            comment(&format!("Property {}: {}", property.number, property.title))
        );
        let validated = property.validates.join(", ");
        let _ = writeln!(
            out,
            "# Without clauses of its own it is proved with what it validates: {validated}"
        );
        let _ = writeln!(out, "# [properties.{}]\n# clauses = []", quoted(&property.number));
    }
    out
}

fn listed(proposed: &[&String]) -> String {
    if proposed.is_empty() {
        return "clauses = []  # no clause has words in common with it\n".to_owned();
    }
    let lines = proposed.iter().map(|clause| format!("    {},\n", quoted(clause)));
    format!("clauses = [\n{}]\n", lines.collect::<String>())
}

/// Clauses that speak of the same, the nearest first.
fn proposed<'a>(
    text: &str,
    clauses: &'a [String],
    of_clauses: &[BTreeSet<String>],
    rarity: &BTreeMap<String, f64>,
) -> Vec<&'a String> {
    let wanted = words(text);
    let score = |of: &BTreeSet<String>| -> f64 {
        let common: f64 = of.intersection(&wanted).filter_map(|word| rarity.get(word)).sum();
        common / (of.len() as f64).sqrt().max(1.0)
    };
    let mut scored: Vec<(f64, &String)> =
        of_clauses.iter().zip(clauses).map(|(of, clause)| (score(of), clause)).collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    let near = scored.into_iter().filter(|(score, _)| *score > 0.0 && *score >= best * 0.55);
    near.take(PROPOSED_MAX).map(|(_, clause)| clause).collect()
}

/// What few clauses say tells more.
fn rarity(words: &[BTreeSet<String>]) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::<String, usize>::new();
    for word in words.iter().flatten() {
        *counts.entry(word.clone()).or_default() += 1;
    }
    let all = words.len() as f64;
    counts.into_iter().map(|(word, count)| (word, (1.0 + all / count as f64).ln())).collect()
}

/// What a sentence is about.
fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text.to_lowercase().chars().map(plain).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
    let words = words.filter(|word| !COMMON.contains(&format!(" {word} ")));
    words.map(meant).collect()
}

/// The word for it that stands for all others.
fn meant(word: &str) -> String {
    let short = word.strip_suffix('s').filter(|short| short.len() > 3).unwrap_or(word);
    let group = SAME.iter().find(|group| group.contains(&word) || group.contains(&short));
    group
        .and_then(|group| group.first())
        .map_or_else(|| short.to_owned(), |first| (*first).to_owned())
}

fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

fn comment(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("# {plain}")
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_two_languages_are_about_the_same() {
        let english = words("WHEN a user uploads a file THEN the system SHALL store it in S3");
        let french = words(
            "QUAND un utilisateur téléverse un fichier ALORS le système DOIT le stocker dans S3",
        );
        let both: Vec<_> = english.intersection(&french).map(String::as_str).collect();
        assert!(both.contains(&"upload") && both.contains(&"s3"), "{both:?}");
        assert_eq!(quoted("a \"b\\\n"), "\"a \\\"b\\\\\\u000A\"");
    }
}
