//! Quantiles and the median, bit for bit as NumPy defines them in float64.
//!
//! Only the few elements next to the wanted places matter, so they are
//! selected ([`select`]) and nothing is sorted. The interpolation is NumPy's
//! own formula, but not for infinities, where NumPy's subtracts them from each
//! other and gives NaN: a quantile on an element is that element, and one
//! between a number and an infinity is that infinity.

use crate::select::{Selected, select};
use allcores_memory::{Element, Racy};
use allcores_parallel::{Cancelled, Context};

/// What to take where a quantile falls between two elements; names are NumPy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// On the line between them.
    Linear,
    /// The lower one.
    Lower,
    /// The higher one.
    Higher,
    /// Halfway between them.
    Midpoint,
    /// The nearer one; of two equally near, that with the even index.
    Nearest,
}

/// Writes to `out` the quantile of `x` for each of `qs`.
///
/// As `numpy.quantile(x.astype('f8'), qs, method=…)`: any NaN in `x` makes all
/// answers NaN; 64-bit integers are selected exactly and then rounded to
/// doubles. `x` has at least one element, each `q` is in 0…1, and `out` has the
/// length of `qs`. Method 7 of Hyndman and Fan, 1996.
pub fn quantile<T: Element>(
    ctx: Context,
    x: Racy<T>,
    qs: &[f64],
    method: Method,
    out: &mut [f64],
) -> Result<(), Cancelled> {
    assert_eq!(qs.len(), out.len());
    assert!(!x.is_empty());
    let places: Vec<Place> = qs.iter().map(|&q| Place::new(x.len(), q, method)).collect();
    let values = Values::select(ctx, x, places.iter().flat_map(|place| [place.lower, place.upper]))?;
    for (out, place) in out.iter_mut().zip(&places) {
        *out = if values.has_nan { f64::NAN } else { place.between(values.at(place.lower), values.at(place.upper)) };
    }
    Ok(())
}

/// The median of `x`, which has at least one element.
///
/// As `numpy.median(x.astype('f8'))`: the middle element, or the mean of the
/// two; NaN where `x` holds one.
pub fn median<T: Element>(ctx: Context, x: Racy<T>) -> Result<f64, Cancelled> {
    assert!(!x.is_empty());
    let (lower, upper) = ((x.len() - 1) / 2, x.len() / 2);
    let values = Values::select(ctx, x, [lower, upper].into_iter())?;
    Ok(if values.has_nan {
        f64::NAN
    } else if lower == upper {
        values.at(lower)
    } else {
        (values.at(lower) + values.at(upper)) / 2.0
    })
}

/// Where a quantile falls.
struct Place {
    lower: usize,
    upper: usize,
    /// How far it is from the lower to the upper; `None` where it is at the lower.
    fraction: Option<f64>,
}

impl Place {
    fn new(len: usize, q: f64, method: Method) -> Place {
        let last = len - 1;
        let index = last as f64 * q;
        let at = |index: f64| (index as usize).min(last);
        let taken = |index: f64| Place { lower: at(index), upper: at(index), fraction: None };
        let between =
            |fraction: f64| Place { lower: at(index), upper: (at(index) + 1).min(last), fraction: Some(fraction) };
        match method {
            Method::Lower => taken(index.floor()),
            Method::Higher => taken(index.ceil()),
            Method::Nearest => taken(index.round_ties_even()),
            Method::Linear => between(index - index.floor()),
            Method::Midpoint => between(if index == index.floor() { 0.0 } else { 0.5 }),
        }
    }

    fn between(&self, a: f64, b: f64) -> f64 {
        match self.fraction {
            None => a,
            Some(t) if a.is_infinite() || b.is_infinite() => {
                if t == 0.0 || a == b {
                    a
                } else {
                    a + b
                }
            }
            Some(t) if t >= 0.5 => b - (b - a) * (1.0 - t),
            Some(t) => a + (b - a) * t,
        }
    }
}

/// Elements by their place in sorted order.
struct Values {
    ranks: Vec<usize>,
    values: Vec<f64>,
    has_nan: bool,
}

impl Values {
    fn select<T: Element>(ctx: Context, x: Racy<T>, ranks: impl Iterator<Item = usize>) -> Result<Values, Cancelled> {
        let mut ranks: Vec<usize> = ranks.collect();
        ranks.sort_unstable();
        ranks.dedup();
        let Selected { keys, highest } = select(ctx, x, &ranks)?;
        let values = keys.into_iter().map(|key| T::from_key(key).to_f64()).collect();
        Ok(Values { ranks, values, has_nan: T::from_key(highest).is_nan() })
    }

    fn at(&self, rank: usize) -> f64 {
        self.values[self.ranks.partition_point(|&other| other < rank)]
    }
}
