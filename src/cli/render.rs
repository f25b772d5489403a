//! `congvan render`.

use std::io::stdin;
use std::path::Path;

use chrono::{DateTime, NaiveDate};

use super::args::{Format, Render, Voice};
use super::output::{exit_code, exit_code_of_kind, findings, say};
use super::progress::Progress;
use super::{DATA, DONE, RETRY};
use crate::answers::{MAX_BYTES, Source};
use crate::assets::files::{Files, Folder, most, read_most};
use crate::assets::write::write_whole;
use crate::copy;
use crate::diag::{Diagnostic, Message, Severity, reason};
use crate::export::typst;
use crate::model::Separate;
use crate::render::{Options, Prepared, file_stem, prepare};
use crate::template::Choice;

/// Why nothing more is done: the exit code, all said.
pub(super) type Stopped = u8;

/// Makes the files of one answers file.
pub(super) fn run(args: &Render) -> u8 {
    match make(args) {
        Ok(()) => DONE,
        Err(code) => code,
    }
}

/// What `--template` names.
pub(super) fn chosen(text: Option<&str>, voice: Voice) -> Result<Option<Choice>, Stopped> {
    text.map(Choice::find).transpose().map_err(|problems| {
        findings(&problems, &[], voice);
        exit_code_of_kind(&problems)
    })
}

fn make(args: &Render) -> Result<(), Stopped> {
    let progress = Progress::start(args.voice);
    progress.step("đọc phiếu trả lời", "reading the answers");
    let source = read(&args.answers, args.voice)?;
    let text = source.text().to_owned();
    let sources = [(source.name().to_owned(), text)];
    let known: Vec<(&str, &str)> = sources.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&args.answers, args.voice)?;
    let options = Options {
        template: chosen(args.template.as_deref(), args.voice)?,
        rules: args.rules.map(Into::into),
        size_set: args.size_set.into(),
        draft: args.draft,
        separate: args.separate.then_some(Separate { signed_at: args.signed_at }),
        file_date: source_date_epoch(),
    };
    progress.step("kiểm tra và dàn trang", "checking and laying out");
    let (prepared, found) = prepare(source, folder.as_ref(), &options);
    progress.hide();
    findings(&found, &known, args.voice);
    let Some(prepared) = prepared else { return Err(code(args, &found)) };
    if prepared.kind() == copy::KIND {
        return Err(fail(&[no_document_of_its_own()], args.voice));
    }
    let stem = stem(args, &prepared).map_err(|problems| fail(&problems, args.voice))?;
    let files = files(args, &prepared, &progress);
    progress.hide();
    let files = files.map_err(|problems| fail(&problems, args.voice))?;
    for (ending, bytes) in files {
        let path = args.output.join(format!("{stem}{ending}"));
        write_whole(&path, &bytes).map_err(|error| unwritten(&path, &error, args.voice))?;
        say(&path.display().to_string());
    }
    if args.formats.contains(&Format::Xlsx) && !prepared.has_workbook() {
        findings(&[no_workbook()], &[], args.voice);
    }
    if wanted(args, Format::Package) {
        progress.step("đóng gói dữ liệu", "packing the data");
        pack(args, &prepared, folder.as_ref(), &progress)?;
    }
    Ok(())
}

/// Whether a format is to be made.
fn wanted(args: &Render, format: Format) -> bool {
    if args.formats.is_empty() { format.is_usual() } else { args.formats.contains(&format) }
}

/// Every file but the package, made before the first is written: a document that fails in one format leaves nothing.
fn files(args: &Render, prepared: &Prepared, progress: &Progress) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    if wanted(args, Format::Pdf) {
        progress.step("lập PDF", "writing PDF");
        files.push((".pdf".to_owned(), prepared.pdf()?));
        for part in &prepared.separate {
            files.push((format!(".{}.pdf", part.name), prepared.pdf_of_part(part)?));
        }
    }
    if wanted(args, Format::Docx) {
        progress.step("lập DOCX", "writing DOCX");
        files.push((".docx".to_owned(), prepared.docx()?));
        for part in &prepared.separate {
            files.push((format!(".{}.docx", part.name), prepared.docx_of_part(part)?));
        }
    }
    if wanted(args, Format::Xlsx) && prepared.has_workbook() {
        progress.step("lập XLSX", "writing XLSX");
        files.push((".xlsx".to_owned(), prepared.xlsx()?));
    }
    if args.stamps {
        files.push((".stamps.json".to_owned(), stamps(prepared.stamps()?)));
        for part in &prepared.separate {
            files.push((format!(".{}.stamps.json", part.name), stamps(typst::stamps(&part.styled)?)));
        }
    }
    files.extend(pictures(args, prepared, progress)?);
    Ok(files)
}

/// The pictures of pages that are wanted: `NAME-1.png`, `NAME-2.png` …
fn pictures(
    args: &Render,
    prepared: &Prepared,
    progress: &Progress,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let numbered = |ending| move |(index, bytes)| (format!("-{}.{ending}", index + 1), bytes);
    if wanted(args, Format::Png) {
        progress.step("vẽ các trang PNG", "drawing PNG pages");
        files.extend(prepared.pages_png()?.into_iter().enumerate().map(numbered("png")));
    }
    if wanted(args, Format::Svg) {
        progress.step("vẽ các trang SVG", "drawing SVG pages");
        files.extend(prepared.pages_svg()?.into_iter().map(String::into_bytes).enumerate().map(numbered("svg")));
    }
    Ok(files)
}

