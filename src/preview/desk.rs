//! All the files that are looked at, and the thread that reads, checks and draws them.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::form::{figures, plain};
use super::sheet::{Live, Sheet, hash};
use crate::answers::{self, Source};
use crate::assets::watch::{Stamp, Watched, stamp};
use crate::diag::{Diagnostic, Severity};
use crate::export::typst::{PagePicture, View, Viewer};
use crate::render::{Options, Renderer, template_of};

/// How often the files that are looked at are asked for changes. Asking costs microseconds and works on every file
/// system, network drives among them, whatever way an editor saves.
const BEAT: Duration = Duration::from_millis(10);
/// How often where nobody looks.
const REST: Duration = Duration::from_millis(200);
/// After how many beats the files that nobody looks at are asked for changes.
const ROUND: usize = 50;
/// How many drawn pages are kept for the browser to fetch.
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

/// Drawn pages by their names, and the names from the oldest.
#[derive(Default)]
struct Pictures(HashMap<String, Arc<PagePicture>>, VecDeque<String>);

impl Desk {
    /// A desk with `sheets` on it, and its thread. Documents are drawn as drafts.
    pub fn open(sheets: Vec<Sheet>, options: Options) -> Arc<Self> {
        let (wake, woken) = sync_channel(1);
        let options = Options { draft: true, ..options };
        let sheets = sheets.into_iter().map(Arc::new).collect();
        let renderer = Renderer::new(options.clone());
        let desk = Arc::new(Desk { sheets, options, renderer, pictures: Mutex::default(), wake });
        let worker = Arc::downgrade(&desk);
        std::thread::spawn(move || {
            let mut benches: Vec<Bench> = Vec::new();
            let mut turn: usize = 0;
            while let Some(desk) = worker.upgrade() {
                benches.resize_with(desk.sheets.len(), Bench::default);
                let busy = desk.turn(&mut benches, turn);
                turn += 1;
                drop(desk);
                wait(&woken, if busy { BEAT } else { REST });
            }
        });
        desk
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
            bench.make(sheet, self, draw);
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
    kind: Option<String>,
    tree: Json,
    title: String,
    figures: Json,
    findings: Vec<Diagnostic>,
}

impl Bench {
    fn make(&mut self, sheet: &Sheet, desk: &Desk, draw: bool) {
        self.version += 1;
        self.drawn = draw;
        self.fresh = false;
        // The stamp is taken before the file is read: what changes meanwhile is seen at the next beat.
        self.watched = vec![(sheet.path().to_owned(), stamp(sheet.path()))];
        match sheet.read() {
            Ok(source) => self.document(sheet, source, desk, draw),
            Err(problems) => self.findings = problems,
        }
        crate::diag::sort(&mut self.findings);
    }

    fn document(&mut self, sheet: &Sheet, source: Source, desk: &Desk, draw: bool) {
        self.text = source.text().into();
        sheet.history().note(&self.text);
        if let Ok(raw) = answers::parse(&source) {
            self.tree = plain(&raw.root);
            self.kind = template_of(&raw, &desk.options).ok().map(|template| template.name.clone());
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
