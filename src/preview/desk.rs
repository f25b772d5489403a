//! All the files that are looked at, and the thread that reads, checks and draws them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::{Value as Json, json};

use super::form::{figures, plain};
use super::sheet::{Live, Sheet, hash};
use crate::answers::{self, Source};
use crate::assets::watch::{Stamp, Watched, stamp};
use crate::diag::{Diagnostic, Message, Severity};
use crate::export::typst::{PagePicture, View, Viewer};
use crate::render::{Options, Renderer, template_of};

/// How often the files that are looked at are asked for changes. Asking costs microseconds and works on every file
/// system, network drives among them, whatever way an editor saves.
const BEAT: Duration = Duration::from_millis(10);
/// How often where nobody looks.
const REST: Duration = Duration::from_millis(200);
/// After how many beats the files that nobody looks at are asked for changes.
const ROUND: usize = 50;
/// How many drawn pages that are no longer those of a file are kept for the browser to fetch.
const MOST_PICTURES: usize = 600;

/// The files, and the pictures of their pages.
pub struct Desk {
    /// The files, in their order; the browser names them by number.
    pub sheets: Vec<Arc<Sheet>>,
    /// How documents are made.
    pub options: Options,
    /// Makes them, as drafts.
    pub(super) renderer: Renderer,
    pictures: Mutex<Pictures>,
    wake: SyncSender<()>,
}

/// Drawn pages by their names, those that were asked for last at the end.
#[derive(Default)]
struct Pictures(IndexMap<String, Arc<PagePicture>>);

impl Desk {
    /// A desk with `sheets` on it, and its thread. Documents are drawn as drafts.
    pub fn open(sheets: Vec<Sheet>, options: Options) -> io::Result<Arc<Self>> {
        let (wake, woken) = sync_channel(1);
        let options = Options { draft: true, ..options };
        let sheets = sheets.into_iter().map(Arc::new).collect();
        let renderer = Renderer::new(options.clone());
        let desk = Arc::new(Desk { sheets, options, renderer, pictures: Mutex::default(), wake });
        let worker = Arc::downgrade(&desk);
        std::thread::Builder::new().stack_size(super::STACK).spawn(move || {
            let mut benches: Vec<Bench> = Vec::new();
            let mut turn: usize = 0;
            while let Some(desk) = worker.upgrade() {
                benches.resize_with(desk.sheets.len(), Bench::default);
                let busy = desk.turn(&mut benches, turn);
                turn += 1;
                drop(desk);
                wait(&woken, if busy { BEAT } else { REST });
            }
        })?;
        Ok(desk)
    }

    /// Asks for a look at the files now.
    pub fn wake(&self) {
        // A full channel has woken the thread already.
        let _ = self.wake.try_send(());
    }

    /// Looks at the files once; whether somebody else looks at one.
    fn turn(&self, benches: &mut [Bench], turn: usize) -> bool {
        let mut busy = false;
        for (sheet, bench) in self.sheets.iter().zip(benches.iter_mut()) {
            if sheet.is_looked_at() {
                busy = true;
                self.refresh(sheet, bench, true);
            }
        }
        let fresh = self.sheets.iter().zip(benches.iter_mut()).find(|(_, bench)| bench.watched.is_empty());
        match fresh {
            Some((sheet, bench)) => {
                self.refresh(sheet, bench, false);
                return true;
            }
            None if turn.is_multiple_of(ROUND) => {
                for (sheet, bench) in self.sheets.iter().zip(benches) {
                    self.refresh(sheet, bench, sheet.is_looked_at());
                }
            }
            None => {}
        }
        busy
    }

    fn refresh(&self, sheet: &Sheet, bench: &mut Bench, draw: bool) {
        let changed = bench.watched.is_empty() || bench.watched.iter().any(|(path, old)| stamp(path) != *old);
        if changed || (draw && !bench.drawn) {
            bench.attempt(sheet, |bench| bench.make(sheet, self, draw));
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

fn wait(woken: &Receiver<()>, time: Duration) {
    // A closed channel ends the thread at its next turn.
    let _ = woken.recv_timeout(time);
}

/// What is made of one file.
#[derive(Default)]
struct Bench {
    version: u64,
    viewer: Viewer,
    /// The files it was made from, as they were.
    watched: Vec<(PathBuf, Stamp)>,
    /// Whether pages were asked for.
    drawn: bool,
    /// The last pages that could be drawn.
    view: View,
    /// Whether they are of the last text.
    fresh: bool,
    text: Arc<str>,
    kind: Option<&'static str>,
    tree: Json,
    title: String,
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

    fn make(&mut self, sheet: &Sheet, desk: &Desk, draw: bool) {
        self.version += 1;
        self.drawn = draw;
        self.fresh = false;
        // The stamp is taken before the file is read: what changes meanwhile is seen at the next beat.
        self.watched = vec![(sheet.path().to_owned(), stamp(sheet.path()))];
        match sheet.read_noted() {
            Ok(source) => self.document(sheet, source, desk, draw),
            Err(problems) => self.findings = problems,
        }
        crate::diag::sort(&mut self.findings);
    }

    fn document(&mut self, sheet: &Sheet, source: Source, desk: &Desk, draw: bool) {
        self.text = source.text().into();
        if let Ok(raw) = answers::parse(&source) {
            self.tree = plain(&raw.root);
            self.kind = template_of(&raw, &desk.options).ok().map(|template| template.name.as_str());
        }
        let watched = Watched::new(sheet.files());
        let (prepared, findings) = desk.renderer.prepare(source, &watched);
        let beside = watched.seen().into_iter().map(|name| sheet.beside(&name));
        self.watched.extend(beside.map(|path| (path.clone(), stamp(&path))));
        self.findings = findings;
        let Some(prepared) = prepared else { return };
        self.title = prepared.document.properties.title.clone();
        self.figures = figures(&prepared);
        if draw {
            match prepared.view(&mut self.viewer) {
                Ok(view) => (self.view, self.fresh) = (view, true),
                Err(problems) => self.findings.extend(problems),
            }
        } else {
            self.fresh = true;
        }
    }

    fn live(&self, sheet: &Sheet) -> Live {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let row = json!({ "name": sheet.name, "title": self.title, "kind": self.kind, "checked": true,
            "errors": errors, "warnings": warnings });
        let history = sheet.history();
        let pages = self.view.pages.iter();
        let json = json!({
            "version": self.version, "hash": hash(&self.text), "name": sheet.name, "kind": self.kind,
            "title": self.title, "fresh": self.fresh, "errors": errors, "warnings": warnings,
            "findings": self.findings, "tree": self.tree, "figures": self.figures, "values": self.view.values,
            "pages": pages.map(|page| json!({ "id": page.id, "width": page.width, "height": page.height })).collect::<Vec<_>>(),
            "undo": history.undo.len(), "redo": history.redo.len(),
            "versions": history.versions.iter().map(|(hash, _)| hash.as_str()).collect::<Vec<_>>(),
        });
        Live { version: self.version, json: json.to_string(), row }
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
        let desk = Desk::open(Vec::new(), Options::default()).unwrap();
        bench.attempt(&sheet, |bench| bench.make(&sheet, &desk, true));
        assert!(&*bench.text == "x: 1\n" && bench.findings.iter().all(|one| one.code != "preview/internal"));
    }
}
