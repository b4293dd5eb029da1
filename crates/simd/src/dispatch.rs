//! One kernel, compiled for each instruction set: where the crate calls into it.

use crate::isa::{Isa, isa};
#[cfg(target_arch = "x86_64")]
use crate::vectors::{Avx2, Avx512};
use crate::vectors::{Baseline, Vectors};

/// A kernel that can be compiled for any instruction set.
///
/// `run` must be `#[inline(always)]`, and so must what it calls: only code that
/// is inlined is compiled with the instructions of the chosen set.
pub trait Op {
    /// What it gives.
    type Output;
    /// Does the work, with what `V` offers.
    fn run<V: Vectors>(self) -> Self::Output;
}

/// Runs `op` with the best instructions in use.
#[inline]
pub fn dispatch<O: Op>(op: O) -> O::Output {
    run_on(isa(), op)
}

/// Runs `op` with those of `isa`, which must be available.
pub fn dispatch_on<O: Op>(isa: Isa, op: O) -> O::Output {
    assert!(Isa::available().contains(&isa), "{} is not available on this CPU", isa.name());
    run_on(isa, op)
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn run_on<O: Op>(isa: Isa, op: O) -> O::Output {
    match isa {
        Isa::Baseline => op.run::<Baseline>(),
        // SAFETY: both callers pass a level from `Isa::available`, which asked the CPU.
        Isa::Avx2 => unsafe { avx2(op) },
        // SAFETY: as above.
        Isa::Avx512 => unsafe { avx512(op) },
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn run_on<O: Op>(_: Isa, op: O) -> O::Output {
    op.run::<Baseline>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt,f16c")]
fn avx2<O: Op>(op: O) -> O::Output {
    op.run::<Avx2>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,bmi1,bmi2,lzcnt,popcnt,f16c")]
fn avx512<O: Op>(op: O) -> O::Output {
    op.run::<Avx512>()
}
