//! What containers are told for LocalStack, and what of it means something here. Testcontainers' modules set
//! these variables whether they are wanted or not, so nothing in them is an error:
//! <https://java.testcontainers.org/modules/localstack/>.
//! `SERVICES`, `DEFAULT_REGION`, `DEBUG` and all others are not read: every service is there, in every region.

/// The names that others reach this server by: `LOCALSTACK_HOST`, which may have a port, and, of old,
/// `HOSTNAME_EXTERNAL`.
pub(super) fn names(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let set = ["LOCALSTACK_HOST", "HOSTNAME_EXTERNAL"].into_iter().filter_map(variable);
    set.filter_map(|text| {
        let name = text.split_once(':').map_or(text.as_str(), |(name, _)| name);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        (!name.is_empty() && name.bytes().all(plain)).then(|| name.to_owned())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_taken_and_all_else_is_nothing() {
        let with = |set: &'static [(&str, &str)]| {
            super::names(move |name| {
                set.iter().find(|(it, _)| *it == name).map(|(_, to)| (*to).to_owned())
            })
        };
        assert_eq!(with(&[("LOCALSTACK_HOST", "aws:4566")]), ["aws"]);
        assert_eq!(with(&[("LOCALSTACK_HOST", "a"), ("HOSTNAME_EXTERNAL", "b")]), ["a", "b"]);
        assert!(with(&[("LOCALSTACK_HOST", ""), ("HOSTNAME_EXTERNAL", "*")]).is_empty());
        assert!(with(&[("SERVICES", "s3"), ("LOCALSTACK_HOST", "[::1]:4566")]).is_empty());
        assert!(with(&[]).is_empty());
    }
}
