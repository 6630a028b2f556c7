//! Writing an XForm: the blank form, what binds its nodes, what the reader sees, and all texts in both
//! languages, each kept apart until the end.

use std::fmt::Write as _;

use ground::Lang;
use law::Wording;

/// A form being written, part by part, in the order in which it is filled in.
#[derive(Default)]
pub(super) struct Sheet {
    instance: String,
    binds: String,
    actions: String,
    body: String,
    texts: Vec<(String, [String; 2])>,
    path: Vec<String>,
}

/// A question as the form puts it.
pub(super) struct Ask<'a> {
    /// The node's name.
    pub(super) name: &'a str,
    /// `string`, `int`, `decimal`, `date`, `geopoint`, `binary`.
    pub(super) kind: &'a str,
    /// The question.
    pub(super) label: &'a Wording,
    /// Further rules of the node, as attributes.
    pub(super) bind: String,
    /// `input`, `select1`, `upload`.
    pub(super) control: &'a str,
    /// How it is shown, as attributes.
    pub(super) look: &'a str,
    /// The choices, as `item` or `itemset` elements.
    pub(super) items: String,
}

impl<'a> Ask<'a> {
    /// A plain field.
    pub(super) fn input(name: &'a str, kind: &'a str, label: &'a Wording) -> Ask<'a> {
        let (bind, items) = (String::new(), String::new());
        Ask { name, kind, label, bind, control: "input", look: "", items }
    }
}

impl Sheet {
    pub(super) fn new() -> Sheet {
        Sheet { path: vec![String::new(), "data".to_owned()], ..Sheet::default() }
    }

    fn node(&self, name: &str) -> String {
        format!("{}/{name}", self.path.join("/"))
    }

    /// Begins a part; one without a title is not shown.
    pub(super) fn open(&mut self, name: &str, title: Option<&Wording>) {
        let node = self.node(name);
        let _ = write!(self.instance, "<{name}>");
        if let Some(title) = title {
            let label = self.label(&node, title);
            let _ = writeln!(self.body, "<group ref=\"{node}\">{label}");
        }
        self.path.push(name.to_owned());
    }

    /// Ends the part begun last; `shown` as it was begun.
    pub(super) fn close(&mut self, shown: bool) {
        let name = self.path.pop().unwrap_or_default();
        let _ = writeln!(self.instance, "</{name}>");
        if shown {
            self.body.push_str("</group>\n");
        }
    }

    /// Begins a part that is filled in as often as needed.
    pub(super) fn open_repeat(&mut self, name: &str, title: &Wording) {
        let node = self.node(name);
        let label = self.label(&node, title);
        let _ = write!(self.instance, "<{name} jr:template=\"\">");
        let _ = writeln!(self.body, "<group ref=\"{node}\">{label}<repeat nodeset=\"{node}\">");
        self.path.push(name.to_owned());
    }

    /// Ends it.
    pub(super) fn close_repeat(&mut self) {
        self.body.push_str("</repeat>");
        self.close(true);
    }

    /// A heading over the questions that follow, up to [`Sheet::end_heading`].
    pub(super) fn heading(&mut self, id: &str, title: &Wording) {
        let label = self.label(&format!("heading {id}"), title);
        let _ = writeln!(self.body, "<group>{label}");
    }

    pub(super) fn end_heading(&mut self) {
        self.body.push_str("</group>\n");
    }

    /// A question.
    pub(super) fn ask(&mut self, ask: &Ask<'_>) {
        let node = self.node(ask.name);
        let _ = write!(self.instance, "<{}/>", ask.name);
        let _ =
            writeln!(self.binds, "<bind nodeset=\"{node}\" type=\"{}\"{}/>", ask.kind, ask.bind);
        let (control, look) = (ask.control, ask.look);
        let label = self.label(&node, ask.label);
        let _ =
            writeln!(self.body, "<{control} ref=\"{node}\"{look}>{label}{}</{control}>", ask.items);
    }

    /// A node that the form works out.
    pub(super) fn calculate(&mut self, name: &str, xpath: &str) {
        let node = self.node(name);
        let _ = write!(self.instance, "<{name}/>");
        let _ = writeln!(
            self.binds,
            "<bind nodeset=\"{node}\" type=\"string\" calculate=\"{}\"/>",
            escaped(xpath)
        );
    }

