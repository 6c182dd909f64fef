//! A small seeded source of chance, the same on every machine: for rounds that
//! are made up and for demand that is drawn. It is not meant for the lottery or
//! for secrets.

/// A small seeded source of chance: SplitMix64 (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// A source for one subject of a seed. Sources of different labels do not
    /// disturb each other: another draw for one table leaves the rest as it is.
    pub(crate) fn new(seed: u64, label: &str) -> Random {
        // FNV-1a spreads the label over 64 bits.
        let spread = label
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut random = Random { state: seed };
        random.state = random.next() ^ spread;
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A seed for something of its own.
    pub(crate) fn seed(&mut self) -> u64 {
        self.next()
    }

    /// A number from 0 to `end` − 1; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // The high half of the product is even to within 2⁻⁴⁰ for the sizes here.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(0);
        low + self.below(width) as i64
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the values.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, values: [T; N]) -> T {
        values[self.below(N)]
    }

    /// The position of a weight, each as likely as its weight says.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: usize = weights.iter().map(|weight| *weight as usize).sum();
        let mut left = self.below(total);
        for (position, weight) in weights.iter().enumerate() {
            let weight = *weight as usize;
            if left < weight {
                return position;
            }
            left -= weight;
        }
        0
    }

    /// How often something happens that happens so many billionths of a time on
    /// average and each time for itself (Poisson's distribution), in whole
    /// numbers, so that every machine draws the same.
    pub(crate) fn poisson(&mut self, billionths: u64) -> usize {
        let mut count = 0;
        let mut left = billionths;
        // A sum of such numbers is one again: each part is small enough for its
        // chances not to fade.
        while left > 0 {
            let part = left.min(BILLION);
            count += self.poisson_below_one(part);
            left -= part;
        }
        count
    }

    fn poisson_below_one(&mut self, billionths: u64) -> usize {
        let drawn = i128::from(self.next() >> (64 - CHANCE_BITS));
        let (mean, one) = (i128::from(billionths), i128::from(BILLION));
        let mut chance = exp_minus(mean);
        let (mut below, mut count) = (chance, 0_usize);
        while drawn >= below && chance > 0 {
            count += 1;
            chance = chance * mean / (one * count as i128);
            below += chance;
        }
        count
    }

    /// Puts the values into a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = self.below(last + 1);
            values.swap(last, other);
        }
    }
}

/// The parts of one in which means are given.
pub(crate) const BILLION: u64 = 1_000_000_000;
/// Chances are held in parts of two to this power.
const CHANCE_BITS: u32 = 60;

/// e to the power of minus so many billionths, at most one, by its series.
fn exp_minus(billionths: i128) -> i128 {
    let one = i128::from(BILLION);
    let mut term = 1_i128 << CHANCE_BITS;
    let (mut sum, mut position) = (0, 0);
    while term != 0 {
        sum += term;
        position += 1;
        term = -(term * billionths) / (one * position);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // First outputs of SplitMix64 for the state 1234567, as published with
        // the reference implementation (prng.di.unimi.it, Rosetta Code).
        let mut random = Random { state: 1_234_567 };
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn draws_stay_in_range_and_reach_both_ends() {
        let mut random = Random::new(7, "range");
        let drawn: Vec<i64> = (0..200).map(|_| random.between(-2, 2)).collect();
        assert_eq!(drawn.iter().min(), Some(&-2));
        assert_eq!(drawn.iter().max(), Some(&2));
        let mut weights = [0; 3];
        (0..200).for_each(|_| weights[random.weighted(&[0, 3, 1])] += 1);
        assert_eq!(weights[0], 0);
        assert!(weights[1] > weights[2]);
    }

    #[test]
    fn counts_come_as_often_as_the_distribution_says() {
        // e⁻¹ = 0.36787944117144233, as published.
        let tenths_of_a_billionth = exp_minus(i128::from(BILLION)) * 10_000_000_000 / (1 << CHANCE_BITS);
        assert_eq!(tenths_of_a_billionth, 3_678_794_411);
        let mut random = Random::new(7, "counts");
        let drawn: Vec<usize> = (0..10_000).map(|_| random.poisson(2_500_000_000)).collect();
        // Mean and variance are 2.5; the bounds are four standard errors wide.
        let sum: usize = drawn.iter().sum();
        assert!((24_368..=25_632).contains(&sum), "{sum}");
        let squares: usize = drawn.iter().map(|count| count * count).sum();
        let variance = squares as f64 / 10_000.0 - (sum as f64 / 10_000.0).powi(2);
        assert!((2.34..=2.66).contains(&variance), "{variance}");
        // e⁻²·⁵ of them are 0.
        let none = drawn.iter().filter(|count| **count == 0).count();
        assert!((711..=931).contains(&none), "{none}");
        assert_eq!((random.poisson(0), random.poisson(1)), (0, 0));
    }
}
