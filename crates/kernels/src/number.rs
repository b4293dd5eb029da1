//! What a sum gives: a double, or an integer too wide for any machine type.
//!
//! Sums of 64-bit integers, and of products of them, are exact: 192 bits hold
//! 2^64 products of any two 64-bit integers. They round to a double, or leave
//! as words, only when the caller asks.

/// The result of a reduction: floats give a double, integers the exact value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Of floats.
    Float(f64),
    /// Of integers.
    Integer(Wide),
}

impl Number {
    /// The double nearest to the value, ties to even.
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Float(value) => value,
            Number::Integer(value) => value.to_f64(),
        }
    }
}

/// The 192-bit integer `high · 2^64 + low`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wide {
    high: i128,
    low: u64,
}

impl Wide {
    /// `high · 2^64 + low`.
    pub const fn new(high: i128, low: i128) -> Wide {
        // The shift keeps the sign, so that low = (low >> 64) · 2^64 + (low mod 2^64).
        Wide { high: high + (low >> 64), low: low as u64 }
    }

    /// The sum.
    pub const fn plus(self, other: Wide) -> Wide {
        let (low, carry) = self.low.overflowing_add(other.low);
        Wide { high: self.high + other.high + carry as i128, low }
    }

    /// Whether it is negative, and its magnitude in words, the lowest first.
    pub const fn sign_and_words(self) -> (bool, [u64; 3]) {
        let negative = self.high < 0;
        let (high, low) = if negative {
            let (low, borrow) = 0u64.overflowing_sub(self.low);
            (-self.high - borrow as i128, low)
        } else {
            (self.high, self.low)
        };
        (negative, [low, high as u64, (high >> 64) as u64])
    }

    /// The double nearest to it, ties to even.
    pub fn to_f64(self) -> f64 {
        let (negative, [low, middle, top]) = self.sign_and_words();
        // 128 bits that hold the first set bit, and one that stands for all below them.
        let (bits, scale) = if top == 0 {
            (u128::from(middle) << 64 | u128::from(low), 1.0)
        } else {
            (u128::from(top) << 64 | u128::from(middle) | u128::from(low != 0), 18_446_744_073_709_551_616.0)
        };
        let magnitude = bits as f64 * scale;
        if negative { -magnitude } else { magnitude }
    }
}

impl From<i128> for Wide {
    fn from(value: i128) -> Wide {
        Wide::new(0, value)
    }
}
