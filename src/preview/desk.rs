//! All the files that are looked at, and the thread that reads, checks and draws them.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::form::{figures, plain};
use super::making::Making;
use super::sheet::{Live, Opened, Sheet, hash};
use super::shelf::Shelf;
use crate::answers;
use crate::assets::watch::{Stamp, Watched, stamp};
use crate::diag::{Diagnostic, Message, Severity};
use crate::export::typst::{PagePicture, View, Viewer};
use crate::render::{Options, template_of};

/// How often the files that are looked at are asked for changes. Asking costs microseconds and works on every file
/// system, network drives among them, whatever way an editor saves.
const BEAT: Duration = Duration::from_millis(10);
/// How often where nobody looks.
const REST: Duration = Duration::from_millis(200);
/// After how many beats the files that nobody looks at are asked for changes.
const ROUND: usize = 50;
/// After how many turns where nobody looks new files are looked for, and records that changed.
const IDLE_ROUND: usize = 5;
/// The thread's stack, in bytes: templates of the user's own may nest deep.
const STACK: usize = 16 << 20;
/// How many drawn pages are kept for the browser to fetch.
const MOST_PICTURES: usize = 600;

/// The files, and the pictures of their pages.
pub struct Desk {
    shelf: Shelf,
    sheets: RwLock<Arc<Vec<Arc<Sheet>>>>,
    making: RwLock<Arc<Making>>,
    pictures: Mutex<Pictures>,
    wake: SyncSender<()>,
}

/// Drawn pages by their names, and the names from the oldest.
#[derive(Default)]
struct Pictures(HashMap<String, Arc<PagePicture>>, VecDeque<String>);

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
        let started = std::thread::Builder::new().stack_size(STACK).spawn(work);
        started.map(|_| desk).map_err(|error| no_thread(&error))
    }

    /// The files, in their order; the browser names them by number.
    pub fn sheets(&self) -> Arc<Vec<Arc<Sheet>>> {
        self.sheets.read().unwrap_or_else(PoisonError::into_inner).clone()
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
        self.shelf.renew();
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
                self.refresh(sheet, bench, false);
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
            bench.make(sheet, &making, draw);
            self.keep(&bench.view.pages);
            sheet.tell(bench.live(sheet));
        }
    }

    /// Keeps pages for the browser to fetch.
    pub(super) fn keep(&self, pages: &[Arc<PagePicture>]) {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        let Pictures(known, order) = &mut *pictures;
        for page in pages {
            if known.insert(page.id.clone(), Arc::clone(page)).is_none() {
                order.push_back(page.id.clone());
            }
        }
        while order.len() > MOST_PICTURES {
            if let Some(oldest) = order.pop_front() {
                known.remove(&oldest);
            }
        }
    }

    /// The page of a name.
    pub(super) fn picture(&self, id: &str) -> Option<Arc<PagePicture>> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).0.get(id).cloned()
    }
}

fn no_thread(error: &std::io::Error) -> Diagnostic {
    let message = Message::new(
        format!("không mở được trang xem trước: {error}"),
        format!("the preview could not be opened: {error}"),
    );
    Diagnostic::error("preview/unopened", message)
}

fn wait(woken: &Receiver<()>, time: Duration) {
    // A closed channel ends the thread at its next turn.
    let _ = woken.recv_timeout(time);
}

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
    text: Arc<str>,
    name: String,
    kind: Option<String>,
    tree: Json,
    origins: Json,
    title: String,
    figures: Json,
    findings: Vec<Diagnostic>,
}

impl Bench {
    fn make(&mut self, sheet: &Sheet, making: &Making, draw: bool) {
        self.version += 1;
        self.drawn = draw;
        self.fresh = false;
        // The stamp is taken before the file is read: what changes meanwhile is seen at the next beat.
        self.watched = sheet.watched().into_iter().map(|path| (path.clone(), stamp(&path))).collect();
        match sheet.read() {
            Ok(opened) => self.document(sheet, &opened, making, draw),
            Err(problems) => self.findings = problems,
        }
        crate::diag::sort(&mut self.findings);
    }

    fn document(&mut self, sheet: &Sheet, opened: &Opened, making: &Making, draw: bool) {
        let source = opened.source.clone();
        opened.name().clone_into(&mut self.name);
        // A table may hold thousands of records: what is shown of one is kept once somebody looks at it.
        if draw || !sheet.is_record() {
            self.text = source.text().into();
            sheet.history().note(&self.text);
        }
        if let Ok(raw) = answers::parse(&source) {
            if draw || !sheet.is_record() {
                (self.tree, self.origins) = (plain(&raw.root), opened.origins(&raw.root));
            }
            self.kind = template_of(&raw, &making.options).ok().map(|template| template.name.clone());
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
        let Some(prepared) = prepared else { return };
        self.title = prepared.document.properties.title.clone();
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
        let row = json!({ "name": name, "title": self.title, "kind": self.kind, "checked": true,
            "errors": errors, "warnings": warnings });
        if sheet.is_record() && !self.drawn {
            return Live { version: self.version, json: String::new(), row };
        }
        let history = sheet.history();
        let pages = self.view.pages.iter();
        let json = json!({
            "version": self.version, "hash": hash(&self.text), "name": name, "form": self.making,
            "record": sheet.is_record(), "origins": self.origins, "kind": self.kind,
            "title": self.title, "fresh": self.fresh, "errors": errors, "warnings": warnings,
            "findings": self.findings, "tree": self.tree, "figures": self.figures, "values": self.view.values,
            "pages": pages.map(|page| json!({ "id": page.id, "width": page.width, "height": page.height })).collect::<Vec<_>>(),
            "undo": history.undo.len(), "redo": history.redo.len(),
            "versions": history.versions.iter().map(|(hash, _)| hash.as_str()).collect::<Vec<_>>(),
        });
        Live { version: self.version, json: json.to_string(), row }
    }
}
