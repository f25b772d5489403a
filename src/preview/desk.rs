//! All the files that are looked at, and the thread that reads, checks and draws them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::{Value as Json, json};

use super::form::{figures, for_form, plain};
use super::making::Making;
use super::sheet::{Live, Opened, Sheet, hash};
use super::shelf::Shelf;
use crate::answers::{self, Answers};
use crate::assets::watch::{Stamp, Watched, stamp};
use crate::diag::{AnswerPath, Diagnostic, Message, Severity, reason};
use crate::export::typst::{PagePicture, View, Viewer};
use crate::render::{Options, template_of};
use crate::template::form::Form;

/// How often the files that are looked at are asked for changes. Asking costs microseconds and works on every file
/// system, network drives among them, whatever way an editor saves.
const BEAT: Duration = Duration::from_millis(4);
/// How often where nobody looks.
const REST: Duration = Duration::from_millis(200);
/// After how many beats the files that nobody looks at are asked for changes.
const ROUND: usize = 50;
/// After how many turns where nobody looks new files are looked for, and records that changed.
const IDLE_ROUND: usize = 5;
/// How many drawn pages that are no longer those of a file are kept for the browser to fetch.
const MOST_PICTURES: usize = 600;

/// The files, and the pictures of their pages.
pub struct Desk {
    shelf: Shelf,
    sheets: RwLock<Arc<Vec<Arc<Sheet>>>>,
    making: RwLock<Arc<Making>>,
    pictures: Mutex<Pictures>,
    wake: SyncSender<()>,
}

/// Drawn pages by their names, those that were asked for last at the end.
#[derive(Default)]
struct Pictures(IndexMap<String, Arc<PagePicture>>);

impl Desk {
    /// A desk with the files of `shelf` on it, and its thread. Documents are drawn as drafts.
    pub fn open(shelf: Shelf, options: Options) -> Result<Arc<Self>, Diagnostic> {
        let sheets = shelf.sheets(&[])?.into_iter().map(Arc::new).collect();
        let (wake, woken) = sync_channel(1);
        let (sheets, making) = (RwLock::new(Arc::new(sheets)), RwLock::new(Arc::new(Making::new(options))));
        let desk = Arc::new(Desk { shelf, sheets, making, pictures: Mutex::default(), wake });
        let worker = Arc::downgrade(&desk);
        let work = move || {
            let mut benches: Vec<Bench> = Vec::new();
            let mut turn: usize = 0;
            while let Some(desk) = worker.upgrade() {
                let busy = desk.turn(&mut benches, turn);
                turn += 1;
                drop(desk);
                wait(&woken, if busy { BEAT } else { REST });
            }
        };
        let started = std::thread::Builder::new().stack_size(super::STACK).spawn(work);
        started.map(|_| desk).map_err(|error| no_thread(&error))
    }

