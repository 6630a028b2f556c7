//! What Typst calls to write SVG into web pages. Papers are PDFs: none of this is ever called.

use comemo::Tracked;
use ecow::EcoString;
use typst_library::foundations::Smart;
use typst_library::layout::{Abs, Frame, Point};
use typst_library::model::LateLinkResolver;
use typst_library::visualize::{Image, ImageScaling};

const ABSENT: &str = "this typesetter was built without SVG";

/// # Panics
/// Always.
pub fn svg_in_html(
    _: &Frame,
    _: Abs,
    _pretty: bool,
    _id: Option<&str>,
    _styles: &str,
    _anchors: &[(Point, EcoString)],
    _: Tracked<LateLinkResolver>,
) -> String {
    unimplemented!("{ABSENT}")
}

pub struct WebImage;

impl WebImage {
    /// # Panics
    /// Always.
    pub fn new(_: &Image) -> WebImage {
        unimplemented!("{ABSENT}")
    }

    /// # Panics
    /// Always.
    pub fn to_base64_url(&self) -> EcoString {
        unimplemented!("{ABSENT}")
    }
}

/// # Panics
/// Always.
pub fn convert_image_scaling(_: Smart<ImageScaling>) -> Option<&'static str> {
    unimplemented!("{ABSENT}")
}
