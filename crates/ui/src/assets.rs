//! Style, script and icon, compiled in and named by their content, so that a browser may keep them
//! for ever and still sees every change at once.

/// One file as it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The content.
    pub bytes: &'static [u8],
    /// The media type, with charset for text.
    pub mime: &'static str,
    /// A strong entity tag, quotes included.
    pub etag: &'static str,
}

/// The folder under which the desk serves [`get`].
pub const FOLDER: &str = "/assets/";

/// How long a browser may keep an asset: its name changes with its content.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Plain name, name with hash, hash, bytes.
type Row = (&'static str, &'static str, &'static str, &'static [u8]);

static TABLE: &[Row] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The asset of the given name below [`FOLDER`], as [`asset_url`] wrote it; `None` when there is none.
pub fn get(path: &str) -> Option<Asset> {
    let (name, _, hash, bytes) = TABLE.iter().find(|(_, named, ..)| *named == path)?;
    Some(Asset { bytes, mime: mime(name), etag: hash })
}

/// The address of an asset by its plain name, `asset_url("app.css")`.
///
/// # Panics
/// When there is no such asset: the names are written in templates, and each is rendered in tests.
pub fn asset_url(name: &str) -> String {
    let row = TABLE.iter().find(|(plain, ..)| *plain == name);
    let (_, named, ..) = row.unwrap_or_else(|| panic!("no asset {name}"));
    format!("{FOLDER}{named}")
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_under_its_own_address_and_only_there() {
        for (plain, ..) in TABLE {
            let url = asset_url(plain);
            let asset = get(url.strip_prefix(FOLDER).unwrap()).expect(plain);
            assert!(!asset.bytes.is_empty() && asset.mime != "application/octet-stream", "{plain}");
            assert!(asset.etag.starts_with('"') && asset.etag.ends_with('"'));
            assert!(get(plain).is_none(), "a name without hash must not be cached for ever");
        }
    }
}
