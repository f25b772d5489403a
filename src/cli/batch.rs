//! `congvan batch`: the whole run, or one of its steps.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use serde_json::{Value, json};

use super::args::{MessageFormat, Voice};
use super::bar::Bar;
use super::batch_args::{After, All, Batch, Format, Merge, Plan, Render, Status, Step, What};
use super::output::{exit_code, findings, say};
use super::render::{chosen, source_date_epoch, unwritten};
use super::scheduler;
use super::{DATA, DONE, RETRY, USAGE};
use crate::batch::{
    self, Counts, Environment, Event, Flaw, Header, Lone, Merged, Records, Run, Shard, Stop, Store, Tally,
};
use crate::diag::{Diagnostic, Message};
use crate::merge::check_pattern;
use crate::render::{Options, Renderer};

/// The exit code, where there is nothing more to do; all is said.
type Ended = u8;

pub(super) fn run(args: &Batch) -> u8 {
    let outcome = match &args.command {
        Some(Step::Plan(args)) => plan(args),
        Some(Step::Render(args)) => render(args),
        Some(Step::Status(args)) => status(args),
        Some(Step::Merge(args)) => merge(args),
        None => all(&args.all),
    };
    outcome.unwrap_or_else(|code| code)
}

fn all(args: &All) -> Result<u8, Ended> {
    named(&args.after, args.voice)?;
    if args.after.merged.is_some() && !args.what.formats.contains(&Format::Pdf) {
        misused(&[batch::nothing_to_print()], args.voice)?;
    }
    let (store, targets) = (opened_store(&args.output, args.voice)?, targets(&args.after, args.voice)?);
    // A bucket holds no plan that is read again: its logs tell what is done all the same.
    let spare = tempfile::tempdir().map_err(|error| unwritten(&std::env::temp_dir(), &error, args.voice))?;
    let path = store.own("plan.jsonl").unwrap_or_else(|| spare.path().join("plan.jsonl"));
    let (records, header) = opened(&args.what, args.voice)?;
    let counts = planned(&records, &header, &path, args.jobs.count(), args.voice)?;
    apart(&args.after, &path, &store, args.voice)?;
    if args.all_or_nothing && counts.bad > 0 {
        return none(counts, &path, &store, &args.after, targets, args.voice);
    }
    let work = Work {
        plan: &path,
        records: &records,
        store: &store,
        shard: Shard::WHOLE,
        only: None,
        retry_poison: args.retry_poison,
    };
    let tally = made(&work, args.jobs.count(), counts.records - counts.bad, args.voice)?;
    let (merged, code) = proved(&path, &store, &args.after, false, args.voice)?;
    let ended = after(&path, &store, &merged, targets, args.voice);
    summary(counts, tally, args.voice);
    ended.map(|()| code)
}

fn plan(args: &Plan) -> Result<u8, Ended> {
    misused(batch::no_plan(&args.output).as_slice(), args.voice)?;
    let target = target(&args.output, args.voice)?;
    let (records, header) = opened(&args.what, args.voice)?;
    let counts = planned(&records, &header, target.path(), args.jobs.count(), args.voice)?;
    target.send().map_err(|stop| told(&stop, args.voice))?;
    say(&args.output.display().to_string());
    let (records, bad) = (counts.records, counts.bad);
    let text = Message::new(
        format!("{records} bản ghi: {} lập được, {bad} lỗi", records - bad),
        format!("{records} records: {} can be made, {bad} at fault", records - bad),
    );
    tell(&json!({ "event": "summary", "records": records, "failed": bad }), &text, args.voice);
    Ok(if counts.bad > 0 { DATA } else { DONE })
}

/// Nothing is made where a record has errors: the report alone tells of it.
fn none(
    counts: Counts,
    plan: &Path,
    store: &Store,
    files: &After,
    [print, zip, report]: Targets,
    voice: Voice,
) -> Result<u8, Ended> {
    let besides: Vec<&Path> = files.files().iter().map(|file| file.path).collect();
    let merged = batch::survey(plan, store, &besides).map_err(|stop| told(&stop, voice))?;
    flawed(&merged.outdated, voice);
    flawed(&merged.left, voice);
    if print.is_some() || zip.is_some() {
        findings(&[batch::nothing_made()], &[], voice);
    }
    after(plan, store, &merged, [None, None, report], voice)?;
    let Counts { records, bad } = counts;
    let text = Message::new(
        format!("{records} bản ghi, {bad} lỗi: không lập bản ghi nào (--all-or-nothing)"),
        format!("{records} records, {bad} at fault: none is made (--all-or-nothing)"),
    );
    let event = json!({ "event": "summary", "records": records, "made": 0, "kept": 0, "failed": bad, "refused": bad });
    tell(&event, &text, voice);
    Ok(DATA)
}

