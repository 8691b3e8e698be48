//! Connections that go on in another protocol (RFC 9110, 7.8).

use http::HeaderMap;
use http::header::{CONNECTION, UPGRADE};

/// What a message's `Upgrade` names, where its `Connection` says that this is meant for whoever is at
/// the other end of the connection.
pub fn asked(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(CONNECTION).iter().filter_map(|line| line.to_str().ok());
    let mut options = lines.flat_map(|line| line.split(','));
    let meant = options.any(|option| option.trim().eq_ignore_ascii_case("upgrade"));
    headers.get(UPGRADE).filter(|_| meant)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn an_upgrade_is_asked_for_where_connection_names_it() {
        let asks = |connection: &'static [&'static str], upgrade: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            for line in connection {
                headers.append(CONNECTION, HeaderValue::from_static(line));
            }
            if let Some(upgrade) = upgrade {
                headers.insert(UPGRADE, HeaderValue::from_static(upgrade));
            }
            asked(&headers).map(str::to_owned)
        };
        let found = Some("websocket".to_owned());
        assert_eq!(asks(&["Upgrade"], Some("websocket")), found);
        assert_eq!(asks(&["keep-alive, upgrade"], Some("websocket")), found);
        assert_eq!(asks(&["keep-alive", "UPGRADE"], Some("websocket")), found);
        assert_eq!(asks(&["keep-alive"], Some("websocket")), None);
        assert_eq!(asks(&["upgrades"], Some("websocket")), None);
        assert_eq!(asks(&[], Some("websocket")), None);
        assert_eq!(asks(&["upgrade"], None), None);
    }
}
