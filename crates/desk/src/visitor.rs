//! Whoever opened the page: read from the cookies of the request, before any handler runs.

use std::convert::Infallible;

use access::{Actor, Scope, Verb, session};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use ground::{Lang, Problem, UnitId};
use store::{Ask, Row};
use ui::{AccountView, Crumb, Flash, Form, Frame, NavItem, Theme, Words};

use crate::cookies;
use crate::desk::Desk;
use crate::reply::{Trouble, go};

/// How the reader wants pages to look, known without signing in.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    /// Path and query of the request.
    pub(crate) path: String,
    /// The message left by the last action.
    pub(crate) flash: Vec<Flash>,
}

impl Reader {
    fn of(parts: &Parts) -> Reader {
        let cookie = |name| cookies::read(&parts.headers, name);
        Reader {
            lang: cookie(cookies::LANG).and_then(|tag| tag.parse().ok()).unwrap_or_default(),
            theme: Theme::of(&cookie(cookies::THEME).unwrap_or_default()),
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            flash: cookie(cookies::FLASH)
                .and_then(|cookie| crate::flash::read(&cookie))
                .into_iter()
                .collect(),
        }
    }

    /// All words of the reader's language.
    pub(crate) fn words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// A frame for somebody not signed in.
    pub(crate) fn frame(&self, desk: &Desk, title: &str) -> Frame {
        Frame {
            theme: self.theme,
            flash: self.flash.clone(),
            demonstration: desk.demonstration,
            ..Frame::new(self.lang, title, self.path.as_str())
        }
    }
}

impl FromRequestParts<Desk> for Reader {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Reader, Infallible> {
        Ok(Reader::of(parts))
    }
}

/// A signed-in person on a page.
pub(crate) struct Visitor {
    pub(crate) desk: Desk,
    pub(crate) reader: Reader,
    pub(crate) session: session::Session,
}

impl Visitor {
    /// Who acts.
    pub(crate) fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// All words of the reader's language.
    pub(crate) fn words(&self) -> &'static Words {
        self.reader.words()
    }

    /// The part of the country whose lists this person may see.
    pub(crate) fn scope(&self) -> Scope {
        self.actor().scope(self.desk.units, self.desk.today())
    }

    /// The scope narrowed to a unit chosen in the address, with that unit; the person's own unit when
    /// none was chosen.
    pub(crate) fn chosen(&self, unit: Option<&str>) -> Result<(UnitId, Scope), Problem> {
        match unit.filter(|unit| !unit.is_empty()) {
            None => Ok((self.actor().unit, self.scope())),
            Some(unit) => {
                let unit: UnitId = unit.parse()?;
                Ok((unit, self.scope().within(unit, self.desk.units, self.desk.today())?))
            }
        }
    }

    /// Refuses, in the visitor's own frame, unless the role carries the right.
    pub(crate) fn must(&self, verb: Verb) -> Result<(), Trouble> {
        self.actor()
            .check(verb, self.actor().unit, self.desk.units)
            .map_err(|problem| self.trouble(problem))
    }

    /// A problem in this person's frame.
    pub(crate) fn trouble(&self, problem: Problem) -> Trouble {
        Trouble::new(problem, self.frame(""))
    }

    /// The name of a unit as it should be read.
    pub(crate) fn unit_name(&self, unit: UnitId) -> String {
        match self.desk.units.get(unit) {
            _ if unit == UnitId::NATION => self.words().unit_nation().to_owned(),
            Some(unit) => unit.full_name.clone(),
            None => self.words().unit_unassigned().to_owned(),
        }
    }

    /// The frame of a page in the section of its path.
    pub(crate) fn frame(&self, title: &str) -> Frame {
        let words = self.words();
        let actor = self.actor();
        let sections = [
            ("/", words.nav_home(), Verb::View),
            ("/households", words.nav_households(), Verb::View),
            ("/rounds", words.nav_rounds(), Verb::View),
            ("/survey", words.survey_title(), Verb::Survey),
            ("/imports", words.nav_import(), Verb::Import),
            ("/reports", words.nav_reports(), Verb::Report),
            ("/measures", words.measures_title(), Verb::Report),
            ("/movement", words.movement(), Verb::Report),
            ("/what-if", words.nav_what_if(), Verb::Report),
            ("/figures", words.nav_figures(), Verb::ManageFigures),
            ("/law", words.nav_law(), Verb::View),
            ("/units", words.nav_units(), Verb::View),
            ("/submissions", words.nav_submissions(), Verb::Survey),
            ("/jobs", words.nav_jobs(), Verb::View),
            ("/accounts", words.nav_accounts(), Verb::ManageAccounts),
            ("/audit", words.audit_title(), Verb::ViewAudit),
        ];
        let path = self.reader.path.split('?').next().unwrap_or("/");
        let here = |url: &str| if url == "/" { path == "/" } else { path.starts_with(url) };
        let nav = sections.into_iter().filter(|(_, _, verb)| actor.may(*verb));
        Frame {
            nav: nav
                .map(|(url, label, _)| NavItem {
                    label: label.into(),
                    url: url.into(),
                    current: here(url),
                })
                .collect(),
            account: Some(AccountView {
                name: actor.by.name.clone(),
                role: format!("{}, {}", role_word(words, actor.role), self.unit_name(actor.unit)),
            }),
            unit: Some(Crumb::new(self.unit_name(actor.unit), "/")),
            csrf: self.session.form_token(),
            ..self.reader.frame(&self.desk, title)
        }
    }
}

