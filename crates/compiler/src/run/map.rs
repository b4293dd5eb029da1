//! `map`: every result is stored.

use super::shares::Shares;
use crate::vm::Sink;
use crate::{Arguments, ArrayMut, Program};
use allcores_parallel::{Cancelled, Context};

impl Program {
    /// Stores the result for each element in `out`, which has as many and may be an input itself.
    pub fn map(&self, context: Context<'_>, arguments: &Arguments<'_>, out: ArrayMut<'_>) -> Result<(), Cancelled> {
        assert_eq!(out.len(), arguments.len(), "as many results as elements");
        Shares::of(self, out.len()).spread(context, |machine, share| {
            self.code().run(machine, arguments, share, Sink::Store(out), context.cancel())
        })
    }
}
