//! The CRC of one content followed by another, of their CRCs alone.
//!
//! A CRC is a polynomial over two elements, modulo the algorithm's own; bits are kept reflected, so
//! the highest bit is 1. Putting `n` bytes behind a content multiplies its CRC by `x` to the power of
//! `8 n`: as many multiplications as `n` has ones, because the powers of two are kept.

use crc_fast::CrcAlgorithm;

/// One of the CRCs of S3-3.13, whose registers begin with ones and are inverted at the end.
struct Field {
    polynomial: u64,
    one: u64,
    /// `x` to the power of `8 · 2^k`.
    powers: [u64; 64],
}

static CRC32: Field = Field::new(0xedb8_8320, 32);
static CRC32C: Field = Field::new(0x82f6_3b78, 32);
static CRC64_NVME: Field = Field::new(0x9a6c_9329_ac4b_c9b5, 64);

/// `None`: not one of these.
pub(super) fn combine(crc: CrcAlgorithm, first: u64, next: u64, next_len: u64) -> Option<u64> {
    let field = match crc {
        CrcAlgorithm::Crc32IsoHdlc => &CRC32,
        CrcAlgorithm::Crc32Iscsi => &CRC32C,
        CrcAlgorithm::Crc64Nvme => &CRC64_NVME,
        _ => return None,
    };
    Some(field.followed_by_bytes(first, next_len) ^ next)
}

impl Field {
    const fn new(polynomial: u64, width: u32) -> Self {
        let one = 1 << (width - 1);
        let mut field = Self { polynomial, one, powers: [one >> 8; 64] };
        let mut k = 1;
        while k < field.powers.len() {
            let half = field.powers[k - 1];
            field.powers[k] = field.times(half, half);
            k += 1;
        }
        field
    }

    /// The product of two polynomials.
    const fn times(&self, left: u64, mut right: u64) -> u64 {
        let (mut bit, mut product) = (self.one, 0);
        while bit != 0 {
            if left & bit != 0 {
                product ^= right;
            }
            // No branch: these bits are as good as chance.
            right = (right >> 1) ^ (self.polynomial & (right & 1).wrapping_neg());
            bit >>= 1;
        }
        product
    }

    fn followed_by_bytes(&self, crc: u64, bytes: u64) -> u64 {
        let is_in = |k: &usize| (bytes >> k) & 1 == 1;
        (0..self.powers.len()).filter(is_in).fold(crc, |crc, k| self.times(self.powers[k], crc))
    }
}
