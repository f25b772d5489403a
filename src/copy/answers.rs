//! From the answers of a copy to what it says of itself.

use chrono::NaiveTime;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answers::Source;
use crate::assets::files::Files;
use crate::diag::{Diagnostic, Message, Place, Severity};
use crate::model::{CopyForm, CopyKind, DocumentCopy, Head, Run, Text, Title};
use crate::render::{self, Options, Prepared};
use crate::rules::{self, RuleSet};

/// The kind whose answers a copy is made from.
pub const KIND: &str = "ban-sao";

/// The answers of a copy, read and checked.
pub struct CopyAnswers {
    /// What the copy says of itself.
    pub copy: DocumentCopy,
    /// The answers.
    pub prepared: Prepared,
}

/// What the command line asks for in the place of the answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Hình thức sao.
    pub kind: Option<CopyKind>,
    /// On paper or as a signed file.
    pub form: Option<CopyForm>,
}

impl CopyAnswers {
    /// Reads and checks the answers of a copy. The second half holds every finding.
    pub fn read(
        source: Source,
        files: &dyn Files,
        options: &Options,
        overrides: Overrides,
    ) -> (Option<CopyAnswers>, Vec<Diagnostic>) {
        let options = Options { template: options.template.clone().or_else(|| Some(KIND.into())), ..options.clone() };
        let (prepared, mut findings) = render::prepare(source, files, &options);
        let answers = prepared.and_then(|prepared| {
            let answers = CopyAnswers::of(prepared, overrides);
            answers.map_err(|problem| findings.push(*problem)).ok()
        });
        (answers, findings)
    }

    fn of(prepared: Prepared, overrides: Overrides) -> Result<CopyAnswers, Box<Diagnostic>> {
        let data = &prepared.answers.data["copy"];
        let kind = overrides.kind.or_else(|| read(&data["kind"])).unwrap_or(CopyKind::True);
        let form = overrides.form.or_else(|| read(&data["form"])).unwrap_or(CopyForm::Paper);
        let time = data["time"].as_str().and_then(|time| NaiveTime::parse_from_str(time, "%H:%M:%S").ok());
        let document = &prepared.document;
        let copy = DocumentCopy {
            kind,
            form,
            head: head(&document.head, rules::load(prepared.rules), kind),
            body: printed(&prepared.answers.data["agency"]["name"], "agency.name"),
            time,
            signature: document.signatures.first().cloned(),
            recipients: document.recipients.clone(),
        };
        match incomplete(&copy, &prepared) {
            Some(problem) => Err(Box::new(problem)),
            None => Ok(CopyAnswers { copy, prepared }),
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn printed(value: &Value, path: &str) -> Text {
    let text = value.as_str().unwrap_or_default().to_owned();
    Text(vec![Run { text, source: Some(crate::diag::AnswerPath::new(path)), ..Run::default() }])
}

/// The head with the words and the abbreviation of `kind`: `SAO Y`, `SY-UBND`.
fn head(head: &Head, rules: &RuleSet, kind: CopyKind) -> Head {
    let words = rules.copy_words(kind);
    Head {
        parent_body: None,
        symbol: Text::fixed(format!("{}-", words.symbol)).join(head.symbol.clone()),
        title: Title::Named { type_name: Text::fixed(&words.name), subject: Text::default() },
        ..head.clone()
    }
}

/// What the form of the copy needs and the answers, checked for the form that they name, leave out.
fn incomplete(copy: &DocumentCopy, prepared: &Prepared) -> Option<Diagnostic> {
    let (complete, vi, en) = match copy.form {
        CopyForm::Paper => (
            !prepared.document.head.symbol.is_empty()
                && !copy.head.place.is_empty()
                && copy.signature.as_ref().is_some_and(|signer| !signer.titles.is_empty() && !signer.name.is_empty()),
            "Bản sao giấy phải có chữ viết tắt tên cơ quan, địa danh, chức vụ và họ tên người ký",
            "A copy on paper needs the body's abbreviation, the place, and the signer's position and name",
        ),
        CopyForm::Electronic => (
            copy.head.date.is_some() && copy.time.is_some(),
            "Bản sao điện tử phải có ngày và giờ ký số của cơ quan",
            "An electronic copy needs the date and time of the body's signature",
        ),
    };
    let place = Place { path: None, ..prepared.answers.place(&crate::diag::AnswerPath::new("copy")) };
    let problem = Diagnostic::new(Severity::Error, "copy/incomplete", Message::new(vi, en)).at(place);
    (!complete).then(|| problem.basis(&rules::load(prepared.rules).basis.copy))
}
