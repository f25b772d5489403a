//! Templates by their names.

use std::sync::OnceLock;

use serde_json::Value;

use super::form::{Field, Kind};
use super::{Form, Manifest, compose};
use crate::answers::{Data, Node};
use crate::assets::templates::{REFERENCE, TEMPLATES, TemplateFiles};
use crate::diag::{Diagnostic, Message, Place};
use crate::expr::Reference;

/// A template with its form and the reference tables its expressions see.
pub struct Template {
    /// Name of the kind: `bao-cao-vemis`.
    pub name: String,
    /// The fields and rules of its answers.
    pub form: Form,
    /// Figures, components, tables, annexes.
    pub manifest: Manifest,
    /// `body.md`.
    pub body: String,
    /// Reference tables, with the template's own words for coded answers as `terms`.
    pub reference: Reference,
    files: &'static TemplateFiles,
    base: Option<&'static TemplateFiles>,
}

impl Template {
    /// A template of files that are not among the program's, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &'static TemplateFiles) -> Result<Template, Vec<Diagnostic>> {
        read(files)
    }

    /// The name and the text of the file in which `source` stands: the kind's own `file`, or its base's.
    pub fn origin(&self, file: &str, source: &str) -> (String, &'static str) {
        let text = |files: &'static TemplateFiles| match file {
            "body.md" => files.body.unwrap_or_default(),
            _ => files.manifest,
        };
        let own = text(self.files);
        match self.base {
            Some(base) if !own.contains(source) => (format!("{}/{file}", base.name), text(base)),
            _ => (format!("{}/{file}", self.name), own),
        }
    }
}

/// The names of all templates.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|files| files.name)
}

/// The template `name`, read once. An error is a fault of the template, but for a name that is not known.
pub fn load(name: &str) -> Result<&'static Template, Vec<Diagnostic>> {
    static LOADED: [OnceLock<Result<Template, Vec<Diagnostic>>>; TEMPLATES.len()] =
        [const { OnceLock::new() }; TEMPLATES.len()];
    let Some(index) = TEMPLATES.iter().position(|files| files.name == name) else { return Err(vec![unknown(name)]) };
    LOADED[index].get_or_init(|| read(&TEMPLATES[index])).as_ref().map_err(Clone::clone)
}

/// The templates whose forms know most of the keys of an answers file: one where it is clear, several where answers
/// could be of any of them, none where no form knows any. An error is a fault of a template.
pub fn recognise(answers: &Node) -> Result<Vec<&'static Template>, Vec<Diagnostic>> {
    let mut best: (usize, Vec<&Template>) = (1, Vec::new());
    for name in kinds() {
        let template = load(name)?;
        let score = known(&template.form.fields, answers);
        match score.cmp(&best.0) {
            std::cmp::Ordering::Greater => best = (score, vec![template]),
            std::cmp::Ordering::Equal => best.1.push(template),
            std::cmp::Ordering::Less => {}
        }
    }
    Ok(best.1)
}

/// How many keys of a group of answers its fields know, those of the groups in it among them.
fn known(fields: &[Field], answers: &Node) -> usize {
    let Data::Map(entries) = &answers.data else { return 0 };
    let fields = entries.iter().filter_map(|entry| {
        let field = fields.iter().find(|field| field.key == entry.key)?;
        let below = if let Kind::Group(fields) = &field.kind { known(fields, &entry.value) } else { 0 };
        Some(1 + below)
    });
    fields.sum()
}

fn read(files: &'static TemplateFiles) -> Result<Template, Vec<Diagnostic>> {
    let own: Value = yaml(files, files.manifest)?;
    let base = compose::base_of(&own).map_err(|reason| fault(files, "template.yaml", &reason))?;
    let ours = format!("{}/form.yaml", files.name);
    let (form, manifest): (Form, Manifest) = match base {
        None => (Form::load(&ours, files.form)?, yaml(files, files.manifest)?),
        Some(base) => {
            let mut form = Form::compose((&format!("{}/form.yaml", base.name), base.form), (&ours, files.form))?;
            for field in form.fields.iter_mut().filter(|field| field.key == "template") {
                field.example = Some(files.name.to_owned());
            }
            let whole = serde_json::from_value(compose::manifest(yaml(base, base.manifest)?, own));
            (form, whole.map_err(|error| fault(files, "template.yaml", &error.to_string()))?)
        }
    };
    let terms = compose::terms(base.and_then(|base| base.terms), files.terms);
    let mut tables = REFERENCE.to_vec();
    tables.push(("terms", &terms, "key"));
    let reference = Reference::new(&tables).map_err(|message| unreadable(files, "terms.csv", message))?;
    let body = files.body.or(base.and_then(|base| base.body)).unwrap_or_default();
    Ok(Template { name: files.name.to_owned(), form, manifest, body: body.to_owned(), reference, files, base })
}

fn yaml<T: serde::de::DeserializeOwned>(files: &TemplateFiles, text: &str) -> Result<T, Vec<Diagnostic>> {
    serde_saphyr::from_str(text).map_err(|error| fault(files, "template.yaml", &error.to_string()))
}

fn fault(files: &TemplateFiles, file: &str, reason: &str) -> Vec<Diagnostic> {
    unreadable(files, file, Message::new(reason, reason))
}

fn unreadable(files: &TemplateFiles, file: &str, message: Message) -> Vec<Diagnostic> {
    let place = Place { file: format!("{}/{file}", files.name), path: None, span: None };
    vec![Diagnostic::error("template/unreadable", message).at(place)]
}

fn unknown(name: &str) -> Diagnostic {
    let list = kinds().collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "template/unknown",
        Message::new(format!("không có mẫu tên \"{name}\""), format!("there is no template \"{name}\"")),
    )
    .hint(Message::new(format!("các mẫu hiện có: {list}"), format!("the templates are: {list}")))
}
