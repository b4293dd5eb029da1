//! What the machine itself needs to hand something from one process to another: two words in memory that both map, and a
//! raw futex. `cargo run --release -p allcores-wait --example handover -- COUNT` prints the nanoseconds of one hand-over.

#[cfg(target_os = "linux")]
fn main() {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Instant;

    let count: u32 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    // SAFETY: new memory of this size, which is zeros and stays mapped to the end, in both processes.
    let word = unsafe {
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
        let memory = libc::mmap(std::ptr::null_mut(), 4096, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
        assert_ne!(memory, libc::MAP_FAILED);
        &*memory.cast::<AtomicU32>()
    };
    // Each process adds one when the number is its own, even or odd, and wakes the other.
    let play = |mine: u32| {
        for round in 0..count {
            let turn = 2 * round + mine;
            loop {
                let now = word.load(Ordering::SeqCst);
                if now == turn {
                    break;
                }
                // SAFETY: the word is valid for the call; there is no time limit.
                unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAIT, now, 0) };
            }
            word.store(turn + 1, Ordering::SeqCst);
            // SAFETY: as above.
            unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE, 1) };
        }
    };
    // SAFETY: this process has no other threads.
    let child = unsafe { libc::fork() };
    if child == 0 {
        return play(1);
    }
    let start = Instant::now();
    play(0);
    // SAFETY: the child is ours, and nobody is told how it ended.
    unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
    println!("{}", start.elapsed().as_nanos() / u128::from(2 * count));
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("raw futexes are Linux's");
}
