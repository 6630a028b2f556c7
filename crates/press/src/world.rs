//! All that the typesetter can see: its templates, one file of data, four fonts.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

/// Tinos (SIL Open Font License 1.1, see `fonts/OFL.txt`): as wide as Times New Roman, which the official
/// format asks for, with all letters of Vietnamese.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!("../fonts/Tinos-Regular.ttf"),
        include_bytes!("../fonts/Tinos-Bold.ttf"),
        include_bytes!("../fonts/Tinos-Italic.ttf"),
        include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The templates, by the names under which they are imported.
const TEMPLATES: &[(&str, &str)] = &[
    ("official.typ", include_str!("../typ/official.typ")),
    ("decision.typ", include_str!("../typ/decision.typ")),
    ("certificates.typ", include_str!("../typ/certificates.typ")),
    ("request.typ", include_str!("../typ/request.typ")),
    ("receipt.typ", include_str!("../typ/receipt.typ")),
    ("refusal.typ", include_str!("../typ/refusal.typ")),
    ("minutes.typ", include_str!("../typ/minutes.typ")),
    ("posting.typ", include_str!("../typ/posting.typ")),
    ("questionnaire.typ", include_str!("../typ/questionnaire.typ")),
];

/// The file that every template reads.
const DATA: &str = "data.json";

/// One template and its data, as a typesetter's desk.
pub(crate) struct Desk {
    main: FileId,
    data: Bytes,
}

impl Desk {
    pub(crate) fn new(template: &str, data: Vec<u8>) -> Desk {
        Desk { main: file(&format!("{template}.typ")), data: Bytes::new(data) }
    }

    fn text(id: FileId) -> FileResult<&'static str> {
        let name = id.vpath().get_without_slash();
        let found = TEMPLATES.iter().find(|(template, _)| *template == name);
        found.map(|(_, text)| *text).ok_or_else(|| FileError::NotFound(name.into()))
    }
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("templates have plain names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        Ok(Source::new(id, Desk::text(id)?.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_without_slash() == DATA {
            return Ok(self.data.clone());
        }
        Desk::text(id).map(Bytes::from_string)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// A document says its own day; none is taken from the machine.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
