//! The promise of `math: 'portable'`: no result is further than one ulp from the true value.
//!
//! On a bounded number of points; the example `ulp` takes as many as it is told.

mod portable;

use allcores_simd::Isa;
use astro_float_num::Consts;
use portable::{FUNCTIONS, Random};

#[test]
fn no_error_exceeds_one_ulp() {
    let best = *Isa::available().last().expect("the baseline");
    let mut consts = Consts::new().expect("memory for constants");
    for function in FUNCTIONS {
        let mut random = Random(3);
        let (x, y): (Vec<_>, Vec<_>) = (0..1 << 13).map(|_| function.arguments(&mut random)).unzip();
        let mut found = vec![0.0; x.len()];
        (function.map)(best, &x, &y, &mut found);
        for index in 0..x.len() {
            let error = function.error(x[index], y[index], found[index], &mut consts);
            let (name, x, y, found) = (function.name, x[index], y[index], found[index]);
            assert!(error <= 1.0, "{name}({x:e}, {y:e}) gives {found:e}, which is {error} ulp off");
        }
    }
}
