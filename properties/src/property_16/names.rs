//! The names that users' files have.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a URL as it is (RFC 3986, 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name as one segment of a URL's path.
pub fn segment(name: &str) -> String {
    utf8_percent_encode(name, UNRESERVED).to_string()
}

/// `file-0.txt`, …
pub fn plain(name: u8) -> String {
    format!("file-{name}.txt")
}

/// Plain ones first, then what real users send. `room` is how many bytes a name may have at the most.
pub fn any(name: u8, room: usize) -> String {
    const ODD: [&str; 12] = [
        "holiday photo.jpg",
        "a+b & c=d.txt",
        "100% #1?.txt",
        "r\u{e9}sum\u{e9}.pdf",
        // The same to a reader, with combining accents: another key.
        "re\u{301}sume\u{301}.pdf",
        "\u{1f4f7}.png",
        "..",
        "folder/with/slashes.txt",
        "'quoted' \"twice\".txt",
        "back\\slash.txt",
        "\u{65e5}\u{672c}\u{8a9e}.txt",
        ".hidden",
    ];
    let number = usize::from(name);
    match (number.checked_sub(usize::from(PLAIN)), number) {
        (None, _) => plain(name),
        (Some(odd), _) if odd < ODD.len() => ODD[odd].to_owned(),
        // As long as a key may be, no byte more.
        _ => "n".repeat(room.min(1024)),
    }
}

/// How many plain names there are.
pub const PLAIN: u8 = 4;

/// How many names there are in all.
pub const ALL: u8 = PLAIN + 13;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_is_another_one_that_fits() {
        let names: BTreeSet<String> = (0..ALL).map(|name| any(name, 1016)).collect();
        assert_eq!(names.len(), usize::from(ALL));
        assert!(names.iter().all(|name| name.len() <= 1016) && names.contains("file-3.txt"));
        assert!(names.iter().any(|name| name.len() == 1016));
    }
}
