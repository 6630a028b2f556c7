//! How cells look: the official typeface, thin borders, bold for sums.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

/// The typeface that official papers are set in.
const FONT: &str = "Times New Roman";

/// Text that stands outside the grid.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12).set_align(FormatAlign::VerticalCenter)
}

/// Notes, wrapped over the width of the table.
pub(super) fn note() -> Format {
    plain().set_font_size(11).set_text_wrap()
}

/// A centred line, such as the title.
pub(super) fn centred() -> Format {
    plain().set_align(FormatAlign::Center).set_text_wrap()
}

/// The second line of the motto.
pub(super) fn underlined() -> Format {
    centred().set_bold().set_underline(FormatUnderline::Single)
}

/// A head.
pub(super) fn head() -> Format {
    grid(true).set_align(FormatAlign::Center).set_text_wrap()
}

/// A printed column number.
pub(super) fn column_number() -> Format {
    grid(false).set_italic().set_align(FormatAlign::Center).set_text_wrap()
}

/// Number and name of a unit.
pub(super) fn text(bold: bool) -> Format {
    grid(bold).set_text_wrap()
}

/// What a row of two counts, dashes and refusals.
pub(super) fn word(bold: bool) -> Format {
    grid(bold).set_align(FormatAlign::Center)
}

/// A count.
pub(super) fn count(bold: bool) -> Format {
    grid(bold).set_align(FormatAlign::Right).set_num_format("#,##0")
}

/// A rate in percent.
pub(super) fn rate(bold: bool) -> Format {
    grid(bold).set_align(FormatAlign::Right).set_num_format("0.00")
}

fn grid(bold: bool) -> Format {
    let format = plain().set_font_size(11).set_border(FormatBorder::Thin);
    if bold { format.set_bold() } else { format }
}