/// Names of files that promise something else are wrong usage.
fn named(after: &After, voice: Voice) -> Result<(), Ended> {
    misused(&batch::misnamed(&after.files()), voice)
}

/// A file that would be written over one of a record is wrong usage; it is told before any is made.
fn apart(after: &After, plan: &Path, store: &Store, voice: Voice) -> Result<(), Ended> {
    misused(&batch::clashing(&after.files(), plan, store).map_err(|stop| told(&stop, voice))?, voice)
}

fn misused(problems: &[Diagnostic], voice: Voice) -> Result<(), Ended> {
    findings(problems, &[], voice);
    if problems.is_empty() { Ok(()) } else { Err(USAGE) }
}

fn render(args: &Render) -> Result<u8, Ended> {
    let shard = scheduler::shard(args.shard.as_deref(), args.shards).map_err(|problem| {
        findings(&[problem], &[], args.voice);
        USAGE
    })?;
    let plan = fetched(&args.plan, args.voice)?;
    let header = batch::Reader::open(&plan.path).map_err(|problem| told(&Stop::data(problem), args.voice))?.header;
    let records = Records::open(Path::new(&header.records), header.defaults.as_ref().map(Path::new));
    let records = records.map_err(|problems| refused(&from_here(&header, problems), args.voice))?;
    let options = header.environment.options().map_err(|problem| told(&Stop::data(problem), args.voice))?;
    let records = records.read_as(&options);
    let store = opened_store(&args.output, args.voice)?;
    let (only, retry_poison) = (args.only.as_deref(), args.retry_poison);
    let work = Work { plan: &plan.path, records: &records, store: &store, shard, only, retry_poison };
    let tally = made(&work, args.jobs.count(), 0, args.voice)?;
    summary(Counts { records: tally.made + tally.kept + tally.failed, bad: 0 }, tally, args.voice);
    Ok(if tally.failed > 0 { DATA } else { DONE })
}

/// What is wrong with the files that a plan names, where that may be for the folder in which this is run.
fn from_here(header: &Header, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let named = [Some(&header.records), header.defaults.as_ref()];
    let is_far = |path: &Path| path.is_relative() && !batch::is_address(path) && !path.exists();
    if named.into_iter().flatten().any(|name| is_far(Path::new(name))) {
        problems.into_iter().map(batch::elsewhere).collect()
    } else {
        problems
    }
}

fn status(args: &Status) -> Result<u8, Ended> {
    let plan = fetched(&args.plan, args.voice)?;
    let store = opened_store(&args.output, args.voice)?;
    let status = batch::status(&plan.path, &store, args.verify).map_err(|stop| told(&stop, args.voice))?;
    if args.json || args.voice.message_format == MessageFormat::Json {
        say(&json!(status).to_string());
    } else {
        let batch::Status { records, made, lost, changed, bad, poison, begun, open } = status;
        let seen = if args.verify {
            Message::new("đã đọc lại mọi tệp", "every file was read")
        } else {
            Message::new(
                "xem tên và kích thước tệp; --verify để đọc lại",
                "by names and sizes; --verify reads the files",
            )
        };
        let (vi, en) = (seen.vi, seen.en);
        let text = Message::new(
            format!(
                "{made}/{records} đã lập, {lost} mất tệp, {changed} bị sửa tệp, {bad} lỗi, {poison} tạm loại, \
                 {begun} đang lập, {open} chưa lập ({vi})"
            ),
            format!(
                "{made}/{records} made, {lost} with files lost, {changed} with files changed, {bad} at fault, \
                 {poison} set aside, {begun} begun, {open} open ({en})"
            ),
        );
        say(text.in_lang(args.voice.lang.into()));
    }
    Ok(DONE)
}

fn merge(args: &Merge) -> Result<u8, Ended> {
    named(&args.after, args.voice)?;
    let plan = fetched(&args.plan, args.voice)?;
    let (store, targets) = (opened_store(&args.output, args.voice)?, targets(&args.after, args.voice)?);
    apart(&args.after, &plan.path, &store, args.voice)?;
    let (merged, code) = proved(&plan.path, &store, &args.after, true, args.voice)?;
    let ended = after(&plan.path, &store, &merged, targets, args.voice);
    let Merged { made, bad, .. } = merged;
    let (records, manifest) = (made + bad, store.path(batch::MANIFEST));
    let text = Message::new(
        format!("{records} bản ghi: {made} đủ tệp, {bad} lỗi; đã ghi {manifest}"),
        format!("{records} records: {made} with all files, {bad} at fault; wrote {manifest}"),
    );
    tell(&json!({ "event": "summary", "records": records, "made": made, "failed": bad }), &text, args.voice);
    ended.map(|()| code)
}

