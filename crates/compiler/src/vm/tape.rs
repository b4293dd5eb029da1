//! A tape, run: for each tile all steps, with the accumulators in the CPU's vector registers.
//!
//! The hot loop of compiled functions. A step costs one prediction and one or two
//! vector instructions for each eight lanes; a tile has as many vectors as hide
//! the latency of those instructions and still leave registers for operands.

use super::code::{Kind, Step, StepOp};
use super::lanes::leave_some;
use super::lookup;
use super::play::{Play, Scene, Stay};
use super::remainder::Remainder;
use crate::ir::Type;
use crate::math;
use allcores_simd::math::{Function, exact};
use allcores_simd::{F64x8, I32x8, Mask8, Op, Vectors, dispatch_on};

impl Op for Play<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self) {
        if self.lanes <= 8 {
            // One value, of the uniform bank, or what is left of a loop.
            tiles::<V, 1, true>(self);
        } else if const { align_of::<V::F64>() == 64 } {
            if self.tape.integers { tiles::<V, 8, true>(self) } else { tiles::<V, 8, false>(self) }
        } else if self.tape.integers {
            // Half as many lanes per register, and half as many registers: 32 lanes are what fits.
            tiles::<V, 4, true>(self);
        } else {
            tiles::<V, 4, false>(self);
        }
    }
}

