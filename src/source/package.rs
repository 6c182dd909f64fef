//! A workbook as the package of XML parts that it is: which part holds which
//! sheet, and whether the workbook asks to be reckoned anew. The library that
//! reads the cells tells neither.

use super::bounds::{MOST_PARTS, MOST_SHEETS, MOST_UNPACKED};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;

/// A part, to be read element by element.
pub(super) type Xml<'p, 'b> = Reader<BufReader<ZipFile<'p, Cursor<&'b [u8]>>>>;

/// The parts of a workbook.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The names of the parts by their small letters: they ignore case.
    names: BTreeMap<String, String>,
    /// The part of each sheet, in the workbook's order.
    pub(super) sheets: Vec<String>,
    /// How many bytes the part of each sheet has, in the same order.
    pub(super) sizes: Vec<u64>,
    /// Whether the workbook says that the results of its formulas are to be
    /// worked out when it is opened.
    pub(super) is_recalculated: bool,
}

impl<'b> Package<'b> {
    /// The parts of a workbook's bytes.
    ///
    /// # Errors
    /// What keeps them from being read.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Unread> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("Zip error: {error}"))?;
        let sizes = weigh(&mut archive)?;
        let mut names = BTreeMap::new();
        for name in archive.file_names() {
            let name = name.map_err(|error| error.to_string())?;
            names.insert(name.replace('\\', "/").to_ascii_lowercase(), name.to_string());
        }
        let mut package = Package { archive, names, sheets: Vec::new(), sizes: Vec::new(), is_recalculated: false };
        let main = package.relationships("_rels/.rels")?.into_iter().rev();
        let main = main.map(|(_, part)| part).find(|part| part.kind.ends_with("/relationships/officeDocument"));
        let target = main.ok_or("no part of it says where the workbook is")?.target;
        let (folder, name) = target.split_at(target.rfind('/').map_or(0, |at| at + 1));
        package.outline(folder.trim_start_matches('/'), if name.is_empty() { "workbook.xml" } else { name })?;
        if package.sheets.len() > MOST_SHEETS {
            return Err(Unread::TooLarge(format!("a workbook of {} sheets", package.sheets.len())));
        }
        package.sizes =
            package.sheets.iter().map(|part| sizes.get(package.name_of(part)).copied().unwrap_or(0)).collect();
        Ok(package)
    }

    /// The name of a part as the package has it.
    fn name_of<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(&name.to_ascii_lowercase()).map_or(name, String::as_str)
    }

    /// A part by its name.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub(super) fn part(&mut self, name: &str) -> Result<Xml<'_, 'b>, String> {
        let name = self.names.get(&name.to_ascii_lowercase()).map_or(name, String::as_str);
        let part = self.archive.by_name(name).map_err(|error| error.to_string())?;
        let mut xml = Reader::from_reader(BufReader::new(part));
        let config = xml.config_mut();
        // As the library that reads the cells has it, so that both understand
        // the same of a part that is not quite well formed.
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        Ok(xml)
    }

    /// What a part points to, by id.
    fn relationships(&mut self, part: &str) -> Result<BTreeMap<String, Related>, String> {
        let mut related = BTreeMap::new();
        let mut buffer = Vec::new();
        let mut xml = self.part(part)?;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
                Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    let text =
                        |name| Ok::<_, String>(attribute(&element, name)?.map(Cow::into_owned).unwrap_or_default());
                    related.insert(text("Id")?, Related { kind: text("Type")?, target: text("Target")? });
                }
                Event::Eof => return Ok(related),
                _ => {}
            }
        }
    }

    /// Reads what the workbook says of itself.
    fn outline(&mut self, folder: &str, name: &str) -> Result<(), String> {
        let related = self.relationships(&format!("{folder}_rels/{name}.rels"))?;
        let (mut sheets, mut is_recalculated) = (Vec::new(), false);
        let mut buffer = Vec::new();
        let mut xml = self.part(&format!("{folder}{name}"))?;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
                Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let target = related.get(&id_of(&element)?).map(|related| related.target.as_str());
                    let target = target.ok_or("no part of it says where a sheet is")?;
                    sheets.push(match target.strip_prefix('/') {
                        Some(path) => path.to_owned(),
                        None => format!("{folder}{target}"),
                    });
                }
                Event::Start(element) if element.local_name().as_ref() == "calcPr" => {
                    is_recalculated |= is_set(&element, "fullCalcOnLoad")?
                        || is_set(&element, "forceFullCalc")?
                        || attribute(&element, "calcCompleted")?.is_some_and(|value| !is_true(&value));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        (self.sheets, self.is_recalculated) = (sheets, is_recalculated);
        Ok(())
    }
}

/// Why a workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// There is more of it than is read, in words for people.
    TooLarge(String),
    /// What keeps it from being read, in words for people.
    Damaged(String),
}

impl From<String> for Unread {
    fn from(reason: String) -> Unread {
        Unread::Damaged(reason)
    }
}

impl From<&str> for Unread {
    fn from(reason: &str) -> Unread {
        Unread::Damaged(reason.to_owned())
    }
}

/// How many bytes each part unpacks to, by its name. What the package itself
/// says of that may be wrong, so that everything is unpacked once, and nothing
/// kept.
fn weigh(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<BTreeMap<String, u64>, Unread> {
    if archive.len() > MOST_PARTS {
        return Err(Unread::TooLarge(format!("a workbook of {} parts", archive.len())));
    }
    let (mut sizes, mut left) = (BTreeMap::new(), MOST_UNPACKED);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.to_string();
        // A part that is damaged is told where it is read.
        let size = io::copy(&mut part.take(left.saturating_add(1)), &mut io::sink()).unwrap_or(0);
        left = left.checked_sub(size).ok_or_else(|| Unread::TooLarge("a workbook that unpacks to more".to_owned()))?;
        sizes.insert(name, size);
    }
    Ok(sizes)
}

struct Related {
    kind: String,
    target: String,
}

/// The id of what a sheet is related to; the namespace before it has any name.
fn id_of(element: &BytesStart<'_>) -> Result<String, String> {
    let mut id = String::new();
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == "id" {
            id = attribute.value.into_owned();
        }
    }
    Ok(id)
}

/// The value of an attribute, as written.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Result<Option<Cow<'e, str>>, String> {
    let found = element.try_get_attribute(name).map_err(|error| error.to_string())?;
    Ok(found.map(|attribute| attribute.value))
}

/// Whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> Result<bool, String> {
    Ok(attribute(element, name)?.is_some_and(|value| is_true(&value)))
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}
