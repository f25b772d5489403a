//! Ô 1-5 and 7: the head and the signature, and what file properties say.

use serde_json::Value;

use super::stamps::Stamped;
use super::{Merge, inline, lines};
use crate::diag::{AnswerPath, Diagnostic};
use crate::model::{Circulation, Head, Properties, Secrecy, Signature, Text, Title, Urgency};
use crate::template::TitleDef;
use crate::vietnamese::date_long;

/// No-break spaces that keep the room of a number or a day that is still open in running text.
const OPEN: &str = "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}";

impl Merge<'_> {
    pub(super) fn head(&self) -> Result<Head, Diagnostic> {
        let part = &self.input.program.template.manifest.components;
        let text = |source: &str| Ok::<Text, Diagnostic>(inline(self.text(source)?.trim()));
        let filled = |source: &str| Ok::<Option<Text>, Diagnostic>(Some(text(source)?).filter(|text| !text.is_empty()));
        let date = self.value(&part.date)?;
        let open_year = self.value(&part.open_year)?.as_i64().and_then(|year| i32::try_from(year).ok());
        Ok(Head {
            parent_body: filled(&part.parent_body)?,
            issuing_body: text(&part.issuing_body)?,
            number: filled(&part.number)?,
            symbol: text(&part.symbol)?,
            place: text(&part.place)?,
            date: date.as_str().and_then(|date| date.parse().ok()),
            open_year,
            date_source: Some(AnswerPath::new(&part.date)),
            title: self.title()?,
            urgency: self.urgency()?,
            numbered: self.input.program.holds(part.numbered.as_deref(), &self.scope)?,
            dated: self.input.program.holds(part.dated.as_deref(), &self.scope)?,
            secrecy: self.secrecy()?,
            circulation: self.circulation()?,
            address: self.optional_lines(part.address.as_deref())?,
        })
    }

    pub(super) fn title_def(&self) -> Result<&TitleDef, Diagnostic> {
        let titles = &self.input.program.template.manifest.components.titles;
        for title in titles {
            if self.input.program.holds(title.when.as_deref(), &self.scope)? {
                return Ok(title);
            }
        }
        Ok(&titles[titles.len() - 1])
    }

    /// Tên loại in normal case.
    pub(super) fn type_name(&self) -> Result<&str, Diagnostic> {
        let title = &self.input.program.template.manifest.title;
        Ok(self.title_def()?.type_name.as_ref().unwrap_or(title))
    }

    fn title(&self) -> Result<Title, Diagnostic> {
        let def = self.title_def()?;
        let subject = inline(self.text(&def.subject)?.trim());
        if def.letter {
            return Ok(Title::Letter { subject });
        }
        Ok(Title::Named { type_name: Text::fixed(self.type_name()?.to_uppercase()), subject })
    }

    /// The word that an expression of the components gives, if any.
    fn choice(&self, source: Option<&str>) -> Result<Option<String>, Diagnostic> {
        source.map_or(Ok(None), |source| Ok(self.value(source)?.as_str().map(str::to_owned)))
    }

    fn urgency(&self) -> Result<Option<Urgency>, Diagnostic> {
        let source = self.input.program.template.manifest.components.urgency.as_deref();
        let chosen = self.choice(source)?;
        Ok(match chosen.as_deref() {
            Some("khan") => Some(Urgency::Urgent),
            Some("thuong_khan") => Some(Urgency::VeryUrgent),
            Some("hoa_toc") => Some(Urgency::Express),
            Some("hoa_toc_hen_gio") => Some(self.timed_express(source)?),
            _ => None,
        })
    }

    /// The fourth level of urgency, where the rules have it; the error names the answer that asks for it.
    fn timed_express(&self, source: Option<&str>) -> Result<Urgency, Diagnostic> {
        let level = Urgency::TimedExpress;
        if self.input.rules.urgency_stamp(level).is_some() {
            return Ok(level);
        }
        let expression = source.and_then(|source| self.input.program.expression(source));
        let path = expression.and_then(|expression| expression.paths().into_iter().next());
        let error = self.input.rules.unknown_urgency();
        Err(match path {
            Some(path) => error.at(self.input.answers.place(&AnswerPath::new(path))),
            None => error,
        })
    }

    fn secrecy(&self) -> Result<Option<Secrecy>, Diagnostic> {
        let chosen = self.choice(self.input.program.template.manifest.components.secrecy.as_deref())?;
        Ok(match chosen.as_deref() {
            Some("mat") => Some(Secrecy::Secret),
            Some("toi_mat") => Some(Secrecy::HighlySecret),
            Some("tuyet_mat") => Some(Secrecy::TopSecret),
            _ => None,
        })
    }

    fn circulation(&self) -> Result<Option<Circulation>, Diagnostic> {
        let chosen = self.choice(self.input.program.template.manifest.components.circulation.as_deref())?;
        Ok(match chosen.as_deref() {
            Some("xem_xong_tra_lai") => Some(Circulation::ReturnAfterReading),
            Some("luu_hanh_noi_bo") => Some(Circulation::Internal),
            Some("thu_hoi") => Some(Circulation::Recall),
            _ => None,
        })
    }

    /// The lines of a component that a template may leave out.
    pub(super) fn optional_lines(&self, source: Option<&str>) -> Result<Vec<Text>, Diagnostic> {
        source.map_or(Ok(Vec::new()), |source| Ok(lines(&self.text(source)?)))
    }

    pub(super) fn signatures(&self) -> Result<Vec<Signature>, Diagnostic> {
        let mut signatures = Vec::new();
        for def in &self.input.program.template.manifest.components.signers {
            if self.input.program.holds(def.when.as_deref(), &self.scope)? {
                signatures.push(Signature {
                    titles: lines(&self.text(&def.titles)?),
                    other_titles: self.optional_lines(def.other_titles.as_deref())?,
                    name: inline(self.text(&def.name)?.trim()),
                    signature_picture: self.stamp(def.signature_picture.as_deref(), Stamped::Signature)?,
                    seal_picture: self.stamp(def.seal_picture.as_deref(), Stamped::Seal)?,
                });
            }
        }
        Ok(signatures)
    }

    pub(super) fn drafter(&self) -> Result<Option<Text>, Diagnostic> {
        let Some(source) = &self.input.program.template.manifest.components.drafter else { return Ok(None) };
        Ok(Some(inline(self.text(source)?.trim())).filter(|text| !text.is_empty()))
    }

    pub(super) fn properties(&self, head: &Head) -> Result<Properties, Diagnostic> {
        let part = &self.input.program.template.manifest.components;
        let subject = match &head.title {
            Title::Named { subject, .. } | Title::Letter { subject } => subject.plain(),
        };
        let number = head.number.as_ref().filter(|_| head.numbered).map(Text::plain);
        Ok(Properties {
            title: format!("{} {subject}", self.type_name()?).trim_end().to_owned(),
            subject,
            author: inline(&self.text(&part.author)?).plain(),
            identifier: number.map(|number| format!("{number}/{}", head.symbol.plain())),
            date: head.date,
            template: self.input.program.template.name.clone(),
        })
    }

    /// `(Kèm theo Báo cáo số 328/BC-SGDĐT ngày … của …)`. In a file of its own number and date stay open (forms 1.3, 2.2).
    pub(super) fn reference(&self, head: &Head) -> Result<Text, Diagnostic> {
        let part = &self.input.program.template.manifest.components;
        let open = || Text::fixed(OPEN);
        let open_date = || Text::fixed("ngày").join(open()).then("tháng").join(open()).then("năm");
        let apart = self.input.separate.is_some();
        let date = match (head.date, head.open_year) {
            _ if apart => open_date().join(open()),
            (Some(date), _) => Text::fixed(date_long(date)),
            (None, Some(year)) => open_date().then(format!(" {year}")),
            (None, None) => open_date().join(open()),
        };
        let begin = Text::fixed(format!("({} {} ", self.input.rules.wording.attached, self.type_name()?));
        let number = || head.number.clone().unwrap_or_else(open).then("/").join(head.symbol.clone());
        let text = match (head.numbered, apart) {
            // A thư công has no number.
            (false, _) => begin,
            (true, true) => begin.then("số ").join(open()).then(" "),
            (true, false) => begin.then("số ").join(number()).then(" "),
        };
        let text = text.join(date);
        Ok(text.then(" của ").join(inline(&self.text(&part.author)?)).then(")"))
    }
}

impl super::Program {
    /// Whether an optional condition is there and holds.
    pub(super) fn holds_if_any(&self, condition: Option<&str>, scope: &crate::expr::Scope) -> Result<bool, Diagnostic> {
        condition.map_or(Ok(false), |source| Ok(self.evaluate(source, scope)? == Value::Bool(true)))
    }
}