fn opened(what: &What, voice: Voice) -> Result<(Records, Header), Ended> {
    if let Some(Err(problem)) = what.name.as_deref().map(check_pattern) {
        return Err(refused(&[problem], voice));
    }
    let options = Options {
        template: chosen(what.template.as_deref(), voice)?,
        rules: what.rules.map(Into::into),
        size_set: what.size_set.into(),
        draft: what.draft,
        file_date: source_date_epoch(),
        separate: None,
    };
    Renderer::new(options.clone()).compile_own().map_err(|problems| refused(&problems, voice))?;
    let formats: Vec<batch::Format> = what.formats.iter().map(|&format| format.into()).collect();
    // It is left out only where a step is named, which has its own.
    let path = what.records.clone().unwrap_or_default();
    let records = Records::open(&path, what.defaults.as_deref());
    let records = records.map_err(|problems| refused(&problems, voice))?.read_as(&options);
    findings(&records.beyond(), &[], voice);
    let wrong = batch::headings(&records);
    if !wrong.is_empty() {
        return Err(refused(&wrong, voice));
    }
    let name = |path: &PathBuf| path.display().to_string();
    let environment = Environment::new(&options, &formats, what.name.clone());
    let header = Header::new(environment, name(&path), what.defaults.as_ref().map(name));
    Ok((records, header))
}

fn opened_store(path: &Path, voice: Voice) -> Result<Store, Ended> {
    Store::open(path).map_err(|problem| told(&Stop::data(problem), voice))
}

fn fetched(path: &Path, voice: Voice) -> Result<batch::Fetched, Ended> {
    batch::fetch(path).map_err(|problem| told(&Stop::data(problem), voice))
}

fn target(path: &Path, voice: Voice) -> Result<batch::Target, Ended> {
    batch::Target::new(path).map_err(|problem| told(&Stop::data(problem), voice))
}

fn planned(records: &Records, header: &Header, path: &Path, jobs: usize, voice: Voice) -> Result<Counts, Ended> {
    let mut bar = Bar::start(voice, Message::new("kiểm tra", "checking"), 0);
    let counts = batch::plan(records, header, path, jobs, &mut |event| bar.tell(&event));
    bar.end();
    counts.map_err(|stop| told(&stop, voice))
}

/// What is made of a plan.
struct Work<'a> {
    plan: &'a Path,
    records: &'a Records,
    store: &'a Store,
    shard: Shard,
    only: Option<&'a str>,
    retry_poison: bool,
}

fn made(work: &Work<'_>, jobs: usize, wanted: usize, voice: Voice) -> Result<Tally, Ended> {
    let lone = |key: &str| alone(work, key);
    let Work { plan, records, store, shard, only, retry_poison } = *work;
    let run = Run { plan, records, store, shard, only, retry_poison, jobs, lone: &lone };
    let mut bar = Bar::start(voice, Message::new("lập", "making"), wanted);
    let tally = batch::run(&run, &mut |event| {
        if let Event::Made { outputs, .. } = &event {
            outputs.iter().for_each(|output| say(&store.path(&output.name)));
        }
        bar.tell(&event);
    });
    bar.end();
    tally.map_err(|stop| told(&stop, voice))
}

/// Makes a record in a process of its own: this program again. It is told its shard, which a scheduler may not tell.
fn alone(work: &Work<'_>, key: &str) -> Lone {
    let output = std::env::current_exe().and_then(|program| {
        let mut command = Command::new(program);
        command.args(["batch", "render", "--jobs", "1", "--message-format", "json", "--shard", &work.shard.written()]);
        command.arg(format!("--only={key}")).arg("-o").arg(work.store.name());
        command.arg("--").arg(work.plan).stdin(Stdio::null()).output()
    });
    let output = match output {
        Ok(output) => output,
        Err(error) => return Lone::Machine(error.to_string()),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(DONE) => Lone::Made(told_of(&said, "made")),
        Some(RETRY) => Lone::Machine(said.trim().to_owned()),
        Some(DATA | USAGE | super::OURS) => match told_of(&said, "failed") {
            // It did not come as far as the record.
            none if none.is_empty() => Lone::Machine(said.trim().to_owned()),
            findings => Lone::Failed(findings),
        },
        Some(_) => Lone::Died,
        None if was_told_to_end(output.status) => Lone::Machine(output.status.to_string()),
        None => Lone::Died,
    }
}

/// Whether somebody ended the process (SIGHUP, SIGINT, SIGTERM), and not its record.
#[cfg(unix)]
fn was_told_to_end(status: ExitStatus) -> bool {
    matches!(std::os::unix::process::ExitStatusExt::signal(&status), Some(1 | 2 | 15))
}

#[cfg(not(unix))]
fn was_told_to_end(_: ExitStatus) -> bool {
    false
}

