//! A strict reader of our own pages: what is not well formed, or not as people
//! with a screen reader need it, ends the test.

use std::collections::{BTreeMap, BTreeSet};

/// A tag with its attributes; `/name` where it closes.
struct Tag<'p> {
    name: &'p str,
    attributes: BTreeMap<&'p str, &'p str>,
}

const VOID: [&str; 4] = ["meta", "rect", "circle", "polyline"];

fn tag(text: &str) -> Tag<'_> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (name, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "/!".contains(c)), "<{text}>");
    let mut attributes = BTreeMap::new();
    while !rest.is_empty() {
        let (key, value) = rest.split_once("=\"").unwrap_or_else(|| panic!("an attribute without quotes in <{text}>"));
        let (value, after) = value.split_once('"').unwrap();
        assert!(attributes.insert(key, value).is_none(), "{key} twice in <{text}>");
        rest = after.trim_start();
    }
    Tag { name, attributes }
}

/// The tags of a page in order, which are nested and closed as they should be.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a loose > in {:?}", &rest[..at]);
        let end = at + rest[at..].find('>').unwrap();
        let found = tag(&rest[at + 1..end]);
        rest = &rest[end + 1..];
        match found.name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if VOID.contains(&found.name) => {}
            None => open.push(found.name),
        }
        if ["script", "style"].contains(&found.name) {
            rest = &rest[rest.find(&format!("</{}>", found.name)).unwrap()..];
        }
        tags.push(found);
    }
    assert!(open.is_empty(), "{open:?} not closed");
    tags
}

/// What every page keeps to.
#[track_caller]
pub fn check(page: &str) {
    let tags = tags(page);
    let of = |name: &'static str| tags.iter().filter(move |tag| tag.name == name);
    for once in ["html", "title", "header", "main", "h1", "footer", "style"] {
        assert_eq!(of(once).count(), 1, "{once}");
    }
    let is_letter = of("body").any(|body| body.attributes.get("class") == Some(&"letter"));
    assert_eq!(of("script").count(), usize::from(!is_letter));
    assert_eq!(of("html").next().unwrap().attributes["lang"], "en-GB");
    let mut ids = BTreeSet::new();
    let mut level = 1;
    for tag in &tags {
        if let Some(id) = tag.attributes.get("id") {
            assert!(ids.insert(*id), "id {id} twice");
        }
        for key in tag.attributes.keys() {
            assert!(!key.starts_with("on") && !["style", "src"].contains(key), "{key} in <{}>", tag.name);
        }
        if let Some(number) = tag.name.strip_prefix('h').and_then(|digit| digit.parse::<u32>().ok()) {
            assert!(number <= level + 1, "a heading of level {number} below one of {level}");
            level = number;
        }
        match tag.name {
            "th" => assert!(["row", "col"].contains(&tag.attributes["scope"])),
            "svg" => {
                let is_told = tag.attributes.get("role") == Some(&"img") && !tag.attributes["aria-label"].is_empty();
                assert!(is_told || tag.attributes.get("aria-hidden") == Some(&"true"));
            }
            _ => {}
        }
    }
    for link in of("a") {
        let target = link.attributes["href"].strip_prefix('#').unwrap();
        assert!(ids.contains(target), "a link to {target}");
    }
    for labelled in tags.iter().filter_map(|tag| tag.attributes.get("aria-labelledby")) {
        assert!(ids.contains(labelled), "a label {labelled}");
    }
    assert!(!page.contains("<bdi></bdi></th>") && !page.contains("\"></th>"), "a head without text");
    assert_eq!(of("table").count(), of("caption").count());
    let names = page.split("<caption").skip(1).map(|rest| rest.split_once("</caption>").unwrap().0);
    let names: BTreeSet<&str> = names.map(|name| name.split_once('>').unwrap().1).collect();
    assert_eq!(names.len(), of("caption").count(), "captions name the regions of the page");
    for title in page.split("<h2 id=").skip(1).map(|rest| rest.split_once("</h2>").unwrap().0) {
        let title = title.split_once('>').unwrap().1;
        assert!(!names.contains(format!("<bdi>{title}</bdi>").as_str()), "a table is named as its part: {title}");
    }
    rows(&tags);
    let text = page.split_once("<script>").map_or(page, |(text, _)| text);
    for forbidden in ["http:", "https:", "url(", "@import", "javascript:", "data:"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    let hash = |name: &str| {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let content = page.split_once(&open).unwrap().1.split_once(&close).unwrap().0;
        format!("'sha256-{}'", base64(content))
    };
    let policy = of("meta").find_map(|meta| {
        (meta.attributes.get("http-equiv") == Some(&"Content-Security-Policy")).then(|| meta.attributes["content"])
    });
    let policy = policy.unwrap().replace("&#39;", "'");
    assert!(policy.contains("default-src 'none'"));
    assert!(!is_letter || policy.contains("script-src 'none'"), "{policy}");
    for name in if is_letter { &["style"][..] } else { &["script", "style"] } {
        assert!(policy.contains(&format!("{name}-src {}", hash(name))), "{policy}");
    }
}

/// Every row of a table has as many cells as its head.
fn rows(tags: &[Tag]) {
    let (mut columns, mut cells) = (None, 0);
    for tag in tags {
        match tag.name {
            "table" => columns = None,
            "tr" => cells = 0,
            "th" | "td" => cells += 1,
            "/tr" => assert_eq!(*columns.get_or_insert(cells), cells),
            _ => {}
        }
    }
}

/// SHA-256 in base 64, by other means than the program's.
fn base64(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let bits: String = Sha256::digest(text).iter().map(|byte| format!("{byte:08b}")).collect();
    let digits: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("+/".chars()).collect();
    let mut coded: String = bits
        .as_bytes()
        .chunks(6)
        .map(|six| format!("{:0<6}", std::str::from_utf8(six).unwrap()))
        .map(|six| digits[usize::from_str_radix(&six, 2).unwrap()])
        .collect();
    while !coded.len().is_multiple_of(4) {
        coded.push('=');
    }
    coded
}

/// The text of the cells of the first row that begins with a text.
pub fn row(page: &str, head: &str) -> Vec<String> {
    let start = page.find(&format!("<bdi>{head}</bdi></th>")).unwrap_or_else(|| panic!("no row {head}"));
    let cells = page[start..].split_once("</tr>").unwrap().0.split("<bdi>").skip(1);
    cells.map(|cell| cell.split_once("</bdi>").unwrap().0.to_owned()).collect()
}
