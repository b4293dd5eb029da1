//! The one `unsafe` block around instructions, which the files of the sets fill in.
//!
//! Intrinsics are safe to call on a CPU that has them and unsafe anywhere else.
//! The few that take an address get that of an array of the right size.

/// Methods whose bodies are intrinsics.
macro_rules! intrinsics {
    ($(
        $(#[$doc:meta])*
        $vis:vis fn $name:ident $(<const $K:ident: $KT:ty>)? ($($arg:ident $(: $T:ty)?),*) -> $R:ty { $($body:tt)* }
    )*) => {$(
        $(#[$doc])*
        #[inline(always)]
        #[allow(unused_unsafe, reason = "some bodies are made of other methods alone")]
        $vis fn $name $(<const $K: $KT>)? ($($arg $(: $T)?),*) -> $R {
            // SAFETY: the vectors of a set are reached through its `Vectors` type, which no one but
            // `dispatch` can name; it does so on a CPU that has the instructions, inside a function
            // compiled for them, into which everything here is inlined. Loads and stores go to arrays
            // of the size of the vector, and assume no alignment; the index of a gather is less than
            // the length of its table.
            unsafe { $($body)* }
        }
    )*};
}

/// Implementations of operators by intrinsics.
macro_rules! operators {
    ($($Trait:ident $method:ident for $Type:ty: ($self:ident $(, $other:ident)?) => $body:expr;)*) => {$(
        impl core::ops::$Trait for $Type {
            type Output = Self;
            intrinsics! { fn $method($self $(, $other: Self)?) -> Self { $body } }
        }
    )*};
}
