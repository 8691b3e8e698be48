//! What viewers look at pages with.

/// What a viewer looks at pages with: CloudFront tells it by the `User-Agent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A browser on a desk.
    Desktop,
    /// A telephone.
    Mobile,
    /// A tablet.
    Tablet,
    /// A television.
    Television,
}

impl Device {
    pub(crate) fn user_agent(self) -> &'static str {
        match self {
            Self::Desktop => {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
            }
            Self::Mobile => {
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
            }
            Self::Tablet => {
                "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/18.5 Safari/604.1"
            }
            Self::Television => {
                "Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Version/8.0 TV Safari/537.36"
            }
        }
    }
}
