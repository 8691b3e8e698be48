//! IP addresses in conditions (S3-7.3f).

use std::net::IpAddr;

/// A range of addresses: `203.0.113.0/24`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressRange {
    network: IpAddr,
    bits: u8,
}

impl AddressRange {
    /// Reads an address or a CIDR block of IPv4 or IPv6; `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            None => (text, None),
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        };
        let network: IpAddr = address.trim().parse().ok()?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { network, bits })
    }

    /// Whether an address lies in the range; a text that is no address does not.
    pub fn contains(&self, address: &str) -> bool {
        let Ok(address) = address.trim().parse::<IpAddr>() else { return false };
        match (self.network, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }

    /// S3-7.5: too wide to keep the public out, unless the addresses are private ones (RFC 1918).
    pub fn is_public(&self) -> bool {
        match self.network {
            IpAddr::V4(network) => {
                let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
                let inside = |range: &&str| {
                    Self::parse(range)
                        .is_some_and(|r| self.bits >= r.bits && r.contains(&network.to_string()))
                };
                self.bits < 8 && !private.iter().any(inside)
            }
            IpAddr::V6(_) => self.bits < 32,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::AddressRange;

    #[test]
    fn s3_7_3_f_ranges() {
        for (range, address, inside) in [
            ("203.0.113.0/24", "203.0.113.7", true),
            ("203.0.113.0/24", "203.0.114.7", false),
            ("203.0.113.7", "203.0.113.7", true),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("10.0.0.0/8", "nonsense", false),
        ] {
            assert_eq!(
                AddressRange::parse(range).unwrap().contains(address),
                inside,
                "{range} {address}"
            );
        }
        for text in ["", "1.2.3", "1.2.3.4/33", "::/129", "1.2.3.4/x"] {
            assert_eq!(AddressRange::parse(text), None, "{text}");
        }
    }
}
