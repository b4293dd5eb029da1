//! The instruction set in use: the best that the CPU has, or a lower one by `ALLCORES_ISA`.
//!
//! Decided once per process. The variable exists so that tests can run every
//! path on one machine; it can only lower the choice, never raise it.

use std::sync::OnceLock;

/// A level of vector instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
    /// What the target guarantees: SSE2 on x86-64, NEON on AArch64.
    Baseline,
    /// AVX2 with FMA.
    Avx2,
    /// AVX-512 F, DQ, BW and VL.
    Avx512,
}

impl Isa {
    /// The levels that this CPU can run, lowest first.
    pub fn available() -> &'static [Isa] {
        static AVAILABLE: OnceLock<Vec<Isa>> = OnceLock::new();
        AVAILABLE.get_or_init(|| {
            [Isa::Baseline, Isa::Avx2, Isa::Avx512].into_iter().filter(|isa| isa.is_available()).collect()
        })
    }

    /// Its name, as `ALLCORES_ISA` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Isa::Baseline if cfg!(target_arch = "aarch64") => "neon",
            Isa::Baseline => "baseline",
            Isa::Avx2 => "avx2",
            Isa::Avx512 => "avx512",
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn is_available(self) -> bool {
        let avx2 = || {
            is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("fma")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("lzcnt")
                && is_x86_feature_detected!("popcnt")
                && is_x86_feature_detected!("f16c")
        };
        match self {
            Isa::Baseline => true,
            Isa::Avx2 => avx2(),
            Isa::Avx512 => {
                avx2()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_available(self) -> bool {
        self == Isa::Baseline
    }
}

/// The level in use.
pub fn isa() -> Isa {
    static CHOSEN: OnceLock<Isa> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let best = *Isa::available().last().expect("the baseline is always available");
        let named = forced().and_then(|name| Isa::available().iter().copied().find(|isa| isa.name() == name));
        named.unwrap_or(best)
    })
}

/// What `ALLCORES_ISA` asks for. Where that is not the name of [`isa`], this CPU has no such level, and it is ignored.
pub fn forced() -> Option<&'static str> {
    static FORCED: OnceLock<Option<String>> = OnceLock::new();
    FORCED.get_or_init(|| std::env::var("ALLCORES_ISA").ok().filter(|name| !name.is_empty())).as_deref()
}
