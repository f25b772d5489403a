//! `congvan copy`.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::args::{Copy, CopyFormat, Voice};
use super::output::{findings, say};
use super::progress::Progress;
use super::render::{Stopped, answers_stem, fail, folder, read, source_date_epoch, unread, unwritten};
use super::{DATA, DONE};
use crate::answers::Source;
use crate::assets::write::write_whole;
use crate::copy::{Copied, CopyAnswers, Overrides, is_pdf, of_document, of_pdf};
use crate::diag::{Diagnostic, Message};
use crate::model::CopyKind;
use crate::render::{Options, Prepared, file_stem, prepare};

/// The largest PDF that is copied. It is held in memory with what is read of it.
const MOST_BYTES: u64 = 1 << 30;

/// Makes the copy of one document.
pub(super) fn run(args: &Copy) -> u8 {
    match make(args) {
        Ok(()) => DONE,
        Err(code) => code,
    }
}

fn make(args: &Copy) -> Result<(), Stopped> {
    let voice = args.voice;
    let progress = Progress::start(voice);
    progress.step("đọc phiếu bản sao", "reading the answers of the copy");
    let answers = answers(args, &progress)?;
    progress.step("đọc văn bản được sao", "reading the document");
    let document = bytes(&args.document, voice)?;
    let copied = if is_pdf(&document) {
        progress.step("lập bản sao", "making the copy");
        of_pdf(&answers, &document, args.signed_ok)
    } else {
        let original = original(&args.document, &document, voice, &progress)?;
        progress.step("lập bản sao", "making the copy");
        of_document(&answers, &original)
    };
    progress.hide();
    let copied = copied.map_err(|problems| fail(&problems, voice))?;
    findings(&copied.findings, &[], voice);
    let stem = stem(args, &answers).map_err(|problems| fail(&problems, voice))?;
    let files = files(args, copied).map_err(|problem| fail(&[*problem], voice))?;
    for (extension, bytes) in files {
        let path = args.output.join(format!("{stem}.{extension}"));
        spare(&path, args).map_err(|problem| fail(&[*problem], voice))?;
        write_whole(&path, &bytes).map_err(|error| unwritten(&path, &error, voice))?;
        say(&path.display().to_string());
    }
    Ok(())
}

/// The answers of the copy.
fn answers(args: &Copy, progress: &Progress) -> Result<CopyAnswers, Stopped> {
    let source = read(&args.answers, args.voice)?;
    let (name, text) = (source.name().to_owned(), source.text().to_owned());
    let folder = folder(&args.answers, args.voice)?;
    let options = Options { rules: args.rules.map(Into::into), file_date: source_date_epoch(), ..Options::default() };
    let overrides = Overrides { kind: args.kind.map(Into::into), form: args.form.map(Into::into) };
    let (answers, found) = CopyAnswers::read(source, folder.as_ref(), &options, overrides);
    progress.hide();
    findings(&found, &[(&name, &text)], args.voice);
    answers.ok_or_else(|| super::output::exit_code(&found))
}

/// The bytes of the document, whatever it is.
fn bytes(path: &Path, voice: Voice) -> Result<Vec<u8>, Stopped> {
    let mut bytes = Vec::new();
    let outcome = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    outcome.map_err(|error| unread(path, &error, voice))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = Message::new(
            format!("tệp \"{}\" lớn hơn {} MB", path.display(), MOST_BYTES >> 20),
            format!("the file \"{}\" is larger than {} MB", path.display(), MOST_BYTES >> 20),
        );
        findings(&[Diagnostic::error("file/too-large", message)], &[], voice);
        return Err(DATA);
    }
    Ok(bytes)
}

/// The document that answers make.
fn original(path: &Path, bytes: &[u8], voice: Voice, progress: &Progress) -> Result<Prepared, Stopped> {
    let source = Source::from_bytes(path.display().to_string(), bytes).map_err(|problems| fail(&problems, voice))?;
    let (name, text) = (source.name().to_owned(), source.text().to_owned());
    let folder = folder(path, voice)?;
    let options = Options { file_date: source_date_epoch(), ..Options::default() };
    let (prepared, found) = prepare(source, folder.as_ref(), &options);
    progress.hide();
    findings(&found, &[(&name, &text)], voice);
    prepared.ok_or_else(|| super::output::exit_code(&found))
}

fn stem(args: &Copy, answers: &CopyAnswers) -> Result<String, Vec<Diagnostic>> {
    let kind = match answers.copy.kind {
        CopyKind::True => "sao-y",
        CopyKind::OfCopy => "sao-luc",
        CopyKind::Extract => "trich-sao",
    };
    match &args.name {
        Some(pattern) => file_stem(&answers.prepared, pattern),
        None => Ok(format!("{}-{kind}", answers_stem(&args.document))),
    }
}

/// Whether a format is to be made; all that there are, where none is named.
fn wanted(args: &Copy, format: CopyFormat) -> bool {
    args.formats.is_empty() || args.formats.contains(&format)
}

fn files(args: &Copy, copied: Copied) -> Result<Vec<(&'static str, Vec<u8>)>, Box<Diagnostic>> {
    let mut files = Vec::new();
    if wanted(args, CopyFormat::Pdf) {
        files.push(("pdf", copied.pdf));
    }
    match copied.docx {
        Some(docx) if wanted(args, CopyFormat::Docx) => files.push(("docx", docx)),
        None if args.formats.contains(&CopyFormat::Docx) => {
            let message = Message::new(
                "chỉ có DOCX khi sao ra giấy từ phiếu trả lời của văn bản",
                "there is a DOCX only of a copy on paper made from the answers of a document",
            );
            return Err(Box::new(Diagnostic::error("copy/no-docx", message)));
        }
        Some(_) | None => {}
    }
    if args.stamps {
        let stamps = serde_json::to_string_pretty(&copied.stamps).unwrap_or_default();
        files.push(("stamps.json", (stamps + "\n").into_bytes()));
    }
    Ok(files)
}

/// The document that is copied is never written over.
fn spare(path: &Path, args: &Copy) -> Result<(), Box<Diagnostic>> {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    if real(path) != real(&args.document) {
        return Ok(());
    }
    let message = Message::new(
        format!("bản sao sẽ ghi đè văn bản được sao \"{}\"", path.display()),
        format!("the copy would be written over the document \"{}\"", path.display()),
    );
    Err(Box::new(Diagnostic::error("copy/over-original", message).hint(Message::new(
        "đặt tên khác bằng --name hoặc thư mục khác bằng --output",
        "give another name by --name or another folder by --output",
    ))))
}