#[inline(always)]
fn tiles<V: Vectors, const K: usize, const INTEGERS: bool>(play: Play<'_>) {
    let Play { scene, tape, bank, uniform, lanes, lane, stay } = play;
    let Stay { round, rounds, counts, exits, ids } = stay;
    let next = usize::from(counts);
    let steps = &tape.steps[..];
    let again = steps.get(round.start..).unwrap_or(&[]);
    let count = lanes.div_ceil(8 * K);
    let first = bank.tile::<K>(0);
    // The accumulators; what one tile leaves there, no other one reads.
    let mut f = [V::F64::splat(0.0); K];
    let mut i = [V::I32::splat(0); K];
    let mut m = 0u64;
    let mut t = 0;
    while t < count {
        let tile = first.at(t);
        t += 1;
        let mut now = lane;
        let mut left = rounds;
        let mut cell = uniform.cell(now);
        let mut rest = steps;
        macro_rules! each {
            ($k:ident => $statement:expr) => {{
                let mut $k = 0;
                while $k < K {
                    $statement;
                    $k += 1;
                }
            }};
        }
        macro_rules! load {
            ($step:ident, $acc:ident, $read:ident, $vector:ty) => {
                match $step.first_kind {
                    Kind::Lanes => {
                        let lanes = tile.$read($step.first);
                        each!(k => $acc[k] = <$vector>::of(lanes.get(k)));
                    }
                    _ => {
                        let first = <$vector>::splat(cell.$read($step.first));
                        each!(k => $acc[k] = first);
                    }
                }
            };
        }
        macro_rules! store {
            ($register:expr, $acc:ident, $write:ident) => {{
                let lanes = tile.$write($register);
                each!(k => lanes.set(k, $acc[k].lanes()));
            }};
        }
        // `f[k]` from `f[k]` and operand `a`.
        macro_rules! double {
            ($step:ident, $k:ident, $a:ident => $value:expr) => {
                match $step.a_kind {
                    Kind::Lanes => {
                        let lanes = tile.f64($step.a);
                        each!($k => {
                            let $a = V::F64::of(lanes.get($k));
                            $value
                        });
                    }
                    _ => {
                        let $a = V::F64::splat(cell.f64($step.a));
                        each!($k => $value);
                    }
                }
            };
        }
        macro_rules! integer {
            ($step:ident, $k:ident, $a:ident => $value:expr) => {
                match $step.a_kind {
                    Kind::Lanes => {
                        let lanes = tile.i32($step.a);
                        each!($k => {
                            let $a = V::I32::of(lanes.get($k));
                            $value
                        });
                    }
                    _ => {
                        let $a = V::I32::splat(cell.i32($step.a));
                        each!($k => $value);
                    }
                }
            };
        }
        // `f[k]` from `f[k]` and both operands.
        macro_rules! doubles {
            ($step:ident, $k:ident, $a:ident, $b:ident => $value:expr) => {
                match $step.b_kind {
                    Kind::Lanes => {
                        let second = tile.f64($step.b);
                        double!($step, $k, $a => {
                            let $b = V::F64::of(second.get($k));
                            $value
                        });
                    }
                    _ => {
                        let $b = V::F64::splat(cell.f64($step.b));
                        double!($step, $k, $a => $value);
                    }
                }
            };
        }
        macro_rules! mask {
            ($kind:expr, $register:expr) => {
                match $kind {
                    Kind::Lanes => tile.mask($register),
                    _ => cell.mask($register),
                }
            };
        }
        macro_rules! compare {
            ($step:ident, $operand:ident, $acc:ident, $method:ident) => {{
                let mut bits = [0; K];
                $operand!($step, k, a => bits[k] = $acc[k].$method(a).bits());
                m = word(bits);
            }};
        }
        // A function of plain numbers, out of line.
        macro_rules! outside {
            ($step:ident, $work:expr) => {{
                let mut scratch = [[0.0; 8]; K];
                each!(k => scratch[k] = f[k].lanes());
                let work: fn(&mut [[f64; 8]], Scene<'_>, &Step) = $work;
                work(&mut scratch, scene, $step);
                each!(k => f[k] = V::F64::of(scratch[k]));
            }};
        }
        // As above, of `f` and operand `a`.
        macro_rules! outside2 {
            ($step:ident, $work:expr) => {{
                let mut scratch = [[0.0; 8]; K];
                let mut second = [[0.0; 8]; K];
                each!(k => scratch[k] = f[k].lanes());
                double!($step, k, a => second[k] = a.lanes());
                let work: fn(&mut [[f64; 8]], &[[f64; 8]], Scene<'_>, &Step) = $work;
                work(&mut scratch, &second, scene, $step);
                each!(k => f[k] = V::F64::of(scratch[k]));
            }};
        }
        while let [step, after @ ..] = rest {
            let mut step = step;
            rest = after;
            match step.first_type {
                Some(Type::F64) => load!(step, f, f64, V::F64),
                Some(_) if INTEGERS => load!(step, i, i32, V::I32),
                _ => {}
            }
            match step.op {
                StepOp::Load => double!(step, k, a => f[k] = a),
                StepOp::Store => store!(step.a, f, f64_mut),
                StepOp::Add => double!(step, k, a => f[k] = f[k] + a),
                StepOp::Sub => double!(step, k, a => f[k] = f[k] - a),
                StepOp::RSub => double!(step, k, a => f[k] = a - f[k]),
                StepOp::Mul => double!(step, k, a => f[k] = f[k] * a),
                StepOp::Div => double!(step, k, a => f[k] = f[k] / a),
                StepOp::RDiv => double!(step, k, a => f[k] = a / f[k]),
                StepOp::Min => double!(step, k, a => f[k] = f[k].min_js(a)),
                StepOp::Max => double!(step, k, a => f[k] = f[k].max_js(a)),
                StepOp::MulAdd
                    if const { roomy::<V>() } && step.a_kind == Kind::Lanes && step.b_kind == Kind::Uniform =>
                {
                    // A polynomial is a row of these with the same factor, which stays in registers.
                    let lanes = tile.f64(step.a);
                    let mut factor = f;
                    each!(k => factor[k] = V::F64::of(lanes.get(k)));
                    let mut alike = step.alike;
                    loop {
                        let term = V::F64::splat(cell.f64(step.b));
                        each!(k => f[k] = f[k] * factor[k] + term);
                        let [next, after @ ..] = rest else { break };
                        if alike == 0 {
                            break;
                        }
                        alike -= 1;
                        (step, rest) = (next, after);
                    }
                }
                StepOp::MulAdd => doubles!(step, k, a, b => f[k] = f[k] * a + b),
                StepOp::MulSub => doubles!(step, k, a, b => f[k] = f[k] * a - b),
                StepOp::MulRSub => doubles!(step, k, a, b => f[k] = b - f[k] * a),
                StepOp::AddMul => doubles!(step, k, a, b => f[k] = f[k] + a * b),
                StepOp::SubMul => doubles!(step, k, a, b => f[k] = f[k] - a * b),
                StepOp::RSubMul => doubles!(step, k, a, b => f[k] = a * b - f[k]),
                StepOp::Square => each!(k => f[k] = f[k] * f[k]),
                StepOp::Neg => each!(k => f[k] = -f[k]),
                StepOp::Abs => each!(k => f[k] = f[k].abs()),
                StepOp::Sqrt => each!(k => f[k] = f[k].sqrt()),
                StepOp::Floor => each!(k => f[k] = f[k].floor()),
                StepOp::Ceil => each!(k => f[k] = f[k].ceil()),
                StepOp::Trunc => each!(k => f[k] = f[k].trunc()),
                StepOp::Round => each!(k => f[k] = exact::round::<V>(f[k])),
                StepOp::Sign => each!(k => f[k] = exact::sign::<V>(f[k])),
                StepOp::Fround => each!(k => f[k] = exact::fround::<V>(f[k])),
                StepOp::F16round => each!(k => f[k] = exact::f16round::<V>(f[k])),
                StepOp::Rem => outside2!(step, |lanes, second, scene, _| {
                    dispatch_on(scene.isa, Remainder { lanes, second });
                }),
                StepOp::Math1 => outside!(step, |lanes, scene, step| {
                    let function = Function::ALL[step.b as usize];
                    math::apply_unary(scene.isa, function, scene.math, lanes);
                }),
                StepOp::Math2 => outside2!(step, |lanes, second, scene, step| {
                    let function = Function::ALL[step.b as usize];
                    math::apply_binary(scene.isa, function, scene.math, lanes, second);
                }),
                StepOp::Lookup => {
                    outside!(step, |lanes, scene, step| lookup::gather(scene.tables[step.a as usize], lanes))
                }
                StepOp::Within => {
                    let len = V::F64::splat(scene.tables[step.a as usize].len() as f64);
                    let mut bits = [0; K];
                    each!(k => {
                        let inside = f[k].ge(V::F64::splat(0.0)) & f[k].lt(len) & f[k].eq(f[k].trunc());
                        bits[k] = inside.bits()
                    });
                    m = word(bits);
                }
                StepOp::SelectA => {
                    double!(step, k, a => f[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_f64(a, f[k]))
                }
                StepOp::SelectAcc => {
                    double!(step, k, a => f[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_f64(f[k], a))
                }
                StepOp::Eq => compare!(step, double, f, eq),
                StepOp::Ne => compare!(step, double, f, ne),
                StepOp::Lt => compare!(step, double, f, lt),
                StepOp::Le => compare!(step, double, f, le),
                StepOp::Gt => compare!(step, double, f, gt),
                StepOp::Ge => compare!(step, double, f, ge),
                StepOp::Truthy => {
                    let mut bits = [0; K];
                    each!(k => bits[k] = f[k].abs().gt(V::F64::splat(0.0)).bits());
                    m = word(bits);
                }
                StepOp::F64FromI32 if INTEGERS => each!(k => f[k] = i[k].to_f64()),
                StepOp::F64FromU32 if INTEGERS => each!(k => f[k] = i[k].to_f64_unsigned()),
                StepOp::F64FromMask => each!(k => {
                    f[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_f64(V::F64::splat(1.0), V::F64::splat(0.0))
                }),
                StepOp::I32FromF64 if INTEGERS => each!(k => i[k] = f[k].to_i32()),
                StepOp::I32FromMask if INTEGERS => each!(k => {
                    i[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_i32(V::I32::splat(1), V::I32::splat(0))
                }),
                StepOp::LoadI32 if INTEGERS => integer!(step, k, a => i[k] = a),
                StepOp::StoreI32 if INTEGERS => store!(step.a, i, i32_mut),
                StepOp::AddI32 if INTEGERS => integer!(step, k, a => i[k] = i[k] + a),
                StepOp::SubI32 if INTEGERS => integer!(step, k, a => i[k] = i[k] - a),
                StepOp::MulI32 if INTEGERS => integer!(step, k, a => i[k] = i[k] * a),
                StepOp::And if INTEGERS => integer!(step, k, a => i[k] = i[k] & a),
                StepOp::Or if INTEGERS => integer!(step, k, a => i[k] = i[k] | a),
                StepOp::Xor if INTEGERS => integer!(step, k, a => i[k] = i[k] ^ a),
                StepOp::Shl if INTEGERS => integer!(step, k, a => i[k] = i[k].shl(a)),
                StepOp::Sar if INTEGERS => integer!(step, k, a => i[k] = i[k].sra(a)),
                StepOp::Shr if INTEGERS => integer!(step, k, a => i[k] = i[k].shr(a)),
                StepOp::BitNot if INTEGERS => each!(k => i[k] = !i[k]),
                StepOp::LeadingZeros if INTEGERS => each!(k => i[k] = i[k].leading_zeros()),
                StepOp::SelectAI32 if INTEGERS => {
                    integer!(step, k, a => i[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_i32(a, i[k]))
                }
                StepOp::SelectAccI32 if INTEGERS => {
                    integer!(step, k, a => i[k] = V::Mask::of_bits((m >> (8 * k)) as u8).select_i32(i[k], a))
                }
                StepOp::EqI32 if INTEGERS => compare!(step, integer, i, eq),
                StepOp::NeI32 if INTEGERS => {
                    compare!(step, integer, i, eq);
                    m = !m;
                }
                StepOp::LtI32 if INTEGERS => compare!(step, integer, i, lt),
                StepOp::LeI32 if INTEGERS => {
                    compare!(step, integer, i, gt);
                    m = !m;
                }
                StepOp::GtI32 if INTEGERS => compare!(step, integer, i, gt),
                StepOp::GeI32 if INTEGERS => {
                    compare!(step, integer, i, lt);
                    m = !m;
                }
                StepOp::LoadMask => m = mask!(step.a_kind, step.a),
                StepOp::StoreMask => tile.set_mask(step.a, m),
                StepOp::MaskAnd => m &= mask!(step.a_kind, step.a),
                StepOp::MaskOr => m |= mask!(step.a_kind, step.a),
                StepOp::MaskXor => m ^= mask!(step.a_kind, step.a),
                StepOp::Not => m = !m,
                StepOp::SelectMask => m = (m & mask!(step.a_kind, step.a)) | (!m & mask!(step.b_kind, step.b)),
                StepOp::Leave => {
                    let inside = tile.mask(step.a);
                    if inside & !m != 0 {
                        tile.set_mask(step.a, inside & m);
                        leave_some(bank, cell, exits, ids, (t - 1) * 8 * K, inside & !m);
                    }
                    if inside & m == 0 {
                        break;
                    }
                }
                _ => unreachable!("a step on integers in a tape that has none"),
            }
            if step.more {
                match step.to_type {
                    None => {}
                    Some(Type::F64) => store!(step.to, f, f64_mut),
                    Some(Type::I32) if INTEGERS => store!(step.to, i, i32_mut),
                    Some(_) => tile.set_mask(step.to, m),
                }
                if step.ends_round && left > 1 {
                    left -= 1;
                    now += next;
                    cell = uniform.cell(now);
                    rest = again;
                }
            }
        }
    }
}

/// Whether a tile fits into the vector registers twice, or nearly so.
const fn roomy<V: Vectors>() -> bool {
    cfg!(target_arch = "aarch64") || align_of::<V::F64>() >= 32
}

/// The bits of vectors, the first one's lowest. One after the other: as a sum of shifted ones, compilers take to
/// vector instructions for it, which is slower.
#[inline(always)]
fn word<const K: usize>(bits: [u8; K]) -> u64 {
    let mut word = 0;
    let mut k = K;
    while k > 0 {
        k -= 1;
        word = word << 8 | u64::from(bits[k]);
    }
    word
}
