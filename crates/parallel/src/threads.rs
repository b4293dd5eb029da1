//! A rayon pool whose threads are joined when it is dropped.
//!
//! rayon's own pools let their threads go without waiting for them, which is
//! fatal for code that its host may unload: a thread still on its way out would
//! return into unmapped memory. So the threads are spawned here, and `Drop`
//! waits for the last of them. They start with the first work that needs them,
//! and where the system refuses them the calling thread does all of it alone.

use crate::fork::together;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;

/// Threads to run kernels on.
#[derive(Debug)]
pub struct Threads {
    count: usize,
    workers: usize,
    pool: OnceLock<Result<ThreadPool, ThreadPoolBuildError>>,
    handles: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Threads {
    /// `count` threads, of which one is whoever calls [`Context::run`](crate::Context::run).
    pub fn new(count: usize) -> Threads {
        assert!(count > 0);
        Threads { count, workers: count - 1, pool: OnceLock::new(), handles: Arc::default() }
    }

    /// `count` threads for work that is handed over with [`Threads::spawn`].
    pub fn for_background(count: usize) -> Threads {
        assert!(count > 0);
        Threads { count, workers: count, pool: OnceLock::new(), handles: Arc::default() }
    }

    /// Number of threads that work at the same time.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Hands `job` over and returns at once.
    pub fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        match self.pool() {
            Ok(pool) => pool.spawn(job),
            Err(_) => job(),
        }
    }

    /// Runs `work` on the calling thread and on up to `helpers` others, until all have returned.
    pub(crate) fn with_helpers(&self, helpers: usize, work: &(dyn Fn() + Sync)) {
        match self.pool() {
            Ok(pool) => together(work, helpers, |help| pool.spawn(help)),
            Err(_) => work(),
        }
    }

    fn pool(&self) -> Result<&ThreadPool, &ThreadPoolBuildError> {
        self.pool.get_or_init(|| self.start()).as_ref()
    }

    fn start(&self) -> Result<ThreadPool, ThreadPoolBuildError> {
        let handles = Arc::clone(&self.handles);
        let builder = ThreadPoolBuilder::new().num_threads(self.workers).spawn_handler(move |thread| {
            let named = std::thread::Builder::new().name(format!("allcores-{}", thread.index()));
            let handle = named.spawn(move || thread.run())?;
            handles.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(handle);
            Ok(())
        });
        builder.build()
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
        let threads = Threads::for_background(2);
        let flag = Arc::clone(&done);
        threads.spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            flag.store(true, Ordering::SeqCst);
        });
        drop(threads);
        assert!(done.load(Ordering::SeqCst));
    }
}
