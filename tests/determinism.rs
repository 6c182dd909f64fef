//! The same round gives the same result on any number of threads.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::{read, run};
use rayon::ThreadPoolBuilder;
use rightplace::generate::tiny;
use rightplace::result::RoundResult;

fn on_threads(threads: usize, seeds: &[u64]) -> Vec<RoundResult> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| seeds.iter().map(|seed| run(&read(&tiny(*seed)))).collect())
}

#[test]
fn one_two_and_eight_threads_give_the_same_result() {
    let seeds: Vec<u64> = (0..60).collect();
    let on_one = on_threads(1, &seeds);
    for threads in [2, 8] {
        for ((seed, one), other) in seeds.iter().zip(&on_one).zip(on_threads(threads, &seeds)) {
            assert_eq!(*one, other, "seed {seed} on {threads} threads");
        }
    }
}
