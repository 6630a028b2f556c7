//! Documents typeset and read back from the page, with poppler's tools as anybody else would.

mod read;
mod samples;
mod texts;
