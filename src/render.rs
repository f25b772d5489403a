//! The whole way of one document: answers in, files out. This is the door for programs that embed the crate.

mod kind;

pub use kind::template_of;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::answers::{self, Answers, Source};
use crate::assets::file_name::safe_name;
use crate::assets::files::Files;
use crate::check::check;
use crate::data::{self, Dataset};
use crate::diag::{Diagnostic, Message, Severity};
use crate::export::package::{self, PackageOptions, Packed};
use crate::export::typst::{Attachment, PdfOptions, Relationship, StampPosition};
use crate::export::{docx, typst, xlsx};
use crate::merge::{self, Input, Program, merge};
use crate::model::{Document, Separate};
use crate::rules::{self, RuleSetName, SizeSet};
use crate::style::{FileDate, SeparateFile, StyledDocument, resolve_in, separate};
use crate::template::{Choice, Template};
use crate::validate::{ValidAnswers, validate};

/// How fine PNG pages are.
const PIXELS_PER_INCH: f64 = 192.0;

/// Rules of forms that hold the rule set of the answers against their day.
const PROFILES: [&str; 2] = ["/profile-fits-date", "/profile-of-date"];

/// How a document is to be made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The kind; `None` takes the one the answers name, or the one whose form they fit.
    pub template: Option<Choice>,
    /// The rule set; `None` takes the one the answers name, or the one in force on the document's day.
    pub rules: Option<RuleSetName>,
    /// The size set; `None` takes the larger one where the head has room.
    pub size_set: Option<SizeSet>,
    /// Print `DỰ THẢO` on every page.
    pub draft: bool,
    /// Make the document that is issued and the annexes electronic files of their own.
    pub separate: Option<Separate>,
    /// The date that files of an undated document carry; `None` takes the first day of its year.
    pub file_date: Option<NaiveDate>,
}

/// A document, laid out and ready to be written in any format.
pub struct Prepared {
    /// What it says.
    pub document: Document,
    /// How it looks; what has files of its own is not in it.
    pub styled: StyledDocument,
    /// What has files of its own.
    pub separate: Vec<SeparateFile>,
    /// The answers it was made from.
    pub answers: ValidAnswers,
    /// What its data files hold.
    pub dataset: Dataset,
    /// The rules it is printed by.
    pub rules: RuleSetName,
    /// The date its files carry.
    pub date: NaiveDate,
    source: Source,
    template: Arc<Template>,
}

/// Reads and checks answers and lays the document out. The second half holds every finding, errors among them when
/// there is no document.
pub fn prepare(source: Source, files: &dyn Files, options: &Options) -> (Option<Prepared>, Vec<Diagnostic>) {
    Renderer::new(options.clone()).prepare(source, files)
}

/// [`prepare`] for many documents: each template is compiled once, and threads share it.
pub struct Renderer {
    options: Options,
    /// Whether the words of its documents were checked before.
    is_checked: bool,
    programs: Mutex<BTreeMap<String, Arc<Program>>>,
}

impl Renderer {
    /// For documents made by `options`.
    pub fn new(options: Options) -> Self {
        Renderer { options, is_checked: false, programs: Mutex::default() }
    }

    /// For answers in which another renderer of this program found no error: the words are not looked at again, so what
    /// was to be said of them is not said again.
    pub fn of_checked(options: Options) -> Self {
        Renderer { is_checked: true, ..Renderer::new(options) }
    }

    /// As [`prepare`].
    pub fn prepare(&self, source: Source, files: &dyn Files) -> (Option<Prepared>, Vec<Diagnostic>) {
        self.prepare_read(answers::parse(&source), files)
    }

    /// As [`prepare`], with what reading the answers gave.
    pub fn prepare_read(
        &self,
        read: Result<Answers, Vec<Diagnostic>>,
        files: &dyn Files,
    ) -> (Option<Prepared>, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        match read.and_then(|raw| try_prepare(raw, files, self, &mut findings)) {
            Ok(prepared) => (Some(prepared), findings),
            Err(errors) => {
                findings.extend(errors);
                (None, findings)
            }
        }
    }

    /// Compiles the template of the user's own, where there is one: what is wrong with it is told once for all documents.
    pub fn compile_own(&self) -> Result<(), Vec<Diagnostic>> {
        let own = self.options.template.as_ref().and_then(Choice::own);
        own.map_or(Ok(()), |template| self.program(template).map(|_| ()))
    }

    fn program(&self, template: &Arc<Template>) -> Result<Arc<Program>, Vec<Diagnostic>> {
        // What is kept is whole at any moment, also after a panic elsewhere.
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = programs.get(template.name.as_str()) {
            return Ok(program.clone());
        }
        let program = Arc::new(Program::compile(Arc::clone(template), &template.reference)?);
        programs.insert(template.name.clone(), program.clone());
        Ok(program)
    }
}

