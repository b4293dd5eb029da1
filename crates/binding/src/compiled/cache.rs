//! The functions compiled last, by source and signature, for all environments.
//!
//! An arrow written inside a loop or a request handler is a new function each time and the same text
//! always. To compile is a thousand times as long as to look it up.

use allcores_compiler::{Program, Refusal, Signature, compile as compile_source};
use allcores_simd::math::Function as Math;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many functions are remembered; the one unused for the longest is forgotten first.
const MOST: usize = 256;

#[derive(Default)]
struct Cache {
    programs: HashMap<(String, Signature), Remembered>,
    /// Counts uses, as a clock.
    now: u64,
}

struct Remembered {
    program: Arc<Program>,
    used: u64,
}

impl Cache {
    fn find(&mut self, key: &(String, Signature)) -> Option<Arc<Program>> {
        self.now += 1;
        let remembered = self.programs.get_mut(key)?;
        remembered.used = self.now;
        Some(Arc::clone(&remembered.program))
    }

    fn add(&mut self, key: (String, Signature), program: Arc<Program>) {
        if self.programs.len() >= MOST
            && let Some(oldest) = self.programs.iter().min_by_key(|(_, remembered)| remembered.used)
        {
            let oldest = oldest.0.clone();
            self.programs.remove(&oldest);
        }
        self.programs.insert(key, Remembered { program, used: self.now });
    }
}

/// [`allcores_compiler::compile`], remembered.
pub fn compile(source: String, signature: Signature, knows: impl Fn(Math) -> bool) -> Result<Arc<Program>, Refusal> {
    static CACHE: Mutex<Option<Cache>> = Mutex::new(None);
    let lock = || CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (source, signature);
    if let Some(program) = lock().get_or_insert_default().find(&key) {
        return Ok(program);
    }
    // Without the lock: two threads may compile the same function, and nobody waits for another one's.
    let program = Arc::new(compile_source(&key.0, &key.1, knows)?);
    lock().get_or_insert_default().add(key, Arc::clone(&program));
    Ok(program)
}
