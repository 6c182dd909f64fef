use super::console::{quoted, say};
use super::exit::{End, Exit};
use super::running::Run;
use super::solving::refuse;
use rightplace::paper::publish::Turn;
use rightplace::paper::words::count;
use rightplace::paper::{Files, Format, publish};
use rightplace::report::{self, PACKS, RESULT, SUMMARY};
use rightplace::result::{RoundResult, Status};
use std::fs;
use std::path::Path;

/// Where a result goes, and its packs.
pub struct Folders<'a> {
    /// The folder of the result.
    pub out: &'a Path,
    /// The folder of the packs; nothing where none are written.
    pub packs: Option<&'a Path>,
}

/// What was written.
pub struct Published {
    /// The files of the result.
    pub files: Files,
    /// How many pages the packs have.
    pub pages: usize,
    /// How many letters the packs have.
    pub letters: usize,
}

impl Folders<'_> {
    /// Looks at the folders before the run begins.
    ///
    /// # Errors
    ///
    /// Where a folder holds something else.
    pub fn check(&self) -> Result<(), End> {
        publish::check(self.out, &RESULT).map_err(|fault| refuse(self.out, &fault))?;
        self.packs.map_or(Ok(()), |folder| publish::check(folder, &PACKS).map_err(|fault| refuse(folder, &fault)))
    }

    /// What the result in the folder says of itself, by which it is known again;
    /// nothing where there is none.
    pub fn summary(&self) -> Option<Vec<u8>> {
        fs::read(self.out.join(SUMMARY)).ok()
    }

    /// Puts a result into its folder, and in the same turn its packs into theirs;
    /// an infeasible round has none, and leaves earlier ones as they were. A
    /// result that goes on from one in the folder is only put in its place, by
    /// its summary.
    ///
    /// # Errors
    ///
    /// Where the file system refuses, or another run does not let this one in.
    pub fn publish(
        &self,
        run: &Run,
        result: &RoundResult,
        format: Format,
        goes_on_from: Option<&[u8]>,
    ) -> Result<Published, End> {
        let report = run.report(result, format);
        let files = report::files(&report).map_err(End::fault)?;
        let packs = self.packs.filter(|_| result.status != Status::Infeasible);
        let packs = packs.map(|folder| Ok::<_, End>((folder, report::packs(&report, &files).map_err(End::fault)?)));
        let packs = packs.transpose()?;
        let folders: Vec<&Path> = [self.out].into_iter().chain(packs.as_ref().map(|(folder, _)| *folder)).collect();
        let mut turn = Turn::take(&folders).map_err(|(folder, fault)| refuse(folder, &fault))?;
        if goes_on_from.is_some_and(|earlier| self.summary().as_deref() != Some(earlier)) {
            let message =
                format!("{}: another run has put its result into the folder meanwhile; it stays", quoted(self.out));
            return Err(End { exit: Exit::Busy, message });
        }
        turn.publish(self.out, &RESULT, &files).map_err(|fault| refuse(self.out, &fault))?;
        let (mut pages, mut letters) = (0, 0);
        if let Some((folder, packs)) = packs {
            turn.publish(folder, &PACKS, &packs).map_err(|fault| refuse(folder, &fault))?;
            let is_letter = |name: &&String| name.starts_with("letter-");
            let all = packs.keys().filter(|name| name.ends_with(".html")).collect::<Vec<_>>();
            letters = all.iter().copied().filter(is_letter).count();
            pages = all.len() - letters;
        }
        Ok(Published { files, pages, letters })
    }

    /// Says where the packs are.
    pub fn tell_packs(&self, published: &Published) {
        match self.packs {
            Some(_) if published.pages == 0 => say("Packs:    none of an infeasible round"),
            Some(folder) => say(format_args!(
                "Packs:    {} in {}, and {}",
                published.pages,
                quoted(folder),
                count(published.letters, "letter")
            )),
            None => {}
        }
    }
}
