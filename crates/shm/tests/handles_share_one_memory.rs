//! All handles of a block have one memory, and a lease outlives every one of them.

mod common;

use allcores_shm::{Access, Block, Error, Lease};
use common::fresh;
use std::fs;
use std::thread;

fn lease(block: &Block) -> Lease {
    block.lease().expect("it is whole").expect("it is open")
}

#[test]
fn a_block_is_mapped_once_and_its_size_is_what_was_asked_for() {
    let name = fresh();
    let made = Block::create(&name, 1001).unwrap();
    let found = Block::attach(&name, None).unwrap();
    let part = Block::attach(&name, Some(10)).unwrap();
    assert_eq!([made.size(), part.size()], [1001, 10]);
    assert!(found.size() >= 1001);
    lease(&made).bytes().set(9, 7);
    assert_eq!(lease(&part).bytes().read().get(9), 7);
    assert_eq!(lease(&part).bytes().len(), 10);
    #[cfg(target_os = "linux")]
    assert_eq!(lease(&made).as_ptr(), lease(&found).as_ptr());
    made.unlink().unwrap();
}

#[test]
fn the_last_handle_to_close_leaves_zeros() {
    let name = fresh();
    let (a, b) = (Block::create(&name, 5000).unwrap(), Block::attach(&name, None).unwrap());
    let held = lease(&a);
    held.bytes().set(4999, 3);
    a.close();
    a.close();
    assert!(a.lease().unwrap().is_none());
    assert_eq!(held.bytes().read().get(4999), 3, "b is open");
    b.close();
    if cfg!(target_os = "linux") {
        assert_eq!(held.bytes().read().get(4999), 0);
    }
    held.bytes().set(0, 1);
    let again = Block::attach(&name, None).unwrap();
    assert_eq!(lease(&again).bytes().read().get(4999), 3, "the block itself stays");
    assert_eq!(lease(&again).bytes().read().get(0), 0, "what was written to the closed one went nowhere");
    again.unlink().unwrap();
}

#[test]
fn a_handle_that_is_dropped_takes_nothing_from_its_leases() {
    let name = fresh();
    let block = Block::create(&name, 4096).unwrap();
    let held = lease(&block);
    held.bytes().set(1, 9);
    block.unlink().unwrap();
    drop(block);
    assert_eq!(held.bytes().read().get(1), 9);
    let unheld = Block::create(&name, 4096).unwrap();
    let other = Block::attach(&name, None).unwrap();
    drop(unheld);
    other.close();
    other.unlink().unwrap();
    assert_eq!(held.bytes().read().get(1), 9, "another block of the same name");
}

#[test]
fn threads_open_and_close_one_block_as_they_like() {
    let name = fresh();
    let made = Block::create(&name, 1 << 16).unwrap();
    lease(&made).bytes().set(100, 1);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..500 {
                    let block = Block::attach(&name, None).unwrap();
                    let held = lease(&block);
                    block.close();
                    assert_eq!(held.bytes().read().get(100), 1, "made is open");
                }
            });
        }
    });
    made.unlink().unwrap();
}

#[test]
fn a_private_mapping_of_a_file_leaves_the_file_alone() {
    let path = std::env::temp_dir().join(fresh().as_str());
    fs::write(&path, [1, 2, 3]).unwrap();
    let (private, shared) = (Block::of_file(&path, Access::Private), Block::of_file(&path, Access::Shared));
    let (private, shared) = (private.unwrap(), shared.unwrap());
    lease(&private).bytes().set(0, 9);
    lease(&shared).bytes().set(1, 8);
    assert_eq!(lease(&private).bytes().read().get(0), 9);
    assert_eq!(fs::read(&path).unwrap(), [1, 8, 3]);
    drop((private, shared));
    fs::remove_file(&path).unwrap();
    assert!(matches!(Block::of_file(&path, Access::Private), Err(Error::System { .. })));
}
