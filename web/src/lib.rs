//! The little code that runs in a browser: the survey that works without network. Written in JavaScript
//! under `web/`, bundled and compressed at build time (`build.rs`, `build.js`), and served from here.

/// One file as browsers take it.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// The name, with a mark of its content in it.
    pub name: &'static str,
    /// The media type.
    pub mime: &'static str,
    /// Compressed with Brotli.
    pub brotli: &'static [u8],
    /// Compressed with gzip.
    pub gzip: &'static [u8],
}

/// Script and style of the survey, in the order: script, style, licences.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The service worker, without what it is to keep; see [`worker`].
const WORKER: &str = include_str!(concat!(env!("OUT_DIR"), "/worker.js"));

/// The file of this name.
pub fn file(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

/// The name of the survey's script.
pub fn script() -> &'static str {
    named("survey", ".js")
}

/// The name of the survey's style sheet.
pub fn style() -> &'static str {
    named("survey", ".css")
}

/// The name of the file with the licences of what is bundled.
pub fn licences() -> &'static str {
    named("licences", ".txt")
}

fn named(stem: &str, extension: &str) -> &'static str {
    let such = |file: &&File| file.name.starts_with(stem) && file.name.ends_with(extension);
    FILES.iter().find(such).map(|file| file.name).expect("the build wrote it")
}

/// The service worker that keeps these addresses, under a version of its own.
pub fn worker(version: &str, page: &str, addresses: &[String]) -> String {
    let list: Vec<String> = addresses.iter().map(|address| format!("{address:?}")).collect();
    let list = list.join(", ");
    format!(
        "const VERSION = {version:?};\nconst PAGE = {page:?};\nconst KEEP = [{list}];\n{WORKER}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_by_its_name_and_none_by_another() {
        for name in [script(), style(), licences()] {
            let file = file(name).unwrap();
            assert!(!file.brotli.is_empty() && file.gzip.starts_with(&[0x1f, 0x8b]), "{name}");
        }
        assert!(file("survey.js").is_none());
    }

    #[test]
    fn the_worker_names_what_it_keeps() {
        let worker = worker("1", "/survey", &["/survey".to_owned(), "/a.css".to_owned()]);
        assert!(worker.starts_with("const VERSION = \"1\";\nconst PAGE = \"/survey\";\nconst KEEP = [\"/survey\", \"/a.css\"];\n"));
    }
}
