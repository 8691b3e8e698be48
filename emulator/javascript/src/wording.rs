//! What the engine says, in the words of the real runtimes where those are known.
//! [Known](https://github.com/aws-samples/amazon-cloudfront-functions/issues/19): `cannot get property "value" of
//! undefined`; the others are njs's, which the real runtimes behave like (CF-11.7).

/// An error's text before its line, and what surrounds the name in it there and here.
const KNOWN: [(&str, &str, &str, &str); 6] = [
    ("cannot read property '", "' of undefined", "cannot get property \"", "\" of undefined"),
    ("cannot read property '", "' of null", "cannot get property \"", "\" of null"),
    ("cannot set property '", "' of undefined", "cannot set property \"", "\" of undefined"),
    ("cannot set property '", "' of null", "cannot set property \"", "\" of null"),
    ("'", "' is read-only", "Cannot assign to read-only property \"", "\" of object"),
    ("", " is not defined", "\"", "\" is not defined"),
];

/// `name: message`, worded.
pub(crate) fn worded(name: &str, message: &str) -> String {
    let of_engine = matches!(name, "TypeError" | "ReferenceError");
    let known = KNOWN.iter().filter(|_| of_engine).find_map(|(before, after, instead, behind)| {
        let inner = message.strip_prefix(before)?.strip_suffix(after)?;
        (!inner.contains(['"', ' '])).then(|| format!("{name}: {instead}{inner}{behind}"))
    });
    known.unwrap_or_else(|| format!("{name}: {message}"))
}
