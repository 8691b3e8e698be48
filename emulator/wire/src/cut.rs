//! Texts that clients choose, as far as anybody keeps or repeats them.

/// Leaves at most `max` bytes of a text, whole characters, and an ellipsis where more was.
///
/// ```
/// let mut text = "größer".to_owned();
/// parhelion_wire::cut::cut(&mut text, 3);
/// assert_eq!(text, "gr…");
/// ```
pub fn cut(text: &mut String, max: usize) {
    if text.len() > max {
        text.truncate(text.floor_char_boundary(max));
        text.push('…');
    }
}
