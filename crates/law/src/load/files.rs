//! Which files make the law of one start: those built in, and those of the folders named.

use std::fs;
use std::path::{Path, PathBuf};

use ground::Problem;
use rust_embed::RustEmbed;

use super::raw::RawFile;

#[derive(RustEmbed)]
#[folder = "../../law/"]
struct BuiltIn;

/// What to load besides the law built in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LoadOptions {
    /// Folders laid out like `law/`, read after the built-in law, in this order.
    pub folders: Vec<PathBuf>,
    /// Names of specimens (files or folders under `specimens/`) to load. Specimens are invented figures
    /// for demonstrations; none is loaded unless named here.
    pub specimens: Vec<String>,
}

/// One file of the law.
pub(crate) struct File {
    /// Where it is, for messages.
    pub(crate) shown: String,
    /// Path within its folder, with `/`.
    pub(crate) path: String,
    /// Which folder: 0 is the built-in law.
    pub(crate) root: usize,
    pub(crate) text: String,
    /// Name of the specimen it belongs to.
    pub(crate) specimen: Option<String>,
    pub(crate) raw: RawFile,
}

impl File {
    /// Line, from 1, of a byte offset.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.bytes().take(end).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The problem, told with this file and the line of the offset.
    pub(crate) fn at(&self, offset: usize, problem: Problem) -> Problem {
        problem.with("file", self.shown.as_str()).with("line", self.line(offset))
    }
}

/// Reads all files in a stable order: built in first, then folder by folder, by path.
pub(crate) fn read(options: &LoadOptions, problems: &mut Vec<Problem>) -> Vec<File> {
    let mut files = Vec::new();
    let mut built_in: Vec<String> = BuiltIn::iter().map(|path| path.replace('\\', "/")).collect();
    built_in.sort();
    for path in built_in {
        if let Some(data) = BuiltIn::get(&path).filter(|_| concerns_us(&path)) {
            let bytes = data.data.into_owned();
            take(&mut files, problems, 0, format!("law/{path}"), path, bytes);
        }
    }
    for (position, folder) in options.folders.iter().enumerate() {
        let mut paths = Vec::new();
        if let Err(error) = walk(folder, &mut paths) {
            problems.push(unreadable(folder, &error));
        }
        paths.sort();
        for path in paths {
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            let inside = inside.to_string_lossy().replace('\\', "/");
            if concerns_us(&inside) {
                match fs::read(&path) {
                    Ok(bytes) => {
                        let shown = path.display().to_string();
                        take(&mut files, problems, position + 1, shown, inside, bytes);
                    }
                    Err(error) => problems.push(unreadable(&path, &error)),
                }
            }
        }
    }
    for name in &options.specimens {
        if !files.iter().any(|file| file.specimen.as_ref() == Some(name)) {
            problems.push(Problem::missing("law.specimen.unknown").with("name", name.as_str()));
        }
    }
    files.retain(|file| {
        file.specimen.as_ref().is_none_or(|specimen| options.specimens.contains(specimen))
    });
    files
}

/// Report layouts lie in the same folder and are read by others.
fn concerns_us(path: &str) -> bool {
    matches!(extension(path), "toml" | "csv") && !path.starts_with("reports/")
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, into)? } else { into.push(path) }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::unavailable("law.file.unreadable")
        .with("file", path.display().to_string())
        .because(error)
}

fn take(
    files: &mut Vec<File>,
    problems: &mut Vec<Problem>,
    root: usize,
    shown: String,
    path: String,
    bytes: Vec<u8>,
) {
    let specimen = path.strip_prefix("specimens/").map(|rest| {
        let name = rest.split('/').next().unwrap_or(rest);
        name.strip_suffix(".toml").unwrap_or(name).to_owned()
    });
    let Ok(text) = String::from_utf8(bytes) else {
        return problems.push(Problem::invalid("law.file.encoding").with("file", shown));
    };
    let mut file = File { shown, path, root, text, specimen, raw: RawFile::default() };
    if extension(&file.path) == "toml" {
        match toml::from_str(&file.text) {
            Ok(raw) => file.raw = raw,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                let detail = error.message().to_owned();
                let problem = Problem::invalid("law.file.syntax").with("detail", detail);
                return problems.push(file.at(offset, problem));
            }
        }
    }
    files.push(file);
}
