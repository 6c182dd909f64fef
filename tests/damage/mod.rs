#![allow(dead_code, reason = "every test file uses a part of it")]
//! Files as they should be, damaged by chance from a seed.

/// The next number of a seeded sequence (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A number below a bound; 0 where there is none.
pub fn below(state: &mut u64, bound: usize) -> usize {
    (next(state) % bound.max(1) as u64) as usize
}

/// Pieces of tables and settings that are likely to hurt.
pub const PIECES: [&[u8]; 35] = [
    b"",
    b"\"",
    b"'",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"|",
    b"-",
    b"+",
    b"*",
    b"=",
    b"=1+1",
    b"[",
    b"]",
    b"[[",
    b"{",
    b"}",
    b":",
    b"~",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"99999999999999999999",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"1e308",
    b"0.000000000000000000001",
    b"2199-12-31",
    b"0000-00-00",
    b"any",
    b"NA",
    b"null",
    "é\u{202e}".as_bytes(),
];

/// Damages bytes: with pieces, and now and then with what stands elsewhere in
/// them or in a file of the same kind.
pub fn damage(bytes: &mut Vec<u8>, other: &[u8], pieces: &[&[u8]], state: &mut u64) {
    for _ in 0..=below(state, 4) {
        let at = below(state, bytes.len() + 1);
        let end = (at + below(state, 12)).min(bytes.len());
        match below(state, 7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << below(state, 8),
            2 => {
                let copied = bytes[at..(at + below(state, 400)).min(bytes.len())].to_vec();
                let to = below(state, bytes.len() + 1);
                drop(bytes.splice(to..to, copied));
            }
            3 => {
                let from = below(state, other.len() + 1);
                let piece = &other[from..(from + below(state, 60)).min(other.len())];
                drop(bytes.splice(at..end, piece.iter().copied()));
            }
            4 => drop(bytes.splice(at..at, pieces[below(state, pieces.len())].iter().copied())),
            _ => drop(bytes.splice(at..end, pieces[below(state, pieces.len())].iter().copied())),
        }
    }
}
