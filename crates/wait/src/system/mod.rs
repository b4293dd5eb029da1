//! What the system gives to wait with: a futex that works between processes.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{wait, wake};

#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(target_vendor = "apple")]
pub use macos::{wait, wake};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::{wait, wake};
