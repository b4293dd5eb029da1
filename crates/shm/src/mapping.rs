//! One mapping of a block, and who has a claim on it.
//!
//! A block is mapped once in a process. Every handle has a claim of its own,
//! which it gives up when it is closed; the last claim to go puts zeros behind
//! the addresses. The addresses themselves stay until nothing looks at them any
//! more: each buffer that was made holds a [`Lease`]. A handle that is lost
//! rather than closed takes nothing away from its buffers, because they hold
//! its claim together with it.

use crate::system::{Identity, Object, Pages};
use crate::{Access, Error};
use allcores_memory::RacyMut;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The mappings of this process that other handles can join.
static MAPPINGS: Mutex<BTreeMap<Identity, Weak<Mapping>>> = Mutex::new(BTreeMap::new());

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Mapping {
    pages: Pages,
    object: Object,
    claims: Mutex<usize>,
}

/// What a handle has of a mapping, together with the buffers that were made from it.
pub(crate) struct Claim {
    mapping: Arc<Mapping>,
    open: AtomicBool,
}

impl Claim {
    /// A claim on all `len` bytes of `object`: on the mapping that is there, or on a new one.
    pub(crate) fn on(object: Object, len: usize) -> Result<Claim, Error> {
        let mut mappings = lock(&MAPPINGS);
        let identity = object.identity();
        if let Some(mapping) = identity.and_then(|identity| mappings.get(&identity)?.upgrade())
            && mapping.pages.len() >= len
            && mapping.join()
        {
            return Ok(Claim { mapping, open: AtomicBool::new(true) });
        }
        let claim = Claim::alone(object, len, Access::Shared)?;
        if let Some(identity) = identity {
            mappings.retain(|_, mapping| mapping.strong_count() > 0);
            mappings.insert(identity, Arc::downgrade(&claim.mapping));
        }
        Ok(claim)
    }

    /// A claim on a mapping that nobody joins.
    pub(crate) fn alone(object: Object, len: usize, access: Access) -> Result<Claim, Error> {
        let pages = Pages::map(&object, len, access)?;
        let mapping = Mapping { pages, object, claims: Mutex::new(1) };
        Ok(Claim { mapping: Arc::new(mapping), open: AtomicBool::new(true) })
    }

    pub(crate) fn object(&self) -> &Object {
        &self.mapping.object
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// Gives the claim up. More than once does no harm.
    pub(crate) fn close(&self) {
        if self.open.swap(false, Ordering::Relaxed) {
            self.mapping.leave();
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.close();
    }
}

impl Mapping {
    /// One claim more, unless the last one is gone.
    fn join(&self) -> bool {
        let mut claims = lock(&self.claims);
        *claims += usize::from(*claims > 0);
        *claims > 0
    }

    fn leave(&self) {
        let mut claims = lock(&self.claims);
        *claims -= 1;
        if *claims == 0 {
            self.pages.blank();
        }
    }
}

/// Memory that stays readable and writable while this exists, closed or not.
pub struct Lease {
    claim: Arc<Claim>,
    len: usize,
}

impl Lease {
    pub(crate) fn of(claim: &Arc<Claim>, len: usize) -> Lease {
        Lease { claim: Arc::clone(claim), len }
    }

    /// Where it begins: at a page.
    pub fn as_ptr(&self) -> *mut u8 {
        self.claim.mapping.pages.as_ptr()
    }

    /// The bytes, which other threads and other processes may write at any time.
    pub fn bytes(&self) -> RacyMut<'_, u8> {
        self.claim.mapping.pages.bytes(self.len)
    }
}
