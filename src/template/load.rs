//! Templates by their names.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock, OnceLock};

use serde_json::Value;

use super::form::{Field, Kind};
use super::{Form, Manifest, compose, fault};
use crate::answers::{Data, Node};
use crate::assets::own_template;
use crate::assets::templates::{BASES, REFERENCE, TEMPLATES, TemplateFiles};
use crate::diag::{Diagnostic, Message};
use crate::expr::Reference;

/// How many kinds the program has.
const KINDS: usize = TEMPLATES.len();

/// A template with its form and the reference tables its expressions see.
#[derive(Debug)]
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
    files: Cow<'static, TemplateFiles>,
    /// From the deepest.
    bases: Vec<&'static TemplateFiles>,
}

impl Template {
    /// Its own files.
    pub fn files(&self) -> &TemplateFiles {
        &self.files
    }

    /// The name and the text of the file in which `source` stands: the kind's own `file`, or that of one of its bases.
    pub fn origin(&self, file: &str, source: &str) -> (String, &str) {
        let bases = self.bases.iter().rev().copied();
        let home = std::iter::once(&*self.files).chain(bases).find(|files| text_of(files, file).contains(source));
        let home = home.unwrap_or(&self.files);
        (format!("{}/{file}", home.folder), text_of(home, file))
    }
}

fn text_of<'a>(files: &'a TemplateFiles, file: &str) -> &'a str {
    match file {
        "body.md" => files.body.as_deref().unwrap_or_default(),
        _ => &files.manifest,
    }
}

/// The names of all templates.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|files| &*files.name)
}

/// The template `name`, read once. An error is a fault of the template, but for a name that is not known.
pub fn load(name: &str) -> Result<&'static Arc<Template>, Vec<Diagnostic>> {
    static LOADED: [OnceLock<Result<Arc<Template>, Vec<Diagnostic>>>; KINDS] = [const { OnceLock::new() }; KINDS];
    let Some(index) = TEMPLATES.iter().position(|files| files.name == name) else { return Err(vec![unknown(name)]) };
    let read = || read(Cow::Borrowed(&TEMPLATES[index])).map(Arc::new);
    LOADED[index].get_or_init(read).as_ref().map_err(Clone::clone)
}

/// The template in the folder at `path`, read anew at each call.
pub fn own(path: &str) -> Result<Template, Vec<Diagnostic>> {
    let files = own_template::read(path).map_err(|why| fault::unread(path, &why))?;
    read(Cow::Owned(files))
}

/// The templates whose forms know most of the keys of an answers file: one where it is clear, several where answers
/// could be of any of them, none where no form knows any. An error is a fault of a template. Forms whose words show that
/// they know too few are not read.
pub fn recognise(answers: &Node) -> Result<Vec<&'static Arc<Template>>, Vec<Diagnostic>> {
    let of_bases: HashSet<&str> = BASES.iter().flat_map(|base| keys(&base.form)).collect();
    let most = |files: &TemplateFiles| {
        let own: HashSet<&str> = keys(&files.form).collect();
        count(answers, &|key| own.contains(key) || of_bases.contains(key))
    };
    let mut kinds: Vec<(usize, usize)> = TEMPLATES.iter().map(most).zip(0..).collect();
    kinds.sort_by_key(|(most, _)| Reverse(*most));
    let (mut best, mut found) = (1, Vec::new());
    for (most, index) in kinds {
        if most < best {
            break;
        }
        let template = load(&TEMPLATES[index].name)?;
        let score = known(&template.form.fields, answers);
        if score > best {
            (best, found) = (score, Vec::new());
        }
        if score == best {
            found.push((index, template));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, template)| template).collect())
}

/// The keys that the text of a form names, its fields' among them.
fn keys(form: &str) -> impl Iterator<Item = &str> {
    form.split("key: ").skip(1).filter_map(|rest| rest.split([',', '}', ' ', '\n']).next())
}