    /// A node that the client fills in by itself.
    pub(super) fn preload(&mut self, name: &str, kind: &str, attributes: &str) {
        let node = self.node(name);
        let _ = write!(self.instance, "<{name}/>");
        let _ = writeln!(self.binds, "<bind nodeset=\"{node}\" type=\"{kind}\" {attributes}/>");
    }

    /// What a node says when the form is opened for the first time.
    pub(super) fn at_first(&mut self, name: &str, xpath: &str) {
        let node = self.node(name);
        let _ = writeln!(
            self.actions,
            "<setvalue event=\"odk-instance-first-load\" ref=\"{node}\" value=\"{}\"/>",
            escaped(xpath)
        );
    }

    /// What a node of a part that is filled in as often as needed says when the part is added.
    pub(super) fn when_added(&mut self, name: &str, xpath: &str) {
        let node = self.node(name);
        let _ = writeln!(
            self.body,
            "<setvalue event=\"odk-new-repeat\" ref=\"{node}\" value=\"{}\"/>",
            escaped(xpath)
        );
    }

    /// A sentence shown while the condition holds, followed by what the nodes say, comma between them.
    pub(super) fn note(&mut self, name: &str, text: &Wording, says: &[String], when: Option<&str>) {
        let node = self.node(name);
        let _ = write!(self.instance, "<{name}/>");
        let relevant =
            when.map_or(String::new(), |when| format!(" relevant=\"{}\"", escaped(when)));
        let _ = writeln!(
            self.binds,
            "<bind nodeset=\"{node}\" type=\"string\" readonly=\"true()\"{relevant}/>"
        );
        let outputs: Vec<String> =
            says.iter().map(|node| format!("<output value=\"{}\"/>", escaped(node))).collect();
        let text = [Lang::Vi, Lang::En].map(|lang| escaped(text.get(lang)) + &outputs.join(" – "));
        let label = self.text(&node, text);
        let _ = writeln!(self.body, "<input ref=\"{node}\">{label}</input>");
    }

    /// A text in both languages; the attribute or path by which it is named.
    pub(super) fn message(&mut self, id: &str, text: &Wording) -> String {
        let id = format!("{}/{id}", self.path.join("/"));
        self.texts.push((id.clone(), [Lang::Vi, Lang::En].map(|lang| escaped(text.get(lang)))));
        format!("jr:itext('{id}')")
    }

    /// The `label` element of a text in both languages.
    pub(super) fn label(&mut self, id: &str, text: &Wording) -> String {
        self.text(id, [Lang::Vi, Lang::En].map(|lang| escaped(text.get(lang))))
    }

    fn text(&mut self, id: &str, text: [String; 2]) -> String {
        let id = format!("{id}:label");
        if !self.texts.iter().any(|(known, _)| *known == id) {
            self.texts.push((id.clone(), text));
        }
        format!("<label ref=\"jr:itext('{id}')\"/>")
    }

    /// The whole form. `instances` are the lists that come with it.
    pub(super) fn finish(self, id: &str, version: &str, title: &str, instances: &str) -> String {
        let translation = |at: usize, lang: &str, default: &str| {
            let mut all = format!("<translation lang=\"{lang}\"{default}>\n");
            for (id, text) in &self.texts {
                let _ = writeln!(all, "<text id=\"{id}\"><value>{}</value></text>", text[at]);
            }
            all + "</translation>\n"
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
             xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:odk=\"http://www.opendatakit.org/xforms\">\n\
             <h:head>\n<h:title>{}</h:title>\n<model odk:xforms-version=\"1.0.0\">\n<itext>\n{}{}</itext>\n\
             <instance><data id=\"{id}\" version=\"{version}\">\n{}<meta><instanceID/></meta>\n</data></instance>\n\
             {instances}{}<bind nodeset=\"/data/meta/instanceID\" type=\"string\" readonly=\"true()\" jr:preload=\"uid\"/>\n\
             {}</model>\n</h:head>\n<h:body>\n{}</h:body>\n</h:html>\n",
            escaped(title),
            translation(0, "Tiếng Việt (vi)", " default=\"true()\""),
            translation(1, "English (en)", ""),
            self.instance,
            self.binds,
            self.actions,
            self.body,
        )
    }
}

/// Text as XML writes it, also inside an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
