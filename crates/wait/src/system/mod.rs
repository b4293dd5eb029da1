//! What the system gives to wait with: a futex that works between processes, a bell that any
//! process of this user can ring, and word of a process's end.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{Bell, Watch, started, wait, wake};

#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(target_vendor = "apple")]
pub use macos::{Bell, Watch, started, wait, wake};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::{Bell, Watch, started, wait, wake};

use crate::members::Process;
use std::sync::OnceLock;

/// This process.
pub fn this_process() -> Process {
    static THIS: OnceLock<Process> = OnceLock::new();
    let id = std::process::id();
    *THIS.get_or_init(|| Process { id, started: started(id).unwrap_or_default() })
}

/// The name of a process's bell.
fn bell_name(process: Process) -> String {
    format!("allcores.{}.{}", process.id, process.started)
}
