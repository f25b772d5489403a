//! The server: what the browser asks, and what it is told.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{Response, StatusCode};
use axum::middleware::from_fn;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use tokio_stream::{Stream, StreamExt, wrappers::WatchStream};

use super::compare::compare;
use super::desk::Desk;
use super::download::{Take, take};
use super::form::for_form;
use super::guard::{Guard, watch};
use super::sheet::Sheet;
use super::web;
use super::writing::{Step, Wanted, Written, step, write};
use crate::answers::MAX_BYTES;
use crate::diag::Diagnostic;
use crate::export::typst::Viewer;

/// The largest request: a whole answers file, and what JSON writes more.
const MOST_BYTES: usize = 2 * MAX_BYTES;

/// How the server runs.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The secret in the address of the page.
    pub token: String,
    /// Language of the page at first: `vi` or `en`.
    pub lang: &'static str,
}

#[derive(Clone)]
struct Shared {
    desk: Arc<Desk>,
    lang: &'static str,
}

type Answer = Response<Body>;

/// Answers the browser until the program is ended. `ready` is told the address of the page.
pub fn serve(desk: Arc<Desk>, setup: Setup, ready: impl FnOnce(&str)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().thread_stack_size(super::STACK).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(SocketAddr::new(setup.host, setup.port)).await?;
        let guard = Guard { address: listener.local_addr()?, token: setup.token };
        drawn(&desk).await;
        ready(&guard.url());
        let routes = routes(guard, Shared { desk, lang: setup.lang });
        axum::serve(listener, routes).await
    })
}

fn routes(guard: Guard, shared: Shared) -> Router {
    let at = |path: &str| format!("/{}/{path}", guard.token);
    let routes = Router::new()
        .route(&at(""), get(index))
        .route(&at("web/{name}"), get(file))
        .route(&at("api/list"), get(list))
        .route(&at("api/headings"), get(headings))
        .route(&at("api/form/{kind}"), get(kind_form))
        .route(&at("api/doc/{id}/state"), get(state))
        .route(&at("api/doc/{id}/events"), get(events))
        .route(&at("api/doc/{id}/edit"), post(edit))
        .route(&at("api/doc/{id}/undo"), post(undo))
        .route(&at("api/doc/{id}/redo"), post(redo))
        .route(&at("api/doc/{id}/take/{format}"), get(download))
        .route(&at("api/page/{name}"), get(page))
        .route(&at("api/compare"), get(comparison))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(shared);
    routes.layer(from_fn(move |request, next| watch(guard.clone(), request, next)))
}

fn answer(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Answer {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    answer.headers_mut().insert("content-type", axum::http::HeaderValue::from_static(kind));
    answer
}

fn json_answer(status: StatusCode, value: &Json) -> Answer {
    answer(status, "application/json", value.to_string())
}

fn missing() -> Answer {
    answer(StatusCode::NOT_FOUND, "text/plain", "")
}

fn problems(findings: &[Diagnostic]) -> Answer {
    json_answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "findings": for_form(findings) }))
}

fn sheet(shared: &Shared, id: usize) -> Option<Arc<Sheet>> {
    shared.desk.sheets().get(id).cloned()
}

