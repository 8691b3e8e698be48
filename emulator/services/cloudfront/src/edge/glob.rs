//! The two wildcards that behaviours and legacy cookie lists know.

/// `*` is any text, `?` exactly one character, everything else itself; case counts (CF-1.6b, c).
pub(crate) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where to go on after the last `*` if what follows it does not fit: one character later.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, t));
                p += 1;
            }
            Some(&c) if c == b'?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, from)) => {
                    star = Some((after, from + 1));
                    p = after;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn the_documented_examples_cf_1_6() {
        let fits = |pattern: &str, text: &str| matches(pattern.as_bytes(), text.as_bytes());
        assert!(fits("/a*.jpg", "/apple.jpg"));
        assert!(fits("/a*.jpg", "/abra/x/magic.jpg"));
        assert!(fits("/a??.jpg", "/ant.jpg"));
        assert!(!fits("/a??.jpg", "/an.jpg"));
        assert!(fits("/*.doc*", "/x.doc") && fits("/*.doc*", "/x.docx"));
        assert!(!fits("/*.doc?", "/x.doc") && fits("/*.doc?", "/x.docx"));
        assert!(!fits("/A*", "/a"));
        assert!(fits("*", "") && !fits("?", ""));
        assert!(fits("*a*b", "xxaaxxbxb") && !fits("*a*b", "xxaaxxbxc"));
    }
}
