/// A kind of set: files that are put into a folder together and replaced
/// together. Several kinds can share a folder. Who writes a set owns the list of
/// its files.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// The word in the names of the folders where files wait; may be blank.
    word: &'static str,
    /// The file that lists the others under `files`: it tells an earlier set
    /// from files of other people.
    pub(super) index: &'static str,
    /// The other files that it may have.
    files: &'static [&'static str],
    /// Files that belong to every set without being listed.
    pub(super) unlisted: &'static [&'static str],
    /// Folders of the set: what is in them is listed by its path.
    pub(super) folders: &'static [&'static str],
    /// Whether a file of this name can belong to the set besides.
    is_more: fn(&str) -> bool,
}

impl Set {
    /// A kind of set by its word, which no other kind that may share its folder
    /// has, the file that lists the others, and these.
    pub const fn new(word: &'static str, index: &'static str, files: &'static [&'static str]) -> Set {
        Set { word, index, files, unlisted: &[], folders: &[], is_more: |_| false }
    }

    /// With files that belong to every set without being listed.
    pub const fn with_unlisted(self, unlisted: &'static [&'static str]) -> Set {
        Set { unlisted, ..self }
    }

    /// With folders: what is in them is listed by its path.
    pub const fn with_folders(self, folders: &'static [&'static str]) -> Set {
        Set { folders, ..self }
    }

    /// With files that are known by how their names are formed.
    pub const fn with_names(self, is_more: fn(&str) -> bool) -> Set {
        Set { is_more, ..self }
    }

    /// Whether a file or folder of this name can belong to the set. Nothing
    /// else in a folder is ever touched.
    pub(super) fn owns(&self, name: &str) -> bool {
        let lists = [&[self.index], self.files, self.unlisted, self.folders];
        lists.into_iter().flatten().any(|own| *own == name) || (self.is_more)(name)
    }

    /// Where the new files wait. Once it is empty, all of them are in place.
    pub(super) fn new_folder(&self) -> String {
        self.waiting("new")
    }

    /// Where the earlier files wait until all new ones are in place.
    pub(super) fn earlier_folder(&self) -> String {
        self.waiting("earlier")
    }

    fn waiting(&self, which: &str) -> String {
        match self.word {
            "" => format!(".rightplace-{which}"),
            word => format!(".rightplace-{word}-{which}"),
        }
    }
}
