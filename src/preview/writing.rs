//! What the form changes, written into the answers file.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::book::read_only;
use super::form::{plain, shape, typed};
use super::sheet::{Sheet, hash};
use crate::answers::{self, Change, MAX_BYTES, Source, edit};
use crate::assets::files::read_most;
use crate::assets::write::write_whole;
use crate::diag::{AnswerPath, Diagnostic, Message, reason};
use crate::render::{Options, template_of};
use crate::template::form::Form;

/// Changes that belong together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The hash of the text that the browser saw.
    pub base: String,
    /// The changes, in their order.
    pub changes: Vec<WantedChange>,
    /// Write over what others wrote at the same places: the clerk has seen both.
    #[serde(default)]
    pub over: bool,
}

/// A change, as the browser sends it.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum WantedChange {
    /// A value at a path.
    Set { path: String, value: Json },
    /// An item of a list, before the item `at`.
    Insert { path: String, at: usize, value: Json },
    /// An item or key.
    Remove { path: String },
    /// An item of a list to another place.
    Move { path: String, from: usize, to: usize },
}

/// What came of it.
#[derive(Debug)]
pub enum Written {
    /// Written: the hash of the new text.
    Done(String),
    /// Somebody else changed the same place.
    Conflict(Json),
    /// It could not be written.
    Refused(Vec<Diagnostic>),
}

impl WantedChange {
    /// The value that must be as the browser saw it.
    fn place(&self) -> AnswerPath {
        match self {
            WantedChange::Set { path, .. } | WantedChange::Insert { path, .. } | WantedChange::Move { path, .. } => {
                AnswerPath::new(path)
            }
            WantedChange::Remove { path } => AnswerPath::new(path).parent().unwrap_or_default(),
        }
    }

    fn value(&self) -> Json {
        match self {
            WantedChange::Set { value, .. } | WantedChange::Insert { value, .. } => value.clone(),
            WantedChange::Remove { .. } | WantedChange::Move { .. } => Json::Null,
        }
    }

    fn change(&self, form: &Form) -> Change {
        match self {
            WantedChange::Set { path, value } => {
                let path = AnswerPath::new(path);
                let value = typed(form, &path, value);
                Change::Set { path, value }
            }
            WantedChange::Insert { path, at, value } => {
                let path = AnswerPath::new(path);
                let value = typed(form, &path.child(at), value);
                Change::Insert { path, at: *at, value }
            }
            WantedChange::Remove { path } => Change::Remove { path: AnswerPath::new(path) },
            WantedChange::Move { path, from, to } => Change::Move { path: AnswerPath::new(path), from: *from, to: *to },
        }
    }
}

/// Makes the changes in the file of `sheet`.
pub fn write(sheet: &Sheet, wanted: &Wanted, options: &Options) -> Written {
    let Some(path) = sheet.path() else { return Written::Refused(vec![read_only()]) };
    // Held until the file is written: two changes from here never cross.
    let mut history = sheet.history();
    let source = match sheet.read() {
        Ok(opened) => opened.source,
        Err(problems) => return Written::Refused(problems),
    };
    if let Err(problems) = answers::parse(&source) {
        return Written::Refused(problems);
    }
    let before: Arc<str> = source.text().into();
    if hash(&before) != wanted.base && !wanted.over {
        let seen = history.text(&wanted.base);
        if let Some(conflict) = conflict(wanted, seen.as_deref(), &source) {
            return Written::Conflict(conflict);
        }
    }
    let after: Arc<str> = match changed(source, wanted, options) {
        Ok(text) => text.into(),
        Err(problems) => return Written::Refused(problems),
    };
    if let Err(problem) = save(sheet, path, &before, &after) {
        return problem;
    }
    history.note(&after, sheet.written_at());
    history.undo.push((before, Arc::clone(&after)));
    history.redo.clear();
    Written::Done(hash(&after))
}