/// Does `work` where it does not hold up other requests.
async fn aside(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    let failed = |_| {
        Viewer::default().forget();
        answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", "")
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(failed)
}

/// Where the first page stands in the page of the preview.
const FIRST: &str = "<!-- first page -->";
/// Where it is asked for before anything else.
const SOON: &str = "<!-- soon -->";
/// How long the browser waits for the first page: it has much to do of its own when it begins, and both at once take longer.
/// Whoever has a longer document sees the rest first.
const PATIENCE: Duration = Duration::from_millis(250);

/// Waits for the first page of a single document.
async fn drawn(desk: &Desk) {
    if let [sheet] = desk.sheets().as_slice() {
        let mut live = sheet.subscribe();
        let told = live.wait_for(|live| !live.json.is_empty());
        // Late or never, it comes to a page that is open.
        let _ = tokio::time::timeout(PATIENCE, told).await;
    }
}

/// The page of the preview, with the first page of a single document in it, which is seen before any script has run.
async fn index(State(shared): State<Shared>) -> Answer {
    let Some((kind, bytes)) = web::file("index.html") else { return missing() };
    let html = String::from_utf8_lossy(bytes).replace("lang=\"vi\"", &format!("lang=\"{}\"", shared.lang));
    let sheets = shared.desk.sheets();
    let first = if let [sheet] = sheets.as_slice() { sheet.live().first.clone() } else { None };
    let (soon, first) = first.map_or_else(Default::default, |id| {
        let picture = format!("\"api/page/{id}.svg\"");
        let soon = format!("<link rel=\"preload\" as=\"image\" fetchpriority=\"high\" href={picture}>");
        (soon, format!("<img class=\"first\" src={picture} alt=\"\">"))
    });
    answer(StatusCode::OK, kind, html.replace(SOON, &soon).replace(FIRST, &first))
}

async fn file(Path(name): Path<String>) -> Answer {
    match web::file(&name) {
        Some((kind, bytes)) => answer(StatusCode::OK, kind, bytes),
        None => missing(),
    }
}

async fn list(State(shared): State<Shared>) -> Answer {
    // New files are wanted now.
    shared.desk.wake();
    let sheets = shared.desk.sheets();
    let rows = sheets.iter().enumerate().filter_map(|(id, sheet)| {
        let mut row = sheet.live().row.clone();
        if row.is_null() {
            row = json!({ "name": sheet.name, "title": "", "author": "", "identifier": null, "kind": null,
                "record": sheet.is_record(), "checked": false, "errors": 0, "warnings": 0 });
        }
        row["id"] = json!(id);
        Some((sheet.position(id)?, row))
    });
    let mut rows: Vec<(usize, Json)> = rows.collect();
    rows.sort_by_key(|(position, _)| *position);
    json_answer(StatusCode::OK, &rows.into_iter().map(|(_, row)| row).collect())
}

/// What the list says above the files.
async fn headings(State(shared): State<Shared>) -> Answer {
    json_answer(StatusCode::OK, &json!(shared.desk.headings()))
}

async fn kind_form(State(shared): State<Shared>, Path(kind): Path<String>) -> Answer {
    match shared.desk.making().form(&kind) {
        Some(form) => json_answer(StatusCode::OK, &form),
        None => missing(),
    }
}

async fn state(State(shared): State<Shared>, Path(id): Path<usize>) -> Answer {
    match sheet(&shared, id) {
        Some(sheet) => answer(StatusCode::OK, "application/json", sheet.live().json.clone()),
        None => missing(),
    }
}

async fn events(
    State(shared): State<Shared>,
    Path(id): Path<usize>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    let sheet = sheet(&shared, id).ok_or(StatusCode::NOT_FOUND)?;
    let looking = sheet.look();
    shared.desk.wake();
    let stream = WatchStream::new(sheet.subscribe()).filter(|live| !live.json.is_empty()).map(move |live| {
        // Counted as long as the stream lives.
        let _ = &looking;
        Ok(Event::default().event("state").data(&live.json))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

async fn edit(State(shared): State<Shared>, Path(id): Path<usize>, body: Bytes) -> Answer {
    let Some(sheet) = sheet(&shared, id) else { return missing() };
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body) else {
        return answer(StatusCode::BAD_REQUEST, "text/plain", "");
    };
    aside(move || {
        let written = write(&sheet, &wanted, &shared.desk.making().options);
        shared.desk.wake();
        told(written)
    })
    .await
}

fn told(written: Written) -> Answer {
    match written {
        Written::Done(hash) => json_answer(StatusCode::OK, &json!({ "hash": hash })),
        Written::Conflict(conflict) => json_answer(StatusCode::CONFLICT, &json!({ "conflict": conflict })),
        Written::Refused(findings) => problems(&findings),
    }
}

async fn undo(State(shared): State<Shared>, Path(id): Path<usize>) -> Answer {
    stepped(shared, id, Step::Undo).await
}

async fn redo(State(shared): State<Shared>, Path(id): Path<usize>) -> Answer {
    stepped(shared, id, Step::Redo).await
}

async fn stepped(shared: Shared, id: usize, which: Step) -> Answer {
    let Some(sheet) = sheet(&shared, id) else { return missing() };
    aside(move || {
        let written = step(&sheet, which);
        shared.desk.wake();
        written.map_or_else(missing, told)
    })
    .await
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    draft: bool,
}

async fn download(
    State(shared): State<Shared>,
    Path((id, format)): Path<(usize, String)>,
    Query(wish): Query<Wish>,
) -> Answer {
    let (Some(sheet), Some(format)) = (sheet(&shared, id), Take::of(&format)) else { return missing() };
    aside(move || match take(&sheet, format, wish.draft, &shared.desk.making().options) {
        Ok(bytes) => answer(StatusCode::OK, format.media_type(), bytes),
        Err(findings) => problems(&findings),
    })
    .await
}

async fn page(State(shared): State<Shared>, Path(name): Path<String>) -> Answer {
    let Some(page) = name.strip_suffix(".svg").and_then(|id| shared.desk.picture(id)) else { return missing() };
    let mut answer = answer(StatusCode::OK, "image/svg+xml", page.svg.clone());
    // The name changes with the picture.
    let always = axum::http::HeaderValue::from_static("private, max-age=31536000, immutable");
    answer.headers_mut().insert("cache-control", always);
    answer
}

/// The text of a record that nobody has looked at yet.
fn typed(sheet: &Sheet) -> Option<Arc<str>> {
    sheet.read().ok().map(|opened| opened.source.text().into())
}

#[derive(Deserialize)]
struct Sides {
    left: usize,
    left_hash: Option<String>,
    right: usize,
    right_hash: Option<String>,
}

async fn comparison(State(shared): State<Shared>, Query(sides): Query<Sides>) -> Answer {
    let (Some(left), Some(right)) = (sheet(&shared, sides.left), sheet(&shared, sides.right)) else {
        return missing();
    };
    aside(move || {
        let text = |sheet: &Sheet, hash: Option<String>| {
            let history = sheet.history();
            match hash {
                Some(hash) => history.text(&hash),
                None => history.versions.last().map(|last| Arc::clone(&last.text)).or_else(|| typed(sheet)),
            }
        };
        let (one, other) = (text(&left, sides.left_hash), text(&right, sides.right_hash));
        let (Some(one), Some(other)) = (one, other) else { return missing() };
        match compare(&shared.desk, (&left, &one), (&right, &other)) {
            Ok(both) => json_answer(StatusCode::OK, &both),
            Err(findings) => problems(&findings),
        }
    })
    .await
}