/// A role in words.
pub fn role_word(words: &Words, role: access::Role) -> &'static str {
    let words: &'static Words = Words::of(words.lang());
    match role {
        access::Role::Viewer => words.role_viewer(),
        access::Role::Reviewer => words.role_reviewer(),
        access::Role::CommuneOfficer => words.role_commune_officer(),
        access::Role::CommuneChair => words.role_commune_chair(),
        access::Role::ProvinceOfficer => words.role_province_officer(),
        access::Role::Administrator => words.role_administrator(),
    }
}

/// Nobody is signed in, or the session has run out: to the sign-in page, and back here afterwards.
pub(crate) struct SignIn(String);

impl IntoResponse for SignIn {
    fn into_response(self) -> Response {
        let to = ui::link("/sign-in", &[("back", if self.0 == "/" { "" } else { &self.0 })]);
        go(&to, None).into_response()
    }
}

/// Why a request got no visitor.
pub(crate) enum NoVisitor {
    /// Not signed in.
    SignIn(SignIn),
    /// Signed in with a one-time password that has to be replaced first.
    MustChange,
    /// Something is wrong.
    Trouble(Trouble),
}

impl IntoResponse for NoVisitor {
    fn into_response(self) -> Response {
        match self {
            NoVisitor::SignIn(sign_in) => sign_in.into_response(),
            NoVisitor::MustChange => go("/account", None).into_response(),
            NoVisitor::Trouble(trouble) => trouble.into_response(),
        }
    }
}

impl FromRequestParts<Desk> for Visitor {
    type Rejection = NoVisitor;
    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Visitor, NoVisitor> {
        let caller = Caller::from_request_parts(parts, desk).await?;
        let found = session::find(&desk.database, desk.clock.now(), &caller.token).await;
        let session = found.map_err(|problem| caller.trouble(problem))?;
        caller.visitor(session)
    }
}

/// Somebody with a session's token, not looked up yet: for a page that reads what it shows in the same go.
pub(crate) struct Caller {
    desk: Desk,
    reader: Reader,
    token: String,
}

impl Caller {
    /// The visitor, and what these reads found; to be shown only after the visitor's rights are checked.
    pub(crate) async fn reading(
        self,
        asks: Vec<Ask>,
    ) -> Result<(Visitor, Vec<Vec<Row>>), NoVisitor> {
        let (database, now) = (&self.desk.database, self.desk.clock.now());
        let found = session::find_and(database, now, &self.token, asks).await;
        let (session, rows) = found.map_err(|problem| self.trouble(problem))?.unzip();
        Ok((self.visitor(session)?, rows.unwrap_or_default()))
    }

    fn visitor(self, session: Option<session::Session>) -> Result<Visitor, NoVisitor> {
        let Caller { desk, reader, token: _ } = self;
        let Some(session) = session else {
            return Err(NoVisitor::SignIn(SignIn(reader.path)));
        };
        // A one-time password opens one page only: the one where it is replaced.
        let path = reader.path.split('?').next().unwrap_or_default();
        if session.account.must_change
            && !["/account", "/account/password", "/sign-out"].contains(&path)
        {
            return Err(NoVisitor::MustChange);
        }
        Ok(Visitor { desk, reader, session })
    }

    fn trouble(&self, problem: Problem) -> NoVisitor {
        NoVisitor::Trouble(Trouble::new(problem, self.reader.frame(&self.desk, "")))
    }
}

impl FromRequestParts<Desk> for Caller {
    type Rejection = NoVisitor;
    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Caller, NoVisitor> {
        let reader = Reader::of(parts);
        match cookies::read(&parts.headers, cookies::SESSION) {
            Some(token) => Ok(Caller { desk: desk.clone(), reader, token }),
            None => Err(NoVisitor::SignIn(SignIn(reader.path))),
        }
    }
}

/// A form sent by a signed-in person, its token checked.
pub(crate) struct Posted {
    pub(crate) visitor: Visitor,
    pub(crate) form: Form,
}

impl FromRequest<Desk> for Posted {
    type Rejection = NoVisitor;
    async fn from_request(request: Request, desk: &Desk) -> Result<Posted, NoVisitor> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, desk).await?;
        let trouble = |problem| NoVisitor::Trouble(visitor.trouble(problem));
        let pairs = axum::Form::<Vec<(String, String)>>::from_request(
            Request::from_parts(parts, body),
            &(),
        )
        .await;
        let axum::Form(pairs) = pairs
            .map_err(|error| trouble(Problem::invalid("desk.form.unreadable").because(error)))?;
        let form = Form::typed(pairs);
        visitor.session.check_form(form.value("csrf")).map_err(trouble)?;
        Ok(Posted { visitor, form })
    }
}
