//! A desk with a few people, asked as a browser asks.

use access::Role;
use axum::Router;
use axum::http::StatusCode;
use desk::Desk;
use fakes::TestDatabase;
use ground::{Lang, UnitId};
use places::Level;

use crate::shared::{self, PASSWORD, unit};
pub(crate) use crate::shared::{Person, Reply as Answer};

/// A desk on one database.
pub(crate) struct World {
    pub(crate) desk: Desk,
    router: Router,
    _database: TestDatabase,
}

/// Today's commune Lạc Sơn in Phú Thọ.
pub(crate) fn commune() -> UnitId {
    unit(Level::Commune, "05266")
}

/// Its province.
pub(crate) fn province() -> UnitId {
    unit(Level::Province, "25")
}

/// A commune elsewhere in the province.
pub(crate) fn elsewhere() -> UnitId {
    unit(Level::Commune, "05323")
}

/// One world on each engine.
pub(crate) async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for database in fakes::databases().await {
        worlds.push(World::on(database).await);
    }
    worlds
}

impl World {
    /// The same desk started anew, with something of it changed.
    pub(crate) fn restarted(mut self, change: impl FnOnce(&mut Desk)) -> World {
        change(&mut self.desk);
        self.router = desk::router(self.desk.clone());
        self
    }

    async fn on(database: TestDatabase) -> World {
        let people = [
            ("congchuc", "Bùi Thị Hoa", Role::CommuneOfficer, commune()),
            ("nguoikhac", "Quách Văn Nam", Role::CommuneOfficer, elsewhere()),
            ("rasoat", "Bùi Văn Dũng", Role::Reviewer, commune()),
            ("tinh", "Nguyễn Văn Minh", Role::ProvinceOfficer, province()),
            ("quantri", "Lê Thị Lan", Role::Administrator, UnitId::NATION),
        ];
        let desk = shared::desk(&database, &people).await;
        World { router: desk::router(desk.clone()), desk, _database: database }
    }

    pub(crate) async fn person(&self, login: &str) -> Person {
        self.person_with(login, PASSWORD).await
    }

    pub(crate) async fn person_with(&self, login: &str, password: &str) -> Person {
        shared::sign_in(&self.desk, login, password).await
    }

    pub(crate) async fn get(&self, person: &Person, path: &str) -> Answer {
        self.get_in(person, Lang::Vi, path).await
    }

    pub(crate) async fn get_in(&self, person: &Person, lang: Lang, path: &str) -> Answer {
        shared::send(&self.router, person.asks(lang, path)).await
    }

    /// Sends a form with its token.
    pub(crate) async fn post(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let fields = [&[("csrf", person.csrf.as_str())], fields].concat();
        self.post_bare(person, path, &fields).await
    }

    /// Sends a form as it is.
    pub(crate) async fn post_bare(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        shared::send(&self.router, person.fills(path, fields)).await
    }

    /// Sends the upload form.
    pub(crate) async fn upload(
        &self,
        person: &Person,
        unit: &str,
        (name, content): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (field, value) in [("csrf", person.csrf.as_str()), ("unit", unit)] {
            let part = format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        let mime = "multipart/form-data; boundary=cut";
        shared::send(&self.router, person.sends("/imports", mime, body)).await
    }

    /// Does all waiting work, as the binary's worker does.
    pub(crate) async fn work(&self) {
        shared::work(&self.desk).await;
    }
}

impl Answer {
    /// The page, which must have come.
    pub(crate) fn page(&self) -> &str {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.html()
    }

    pub(crate) fn html(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// What the page says between its head and its foot, one line per element that stands apart.
    pub(crate) fn text(&self) -> String {
        let html = self.html();
        let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
        let main = main.split_once('>').map_or(main, |(_, rest)| rest);
        let main = main.split("</main>").next().unwrap_or(main);
        let mut text = String::new();
        let mut rest = main;
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
            text.push_str(match name {
                "td" | "th" if tag.starts_with('/') => " | ",
                "tr" | "p" | "h1" | "h2" | "li" | "div" | "option" | "caption" | "details" => "\n",
                _ => "",
            });
            if name == "input" && !tag.contains("hidden") {
                let value = tag.split_once("value=\"").map_or("", |(_, value)| value);
                let value = value.split('"').next().unwrap_or_default();
                text.extend(["[", value, "]"]);
            }
            rest = after;
        }
        text.push_str(rest);
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty() && line != "|").collect();
        lines.join("\n").replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">")
    }

    /// Where the page leads after an action.
    pub(crate) fn leads(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        &self.location
    }
}

/// A review list of three households, as communes write them.
pub(crate) const LIST: &str = "\
Ngày rà soát;Họ tên chủ hộ;Mã hộ;Thôn;Dân tộc;Số nhân khẩu;Điểm B1;Điểm B2;Phân loại
05/10/2026;Bùi Văn Thử;001;Xóm Một;Mường;4;120;40;Hộ nghèo
06/10/2026;Quách Thị Mẫu;002;Xóm Một;Mường;3;130;10;Hộ cận nghèo
07/10/2026;;003;Xóm Hai;Kinh;2;150;0;Hộ không nghèo
";
