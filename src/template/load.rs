//! Templates by their names.

use std::sync::OnceLock;

use serde_json::Value;

use super::form::{Field, Kind};
use super::{Form, Manifest, compose};
use crate::answers::{Data, Node};
use crate::assets::templates::{BASES, REFERENCE, TEMPLATES, TemplateFiles};
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
    bases: Vec<&'static TemplateFiles>,
}

impl Template {
    /// The name and the text of the file in which `source` stands: the kind's own `file`, or that of one of its bases.
    pub fn origin(&self, file: &str, source: &str) -> (String, &'static str) {
        let text = |files: &'static TemplateFiles| match file {
            "body.md" => files.body.unwrap_or_default(),
            _ => files.manifest,
        };
        let bases = self.bases.iter().rev().copied();
        let home = std::iter::once(self.files).chain(bases).find(|files| text(files).contains(source));
        let home = home.unwrap_or(self.files);
        (format!("{}/{file}", home.name), text(home))
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

/// A template from its files.
pub(crate) fn read(files: &'static TemplateFiles) -> Result<Template, Vec<Diagnostic>> {
    let bases = bases(files)?;
    // From the first base to the kind.
    let layers: Vec<&'static TemplateFiles> = bases.iter().copied().chain([files]).collect();
    let names: Vec<String> = layers.iter().map(|layer| format!("{}/form.yaml", layer.name)).collect();
    let forms: Vec<(&str, &str)> = names.iter().zip(&layers).map(|(name, layer)| (name.as_str(), layer.form)).collect();
    let mut form = Form::compose(&forms)?;
    for field in form.fields.iter_mut().filter(|field| field.key == "template" && !bases.is_empty()) {
        field.example = Some(files.name.to_owned());
    }
    let mut whole: Value = yaml(layers[0], layers[0].manifest)?;
    let mut terms = layers[0].terms.map(str::to_owned);
    for layer in &layers[1..] {
        whole = compose::manifest(whole, yaml(layer, layer.manifest)?);
        terms = Some(compose::terms(terms.as_deref(), layer.terms));
    }
    let manifest = serde_json::from_value(whole).map_err(|error| fault(files, "template.yaml", &error.to_string()))?;
    let terms = compose::terms(None, terms.as_deref());
    let mut tables = REFERENCE.to_vec();
    tables.push(("terms", &terms, "key"));
    let reference = Reference::new(&tables).map_err(|message| unreadable(files, "terms.csv", message))?;
    let body = layers.iter().rev().find_map(|layer| layer.body).unwrap_or_default().to_owned();
    Ok(Template { name: files.name.to_owned(), form, manifest, body, reference, files, bases })
}

/// The bases that a kind lies over, the deepest first.
fn bases(files: &'static TemplateFiles) -> Result<Vec<&'static TemplateFiles>, Vec<Diagnostic>> {
    let (mut bases, mut layer, mut limit) = (Vec::new(), files, BASES.len());
    let base_of = |layer: &'static TemplateFiles, limit| {
        compose::base_of(&yaml(layer, layer.manifest)?, limit).map_err(|reason| fault(layer, "template.yaml", &reason))
    };
    while let Some((place, base)) = base_of(layer, limit)? {
        bases.insert(0, base);
        (layer, limit) = (base, place);
    }
    Ok(bases)
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