    /// The files, in their order; the browser names them by number.
    pub fn sheets(&self) -> Arc<Vec<Arc<Sheet>>> {
        self.sheets.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is wrong with all records at once.
    pub(super) fn headings(&self) -> Vec<Diagnostic> {
        self.shelf.headings()
    }

    /// How documents are made now.
    pub(super) fn making(&self) -> Arc<Making> {
        self.making.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks for a look at the files now.
    pub fn wake(&self) {
        // A full channel has woken the thread already.
        let _ = self.wake.try_send(());
    }

    /// Looks at the files once; whether somebody else looks at one.
    fn turn(&self, benches: &mut Vec<Bench>, turn: usize) -> bool {
        if let Some(renewed) = self.making().renewed() {
            *self.making.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(renewed);
        }
        self.shelf.renew(&self.making());
        let sheets = self.sheets();
        benches.resize_with(sheets.len(), Bench::default);
        let mut busy = false;
        for (sheet, bench) in sheets.iter().zip(benches.iter_mut()) {
            if sheet.is_looked_at() {
                busy = true;
                self.refresh(sheet, bench, true);
            }
        }
        if turn.is_multiple_of(if busy { ROUND } else { IDLE_ROUND }) {
            self.arrivals(&sheets);
        }
        let fresh = sheets.iter().zip(benches.iter_mut()).find(|(_, bench)| bench.version == 0);
        match fresh {
            Some((sheet, bench)) => {
                // A single file is what the browser opens with.
                self.refresh(sheet, bench, sheets.len() == 1);
                return true;
            }
            None if turn.is_multiple_of(ROUND) => {
                for (sheet, bench) in sheets.iter().zip(benches) {
                    self.refresh(sheet, bench, sheet.is_looked_at());
                }
            }
            None => {}
        }
        busy
    }

    /// Puts what came after the start behind what is there. A folder that cannot be read keeps what it had.
    fn arrivals(&self, sheets: &Arc<Vec<Arc<Sheet>>>) {
        let new = self.shelf.sheets(sheets).unwrap_or_default();
        if !new.is_empty() {
            let all = sheets.iter().cloned().chain(new.into_iter().map(Arc::new)).collect();
            *self.sheets.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(all);
        }
    }

    fn refresh(&self, sheet: &Sheet, bench: &mut Bench, draw: bool) {
        let (making, text) = (self.making(), sheet.version());
        let is_stale = bench.version == 0
            || (bench.making, bench.record) != (making.version, text)
            || bench.watched.iter().any(|(path, old)| stamp(path) != *old);
        if is_stale || (draw && !bench.drawn) {
            (bench.making, bench.record) = (making.version, text);
            bench.attempt(sheet, |bench| bench.make(sheet, &making, draw));
            self.keep(&mut bench.view.pages);
            sheet.tell(bench.live(sheet));
        }
    }

    /// Keeps pages for the browser to fetch.
    pub(super) fn keep(&self, pages: &mut [Arc<PagePicture>]) {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).keep(pages);
    }

    /// The page of a name.
    pub(super) fn picture(&self, id: &str) -> Option<Arc<PagePicture>> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).0.get(id).cloned()
    }
}

fn no_thread(error: &std::io::Error) -> Diagnostic {
    let message = Message::new(
        format!("không mở được trang xem trước: {}", reason(error)),
        format!("the preview could not be opened: {error}"),
    );
    Diagnostic::error("preview/unopened", message)
}

impl Pictures {
    /// Keeps `pages`, and makes those of one name one. The oldest that are held here alone, which are those of no file
    /// as it is now, give way.
    fn keep(&mut self, pages: &mut [Arc<PagePicture>]) {
        let mut latest = IndexMap::new();
        for page in &mut *pages {
            if let Some(known) = self.0.get(&page.id) {
                *page = Arc::clone(known);
            }
            latest.insert(page.id.clone(), Arc::clone(page));
        }
        self.0.retain(|id, _| !latest.contains_key(id));
        self.0.extend(latest);
        let is_spare = |page: &Arc<PagePicture>| Arc::strong_count(page) == 1;
        let mut over = self.0.values().filter(|page| is_spare(page)).count().saturating_sub(MOST_PICTURES);
        self.0.retain(|_, page| {
            let gives_way = over > 0 && is_spare(page);
            over -= usize::from(gives_way);
            !gives_way
        });
    }
}

/// A part of the program gave up in a way it should not.
fn panicked(sheet: &Sheet) -> Diagnostic {
    let name = &sheet.name;
    let message = Message::new(
        format!("chương trình gặp lỗi của chính nó ở tệp \"{name}\""),
        format!("the program met a fault of its own at the file \"{name}\""),
    );
    Diagnostic::error("preview/internal", message)
}

/// Whether answers of `form` name a folder of data files.
fn names_data(raw: &Answers, form: &Form) -> bool {
    let folder = AnswerPath::new("data_submission.data_dir");
    form.field(&folder).is_some() && raw.get(&folder).is_some_and(|node| !node.is_null())
}

