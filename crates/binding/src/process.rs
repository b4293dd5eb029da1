//! What `src/pool` needs for workers that are processes: words of memory in common with the child, and a child that ends
//! with its parent.

use crate::call::Returned;
use crate::failure::Failure;
use crate::node_api::Js;
use allcores_process::lifeline;
use allcores_process::words::{SIZE, Words};
use napi::{Env, sys};
use napi_derive::napi;

fn buffer(js: Js, words: Words) -> napi::Result<sys::napi_value> {
    let address = words.address();
    // SAFETY: the block is mapped for as long as `words` lives.
    let buffer = unsafe { js.external_buffer(address, SIZE, words) };
    buffer.ok_or_else(|| js.throw(&Failure::internal("no buffer over shared memory")))
}

/// New words for a child, and what it finds them by: a file to inherit, which the caller closes, or a number on Windows.
#[napi(ts_return_type = "[words: ArrayBuffer, handle: number]")]
pub fn share_words(env: Env) -> napi::Result<Returned> {
    let js = Js::of(&env);
    let (words, handle) = Words::create()?;
    let parts = [Some(buffer(js, words)?), js.number(handle.into())];
    let pair = parts.into_iter().collect::<Option<Vec<_>>>().and_then(|parts| js.array(&parts));
    pair.map(Returned::new).ok_or_else(|| js.throw(&Failure::internal("no array")))
}

/// The words that the parent made, in the child.
#[napi(ts_return_type = "ArrayBuffer")]
pub fn inherit_words(env: Env, handle: i32, parent: u32) -> napi::Result<Returned> {
    #[cfg(unix)]
    let words = {
        let _ = parent;
        Words::open(handle)?
    };
    #[cfg(windows)]
    let words = Words::open(parent, handle)?;
    buffer(Js::of(&env), words).map(Returned::new)
}

/// Ends this process as soon as its parent ends, whatever it is doing: `lifeline` is a pipe that only the parent keeps
/// open, or the parent's id on Windows.
#[napi]
pub fn end_with_parent(lifeline: i32) -> napi::Result<()> {
    Ok(lifeline::end_with(lifeline)?)
}
