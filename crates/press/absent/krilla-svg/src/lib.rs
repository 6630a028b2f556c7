//! What Typst calls to put an SVG into a PDF. Papers have none, and the letters of their fonts are outlines.

use krilla::color::rgb;
use krilla::geom::Size;
use krilla::surface::Surface;
use krilla::text::GlyphId;
use usvg::Tree;

#[derive(Clone, Copy, Debug, Default)]
pub struct SvgSettings {
    pub embed_text: bool,
    pub filter_scale: f32,
}

pub trait SurfaceExt {
    /// # Panics
    /// Always.
    fn draw_svg(&mut self, tree: &Tree, size: Size, settings: SvgSettings) -> Option<()>;
}

impl SurfaceExt for Surface<'_> {
    fn draw_svg(&mut self, _: &Tree, _: Size, _: SvgSettings) -> Option<()> {
        unimplemented!("this typesetter was built without SVG")
    }
}

/// A letter drawn as SVG is left to the other outlines of its font.
pub fn render_svg_glyph(
    _: &[u8],
    _: rgb::Color,
    _: GlyphId,
    _: (f32, f32),
    _: &mut Surface<'_>,
) -> Option<()> {
    None
}
