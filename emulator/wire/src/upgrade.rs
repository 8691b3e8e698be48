//! What a message says of its connection only (RFC 9110, 7.6.1), and connections that go on in another
//! protocol (7.8).

use http::header::{CONNECTION, UPGRADE};
use http::{HeaderMap, HeaderName};

/// What a message's `Upgrade` names, where its `Connection` says that this is meant for whoever is at
/// the other end of the connection. Both are lists, over one or more lines.
fn asked(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let meant = items(headers, CONNECTION).any(|option| option.eq_ignore_ascii_case("upgrade"));
    items(headers, UPGRADE).filter(move |_| meant)
}

/// Whether a message asks for an upgrade, to whatever.
pub fn is_asked(headers: &HeaderMap) -> bool {
    asked(headers).next().is_some()
}

/// Whether a message's `Upgrade` names a protocol, in any case of letters.
pub fn asks_for(headers: &HeaderMap, protocol: &str) -> bool {
    asked(headers).any(|asked| asked.eq_ignore_ascii_case(protocol))
}

/// Whether an answer has agreed to an upgrade that a request asked for.
pub fn agreed(request: &HeaderMap, answer: &HeaderMap) -> bool {
    let mut protocols = asked(answer).peekable();
    protocols.peek().is_some() && protocols.all(|protocol| asks_for(request, protocol))
}

/// The headers that a message's `Connection` names: they are for whoever is at the other end of the
/// connection, and nobody beyond.
pub fn named(headers: &HeaderMap) -> impl Iterator<Item = HeaderName> {
    items(headers, CONNECTION).filter_map(|name| name.parse().ok())
}

/// Whether a message says that its connection ends after it.
pub fn closes(headers: &HeaderMap) -> bool {
    items(headers, CONNECTION).any(|option| option.eq_ignore_ascii_case("close"))
}

/// The items of a list that stands in headers of one name.
fn items(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn an_upgrade_is_asked_for_where_connection_names_it() {
        let asks = |connection: &[&'static str], upgrade: &[&'static str]| {
            asks_for(&headers(connection, upgrade), "websocket")
        };
        assert!(asks(&["Upgrade"], &["websocket"]));
        assert!(asks(&["keep-alive, upgrade"], &["WebSocket"]));
        assert!(asks(&["keep-alive", "UPGRADE"], &["websocket"]));
        assert!(asks(&["upgrade"], &["h2c, websocket"]));
        assert!(asks(&["upgrade"], &["h2c", "websocket"]));
        assert!(!asks(&["keep-alive"], &["websocket"]));
        assert!(!asks(&["upgrades"], &["websocket"]));
        assert!(!asks(&[], &["websocket"]));
        assert!(!asks(&["upgrade"], &[]));
        assert!(!asks(&["upgrade"], &["websockets"]));
    }

    #[test]
    fn an_answer_agrees_to_what_was_asked_for() {
        let request = headers(&["upgrade"], &["h2c, websocket"]);
        let agrees = |connection, upgrade| agreed(&request, &headers(connection, upgrade));
        assert!(agrees(&["upgrade"], &["websocket"]));
        assert!(!agrees(&["upgrade"], &["other"]));
        assert!(!agrees(&["upgrade"], &[]));
        assert!(!agrees(&[], &["websocket"]));
    }

    fn headers(connection: &[&'static str], upgrade: &[&'static str]) -> HeaderMap {
        let connection = connection.iter().map(|line| (CONNECTION, HeaderValue::from_static(line)));
        let upgrade = upgrade.iter().map(|line| (UPGRADE, HeaderValue::from_static(line)));
        let mut headers = HeaderMap::new();
        for (name, line) in connection.chain(upgrade) {
            headers.append(name, line);
        }
        headers
    }
}
