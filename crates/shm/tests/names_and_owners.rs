//! A name has one block, a block one owner, and only what has lost its owner is cleaned.

mod common;

use allcores_shm::{Block, Error, Name, clean};
use common::fresh;
use std::sync::Barrier;
use std::thread;

#[test]
fn only_harmless_names_are_names() {
    for bad in ["", ".", "..", "...", "a/b", "/a", "a\0", "a b", "ä", "a\\b", &"x".repeat(31)] {
        let Err(Error::Name { name, .. }) = Name::new(bad) else { panic!("{bad:?}") };
        assert_eq!(name, bad);
    }
    for good in ["a", "A-Z_0.9", ".hidden", "-", &"x".repeat(30)] {
        assert_eq!(Name::new(good).unwrap().as_str(), good);
    }
}

#[test]
fn of_a_hundred_creators_one_wins_and_the_others_are_told() {
    for _ in 0..5 {
        let name = fresh();
        let start = Barrier::new(100);
        let made: Vec<_> = thread::scope(|scope| {
            let racers: Vec<_> = (0..100)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        Block::create(&name, 4096)
                    })
                })
                .collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        for other in lost {
            assert!(matches!(other, Err(Error::Exists { stale: false, .. })));
        }
        won[0].as_ref().unwrap().unlink().unwrap();
    }
}

#[test]
fn to_unlink_takes_no_name_from_another_block() {
    let name = fresh();
    let first = Block::create(&name, 1).unwrap();
    first.unlink().unwrap();
    drop(Block::attach(&name, None).err());
    let second = Block::create(&name, 2).unwrap();
    first.unlink().unwrap();
    assert!(Block::attach(&name, Some(2)).is_ok());
    second.unlink().unwrap();
    if cfg!(unix) {
        assert!(matches!(Block::attach(&name, None), Err(Error::Missing { .. })));
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use std::fs::{self, File, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    fn path(name: &Name) -> String {
        format!("/dev/shm/{name}")
    }

    #[test]
    fn a_block_is_its_users_alone_and_has_memory_behind_every_page() {
        let name = fresh();
        let block = Block::create(&name, 1_000_000).unwrap();
        let metadata = fs::metadata(path(&name)).unwrap();
        assert_eq!((metadata.mode() & 0o777, metadata.len()), (0o600, 1_000_000));
        assert!(metadata.blocks() * 512 >= 1_000_000);
        block.unlink().unwrap();
    }

    #[test]
    fn what_is_too_large_leaves_nothing_behind() {
        let name = fresh();
        assert!(matches!(Block::create(&name, 1 << 46), Err(Error::Space { .. })));
        assert!(!fs::exists(path(&name)).unwrap());
    }

    #[test]
    fn only_a_marked_block_that_nobody_holds_is_stale() {
        let [held, unmarked, stale] = [fresh(), fresh(), fresh()];
        let block = Block::create(&held, 8).unwrap();
        // As Python makes one, and as a process that was killed leaves one.
        for (name, mode) in [(&unmarked, 0o600), (&stale, 0o1600)] {
            let file = File::create(path(name)).unwrap();
            file.set_len(8).unwrap();
            fs::set_permissions(path(name), Permissions::from_mode(mode)).unwrap();
        }
        assert!(matches!(Block::create(&stale, 8), Err(Error::Exists { stale: true, .. })));
        assert!(matches!(Block::create(&unmarked, 8), Err(Error::Exists { stale: false, .. })));
        assert_eq!(clean(stale.as_str()).unwrap(), [stale]);
        assert_eq!(clean(unmarked.as_str()).unwrap(), []);
        assert_eq!(clean(held.as_str()).unwrap(), []);
        fs::remove_file(path(&unmarked)).unwrap();
        block.unlink().unwrap();
    }

    #[test]
    fn what_is_cut_short_or_is_no_memory_is_refused() {
        let name = fresh();
        let block = Block::create(&name, 8192).unwrap();
        File::options().write(true).open(path(&name)).unwrap().set_len(100).unwrap();
        assert!(matches!(block.lease(), Err(Error::Unusable { .. })));
        assert!(matches!(Block::attach(&name, Some(8192)), Err(Error::Unusable { .. })));
        block.unlink().unwrap();
        fs::create_dir(path(&name)).unwrap();
        assert!(matches!(Block::attach(&name, None), Err(Error::Unusable { .. })));
        fs::remove_dir(path(&name)).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", path(&name)).unwrap();
        assert!(matches!(Block::attach(&name, None), Err(Error::Unusable { .. })));
        fs::remove_file(path(&name)).unwrap();
    }
}
