//! The identifiers of English pupils and schools.

/// The letters of pupil numbers; I, O and S are not among them.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A unique pupil number with the right check letter, in capitals and without
/// spaces; nothing where its form or letter is wrong. It is a check letter,
/// eleven digits and a last digit, or letter where it is temporary.
pub(crate) fn upn(text: &str) -> Option<String> {
    let upn: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let [check, rest @ ..] = upn.as_bytes() else { return None };
    if rest.len() != 12 {
        return None;
    }
    let mut sum = 0;
    for (position, byte) in (2..).zip(rest) {
        let value = match byte {
            b'0'..=b'9' => usize::from(byte - b'0'),
            _ if position == 13 => letter(*byte)?,
            _ => return None,
        };
        sum += position * value;
    }
    (letter(*check) == Some(sum % LETTERS.len())).then_some(upn)
}

fn letter(byte: u8) -> Option<usize> {
    LETTERS.iter().position(|letter| *letter == byte)
}

/// Whether a text is the unique reference number of a school.
pub(crate) fn is_urn(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pupil_numbers_have_their_check_letter() {
        // domain notes, §5.1.
        for valid in ["B801200005001", "M80120000500A", "P207000016049", "b8012 0000 5001"] {
            assert!(upn(valid).is_some(), "{valid}");
        }
        for wrong in
            ["A801200005001", "Q207000016049", "B80120000500", "B8012000050011", "B80120000500I", "", "B80120000500é"]
        {
            assert_eq!(upn(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn school_numbers_have_six_digits() {
        assert!(is_urn("100001"));
        assert!(!is_urn("10001") && !is_urn("331/4000") && !is_urn("1000010") && !is_urn("12345é"));
    }
}
