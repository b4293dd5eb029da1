//! Vectors as arrays: for targets without registers of their own here, and x86-64 with no more than SSE2.
//!
//! Every method is a loop over lanes, where possible without a branch or a call,
//! that the compiler turns into what vector instructions there are. Rounding is
//! done by arithmetic, because below SSE4.1 `f64::floor` and the like are calls.

use super::{F64x8, I32x8, I64x8, Mask8, SHIFT, Vectors};
use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// What the target guarantees.
pub(crate) struct Baseline;

impl Vectors for Baseline {
    const FMA: bool = false;
    type F64 = Lanes<f64>;
    type I64 = Lanes<i64>;
    type I32 = Lanes<i32>;
    type Mask = Bits;
}

/// Eight lanes.
#[derive(Clone, Copy)]
pub(crate) struct Lanes<T>([T; 8]);

/// Eight truths, as lanes of all ones or all zeros.
#[derive(Clone, Copy)]
pub(crate) struct Bits([i64; 8]);

/// From 2^52 on every double is an integer; this much added, smaller ones lose their fraction.
const INTEGERS: f64 = (1u64 << 52) as f64;

/// The array whose element `lane` is the expression.
macro_rules! each {
    ($lane:ident => $value:expr) => {{
        let mut result = [Default::default(); 8];
        let mut $lane = 0;
        while $lane < 8 {
            result[$lane] = $value;
            $lane += 1;
        }
        result
    }};
}

macro_rules! operator {
    ($($Trait:ident $method:ident ($T:ty) ($a:ident, $b:ident) => $value:expr;)*) => {$(
        impl $Trait for Lanes<$T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Lanes(each!(lane => {
                    let ($a, $b) = (self.0[lane], other.0[lane]);
                    $value
                }))
            }
        }
    )*};
}

operator! {
    Add add (f64) (a, b) => a + b;
    Sub sub (f64) (a, b) => a - b;
    Mul mul (f64) (a, b) => a * b;
    Div div (f64) (a, b) => a / b;
    Add add (i64) (a, b) => a.wrapping_add(b);
    Sub sub (i64) (a, b) => a.wrapping_sub(b);
    BitAnd bitand (i64) (a, b) => a & b;
    BitOr bitor (i64) (a, b) => a | b;
    BitXor bitxor (i64) (a, b) => a ^ b;
    Add add (i32) (a, b) => a.wrapping_add(b);
    Sub sub (i32) (a, b) => a.wrapping_sub(b);
    Mul mul (i32) (a, b) => a.wrapping_mul(b);
    BitAnd bitand (i32) (a, b) => a & b;
    BitOr bitor (i32) (a, b) => a | b;
    BitXor bitxor (i32) (a, b) => a ^ b;
}

impl Neg for Lanes<f64> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Lanes(each!(lane => -self.0[lane]))
    }
}

impl<T: Not<Output = T> + Copy + Default> Not for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Lanes(each!(lane => !self.0[lane]))
    }
}

macro_rules! compare {
    ($($method:ident $operator:tt),*) => {$(
        #[inline(always)]
        fn $method(self, other: Self) -> Bits {
            Bits(each!(lane => -i64::from(self.0[lane] $operator other.0[lane])))
        }
    )*};
}

macro_rules! array {
    ($T:ty) => {
        #[inline(always)]
        fn splat(value: $T) -> Self {
            Lanes([value; 8])
        }
        #[inline(always)]
        fn of(lanes: [$T; 8]) -> Self {
            Lanes(lanes)
        }
        #[inline(always)]
        fn lanes(self) -> [$T; 8] {
            self.0
        }
    };
}

macro_rules! gather {
    ($T:ty) => {
        #[inline(always)]
        fn gather<const N: usize>(table: &[$T; N], index: Lanes<i64>) -> Self {
            const { assert!(N.is_power_of_two()) };
            Lanes(each!(lane => table[index.0[lane] as usize & (N - 1)]))
        }
    };
}

