//! The Node-API addon: the only crate that knows JavaScript.
//!
//! It turns typed arrays into memory ([`view`]), runs kernels on the calling
//! thread or behind it ([`call`], [`environment`]), and makes JavaScript values
//! of answers and failures ([`node_api`]). The TypeScript wrapper has validated
//! its arguments for good messages; everything is validated again here, for
//! safety.
#![cfg_attr(test, allow(dead_code, reason = "napi-rs registers no exports in tests"))]

mod arrays;
mod call;
mod compiled;
mod environment;
mod failure;
mod info;
mod node_api;
mod retain;
mod shm;
mod sync;
mod threads;
mod view;

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

/// Runs when an environment loads the addon.
#[napi(module_exports)]
pub fn load(_: Object, env: Env) -> napi::Result<()> {
    let js = node_api::Js::of(&env);
    environment::Environment::enter(js).map_err(|failure| js.throw(&failure))
}
