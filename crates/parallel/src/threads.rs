//! A rayon pool whose threads are joined when it is dropped.
//!
//! rayon's own pools let their threads go without waiting for them, which is
//! fatal for code that its host may unload: a thread still on its way out would
//! return into unmapped memory. So the threads are spawned here, and `Drop`
//! waits for the last of them. The calling thread counts as one of `count`.

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// Threads to run kernels on.
#[derive(Debug)]
pub struct Threads {
    count: usize,
    /// `None` when the caller is the only thread, and after the drop has begun.
    pool: Option<ThreadPool>,
    handles: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Threads {
    /// `count` threads, of which one is whoever calls [`Context::run`](crate::Context::run).
    pub fn new(count: usize) -> Result<Threads, ThreadPoolBuildError> {
        Threads::with_workers(count, count - 1)
    }

    /// `count` threads for work that is handed over with [`Threads::spawn`].
    pub fn for_background(count: usize) -> Result<Threads, ThreadPoolBuildError> {
        Threads::with_workers(count, count)
    }

    fn with_workers(count: usize, workers: usize) -> Result<Threads, ThreadPoolBuildError> {
        let handles = Arc::new(Mutex::new(Vec::new()));
        let pool = if workers == 0 {
            None
        } else {
            let spawned = Arc::clone(&handles);
            let builder = ThreadPoolBuilder::new().num_threads(workers).spawn_handler(move |thread| {
                let named = std::thread::Builder::new().name(format!("allcores-{}", thread.index()));
                let handle = named.spawn(move || thread.run())?;
                spawned.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(handle);
                Ok(())
            });
            Some(builder.build()?)
        };
        Ok(Threads { count, pool, handles })
    }

    /// Number of threads that work at the same time.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Hands `job` over and returns at once.
    pub fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        match &self.pool {
            Some(pool) => pool.spawn(job),
            None => job(),
        }
    }

    /// Runs `work` on the calling thread and on `helpers` others, until all have returned.
    pub(crate) fn with_helpers(&self, helpers: usize, work: &(dyn Fn() + Sync)) {
        match &self.pool {
            Some(pool) => pool.in_place_scope(|scope| {
                for _ in 0..helpers {
                    scope.spawn(|_| work());
                }
                work();
            }),
            None => work(),
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        drop(self.pool.take());
        let handles = std::mem::take(&mut *self.handles.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
        for handle in handles {
            // A panic that reached the top of a thread was reported when it happened.
            let _ = handle.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn dropping_waits_for_what_was_spawned() {
        let done = Arc::new(AtomicBool::new(false));
        let threads = Threads::for_background(2).unwrap();
        let flag = Arc::clone(&done);
        threads.spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            flag.store(true, Ordering::SeqCst);
        });
        drop(threads);
        assert!(done.load(Ordering::SeqCst));
    }
}
