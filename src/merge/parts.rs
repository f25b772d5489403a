//! What follows the signature: the document that is issued (form 1.3) and the annexes (Phụ lục I, Phần I, Mục III.1).

use handlebars::Context;
use serde_json::Value;

use super::answers::Answers;
use super::draft::{Page, Things};
use super::references::{Part, References};
use super::settle::settle;
use super::{Merge, end, inline, markdown, punctuate_lists};
use crate::diag::{AnswerPath, Diagnostic};
use crate::model::{Annex, Attached, Head, Text};
use crate::template::AnnexDef;
use crate::vietnamese::roman;

/// What the texts of an annex call the item it stands for.
const ITEM: &str = "annex";

/// The parts whose tables and references are not settled yet.
pub(super) struct Parts {
    pub(super) attached: Option<DraftAttached>,
    pub(super) annexes: Vec<DraftAnnex>,
}

pub(super) struct DraftAttached {
    /// In normal case.
    type_name: Text,
    subject: Text,
    page: Page,
}

pub(super) struct DraftAnnex {
    id: String,
    label: String,
    title: Text,
    page: Page,
    landscape: bool,
}

impl Parts {
    pub(super) fn pages_mut(&mut self) -> impl Iterator<Item = &mut Page> {
        let attached = self.attached.iter_mut().map(|attached| &mut attached.page);
        attached.chain(self.annexes.iter_mut().map(|annex| &mut annex.page))
    }

    /// Makes them known to references; `main` is the type of the document itself.
    pub(super) fn add_to(&self, references: &mut References<'_>, main: &str) {
        if let Some(attached) = &self.attached {
            references.add_attached(main, &attached.type_name.plain(), &attached.page.places);
        }
        for annex in &self.annexes {
            references.add_annex(&annex.id, &annex.label, &annex.page.places);
        }
    }
}

impl Merge<'_> {
    pub(super) fn parts(&self) -> Result<Parts, Diagnostic> {
        Ok(Parts { attached: self.attached()?, annexes: self.annexes()? })
    }

    fn attached(&self) -> Result<Option<DraftAttached>, Diagnostic> {
        let Some(def) = &self.input.program.template.manifest.attached else { return Ok(None) };
        if !self.input.program.holds(def.when.as_deref(), &self.scope)? {
            return Ok(None);
        }
        let text = |source: &str| Ok::<Text, Diagnostic>(inline(self.text(source)?.trim()));
        let (type_name, subject) = (text(&def.type_name)?, text(&def.subject)?);
        Ok(Some(DraftAttached { type_name, subject, page: self.page(&def.body)? }))
    }

    fn annexes(&self) -> Result<Vec<DraftAnnex>, Diagnostic> {
        let mut annexes = Vec::new();
        for def in &self.input.program.template.manifest.annexes {
            if !self.input.program.holds(def.when.as_deref(), &self.scope)? {
                continue;
            }
            match &def.each {
                Some(list) => annexes.extend(self.listed_annexes(def, &AnswerPath::new(list))?),
                None => annexes.push(DraftAnnex {
                    id: def.id.clone(),
                    label: String::new(),
                    title: inline(&self.text(&def.title)?),
                    page: self.page(&def.body)?,
                    landscape: def.landscape,
                }),
            }
        }
        // Two or more annexes are numbered with Roman numerals, a single one is just "Phụ lục" (PL I, III.1a).
        let several = annexes.len() > 1;
        for (index, annex) in annexes.iter_mut().enumerate() {
            let number = if several { format!(" {}", roman(index + 1)) } else { String::new() };
            annex.label = format!("{}{number}", self.input.rules.wording.annex);
        }
        Ok(annexes)
    }

    /// An annex for each item of the list at `path`; none where the form does not ask for it.
    fn listed_annexes(&self, def: &AnnexDef, path: &AnswerPath) -> Result<Vec<DraftAnnex>, Diagnostic> {
        let answers = self.answers();
        let items = answers.value(path).as_array().map(Vec::as_slice).unwrap_or_default();
        let annexes = items.iter().enumerate().map(|(index, item)| self.listed_annex(def, item, path.child(index)));
        annexes.collect()
    }

    fn listed_annex(&self, def: &AnnexDef, item: &Value, path: AnswerPath) -> Result<DraftAnnex, Diagnostic> {
        let mut data = self.context.data().clone();
        data[ITEM] = item.clone();
        let context = Context::from(data);
        let answers = Answers { data: context.data(), alias: Some((ITEM, path)) };
        let render = |source: &str| self.input.program.render(source, &context);
        let mut title = inline(&render(&def.title)?);
        for run in &mut title.0 {
            run.source = run.source.take().map(|source| answers.source(source));
        }
        Ok(DraftAnnex {
            id: item["id"].as_str().unwrap_or_default().to_owned(),
            label: String::new(),
            title,
            page: markdown::page(&render(&def.body)?, self.reading(&answers)),
            landscape: def.landscape || item["landscape"] == Value::Bool(true),
        })
    }

    pub(super) fn settle_attached(
        &self,
        attached: DraftAttached,
        head: &Head,
        references: &mut References<'_>,
        things: &mut Things,
    ) -> Result<Attached, Diagnostic> {
        references.here = Part::Attached;
        let DraftAttached { mut type_name, subject, page } = attached;
        for run in &mut type_name.0 {
            run.text = run.text.to_uppercase();
        }
        let mut body = settle(page, references, things);
        punctuate_lists(&mut body, &self.input.rules.wording);
        end(&mut body, &self.input.rules.wording.body_end);
        Ok(Attached { type_name, subject, reference: self.reference(head)?, body })
    }

    /// The reference stands on every annex, or on the first alone where the rules ask for it only once.
    pub(super) fn settle_annexes(
        &self,
        annexes: Vec<DraftAnnex>,
        head: &Head,
        references: &mut References<'_>,
        things: &mut Things,
    ) -> Result<Vec<Annex>, Diagnostic> {
        let wording = &self.input.rules.wording;
        let mut settled = Vec::with_capacity(annexes.len());
        for (index, annex) in annexes.into_iter().enumerate() {
            references.here = Part::Annex(index);
            let refers = wording.attached_on_each || index == 0;
            let reference = if refers { self.reference(head)? } else { Text::default() };
            let DraftAnnex { label, title, page, landscape, .. } = annex;
            let mut body = settle(page, references, things);
            end(&mut body, &wording.body_end);
            settled.push(Annex { label, title, reference, body, landscape });
        }
        Ok(settled)
    }
}