/// The first place that both sides changed, with what each has there.
fn conflict(wanted: &Wanted, seen: Option<&str>, now: &Source) -> Option<Json> {
    let tree = |text: &str| answers::parse(&Source::new(now.name(), text)).ok();
    let at = |text: Option<&str>, path: &AnswerPath| {
        text.and_then(tree).and_then(|answers| answers.get(path).map(plain)).unwrap_or(Json::Null)
    };
    wanted.changes.iter().find_map(|change| {
        let path = change.place();
        let (base, theirs) = (at(seen, &path), at(Some(now.text()), &path));
        let touched = seen.is_none() || base != theirs;
        touched.then(|| json!({ "path": path, "base": base, "theirs": theirs, "mine": change.value() }))
    })
}

fn changed(source: Source, wanted: &Wanted, options: &Options) -> Result<String, Vec<Diagnostic>> {
    let template = template_of(&answers::parse(&source)?, options)?;
    let form = &template.form;
    let shape = |path: &AnswerPath| shape(form, path);
    let name = source.name().to_owned();
    let mut text = source.text().to_owned();
    for change in &wanted.changes {
        text = edit(&Source::new(name.as_str(), text), &change.change(form), &shape)?;
    }
    if text.len() > MAX_BYTES {
        // What could not be read again is not written; why, reading tells.
        Source::from_bytes(name, text.as_bytes())?;
    }
    Ok(text)
}

/// Writes `after` where `before` still stands. A byte order mark stays.
fn save(sheet: &Sheet, path: &Path, before: &str, after: &str) -> Result<(), Written> {
    let refuse = |error: std::io::Error| Written::Refused(vec![unwritable(sheet, &error)]);
    let bytes = read_most(path, MAX_BYTES).map_err(refuse)?;
    let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
    if bytes != format!("{mark}{before}").as_bytes() {
        return Err(Written::Conflict(json!({ "path": "", "base": null, "theirs": null, "mine": null })));
    }
    write_whole(path, format!("{mark}{after}").as_bytes()).map_err(refuse)
}

fn unwritable(sheet: &Sheet, error: &std::io::Error) -> Diagnostic {
    let name = &sheet.name;
    let message = Message::new(
        format!("không ghi được tệp \"{name}\": {}", reason(error)),
        format!("cannot write the file \"{name}\": {error}"),
    );
    Diagnostic::error("file/unwritable", message)
}

/// A step back, or forward again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Hoàn tác.
    Undo,
    /// Làm lại.
    Redo,
}

