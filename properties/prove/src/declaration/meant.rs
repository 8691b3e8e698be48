//! What somebody meant who wrote something else.

/// The known name that is nearest.
pub(super) fn meant<'a>(name: &str, known: &[&'a str]) -> &'a str {
    let nearest = known.iter().min_by_key(|known| strsim::damerau_levenshtein(name, known));
    nearest.copied().unwrap_or("nothing")
}