/// How many keys of a group of answers, and of the groups in it, `is_known`.
fn count(answers: &Node, is_known: &impl Fn(&str) -> bool) -> usize {
    let Data::Map(entries) = &answers.data else { return 0 };
    entries.iter().map(|entry| usize::from(is_known(&entry.key)) + count(&entry.value, is_known)).sum()
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
pub(crate) fn read(files: Cow<'static, TemplateFiles>) -> Result<Template, Vec<Diagnostic>> {
    let bases = bases(&files)?;
    // From the first base to the kind.
    let layers: Vec<&TemplateFiles> = bases.iter().copied().chain([&*files]).collect();
    let form = form(&layers)?;
    let (manifest, reference) = (manifest(&layers)?, reference(&layers)?);
    let body = layers.iter().rev().find_map(|layer| layer.body.as_deref()).unwrap_or_default().to_owned();
    Ok(Template { name: files.name.clone().into_owned(), form, manifest, body, reference, files, bases })
}

fn form(layers: &[&TemplateFiles]) -> Result<Form, Vec<Diagnostic>> {
    let names: Vec<String> = layers.iter().map(|layer| format!("{}/form.yaml", layer.folder)).collect();
    let forms: Vec<(&str, &str)> =
        names.iter().zip(layers).map(|(name, layer)| (name.as_str(), &*layer.form)).collect();
    let mut form = Form::compose(&forms)?;
    if let [_, .., own] = layers {
        for field in form.fields.iter_mut().filter(|field| field.key == "template") {
            field.example = Some(typed(&own.name));
        }
    }
    Ok(form)
}

/// A name as YAML: a folder may be called anything.
fn typed(name: &str) -> String {
    let is_plain =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    if is_plain { name.to_owned() } else { Value::from(name).to_string() }
}

fn manifest(layers: &[&TemplateFiles]) -> Result<Manifest, Vec<Diagnostic>> {
    let Some((own, bases)) = layers.split_last() else { return Err(Vec::new()) };
    let mut whole = Value::Object(serde_json::Map::new());
    for base in bases {
        whole = compose::manifest(whole, yaml(base)?);
    }
    let base = whole.clone();
    let before = |key: &str| match &base[key] {
        Value::Array(entries) if compose::GATHERED.contains(&key) => entries.len(),
        _ => 0,
    };
    fault::manifest(own, compose::manifest(whole, yaml(own)?), &before)
}

fn reference(layers: &[&TemplateFiles]) -> Result<Reference, Vec<Diagnostic>> {
    let mut terms = None;
    for layer in layers {
        fault::terms(layer)?;
        terms = Some(compose::terms(terms.as_deref(), layer.terms.as_deref()));
    }
    let terms = terms.unwrap_or_default();
    /// The tables of the program, which every template has.
    static TABLES: LazyLock<Result<Reference, Message>> = LazyLock::new(|| Reference::new(&REFERENCE));
    let own = layers.last().copied();
    let tables = TABLES.clone().and_then(|tables| tables.and("terms", &terms, "key"));
    tables.map_err(|message| own.map_or_else(Vec::new, |own| fault::tables(own, message)))
}

/// The bases that a kind lies over, the deepest first.
fn bases(files: &TemplateFiles) -> Result<Vec<&'static TemplateFiles>, Vec<Diagnostic>> {
    let (mut bases, mut layer, mut limit) = (Vec::new(), files, BASES.len());
    let names = |limit: usize| BASES[..limit].iter().map(|base| &*base.name).collect::<Vec<_>>();
    let base_of = |layer: &TemplateFiles, limit| {
        compose::base_of(&yaml(layer)?, limit).map_err(|name| fault::no_base(layer, &name, &names(limit)))
    };
    while let Some((place, base)) = base_of(layer, limit)? {
        bases.insert(0, base);
        (layer, limit) = (base, place);
    }
    Ok(bases)
}

fn yaml(files: &TemplateFiles) -> Result<Value, Vec<Diagnostic>> {
    serde_saphyr::from_str(&files.manifest).map_err(|error| fault::yaml(files, &error))
}

/// So many letters of a name may be other ones for it to be taken for another name.
const SLIPS: usize = 2;

fn unknown(name: &str) -> Diagnostic {
    let list = kinds().collect::<Vec<_>>().join(", ");
    let message = Message::new(format!("không có mẫu tên \"{name}\""), format!("there is no template \"{name}\""));
    let found = Diagnostic::error("template/unknown", message);
    let slips = |kind: &'static str| (strsim::damerau_levenshtein(&name.to_lowercase(), kind), kind);
    let near = kinds().map(slips).filter(|(slips, _)| *slips <= SLIPS).min();
    let found = near.into_iter().fold(found, |found, (_, near)| {
        found.hint(Message::new(format!("Có phải {near}?"), format!("Did you mean {near}?")))
    });
    found.hint(Message::new(format!("các mẫu hiện có: {list}"), format!("the templates are: {list}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Source, parse};
    use crate::expr::Text;
    use crate::template::starter;

    /// They are compiled where they are said.
    #[test]
    fn the_words_of_rules_are_right() {
        for name in kinds() {
            for rule in &load(name).unwrap().form.rules {
                let hints = rule.hint.iter().chain(&rule.in_form).flat_map(|(vi, en)| [vi, en]);
                for text in [&rule.vi, &rule.en].into_iter().chain(hints) {
                    Text::compile(text.source()).unwrap_or_else(|wrong| panic!("{name}, {}: {}", rule.id, wrong.en));
                }
            }
        }
    }

    #[test]
    fn a_kind_is_recognised_as_if_every_form_were_read() {
        for name in kinds() {
            let template = load(name).unwrap();
            let text = starter(&template.form, &template.reference, name, name);
            let text: String =
                text.lines().filter(|line| !line.starts_with("template:")).collect::<Vec<_>>().join("\n");
            let answers = parse(&Source::new("a.yaml", text)).unwrap().root;
            let scores: Vec<_> = kinds().map(|kind| known(&load(kind).unwrap().form.fields, &answers)).collect();
            let best = scores.iter().copied().max().unwrap().max(1);
            let wanted: Vec<_> =
                kinds().zip(&scores).filter(|(_, score)| **score == best).map(|(kind, _)| kind).collect();
            let found: Vec<_> = recognise(&answers).unwrap().iter().map(|template| template.name.as_str()).collect();
            assert_eq!(found, wanted, "{name}");
        }
    }
}
