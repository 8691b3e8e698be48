//! Keys and signatures made by OpenSSL: of RSA and P-256, over SHA-1 and SHA-256.

pub(super) const RSA: &str = include_str!("../../../tests/keys/rsa.pem");
pub(super) const P256: &str = include_str!("../../../tests/keys/p256.pem");
/// RSA of 1,024 bits, and P-384: none of CloudFront's.
pub(super) const OTHERS: [&str; 2] = [
    "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCecxrwb41HwmX2VWqUmq1EyRs1
CRxbnAJKxfBjWBA7iRWliK0YJ9VeBq8dYdFQo8vTHHQnuuRaoqssGUj4EXJo2rZB
uDi6cb0XAulA0gkVCsp8vmRfvtMYTSDC1WU+6mBXNDnuJKs7VpeI0z7E657JV5/p
Ceg4NQKhI2EUDddRAwIDAQAB
-----END PUBLIC KEY-----
",
    "-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEwQKkIo/FjTLvyWiQu8QGNVw71GbcF/4J
tyTrxbkbWLAFwtr52p6wQRde0nVcpORs0qBRXyBM9xbYH9kEzPpqqwqWiOWok6pn
s+qCPPa2T2rWPMC3iY6Cs1s6CtjFwOdb
-----END PUBLIC KEY-----
",
];

/// `https://d111.cloudfront.net/private/a.jpg?size=1` until 1000.
pub(super) const CANNED: [(&str, &str, &str); 4] = [
    (
        "KRSA",
        "SHA1",
        "U1wGo~nDfaF2VDf49StnjY74wWEIrfgUSm8ASGgZ42hnOZN7M59neo9IFrN~t00g7zklPUeiCJGnDYzcjVVhgd9HPFzzH5f5QtifgfanFshHTf6k-pXRWp6X108r6cVc4iwbZt0CaYEHfR5uf4pzCet7x-Zb1jvHDthfq9eQYeJ0HzWdrWHAFJX~Ow~hkDZb81mZ9v096Wb98pPiK2Z2Y9jiTD9afNJB8LDmJAkw3XNpwo53KikA7Tjn6dCgjHrXErQe2~lWhzmMOKfbbbqtrXJTmF8cNrFFVYHQ8ovnygMwWUJQ5B4XO2hf91J2PuSe42oKxwk94zhxL8YgdjX~-Q__",
    ),
    (
        "KRSA",
        "SHA256",
        "N7fi1IbKsebhM4jfM1L1kKRwANUo0RFKZ9sfkT5VF5K3SAQxvMHr1q1BHw5yuUYNeCKZgoroI-mNOZcIb0ekRulGbipeyBLFPA01sTrcMidOWWDtwO8RQtV~hvZyXBjxY7t3cBGKem~d~GFNcsWmj69qRV47GqorDNWyM75Q6kNUXSfudsGsxVwdcHbh97aJ5REQtHg6TLHHEQPyBPEdm44F05RrqZOc15yxSa-h2MB6TCE6ukAhOdjObNxN0Me3HyiSHTNWQc7Sl~DDsabEvYV2tU3mxSsqEP-UzpYpcsBYqIkqOykGI05JEAl-7lvefSOBVBAxsFP1g-VkAsHffQ__",
    ),
    (
        "KEC",
        "SHA1",
        "MEUCIQCa3cM4b7J3EXMCs5sLvH6W9SNH6vICEuZCTdmAsiHcAAIges~nTT60i4-OgxumyemK2GNfDPn1X24~7QGGkh4TfPI_",
    ),
    (
        "KEC",
        "SHA256",
        "MEQCIFCqYUki61zLIRFGzCSNR6vbZiNXZFJXX9TDxck7BKUzAiAKt8iVRFTk6d5N3vO4Nir6GbiBToIMA9hOAnLgSu7eZw__",
    ),
];

/// `https://d111.cloudfront.net/private/*` between 500 and 1000, from 203.0.113.0/24, signed by the key of
/// P-256.
pub(super) const CUSTOM: (&str, &str) = (
    "eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNlIjoiaHR0cHM6Ly9kMTExLmNsb3VkZnJvbnQubmV0L3ByaXZhdGUvKiIsIkNvbmRpdGlvbiI6eyJEYXRlTGVzc1RoYW4iOnsiQVdTOkVwb2NoVGltZSI6MTAwMH0sIkRhdGVHcmVhdGVyVGhhbiI6eyJBV1M6RXBvY2hUaW1lIjo1MDB9LCJJcEFkZHJlc3MiOnsiQVdTOlNvdXJjZUlwIjoiMjAzLjAuMTEzLjAvMjQifX19XX0_",
    "MEYCIQDOELHhRRB9O-EVqmjWSZ8FrIwLq~~5~GJVSENqwKiiNQIhAO1i1QB7WXux9DzOsBzXLZiNb6yx3SOS-uPs8Q87MAYf",
);