/// Takes the last change back, or makes it again; `None` where there is none. A text that was changed elsewhere since
/// is left alone.
pub fn step(sheet: &Sheet, step: Step) -> Option<Written> {
    let path = sheet.path()?;
    let mut history = sheet.history();
    let last = match step {
        Step::Undo => history.undo.last().cloned(),
        Step::Redo => history.redo.last().cloned(),
    };
    let (before, after) = last?;
    let (from, to) = match step {
        Step::Undo => (&after, &before),
        Step::Redo => (&before, &after),
    };
    if let Err(problem) = save(sheet, path, from, to) {
        return Some(problem);
    }
    history.note(to, sheet.written_at());
    let done = hash(to);
    match step {
        Step::Undo => {
            let change = history.undo.pop();
            history.redo.extend(change);
        }
        Step::Redo => {
            let change = history.redo.pop();
            history.undo.extend(change);
        }
    }
    Some(Written::Done(done))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> (tempfile::TempDir, Sheet) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("answers.yaml");
        std::fs::write(&path, text).unwrap();
        let sheet = Sheet::new("answers.yaml", &path).unwrap();
        sheet.history().note(&text.into(), None);
        (home, sheet)
    }

    fn set(sheet: &Sheet, base: &str, path: &str, value: &str) -> Written {
        let change = WantedChange::Set { path: path.into(), value: value.into() };
        write(sheet, &Wanted { base: hash(base), changes: vec![change], over: false }, &Options::default())
    }

    fn text(home: &tempfile::TempDir) -> String {
        std::fs::read_to_string(home.path().join("answers.yaml")).unwrap()
    }

    const BEFORE: &str = "template: cong-van\nsample: true # mẫu\ndocument:\n  number: 7\n";

    #[test]
    fn a_change_is_written_and_taken_back() {
        let (home, sheet) = sheet(BEFORE);
        assert!(matches!(set(&sheet, BEFORE, "document.number", "8"), Written::Done(_)));
        assert_eq!(text(&home), BEFORE.replace('7', "8"));
        assert!(matches!(step(&sheet, Step::Undo), Some(Written::Done(_))));
        assert_eq!(text(&home), BEFORE);
        assert!(matches!(step(&sheet, Step::Redo), Some(Written::Done(_))));
        assert_eq!(text(&home), BEFORE.replace('7', "8"));
        assert!(step(&sheet, Step::Redo).is_none());
    }

    #[test]
    fn what_others_wrote_is_never_written_over() {
        let (home, sheet) = sheet(BEFORE);
        let theirs = BEFORE.replace('7', "9");
        std::fs::write(home.path().join("answers.yaml"), &theirs).unwrap();
        let Written::Conflict(conflict) = set(&sheet, BEFORE, "document.number", "8") else { panic!("no conflict") };
        assert_eq!(conflict, json!({ "path": "document.number", "base": "7", "theirs": "9", "mine": "8" }));
        assert_eq!(text(&home), theirs);
        // Another value of the same file is no conflict.
        assert!(matches!(set(&sheet, BEFORE, "sample", "false"), Written::Done(_)));
        assert_eq!(text(&home), theirs.replace("true", "false"));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_no_change_of_a_place() {
        let (home, sheet) = sheet(BEFORE);
        std::fs::write(home.path().join("answers.yaml"), "document: [\n").unwrap();
        assert!(matches!(set(&sheet, BEFORE, "document.number", "8"), Written::Refused(_)));
        std::fs::write(home.path().join("answers.yaml"), BEFORE).unwrap();
        assert!(matches!(set(&sheet, BEFORE, "document.number", "8"), Written::Done(_)));
        let much = "x".repeat(MAX_BYTES);
        let text = BEFORE.replace('7', "8");
        assert!(matches!(set(&sheet, &text, "document.number", &much), Written::Refused(_)));
    }

    #[test]
    fn a_step_back_over_the_work_of_others_is_refused() {
        let (home, sheet) = sheet(BEFORE);
        set(&sheet, BEFORE, "document.number", "8");
        std::fs::write(home.path().join("answers.yaml"), "template: cong-van\n").unwrap();
        assert!(matches!(step(&sheet, Step::Undo), Some(Written::Conflict(_))));
        assert_eq!(text(&home), "template: cong-van\n");
    }

    #[test]
    fn an_old_text_is_never_remembered_after_a_new_one() {
        let (home, sheet) = sheet(BEFORE);
        let after = BEFORE.replace('7', "8");
        std::thread::scope(|scope| {
            // As `write` does it: the file and its history change together.
            let mut history = sheet.history();
            let reader = scope.spawn(|| sheet.read_noted().unwrap().source.text().to_owned());
            std::thread::sleep(std::time::Duration::from_millis(50));
            std::fs::write(home.path().join("answers.yaml"), &after).unwrap();
            history.note(&after.as_str().into(), None);
            drop(history);
            assert_eq!(reader.join().unwrap(), after);
        });
        let versions: Vec<_> = sheet.history().versions.iter().map(|version| version.text.to_string()).collect();
        assert_eq!(versions, [BEFORE, &after]);
    }

    #[test]
    fn a_byte_order_mark_stays() {
        let (home, sheet) = sheet(&format!("\u{feff}{BEFORE}"));
        set(&sheet, BEFORE, "document.number", "8");
        assert_eq!(text(&home), format!("\u{feff}{}", BEFORE.replace('7', "8")));
    }
}
