//! Windows: sections of the paging file, which are gone with the last handle.

mod object;
mod pages;

pub(crate) use object::{Identity, Object, all_names, create, names, open, unlink};
pub(crate) use pages::Pages;
