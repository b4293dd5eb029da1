//! What a compiled function is run on: memory of any dtype that others may write meanwhile.

use allcores_memory::{Dtype, Racy, RacyMut};
use half::f16;

/// Runs `$body` with `$x` bound to the elements of `$array`, whatever their type.
macro_rules! each_array {
    ($array:expr, $x:ident => $body:expr) => {
        match $array {
            $crate::Array::Int8($x) => $body,
            $crate::Array::Uint8($x) | $crate::Array::Uint8Clamped($x) => $body,
            $crate::Array::Int16($x) => $body,
            $crate::Array::Uint16($x) => $body,
            $crate::Array::Int32($x) => $body,
            $crate::Array::Uint32($x) => $body,
            $crate::Array::Float16($x) => $body,
            $crate::Array::Float32($x) => $body,
            $crate::Array::Float64($x) => $body,
        }
    };
}

macro_rules! arrays {
    ($($dtype:ident: $element:ty,)+) => {
        /// Elements to read, of a dtype whose values are numbers.
        #[derive(Clone, Copy, Debug)]
        pub enum Array<'a> {
            $(#[doc = concat!("Of dtype ", stringify!($dtype), ".")] $dtype(Racy<'a, $element>),)+
        }

        /// Elements to write.
        #[derive(Clone, Copy, Debug)]
        pub enum ArrayMut<'a> {
            $(#[doc = concat!("Of dtype ", stringify!($dtype), ".")] $dtype(RacyMut<'a, $element>),)+
        }

        impl Array<'_> {
            /// Number of elements.
            pub const fn len(&self) -> usize {
                match self { $(Array::$dtype(racy) => racy.len(),)+ }
            }

            /// The type of the elements.
            pub const fn dtype(&self) -> Dtype {
                match self { $(Array::$dtype(_) => Dtype::$dtype,)+ }
            }
        }

        impl ArrayMut<'_> {
            /// Number of elements.
            pub const fn len(&self) -> usize {
                match self { $(ArrayMut::$dtype(racy) => racy.len(),)+ }
            }

            /// The type of the elements.
            pub const fn dtype(&self) -> Dtype {
                match self { $(ArrayMut::$dtype(_) => Dtype::$dtype,)+ }
            }
        }
    };
}

arrays! {
    Int8: i8,
    Uint8: u8,
    Uint8Clamped: u8,
    Int16: i16,
    Uint16: u16,
    Int32: i32,
    Uint32: u32,
    Float16: f16,
    Float32: f32,
    Float64: f64,
}

impl Array<'_> {
    /// Whether there are no elements.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl ArrayMut<'_> {
    /// Whether there are no elements.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The arguments of one run.
#[derive(Clone, Debug, Default)]
pub struct Arguments<'a> {
    /// Those of the parameters that are elements, in order, all of the same length.
    pub arrays: Vec<Array<'a>>,
    /// Those of the parameters that are scalars, in order, then the constants that are numbers.
    pub scalars: Vec<f64>,
    /// The constants that are tables, in order.
    pub tables: Vec<Array<'a>>,
}

impl Arguments<'_> {
    /// Number of elements that the function is called for.
    pub fn len(&self) -> usize {
        self.arrays.first().map_or(0, Array::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
