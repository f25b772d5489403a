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
use crate::batch::{self, Counts, Environment, Event, Header, Lone, Merged, Records, Run, Shard, Stop, Store, Tally};
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
    if args.after.merged.is_some() && !args.what.formats.contains(&Format::Pdf) {
        return Err(told(&Stop::data(batch::nothing_to_print()), args.voice));
    }
    let (store, targets) = (opened_store(&args.output, args.voice)?, targets(&args.after, args.voice)?);
    // A bucket holds no plan that is read again: its logs tell what is done all the same.
    let spare = tempfile::tempdir().map_err(|error| unwritten(&std::env::temp_dir(), &error, args.voice))?;
    let path = store.own("plan.jsonl").unwrap_or_else(|| spare.path().join("plan.jsonl"));
    let (records, header) = opened(&args.what, args.voice)?;
    let counts = planned(&records, &header, &path, args.jobs.count(), args.voice)?;
    if args.all_or_nothing && counts.bad > 0 {
        return Err(DATA);
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
    after(&path, &store, &merged, targets, args.voice)?;
    summary(counts, tally, args.voice);
    Ok(code)
}

fn plan(args: &Plan) -> Result<u8, Ended> {
    let target = target(&args.output, args.voice)?;
    let (records, header) = opened(&args.what, args.voice)?;
    let counts = planned(&records, &header, target.path(), args.jobs.count(), args.voice)?;
    target.send().map_err(|stop| told(&stop, args.voice))?;
    say(&args.output.display().to_string());
    Ok(if counts.bad > 0 { DATA } else { DONE })
}

fn render(args: &Render) -> Result<u8, Ended> {
    let shard = scheduler::shard(args.shard.as_deref(), args.shards).map_err(|problem| {
        findings(&[problem], &[], args.voice);
        USAGE
    })?;
    let plan = fetched(&args.plan, args.voice)?;
    let header = batch::Reader::open(&plan.path).map_err(|problem| told(&Stop::data(problem), args.voice))?.header;
    let records = Records::open(Path::new(&header.records), header.defaults.as_ref().map(Path::new));
    let records = records.map_err(|problems| refused(&problems, args.voice))?;
    let store = opened_store(&args.output, args.voice)?;
    let (only, retry_poison) = (args.only.as_deref(), args.retry_poison);
    let work = Work { plan: &plan.path, records: &records, store: &store, shard, only, retry_poison };
    let tally = made(&work, args.jobs.count(), 0, args.voice)?;
    Ok(if tally.failed > 0 { DATA } else { DONE })
}

fn status(args: &Status) -> Result<u8, Ended> {
    let plan = fetched(&args.plan, args.voice)?;
    let status =
        batch::status(&plan.path, &opened_store(&args.output, args.voice)?).map_err(|stop| told(&stop, args.voice))?;
    if args.json || args.voice.message_format == MessageFormat::Json {
        say(&json!(status).to_string());
    } else {
        let batch::Status { records, made, bad, poison, begun, open } = status;
        let text = Message::new(
            format!("{made}/{records} đã lập, {bad} lỗi, {poison} để riêng, {begun} đang dở, {open} chưa lập"),
            format!("{made}/{records} made, {bad} at fault, {poison} set aside, {begun} begun, {open} open"),
        );
        say(text.in_lang(args.voice.lang.into()));
    }
    Ok(DONE)
}

fn merge(args: &Merge) -> Result<u8, Ended> {
    let plan = fetched(&args.plan, args.voice)?;
    let (store, targets) = (opened_store(&args.output, args.voice)?, targets(&args.after, args.voice)?);
    let (merged, code) = proved(&plan.path, &store, &args.after, true, args.voice)?;
    after(&plan.path, &store, &merged, targets, args.voice)?;
    Ok(code)
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
    let records = records.map_err(|problems| refused(&problems, voice))?;
    let wrong = batch::headings(&records, &options);
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
        Some(DONE) => Lone::Made,
        Some(RETRY) => Lone::Machine(said.trim().to_owned()),
        Some(DATA | USAGE | super::OURS) => match failures(&said) {
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

/// The findings in what the other process said.
fn failures(said: &str) -> Vec<Value> {
    let lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["event"] == "failed")
        .flat_map(|line| line["findings"].as_array().cloned())
        .flatten()
        .collect()
}

/// Proves what was made. Files that another run put into the folder are a fault only where the folder is `ours` alone.
fn proved(plan: &Path, store: &Store, after: &After, is_ours: bool, voice: Voice) -> Result<(Merged, u8), Ended> {
    let besides: Vec<&Path> =
        [&after.merged, &after.zip, &after.report].into_iter().flatten().map(PathBuf::as_path).collect();
    let merged = batch::merge(plan, store, &besides).map_err(|stop| told(&stop, voice))?;
    findings(&merged.missing, &[], voice);
    findings(&merged.outdated, &[], voice);
    if is_ours {
        findings(&merged.foreign, &[], voice);
    }
    if !merged.missing.is_empty() {
        return Err(RETRY);
    }
    let is_bad = merged.bad > 0 || (is_ours && !merged.foreign.is_empty());
    Ok((merged, if is_bad { DATA } else { DONE }))
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
        make(target.path()).and_then(|()| target.send()).map_err(|stop| told(&stop, voice))?;
        say(&name);
        Ok(())
    };
    let [print, zip, report] = targets;
    make(print, &|path| batch::merged(plan, store, path))?;
    make(zip, &|path| batch::zip(plan, store, path))?;
    make(report, &|path| batch::report(plan, store, merged, voice.lang.into(), path))
}

fn summary(counts: Counts, tally: Tally, voice: Voice) {
    let (made, kept, bad) = (tally.made, tally.kept, counts.bad + tally.failed);
    if voice.message_format == MessageFormat::Json {
        let line = json!({ "event": "summary", "records": counts.records, "made": made, "kept": kept, "failed": bad });
        super::output::note(&line.to_string());
        return;
    }
    let text = Message::new(
        format!("{} bản ghi: {made} vừa lập, {kept} giữ nguyên, {bad} lỗi", counts.records),
        format!("{} records: {made} made, {kept} kept, {bad} at fault", counts.records),
    );
    super::output::note(text.in_lang(voice.lang.into()));
}

fn told(stop: &Stop, voice: Voice) -> Ended {
    findings(std::slice::from_ref(stop.problem.as_ref()), &[], voice);
    if stop.is_worth_retrying { RETRY } else { exit_code(std::slice::from_ref(stop.problem.as_ref())) }
}

fn refused(problems: &[Diagnostic], voice: Voice) -> Ended {
    findings(problems, &[], voice);
    exit_code(problems)
}
