//! What one document costs. `cargo bench` runs all, `cargo bench -- warm/report` some.
//!
//! How the figures are taken:
//!
//! - **warm**: one process, templates and rules loaded, one document after the other on one thread. `answers` reads and
//!   checks the answers and decides every length; `pdf`, `docx` and `xlsx` write a prepared document; `answers-to-pdf` is
//!   the whole way. Typst's memory of a document is dropped after each, so no run profits from the one before.
//! - **cold**: the time from starting the program to its end, with the PDF on disk. It holds the loading of the binary,
//!   of the fonts and of the templates. The file system's cache is warm.
//!
//! Three documents: `letter` is letter 1616 (2 pages, no table), `short` a made-up report (3 pages, 3 tables, 11 rows),
//! `report` the sample report of Bình Định (9 pages, 6 tables).
//!
//! Criterion prints wall time, its best estimate in the middle. On an idle machine one thread's wall time is its CPU
//! time. What the bench does not see: peak memory, by `/usr/bin/time -v target/release/congvan render …` ("Maximum
//! resident set size"); the size of the binary, by `ls -l target/release/congvan`; the time of a clean build, by
//! `time cargo build --release` with no `target` folder and the crates downloaded before by `cargo fetch`.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use congvan::answers::Source;
use congvan::assets::files::Folder;
use congvan::render::{Options, Prepared, prepare};
use criterion::{Criterion, criterion_group, criterion_main};

/// The binary's own: the library's figures are those of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Each document's name and answers, below the crate's folder.
const DOCUMENTS: [(&str, &str); 3] = [
    ("letter", "samples/cong-van-1616/answers.yaml"),
    ("short", "benches/short.yaml"),
    ("report", "samples/binh-dinh/answers.yaml"),
];

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// An answers file as it was read, with the folder it stands in.
struct Answers {
    bytes: Vec<u8>,
    folder: Folder,
}

impl Answers {
    fn read(file: &str) -> Self {
        let path = path(file);
        let folder = Folder::new(path.parent().expect("a folder")).expect("a folder");
        Answers { bytes: std::fs::read(&path).expect("answers"), folder }
    }

    fn prepare(&self) -> Prepared {
        let source = Source::from_bytes("answers.yaml", &self.bytes).expect("text");
        let (prepared, findings) = prepare(source, &self.folder, &Options::default());
        prepared.unwrap_or_else(|| panic!("{findings:?}"))
    }
}

fn warm(criterion: &mut Criterion) {
    for (name, file) in DOCUMENTS {
        let answers = Answers::read(file);
        let prepared = answers.prepare();
        let mut group = criterion.benchmark_group(format!("warm/{name}"));
        group.bench_function("answers", |bench| bench.iter(|| black_box(answers.prepare())));
        group.bench_function("pdf", |bench| bench.iter(|| black_box(prepared.pdf().expect("PDF"))));
        group.bench_function("docx", |bench| bench.iter(|| black_box(prepared.docx().expect("DOCX"))));
        group.bench_function("xlsx", |bench| bench.iter(|| black_box(prepared.xlsx().expect("XLSX"))));
        group.bench_function("answers-to-pdf", |bench| {
            bench.iter(|| black_box(answers.prepare().pdf().expect("PDF")));
        });
        group.finish();
    }
}

fn cold(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("cold");
    for (name, file) in DOCUMENTS {
        let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
        command.arg("render").arg(path(file)).args(["--formats", "pdf", "-o"]).arg(folder.path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        group.bench_function(name, |bench| bench.iter(|| assert!(command.status().expect("a program").success())));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(4));
    targets = warm, cold
}
criterion_main!(benches);
