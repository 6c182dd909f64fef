use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The rooms that the audit may import, and itself.
const ALLOWED: [&str; 6] = ["allocation", "audit", "calendar", "ids", "round", "units"];

#[test]
fn the_audit_imports_only_the_round_and_what_it_is_made_of() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/audit");
    let files = sources(&folder);
    assert!(files.len() > 20, "the sources of the audit are found");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (position, _) in text.match_indices("crate::") {
            let rest = &text[position + "crate::".len()..];
            let room: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            assert!(ALLOWED.contains(&room.as_str()), "{} imports crate::{room}", file.display());
        }
        assert!(!text.contains("use rightplace"), "{}", file.display());
    }
}