fn wait(woken: &Receiver<()>, time: Duration) {
    // A closed channel ends the thread at its next turn.
    let _ = woken.recv_timeout(time);
}

/// A step of the form: the text before it and after it.
type Change = (Arc<str>, Arc<str>);

/// What is made of one file.
#[derive(Default)]
struct Bench {
    version: u64,
    /// The version of the template and of the record that it was made from.
    making: u64,
    record: u64,
    viewer: Viewer,
    /// The files it was made from, as they were.
    watched: Vec<(PathBuf, Stamp)>,
    /// Whether pages were asked for.
    drawn: bool,
    /// The last pages that could be drawn.
    view: View,
    /// Whether they are of the last text.
    fresh: bool,
    /// The last text that could be read, which the tree is of.
    text: Arc<str>,
    name: String,
    kind: Option<String>,
    /// Whether the answers name a folder of data files, to be packed.
    has_package: bool,
    tree: Json,
    origins: Json,
    title: String,
    author: String,
    identifier: Option<String>,
    figures: Json,
    findings: Vec<Diagnostic>,
}

impl Bench {
    /// Does `work`; a panic in it is told as a finding, and the next change is begun anew.
    fn attempt(&mut self, sheet: &Sheet, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            self.fresh = false;
            self.findings = vec![panicked(sheet)];
            self.viewer.forget();
        }
    }

    fn make(&mut self, sheet: &Sheet, making: &Making, draw: bool) {
        self.version += 1;
        self.drawn = draw;
        self.fresh = false;
        // The stamp is taken before the file is read: what changes meanwhile is seen at the next beat.
        self.watched = sheet.watched().into_iter().map(|path| (path.clone(), stamp(&path))).collect();
        // A table may hold thousands of records: what is shown of one is kept once somebody looks at it.
        let opened = if draw || !sheet.is_record() { sheet.read_noted() } else { sheet.read() };
        match opened {
            Ok(opened) => self.document(sheet, &opened, making, draw),
            Err(problems) => self.findings = problems,
        }
        self.findings.extend(sheet.headings());
        crate::diag::sort(&mut self.findings);
    }

    fn document(&mut self, sheet: &Sheet, opened: &Opened, making: &Making, draw: bool) {
        let source = opened.source.clone();
        opened.name().clone_into(&mut self.name);
        if let Ok(raw) = answers::parse(&source) {
            if draw || !sheet.is_record() {
                self.text = source.text().into();
                (self.tree, self.origins) = (plain(&raw.root), opened.origins(&raw.root));
            }
            let template = template_of(&raw, &making.options).ok();
            self.kind = template.as_ref().map(|template| template.name.clone());
            self.has_package = template.is_some_and(|template| names_data(&raw, &template.form));
        }
        let watched = Watched::new(sheet.files());
        if !making.problems.is_empty() {
            self.findings.clone_from(&making.problems);
            return;
        }
        let (prepared, findings) = making.renderer.prepare(source, &watched);
        let beside = watched.seen().into_iter().map(|name| sheet.beside(&name));
        self.watched.extend(beside.map(|path| (path.clone(), stamp(&path))));
        self.findings = opened.located(findings);
        self.findings.extend(opened.refusal.clone());
        let Some(prepared) = prepared else { return };
        let facts = &prepared.document.properties;
        self.title.clone_from(&facts.title);
        self.author.clone_from(&facts.author);
        self.identifier.clone_from(&facts.identifier);
        self.figures = figures(&prepared);
        if draw {
            match prepared.view(&mut self.viewer) {
                Ok(view) => (self.view, self.fresh) = (view, true),
                Err(problems) => self.findings.extend(opened.located(problems)),
            }
        } else {
            self.fresh = true;
        }
    }

    fn live(&self, sheet: &Sheet) -> Live {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let name = if self.name.is_empty() { &sheet.name } else { &self.name };
        let row = json!({ "name": name, "title": self.title, "author": self.author,
            "identifier": self.identifier, "kind": self.kind, "record": sheet.is_record(), "checked": true, "errors": errors, "warnings": warnings });
        if sheet.is_record() && !self.drawn {
            return Live { version: self.version, json: String::new(), first: None, row };
        }
        let history = sheet.history();
        // A step is taken from the text that it led to, and from no other.
        let possible = |steps: &[Change], from: fn(&Change) -> &Arc<str>| {
            if steps.last().is_some_and(|last| *from(last) == self.text) { steps.len() } else { 0 }
        };
        let pages = self.view.pages.iter();
        let versions = history.versions.iter();
        let versions = versions.map(|one| json!({ "hash": one.hash, "number": one.number, "time": one.time }));
        let json = json!({
            "version": self.version, "hash": hash(&self.text), "name": name, "form": self.making,
            "record": sheet.is_record(), "origins": self.origins, "kind": self.kind, "has_package": self.has_package,
            "title": self.title, "fresh": self.fresh, "errors": errors, "warnings": warnings,
            "findings": for_form(&self.findings), "tree": self.tree, "figures": self.figures, "values": self.view.values,
            "pages": pages.map(|page| json!({ "id": page.id, "width": page.width, "height": page.height })).collect::<Vec<_>>(),
            "undo": possible(&history.undo, |(_, after)| after), "redo": possible(&history.redo, |(before, _)| before),
            "versions": versions.collect::<Vec<_>>(),
        });
        let first = self.view.pages.first().map(|page| page.id.clone());
        Live { version: self.version, json: json.to_string(), first, row }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(ids: std::ops::Range<usize>) -> Vec<Arc<PagePicture>> {
        let page = |id: usize| PagePicture { id: id.to_string(), width: 1.0, height: 1.0, svg: String::new() };
        ids.map(|id| Arc::new(page(id))).collect()
    }

    #[test]
    fn the_pages_of_a_file_never_give_way_and_others_from_the_oldest() {
        let mut pictures = Pictures::default();
        let mut shown = pages(0..MOST_PICTURES + 5);
        pictures.keep(&mut shown);
        pictures.keep(&mut pages(2000..2010));
        // The same pages, drawn by another file, which is then closed.
        pictures.keep(&mut pages(0..3));
        pictures.keep(&mut pages(3000..3000 + MOST_PICTURES - 10));
        pictures.keep(&mut pages(2000..2001));
        pictures.keep(&mut pages(4000..4004));
        // Only now are the last ones held nowhere else.
        pictures.keep(&mut []);
        let has = |id: usize| pictures.0.contains_key(&id.to_string());
        assert!(shown.iter().all(|page| pictures.0.contains_key(&page.id)));
        // One that was asked for again is younger.
        assert!(has(2000) && !has(2001) && !has(2004) && has(2005) && has(3000) && has(4003));
        assert_eq!(pictures.0.len(), shown.len() + MOST_PICTURES);
    }

    #[test]
    fn a_panic_is_a_finding_and_the_next_text_is_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.yaml");
        std::fs::write(&path, "x: 1\n").unwrap();
        let sheet = Sheet::new("a.yaml", &path).unwrap();
        let mut bench = Bench { fresh: true, ..Bench::default() };
        bench.attempt(&sheet, |_| panic!("as a fault in drawing would"));
        assert_eq!(bench.findings.iter().map(|one| one.code.as_ref()).collect::<Vec<_>>(), ["preview/internal"]);
        assert!(!bench.fresh && bench.live(&sheet).json.contains("preview/internal"));
        let making = Making::new(Options::default());
        bench.attempt(&sheet, |bench| bench.make(&sheet, &making, true));
        assert!(&*bench.text == "x: 1\n" && bench.findings.iter().all(|one| one.code != "preview/internal"));
    }
}