impl Lanes<f64> {
    /// Below 2^52 `rounded`, with the sign of the lane; above, where all are integers, the lane.
    #[inline(always)]
    fn integer(self, rounded: Self) -> Self {
        self.abs().lt(Self::splat(INTEGERS)).select_f64(rounded.copysign(self), self)
    }

    /// What is left modulo 2^32, exactly, with the fraction; NaN for infinities.
    #[inline(always)]
    fn modulo_2_32(self) -> Self {
        let wrap = Self::splat((1u64 << 32) as f64);
        self - (self * Self::splat(1.0 / (1u64 << 32) as f64)).trunc() * wrap
    }
}

impl F64x8<Baseline> for Lanes<f64> {
    array!(f64);
    gather!(f64);
    compare!(lt <, le <=, gt >, ge >=, eq ==, ne !=);
    #[inline(always)]
    fn of_f32(lanes: [f32; 8]) -> Self {
        Lanes(each!(lane => f64::from(lanes[lane])))
    }
    #[inline(always)]
    fn to_f32(self) -> [f32; 8] {
        each!(lane => self.0[lane] as f32)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Lanes(each!(lane => self.0[lane].abs()))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Lanes(each!(lane => self.0[lane].sqrt()))
    }
    #[inline(always)]
    fn floor(self) -> Self {
        let near = self.round_even();
        self.integer(near - near.gt(self).select_f64(Self::splat(1.0), Self::splat(0.0)))
    }
    #[inline(always)]
    fn ceil(self) -> Self {
        -(-self).floor()
    }
    #[inline(always)]
    fn trunc(self) -> Self {
        self.abs().floor().copysign(self)
    }
    #[inline(always)]
    fn round_even(self) -> Self {
        let integers = Self::splat(INTEGERS);
        self.integer(self.abs() + integers - integers)
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        Lanes(each!(lane => self.0[lane].mul_add(factor.0[lane], term.0[lane])))
    }
    #[inline(always)]
    fn mul_sub(self, factor: Self, term: Self) -> Self {
        self.mul_add(factor, -term)
    }
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        Lanes(each!(lane => self.0[lane].copysign(sign.0[lane])))
    }
    #[inline(always)]
    fn min_js(self, other: Self) -> Self {
        // Equal values have the same bits, zeros aside.
        let equal = (self.bits() | other.bits()).float();
        let least = self.lt(other).select_f64(self, self.gt(other).select_f64(other, equal));
        (self.is_nan() | other.is_nan()).select_f64(self + other, least)
    }
    #[inline(always)]
    fn max_js(self, other: Self) -> Self {
        -(-self).min_js(-other)
    }
    #[inline(always)]
    fn bits(self) -> Lanes<i64> {
        Lanes(each!(lane => self.0[lane].to_bits() as i64))
    }
    #[inline(always)]
    fn to_i32(self) -> Lanes<i32> {
        let whole = if self.abs().lt(Self::splat(INTEGERS)).all() { self } else { self.modulo_2_32() };
        Lanes(each!(lane => whole.0[lane] as i64 as i32))
    }
    #[inline(always)]
    fn trunc_i64(self) -> Lanes<i64> {
        let shift = Self::splat(SHIFT);
        (self.trunc() + shift).bits() - shift.bits()
    }
}

macro_rules! shift_64 {
    ($fixed:ident $by:ident ($a:ident, $count:ident) => $value:expr) => {
        #[inline(always)]
        fn $fixed<const K: u32>(self) -> Self {
            self.$by(Self::splat(i64::from(K)))
        }
        #[inline(always)]
        fn $by(self, by: Self) -> Self {
            Lanes(each!(lane => {
                let ($a, $count) = (self.0[lane], by.0[lane] as u32);
                $value
            }))
        }
    };
}