fn stamps(positions: Vec<typst::StampPosition>) -> Vec<u8> {
    (serde_json::to_string_pretty(&positions).unwrap_or_default() + "\n").into_bytes()
}

fn pack(args: &Render, prepared: &Prepared, folder: &dyn Files, progress: &Progress) -> Result<(), Stopped> {
    let packed = prepared.package(folder, &args.output);
    progress.hide();
    let mut packed = packed.map_err(|problems| fail(&problems, args.voice))?;
    // That there is nothing to pack is news only to those who asked for a package.
    packed.findings.retain(|finding| !args.formats.is_empty() || finding.severity != Severity::Info);
    findings(&packed.findings, &[], args.voice);
    if let Some(path) = packed.folder {
        say(&path.display().to_string());
    }
    Ok(())
}

fn stem(args: &Render, prepared: &Prepared) -> Result<String, Vec<Diagnostic>> {
    match &args.name {
        Some(pattern) => file_stem(prepared, pattern),
        None => Ok(answers_stem(&args.answers)),
    }
}

pub(super) fn answers_stem(answers: &Path) -> String {
    if answers == Path::new("-") {
        return "congvan".to_owned();
    }
    answers.file_stem().map_or_else(|| "congvan".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The answers at `path`, or of standard input for `-`.
pub(super) fn read(path: &Path, voice: Voice) -> Result<Source, Stopped> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(fail(&[is_a_folder(&name)], voice));
    }
    let bytes = if path == Path::new("-") { most(stdin(), MAX_BYTES) } else { read_most(path, MAX_BYTES) };
    let bytes = bytes.map_err(|error| unread(path, &error, voice))?;
    Source::from_bytes(name, &bytes).map_err(|problems| fail(&problems, voice))
}

/// A folder where one answers file is wanted.
fn is_a_folder(name: &str) -> Diagnostic {
    let message = Message::new(
        format!("không đọc được tệp \"{name}\": đây là thư mục, không phải tệp"),
        format!("cannot read the file \"{name}\": it is a folder"),
    );
    Diagnostic::error("file/unreadable", message).hint(Message::new(
        format!("nhiều phiếu trong một thư mục thì lập bằng: congvan batch \"{name}\" -o THƯ_MỤC_RA"),
        format!("for the answers files of a folder: congvan batch \"{name}\" -o OUTPUT_FOLDER"),
    ))
}

pub(super) fn unread(path: &Path, error: &std::io::Error, voice: Voice) -> Stopped {
    let name = path.display();
    let message = Message::new(
        format!("không đọc được tệp \"{name}\": {}", reason(error)),
        format!("cannot read the file \"{name}\": {error}"),
    );
    findings(&[Diagnostic::error("file/unreadable", message)], &[], voice);
    DATA
}

/// The day that builds agree on for files without a date of their own.
pub(super) fn source_date_epoch() -> Option<NaiveDate> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive())
}

pub(super) fn fail(problems: &[Diagnostic], voice: Voice) -> Stopped {
    findings(problems, &[], voice);
    exit_code(problems)
}

/// The answers of a copy are no document.
fn no_document_of_its_own() -> Diagnostic {
    let message = Message::new(
        "phiếu bản sao không phải là một văn bản riêng",
        "the answers of a copy are no document of their own",
    );
    Diagnostic::error("copy/needs-original", message).hint(Message::new(
        "dùng congvan copy VĂN-BẢN --answers PHIẾU-BẢN-SAO",
        "use congvan copy DOCUMENT --answers THESE-ANSWERS",
    ))
}

/// A document without what a workbook holds; news only to those who asked for one.
fn no_workbook() -> Diagnostic {
    let message = Message::new(
        "không lập XLSX: văn bản không có bảng, biểu đồ hay số liệu tổng hợp",
        "no XLSX was made: the document has no table, chart or computed figure",
    );
    Diagnostic::new(Severity::Info, "xlsx/nothing", message)
        .hint(Message::new("bỏ xlsx khỏi --formats", "leave xlsx out of --formats"))
}

/// The exit code of findings about the answers, or about a kind that the command line names.
fn code(args: &Render, found: &[Diagnostic]) -> Stopped {
    if args.template.is_some() { exit_code_of_kind(found) } else { exit_code(found) }
}

pub(super) fn unwritten(path: &Path, error: &std::io::Error, voice: Voice) -> Stopped {
    let message = Message::new(
        format!("không ghi được \"{}\": {}", path.display(), reason(error)),
        format!("cannot write \"{}\": {error}", path.display()),
    );
    let problem = Diagnostic::error("file/unwritable", message).hint(Message::new(
        "kiểm tra chỗ trống của ổ đĩa và quyền ghi vào thư mục, rồi chạy lại",
        "check the free space and the rights of the folder, then run again",
    ));
    findings(&[problem], &[], voice);
    RETRY
}

/// The folder that the answers may name files of: their own, or the current one for standard input.
pub(super) fn folder(answers: &Path, voice: Voice) -> Result<Box<dyn Files>, Stopped> {
    let path = answers.parent().unwrap_or(Path::new(""));
    let folder = Folder::new(path).map_err(|_| {
        let message = Message::new(
            format!("không mở được thư mục \"{}\"", path.display()),
            format!("cannot open the folder \"{}\"", path.display()),
        );
        fail(&[Diagnostic::error("file/unreadable", message)], voice)
    })?;
    Ok(Box::new(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_named_after_the_answers() {
        assert_eq!(answers_stem(Path::new("a/binh-dinh.yaml")), "binh-dinh");
        assert_eq!(answers_stem(Path::new("-")), "congvan");
    }
}
