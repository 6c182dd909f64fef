//! From the bytes of a file to its text.

use crate::problem::{Code, Place, Problem};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// What a file begins with that is a workbook of Excel 2007 or later, and what
/// other files begin with that people take for text.
const WORKBOOK: &[u8] = b"PK\x03\x04";
const OLD_WORKBOOK: &[u8] = b"\xD0\xCF\x11\xE0";
const PDF: &[u8] = b"%PDF";

/// Whether the bytes are those of a workbook, `.xlsx`.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(WORKBOOK)
}

/// The text of a file's bytes: UTF-8 or UTF-16, with or without a byte-order
/// mark, else Windows-1252, which is told, for no mark says so. Bytes that are
/// no text are told and give nothing.
pub(super) fn decode<'a>(place: &Place, bytes: &'a [u8], problems: &mut Vec<Problem>) -> Option<Cow<'a, str>> {
    let text = if let Some((encoding, rest)) = utf_16(bytes) {
        encoding.decode_without_bom_handling_and_without_replacement(rest)
    } else {
        let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bare) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(error) => {
                let text = windows_1252(bytes);
                if text.is_some() {
                    problems.push(guessed(place, line_of(bare, error.valid_up_to())));
                }
                text
            }
        }
    };
    // Old programs end a text with the character 26.
    let text = text.map(|text| match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches('\u{1a}')),
        Cow::Owned(text) => Cow::Owned(text.trim_end_matches('\u{1a}').to_owned()),
    });
    let text = text.filter(|text| !text.contains('\0'));
    if text.is_none() {
        problems.push(undecodable(place, bytes));
    }
    text
}

/// The byte order of UTF-16 and what follows its mark. Without a mark it is
/// known by the empty half of its first two characters, which are letters of a
/// header.
fn utf_16(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        [1..=255, 0, 1..=255, 0, ..] => Some((UTF_16LE, bytes)),
        [0, 1..=255, 0, 1..=255, ..] => Some((UTF_16BE, bytes)),
        _ => None,
    }
}

/// Text in Windows-1252, which has no characters for five bytes.
fn windows_1252(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let unused = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
    let is_text = !is_workbook(bytes) && !bytes.starts_with(OLD_WORKBOOK) && !bytes.starts_with(PDF);
    let is_used = bytes.iter().all(|byte| !unused.contains(byte));
    (is_text && is_used).then(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

fn line_of(bytes: &[u8], at: usize) -> u32 {
    let before = bytes.get(..at).unwrap_or(bytes);
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1)
}

fn guessed(place: &Place, line: u32) -> Problem {
    Problem::new(Code::EncodingGuessed, place.clone()).says(
        format!("text that is not UTF-8, first in line {line}; it is read as Windows-1252"),
        "UTF-8",
        "Look at pound signs and accents; save the file as \"CSV UTF-8\" to be sure.",
    )
}

fn undecodable(place: &Place, bytes: &[u8]) -> Problem {
    let (found, advice) = if is_workbook(bytes) {
        ("a workbook", "Save the sheet as \"CSV UTF-8\", or put the whole round into one workbook and name that.")
    } else if bytes.starts_with(OLD_WORKBOOK) {
        ("a workbook of an old kind", "Open it and save the sheet as \"CSV UTF-8\".")
    } else if bytes.starts_with(PDF) {
        ("a PDF", "Ask for the table that it was made of.")
    } else {
        ("bytes that are no text", "Save it from the spreadsheet as \"CSV UTF-8\".")
    };
    Problem::new(Code::BadEncoding, place.clone()).says(found, "text in UTF-8, UTF-16 or Windows-1252", advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Option<String>, Vec<Code>) {
        let mut problems = Vec::new();
        let text = decode(&Place::of_file("t.csv"), bytes, &mut problems).map(Cow::into_owned);
        (text, problems.into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "id,name\n1,O’Neill £5 – é\n";
        let marked = |units: &mut dyn Iterator<Item = [u8; 2]>| units.flatten().collect::<Vec<u8>>();
        let little = marked(&mut text.encode_utf16().map(u16::to_le_bytes));
        let big = marked(&mut text.encode_utf16().map(u16::to_be_bytes));
        for bytes in [
            text.as_bytes().to_vec(),
            ["\u{feff}", text].concat().into_bytes(),
            [b"\xFF\xFE", little.as_slice()].concat(),
            [b"\xFE\xFF", big.as_slice()].concat(),
            little.clone(),
            big.clone(),
            [text.as_bytes(), b"\x1A"].concat(),
        ] {
            assert_eq!(decoded(&bytes), (Some(text.to_owned()), vec![]));
        }
        // Windows-1252: 92 is the apostrophe, A3 the pound sign, 96 the dash, E9 e acute.
        let western = b"id,name\n1,O\x92Neill \xA35 \x96 \xE9\n";
        assert_eq!(decoded(western), (Some(text.to_owned()), vec![Code::EncodingGuessed]));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            b"a\x81\xFF".as_slice(),
            b"a\0b\0\0",
            b"\0\0\0",
            b"\xFF\xFEa",
            b"\xFF\xFE\x00\xD8a\0",
            b"PK\x03\x04\x14\x00\x06\xFF",
            b"\xD0\xCF\x11\xE0\xA1\xB1",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3",
        ] {
            assert_eq!(decoded(bytes), (None, vec![Code::BadEncoding]), "{bytes:?}");
        }
    }
}