fn try_prepare(
    raw: Answers,
    files: &dyn Files,
    renderer: &Renderer,
    findings: &mut Vec<Diagnostic>,
) -> Result<Prepared, Vec<Diagnostic>> {
    let options = &renderer.options;
    let template = template_of(&raw, options)?;
    findings.extend(kind::other_kind(&raw, &template, options));
    let (valid, found) = validate(&raw, &template.form, &template.reference);
    let (errors, notes): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.severity == Severity::Error);
    findings.extend(notes);
    let answers = match valid {
        Some(answers) if errors.is_empty() => answers,
        _ => return Err(errors),
    };
    let mut dataset = data::collect(files, &answers.data, raw.source.name())?;
    findings.append(&mut dataset.findings);

    let program = renderer.program(&template)?;
    let rules_name = rule_set(&program, &answers, options)?;
    let rules = rules::load(rules_name);
    if options.rules.is_some() {
        // What the answers ask for is not what is printed by.
        findings.retain(|finding| !PROFILES.iter().any(|rule| finding.code.ends_with(rule)));
        let date = merge::rules_date(&program, &answers)?;
        findings.extend(date.and_then(|date| rules::not_in_force(rules_name, date)));
    }
    let facts = dataset.to_json();
    let input = Input {
        program: &program,
        answers: &answers,
        rules,
        reference: &template.reference,
        files,
        dataset: &facts,
        draft: options.draft,
        separate: options.separate,
    };
    let document = merge(&input)?;
    let checked = if renderer.is_checked { Ok(Vec::new()) } else { check(&document, rules, &answers) };
    // The layout is tried even when the words are at fault, so that both are told at once.
    let laid_out = resolve_in(&document, rules, options.size_set);
    let (styled, notes) = match (checked, laid_out) {
        (Ok(notes), Ok((styled, more))) => (styled, [notes, located(more, &answers)].concat()),
        (checked, laid_out) => {
            let layout = laid_out.map_or_else(|problems| problems, |(_, notes)| notes);
            return Err([checked.unwrap_or_else(|problems| problems), located(layout, &answers)].concat());
        }
    };
    findings.extend(notes);
    let date = document.date_of_files(options.file_date);
    let (styled, parts) = match document.state.separate {
        Some(_) => separate(styled, &document),
        None => (styled, Vec::new()),
    };
    Ok(Prepared {
        document,
        styled,
        separate: parts,
        answers,
        dataset,
        rules: rules_name,
        date,
        source: raw.source,
        template,
    })
}

impl Document {
    /// The date its files carry: its own, else `given`, else the first day of the year it is drafted in.
    fn date_of_files(&self, given: Option<NaiveDate>) -> NaiveDate {
        let first_day = self.head.open_year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        self.head.date.or(given).or(first_day).unwrap_or_default()
    }
}

/// Gives findings that know only the path of an answer their place in its file.
fn located(mut findings: Vec<Diagnostic>, answers: &ValidAnswers) -> Vec<Diagnostic> {
    for place in findings.iter_mut().filter_map(|finding| finding.place.as_mut()) {
        if let (true, Some(path)) = (place.file.is_empty(), &place.path) {
            *place = answers.cause(path);
        }
    }
    findings
}

fn rule_set(program: &Program, answers: &ValidAnswers, options: &Options) -> Result<RuleSetName, Vec<Diagnostic>> {
    if let Some(name) = options.rules {
        return Ok(name);
    }
    let wanted = merge::wanted_rules(program, answers)?;
    if let Some(name) = wanted.and_then(|name| name.parse().ok()) {
        return Ok(name);
    }
    let date = merge::rules_date(program, answers)?;
    Ok(date.map_or(RuleSetName::Nd30_2020, rules::in_force))
}

impl Prepared {
    /// Name of the kind: `cong-van`.
    pub fn kind(&self) -> &str {
        &self.template.name
    }

    /// The answers as written.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The PDF, with the answers and the manifest inside.
    pub fn pdf(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.pdf_of(&self.styled, self.date, Vec::new())
    }

    /// The PDF of `styled`, which is this document with something added to it, dated `date`, with the answers, the
    /// manifest and `more` inside.
    pub fn pdf_of(
        &self,
        styled: &StyledDocument,
        date: NaiveDate,
        more: Vec<Attachment>,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let yaml = Attachment {
            name: "answers.yaml".into(),
            mime: "application/yaml".into(),
            description: "Phiếu trả lời mà văn bản được lập từ đó".into(),
            relationship: Relationship::Source,
            bytes: self.source.text().as_bytes().to_vec(),
        };
        let manifest = Attachment {
            name: "manifest.json".into(),
            mime: "application/json".into(),
            description: "Số liệu đã tính và danh mục tệp dữ liệu".into(),
            relationship: Relationship::Data,
            bytes: self.manifest().into_bytes(),
        };
        let attachments = [vec![yaml, manifest], more].concat();
        let options = PdfOptions { date: FileDate(date), attachments };
        typst::pdf(styled, &options).map_err(|problems| located(problems, &self.answers))
    }

    /// The Word document.
    pub fn docx(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = docx::DocxOptions::new(FileDate(self.date));
        docx::docx(&self.styled, &options).map_err(|problems| located(problems, &self.answers))
    }