impl I64x8<Baseline> for Lanes<i64> {
    array!(i64);
    gather!(i64);
    compare!(eq ==, lt <);
    shift_64!(shl shl_by (a, count) => a.wrapping_shl(count));
    shift_64!(shr shr_by (a, count) => (a as u64).wrapping_shr(count) as i64);
    shift_64!(sra sra_by (a, count) => a.wrapping_shr(count));
    #[inline(always)]
    fn float(self) -> Lanes<f64> {
        Lanes(each!(lane => f64::from_bits(self.0[lane] as u64)))
    }
    #[inline(always)]
    fn to_f64(self) -> Lanes<f64> {
        let shift = Lanes::<f64>::splat(SHIFT);
        (self + shift.bits()).float() - shift
    }
}

macro_rules! shift_32 {
    ($method:ident ($a:ident, $count:ident) => $value:expr) => {
        #[inline(always)]
        fn $method(self, by: Self) -> Self {
            Lanes(each!(lane => {
                let ($a, $count) = (self.0[lane], by.0[lane] as u32);
                $value
            }))
        }
    };
}

impl I32x8<Baseline> for Lanes<i32> {
    array!(i32);
    compare!(eq ==, lt <);
    shift_32!(shl (a, count) => a.wrapping_shl(count));
    shift_32!(shr (a, count) => (a as u32).wrapping_shr(count) as i32);
    shift_32!(sra (a, count) => a.wrapping_shr(count));
    #[inline(always)]
    fn leading_zeros(self) -> Self {
        Lanes(each!(lane => self.0[lane].leading_zeros() as i32))
    }
    #[inline(always)]
    fn to_f64(self) -> Lanes<f64> {
        Lanes(each!(lane => f64::from(self.0[lane])))
    }
    #[inline(always)]
    fn to_f64_unsigned(self) -> Lanes<f64> {
        Lanes(each!(lane => f64::from(self.0[lane] as u32)))
    }
}

macro_rules! logic {
    ($($Trait:ident $method:ident $operator:tt;)*) => {$(
        impl $Trait for Bits {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Bits(each!(lane => self.0[lane] $operator other.0[lane]))
            }
        }
    )*};
}

logic! {
    BitAnd bitand &;
    BitOr bitor |;
    BitXor bitxor ^;
}

impl Not for Bits {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Bits(each!(lane => !self.0[lane]))
    }
}

impl Mask8<Baseline> for Bits {
    const TRUE: Self = Bits([-1; 8]);
    const FALSE: Self = Bits([0; 8]);
    #[inline(always)]
    fn of_bits(bits: u8) -> Self {
        Bits(each!(lane => -i64::from(bits >> lane & 1)))
    }
    #[inline(always)]
    fn bits(self) -> u8 {
        let mut bits = 0;
        let mut lane = 0;
        while lane < 8 {
            bits |= self.0[lane] as u8 & 1 << lane;
            lane += 1;
        }
        bits
    }
    #[inline(always)]
    fn all(self) -> bool {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a & b) & (c & d)) & ((e & f) & (g & h)) != 0
    }
    #[inline(always)]
    fn any(self) -> bool {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a | b) | (c | d)) | ((e | f) | (g | h)) != 0
    }
    #[inline(always)]
    fn select_f64(self, a: Lanes<f64>, b: Lanes<f64>) -> Lanes<f64> {
        self.select_i64(a.bits(), b.bits()).float()
    }
    #[inline(always)]
    fn select_i64(self, a: Lanes<i64>, b: Lanes<i64>) -> Lanes<i64> {
        Lanes(each!(lane => b.0[lane] ^ (a.0[lane] ^ b.0[lane]) & self.0[lane]))
    }
    #[inline(always)]
    fn select_i32(self, a: Lanes<i32>, b: Lanes<i32>) -> Lanes<i32> {
        Lanes(each!(lane => b.0[lane] ^ (a.0[lane] ^ b.0[lane]) & self.0[lane] as i32))
    }
}
