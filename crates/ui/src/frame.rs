//! What every page shows around its own content.

use askama::Template;
use ground::{Lang, Problem};

use crate::{Words, link};

/// The frame of one page. A page's template struct holds it in the field `frame` and its template
/// starts with `{% extends "shell.html" %}` (signed in) or `"plain.html"` (signed out).
///
/// The shell links to these addresses, which the desk serves: `/` · `GET /households?q=` ·
/// `/account` · `POST /sign-out` (field `csrf`) · `/lang/{vi|en}?back=` and
/// `/theme/{auto|light|dark}?back=`, both setting a cookie and going back · `/assets/…`.
#[derive(Clone)]
pub struct Frame {
    /// All words of the reader's language.
    pub words: &'static Words,
    /// The page's name, already translated; heading and window title.
    pub title: String,
    /// Path and query of this page, where the language and theme switches come back to.
    pub path: String,
    /// Light or dark, as the reader chose.
    pub theme: Theme,
    /// The main sections, in order.
    pub nav: Vec<NavItem>,
    /// The pages above this one, outermost first, without this one.
    pub trail: Vec<Crumb>,
    /// Who is signed in.
    pub account: Option<AccountView>,
    /// The unit whose figures are shown.
    pub unit: Option<Crumb>,
    /// The token every form sends back.
    pub csrf: String,
    /// Messages left by the action before this page.
    pub flash: Vec<Flash>,
    /// Whether everything shown is generated.
    pub demonstration: bool,
    /// What is in the search box.
    pub search: String,
}

/// Light or dark; kept in the cookie `theme`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// One section in the main navigation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NavItem {
    /// Translated name.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// A named link: a page above this one, the unit in view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crumb {
    /// Translated name.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// The signed-in person, as the account menu shows them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountView {
    /// Their name.
    pub name: String,
    /// Their role and its unit, translated.
    pub role: String,
}

/// A message about what just happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flash {
    /// Done, note or wrong.
    pub kind: FlashKind,
    /// What happened, translated.
    pub text: String,
}

/// What sort of message it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FlashKind {
    /// It worked.
    Done,
    /// Good to know.
    Note,
    /// It did not work.
    Wrong,
}

impl Theme {
    /// All three, in the order shown.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// The name in cookies and addresses: `auto`, `light` or `dark`.
    pub fn tag(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name; anything else is `Auto`.
    pub fn of(tag: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.tag() == tag).unwrap_or_default()
    }

    /// Its translated name.
    pub fn label(self, words: &Words) -> &'static str {
        match self {
            Theme::Auto => words.theme_auto(),
            Theme::Light => words.theme_light(),
            Theme::Dark => words.theme_dark(),
        }
    }
}

impl Crumb {
    /// A named link.
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Crumb {
        Crumb { label: label.into(), url: url.into() }
    }
}

impl Flash {
    /// It worked.
    pub fn done(text: impl Into<String>) -> Flash {
        Flash { kind: FlashKind::Done, text: text.into() }
    }

    /// Good to know.
    pub fn note(text: impl Into<String>) -> Flash {
        Flash { kind: FlashKind::Note, text: text.into() }
    }

    /// It did not work.
    pub fn wrong(text: impl Into<String>) -> Flash {
        Flash { kind: FlashKind::Wrong, text: text.into() }
    }

    /// The kind in a word, so that colour is not the only sign.
    pub fn heading(&self, words: &Words) -> &'static str {
        match self.kind {
            FlashKind::Done => words.notice_done(),
            FlashKind::Note => words.notice_note(),
            FlashKind::Wrong => words.notice_wrong(),
        }
    }

    /// The style class.
    pub fn class(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "done",
            FlashKind::Note => "note",
            FlashKind::Wrong => "wrong",
        }
    }
}

impl Frame {
    /// A frame for somebody not signed in; set the other fields with struct update syntax.
    pub fn new(lang: Lang, title: impl Into<String>, path: impl Into<String>) -> Frame {
        Frame {
            words: Words::of(lang),
            title: title.into(),
            path: path.into(),
            theme: Theme::Auto,
            nav: Vec::new(),
            trail: Vec::new(),
            account: None,
            unit: None,
            csrf: String::new(),
            flash: Vec::new(),
            demonstration: false,
            search: String::new(),
        }
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// The problem in the reader's words.
    pub fn problem(&self, problem: &Problem) -> String {
        self.words.problem(problem)
    }

    /// Where the language switch leads.
    pub fn lang_url(&self, lang: Lang) -> String {
        link(&format!("/lang/{lang}"), &[("back", &self.path)])
    }

    /// Where the theme switch leads.
    pub fn theme_url(&self, theme: Theme) -> String {
        link(&format!("/theme/{}", theme.tag()), &[("back", &self.path)])
    }

    /// What `shell.html` puts into `<head>`.
    pub fn head(&self) -> impl Template + '_ {
        Head { frame: self }
    }

    /// What `shell.html` puts above the content: skip link, banner, header, navigation.
    pub fn top(&self) -> impl Template + '_ {
        Top { frame: self }
    }

    /// What `shell.html` puts between heading and content: messages.
    pub fn notices(&self) -> impl Template + '_ {
        Notices { frame: self }
    }

    /// What `shell.html` puts below the content.
    pub fn foot(&self) -> impl Template + '_ {
        Foot { frame: self }
    }
}

// These parts are templates of their own and not blocks of the shell, so that they are compiled once
// here and not again for each page of the desk.

#[derive(Template)]
#[template(path = "frame/head.html")]
struct Head<'a> {
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "frame/top.html")]
struct Top<'a> {
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "frame/notices.html")]
struct Notices<'a> {
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "frame/foot.html")]
struct Foot<'a> {
    frame: &'a Frame,
}