    /// The PDF of a file of its own. The answers and the manifest are in the document's.
    pub fn pdf_of_part(&self, part: &SeparateFile) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = PdfOptions { date: FileDate(self.date), attachments: Vec::new() };
        typst::pdf(&part.styled, &options).map_err(|problems| located(problems, &self.answers))
    }

    /// The Word document of a file of its own.
    pub fn docx_of_part(&self, part: &SeparateFile) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = docx::DocxOptions::new(FileDate(self.date));
        docx::docx(&part.styled, &options).map_err(|problems| located(problems, &self.answers))
    }

    /// Whether the document has tables, charts or computed figures, which are what a workbook holds.
    pub fn has_workbook(&self) -> bool {
        xlsx::has_content(&self.document)
    }

    /// The workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>, Vec<Diagnostic>> {
        xlsx::xlsx(&self.document, &xlsx::XlsxOptions { date: self.date, answers: self.source.name().to_owned() })
    }

    /// The pages as PNG, sharp on a screen at twice their size.
    pub fn pages_png(&self) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
        typst::pages_png(&self.styled, PIXELS_PER_INCH).map_err(|problems| located(problems, &self.answers))
    }

    /// The pages as SVG.
    pub fn pages_svg(&self) -> Result<Vec<String>, Vec<Diagnostic>> {
        typst::pages_svg(&self.styled).map_err(|problems| located(problems, &self.answers))
    }

    /// The pages for one who looks on, drawn by `viewer`. The places of values name answers as they stand in the file.
    pub fn view(&self, viewer: &mut typst::Viewer) -> Result<typst::View, Vec<Diagnostic>> {
        let mut view = viewer.view(&self.styled).map_err(|problems| located(problems, &self.answers))?;
        for value in &mut view.values {
            value.path = self.answers.place(&value.path).path.unwrap_or_else(|| value.path.clone());
        }
        Ok(view)
    }

    /// The data package, as a new folder in `parent`. None, with a note that says why, when the kind hands in
    /// no data and when the answers name no data files.
    pub fn package(&self, files: &dyn Files, parent: &Path) -> Result<Packed, Vec<Diagnostic>> {
        if self.answers.data.get("data_submission").is_none() {
            return Ok(Packed { folder: None, findings: vec![self.hands_in_nothing()] });
        }
        let options = PackageOptions { answers: self.source.name().to_owned() };
        package::package(&self.dataset, &self.answers.data, files, parent, &options)
    }

    /// Answers of a kind that has no data files.
    fn hands_in_nothing(&self) -> Diagnostic {
        let kind = self.kind();
        let message = Message::new(
            format!("Không tạo gói dữ liệu: loại văn bản {kind} không nộp kèm tệp dữ liệu"),
            format!("No data package was made: the kind {kind} hands in no data files"),
        );
        let hint = Message::new(
            "Bỏ package khỏi --formats; gói dữ liệu chỉ có ở loại bao-cao-vemis và ở mẫu riêng có mục data_submission",
            "Leave package out of --formats; only bao-cao-vemis, and templates of your own with data_submission, have one",
        );
        let in_form = Message::new(
            "Gói dữ liệu chỉ có ở văn bản nộp kèm tệp dữ liệu",
            "Only a document that hands in data files has one",
        );
        let place = self.answers.place(&crate::diag::AnswerPath::root());
        Diagnostic::new(Severity::Info, "package/nothing", message).at(place).hint(hint).in_form(in_form)
    }

    /// Where number, day, signature and seal will be stamped.
    pub fn stamps(&self) -> Result<Vec<StampPosition>, Vec<Diagnostic>> {
        typst::stamps(&self.styled)
    }

    /// What a document was made from and what was computed for it, as JSON.
    pub fn manifest(&self) -> String {
        let figure = |figure: &crate::model::Figure| {
            json!({ "id": figure.id, "label": figure.label, "value": figure.value, "formula": figure.formula,
                    "sources": figure.sources })
        };
        let manifest = json!({
            "engine": concat!("congvan ", env!("CARGO_PKG_VERSION")),
            "template": self.template.name,
            "rules": self.rules,
            "answers": { "file": file_name(self.source.name()), "sha256": data::hex(&Sha256::digest(self.source.text())) },
            "figures": self.document.figures.iter().map(figure).collect::<Vec<Value>>(),
            "files": self.dataset.to_json()["files"],
        });
        format!("{manifest:#}\n")
    }
}

/// The last part of a path: the same file from another folder must give the same bytes.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A file name from a Handlebars pattern over the answers. Characters that a file name cannot hold become hyphens.
pub fn file_stem(prepared: &Prepared, pattern: &str) -> Result<String, Vec<Diagnostic>> {
    let name = merge::fill(pattern, &prepared.answers, &prepared.template.reference)?;
    let safe = safe_name(&name);
    if safe.trim_matches(['.', ' ']).is_empty() {
        let message = Message::new("mẫu tên tệp cho ra tên rỗng", "the name pattern gives an empty name");
        return Err(vec![Diagnostic::error("name/empty", message)]);
    }
    Ok(safe)
}
