//! Templates by their names.

use std::sync::OnceLock;

use crate::assets::templates::{REFERENCE, TEMPLATES, TemplateFiles};
use crate::diag::{Diagnostic, Message, Place};
use crate::expr::Reference;

use super::{Form, Manifest};

/// A template with its form and the reference tables its expressions see.
pub struct Template {
    /// Name of the kind: `bao-cao-vemis`.
    pub name: String,
    /// The fields and rules of its answers.
    pub form: Form,
    /// Figures, components, tables, annexes.
    pub manifest: Manifest,
    /// `template.yaml` as written.
    pub manifest_text: String,
    /// `body.md`.
    pub body: String,
    /// Reference tables, with the template's own words for coded answers as `terms`.
    pub reference: Reference,
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

/// The template whose form knows most of these top-level keys of an answers file; `None` when no form knows any or two
/// know as many. An error is a fault of a template.
pub fn recognise<'k>(
    keys: impl Iterator<Item = &'k str> + Clone,
) -> Result<Option<&'static Template>, Vec<Diagnostic>> {
    let mut scores: Vec<(usize, &Template)> = Vec::new();
    for name in kinds() {
        let template = load(name)?;
        let known = |key: &&str| template.form.fields.iter().any(|field| field.key == **key);
        scores.push((keys.clone().filter(known).count(), template));
    }
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    Ok(match scores[..] {
        [(best, template), (second, _), ..] if best > second => Some(template),
        _ => None,
    })
}

fn read(files: &TemplateFiles) -> Result<Template, Vec<Diagnostic>> {
    let fault = |file: &str, message: Message| {
        let place = Place { file: format!("{}/{file}", files.name), path: None, span: None };
        vec![Diagnostic::error("template/unreadable", message).at(place)]
    };
    let form = Form::load(&format!("{}/form.yaml", files.name), files.form)?;
    let mut tables = REFERENCE.to_vec();
    tables.push(("terms", files.terms, "key"));
    let reference = Reference::new(&tables).map_err(|message| fault("terms.csv", message))?;
    let manifest = serde_saphyr::from_str(files.manifest)
        .map_err(|error| fault("template.yaml", Message::new(error.to_string(), error.to_string())))?;
    Ok(Template {
        name: files.name.to_owned(),
        manifest,
        manifest_text: files.manifest.to_owned(),
        body: files.body.to_owned(),
        reference,
        form,
    })
}

fn unknown(name: &str) -> Diagnostic {
    let list = kinds().collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "template/unknown",
        Message::new(format!("không có mẫu tên \"{name}\""), format!("there is no template \"{name}\"")),
    )
    .hint(Message::new(format!("các mẫu hiện có: {list}"), format!("the templates are: {list}")))
}
