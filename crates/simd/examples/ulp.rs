//! Prints the largest error of each portable function, in ulp, and where it is:
//! `cargo run --release -p allcores-simd --example ulp [points] [function]`.

#[path = "../tests/portable/mod.rs"]
mod portable;

use allcores_simd::Isa;
use astro_float_num::Consts;
use portable::{FUNCTIONS, Random};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let points: usize = arguments.next().map_or(2_000_000, |count| count.parse().expect("a number of points"));
    let only = arguments.next();
    let best = *Isa::available().last().expect("the baseline");
    let mut consts = Consts::new().expect("memory for constants");

    println!("| function | points | not correctly rounded | largest error in ulp | at |");
    println!("| --- | --: | --: | --: | --- |");
    for function in FUNCTIONS.iter().filter(|function| only.as_ref().is_none_or(|name| name == function.name)) {
        let mut random = Random(1);
        let (mut x, mut y, mut out) = (vec![0.0; 8192], vec![0.0; 8192], vec![0.0; 8192]);
        let (mut done, mut above, mut worst, mut at) = (0, 0, 0.5, (0.0, 0.0));
        while done < points {
            for index in 0..x.len() {
                (x[index], y[index]) = function.arguments(&mut random);
            }
            (function.map)(best, &x, &y, &mut out);
            for index in 0..x.len() {
                let error = function.error(x[index], y[index], out[index], &mut consts);
                above += usize::from(error > 0.5);
                if error > worst || error.is_nan() {
                    (worst, at) = (error, (x[index], y[index]));
                }
            }
            done += x.len();
        }
        let place = if function.arity == 2 { format!("{:e}, {:e}", at.0, at.1) } else { format!("{:e}", at.0) };
        let share = 100.0 * above as f64 / done as f64;
        println!("| {} | {done} | {share:.2} % | {worst:.4} | {place} |", function.name);
    }
}
