//! Writes every component in both languages to a folder, to look at: `cargo run -p ui --example
//! gallery -- OUTDIR`. Style and script lie beside the pages.

mod samples;

use std::path::PathBuf;
use std::{env, fs, io};

use ground::Lang;

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::args().nth(1).expect("give the folder to write to"));
    fs::create_dir_all(out.join("assets"))?;
    for lang in Lang::ALL {
        for (name, html) in samples::pages(lang) {
            fs::write(
                out.join(format!("{name}-{lang}.html")),
                html.replace("\"/assets/", "\"assets/"),
            )?;
        }
    }
    for name in ["app.css", "app.js", "icon.svg"] {
        let named = ui::asset_url(name);
        let named = named.strip_prefix(ui::assets::FOLDER).expect("assets lie in their folder");
        let asset = ui::assets::get(named).expect("an asset is found under its address");
        fs::write(out.join("assets").join(named), asset.bytes)?;
    }
    Ok(())
}
