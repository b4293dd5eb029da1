//! Linux, macOS and other systems with `shm_open`.

mod object;
mod pages;

pub(crate) use object::{Identity, Object, all_names, create, names, open, unlink};
pub(crate) use pages::Pages;