/// The findings in what the other process said of its record.
fn told_of(said: &str, event: &str) -> Vec<Value> {
    let lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["event"] == event)
        .flat_map(|line| line["findings"].as_array().cloned())
        .flatten()
        .collect()
}

/// Proves what was made. Files that another run put into the folder are a fault only where the folder is `ours` alone.
fn proved(plan: &Path, store: &Store, after: &After, is_ours: bool, voice: Voice) -> Result<(Merged, u8), Ended> {
    let besides: Vec<&Path> = after.files().iter().map(|file| file.path).collect();
    let mut bar = Bar::start(voice, Message::new("đối chiếu", "proving"), 0);
    // Who made them has told already what cannot be made.
    let merged = batch::merge(plan, store, &besides, &mut |event| {
        if is_ours {
            bar.tell(&event);
        }
    });
    bar.end();
    let merged = merged.map_err(|stop| told(&stop, voice))?;
    flawed(&merged.missing, voice);
    flawed(&merged.outdated, voice);
    flawed(if is_ours { &merged.foreign } else { &merged.left }, voice);
    if !merged.missing.is_empty() {
        return Err(RETRY);
    }
    let is_bad = merged.bad > 0 || (is_ours && !merged.foreign.is_empty());
    Ok((merged, if is_bad { DATA } else { DONE }))
}

/// Tells what is wrong with the results: to programs one by one, to people what is alike once.
fn flawed(flaws: &[Flaw], voice: Voice) {
    let told = match voice.message_format {
        MessageFormat::Json => flaws.iter().map(Flaw::diagnostic).collect(),
        MessageFormat::Human => batch::folded(flaws),
    };
    findings(&told, &[], voice);
}

/// The files that are made of the results.
type Targets = [Option<batch::Target>; 3];

/// The file to print, the archive and the report; an address that is of no use is told before anything is made.
fn targets(after: &After, voice: Voice) -> Result<Targets, Ended> {
    let of = |path: &Option<PathBuf>| path.as_deref().map(|path| target(path, voice)).transpose();
    Ok([of(&after.merged)?, of(&after.zip)?, of(&after.report)?])
}

/// What is made of the results, once they are proved.
fn after(plan: &Path, store: &Store, merged: &Merged, targets: Targets, voice: Voice) -> Result<(), Ended> {
    let make = |target: Option<batch::Target>, make: &dyn Fn(&Path) -> Result<(), Stop>| {
        let Some(target) = target else { return Ok(()) };
        let name = target.name();
        batch::remember(store, Path::new(&name)).map_err(|stop| told(&stop, voice))?;
        make(target.path()).and_then(|()| target.send()).map_err(|stop| told(&stop, voice))?;
        say(&name);
        Ok(())
    };
    let [mut print, mut zip, report] = targets;
    // Where one cannot be made, the others are all the same.
    let report = make(report, &|path| batch::report(plan, store, merged, voice.lang.into(), path));
    if merged.made == 0 && (print.take().is_some() | zip.take().is_some()) {
        findings(&[batch::nothing_made()], &[], voice);
    }
    let print = make(print, &|path| batch::merged(plan, store, path));
    let zip = make(zip, &|path| batch::zip(plan, store, path));
    report.and(print).and(zip)
}

fn summary(counts: Counts, tally: Tally, voice: Voice) {
    let (made, kept, bad) = (tally.made, tally.kept, counts.bad + tally.failed);
    let text = Message::new(
        format!("{} bản ghi: {made} vừa lập, {kept} giữ nguyên, {bad} lỗi", counts.records),
        format!("{} records: {made} made, {kept} kept, {bad} at fault", counts.records),
    );
    let (records, refused) = (counts.records, counts.bad);
    let event = json!({
        "event": "summary", "records": records, "made": made, "kept": kept, "failed": bad, "refused": refused,
    });
    tell(&event, &text, voice);
}

/// Tells how it ended: an event to programs, a line to people.
fn tell(event: &Value, text: &Message, voice: Voice) {
    match voice.message_format {
        MessageFormat::Json => super::output::note(&event.to_string()),
        MessageFormat::Human => super::output::note(text.in_lang(voice.lang.into())),
    }
}

fn told(stop: &Stop, voice: Voice) -> Ended {
    let code = refused(std::slice::from_ref(stop.problem.as_ref()), voice);
    if stop.is_worth_retrying { RETRY } else { code }
}

fn refused(problems: &[Diagnostic], voice: Voice) -> Ended {
    let told = match voice.message_format {
        MessageFormat::Json => problems.to_vec(),
        MessageFormat::Human => problems.iter().cloned().map(batch::placed).collect(),
    };
    findings(&told, &[], voice);
    exit_code(problems)
}
