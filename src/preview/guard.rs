//! Who may ask: the host, the origin and the token of every request, and what every answer forbids the browser.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use axum::middleware::Next;

/// What the page may do: its own modules, styles, pictures and requests, and nothing else.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                    form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
/// What a picture may do that is opened by itself.
const PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// What a request is measured by.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Where the server listens.
    pub address: SocketAddr,
    /// The secret of this start.
    pub token: String,
}

impl Guard {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}/{}/", self.address, self.token)
    }

    /// Why a request is refused; `None` lets it pass.
    pub fn refusal(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<StatusCode> {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(HOST).unwrap_or_default();
        // A name that a stranger's server resolves to this machine is no address of ours.
        if !self.is_ours(host) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        let same_origin = text(ORIGIN).is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
        let site = text(HeaderName::from_static("sec-fetch-site"));
        if !same_origin || site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return Some(StatusCode::FORBIDDEN);
        }
        let first = path.split('/').nth(1).unwrap_or_default();
        if !same_bytes(first.as_bytes(), self.token.as_bytes()) {
            return Some(StatusCode::NOT_FOUND);
        }
        let is_json = text(HeaderName::from_static("content-type")).is_some_and(|kind| kind == "application/json");
        (method == Method::POST && !is_json).then_some(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }

    /// Whether a request names this server. Browsers leave out the port that HTTP has of itself.
    fn is_ours(&self, host: &str) -> bool {
        self.is_at(host) || self.is_at(&format!("{host}:80"))
    }

    fn is_at(&self, host: &str) -> bool {
        if host == format!("localhost:{}", self.address.port()) {
            return self.address.ip().is_loopback();
        }
        let Ok(asked) = host.parse::<SocketAddr>() else { return false };
        let any = |ip: IpAddr| ip.is_unspecified();
        asked.port() == self.address.port() && (asked.ip() == self.address.ip() || any(self.address.ip()))
    }
}

/// Compares without telling by its time how much is alike.
fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
}

/// Refuses a request or lets it pass, and says what the browser may do with the answer.
pub(super) async fn watch(guard: Guard, request: Request<Body>, next: Next) -> Response<Body> {
    let refusal = guard.refusal(request.method(), request.uri().path(), request.headers());
    let mut response = match refusal {
        Some(status) => {
            let mut refused = Response::new(Body::empty());
            *refused.status_mut() = status;
            refused
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let is_picture = headers.get("content-type").is_some_and(|kind| kind == "image/svg+xml");
    let fixed = [
        ("content-security-policy", if is_picture { PICTURE } else { PAGE }),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key("cache-control") {
        headers.insert("cache-control", HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str) -> Guard {
        Guard { address: address.parse().unwrap(), token: "secret".into() }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    fn refusal(method: Method, path: &str, pairs: &[(&'static str, &'static str)]) -> Option<u16> {
        guard("127.0.0.1:7000").refusal(&method, path, &headers(pairs)).map(|status| status.as_u16())
    }

    #[test]
    fn only_our_own_page_may_ask() {
        let ours = ("host", "127.0.0.1:7000");
        let json = ("content-type", "application/json");
        assert_eq!(refusal(Method::GET, "/secret/", &[ours]), None);
        assert_eq!(refusal(Method::GET, "/secret/", &[("host", "localhost:7000")]), None);
        assert_eq!(refusal(Method::GET, "/secret/", &[("host", "evil.example:7000")]), Some(421));
        assert_eq!(refusal(Method::GET, "/secret/", &[("host", "127.0.0.1:7001")]), Some(421));
        assert_eq!(refusal(Method::GET, "/secret/", &[]), Some(421));
        assert_eq!(refusal(Method::GET, "/other/", &[ours]), Some(404));
        assert_eq!(refusal(Method::GET, "/", &[ours]), Some(404));
        let origin = ("origin", "http://127.0.0.1:7000");
        assert_eq!(refusal(Method::POST, "/secret/a", &[ours, json, origin]), None);
        assert_eq!(refusal(Method::POST, "/secret/a", &[ours, json, ("origin", "http://evil.example")]), Some(403));
        assert_eq!(refusal(Method::POST, "/secret/a", &[ours, json, ("origin", "null")]), Some(403));
        assert_eq!(refusal(Method::GET, "/secret/", &[ours, ("sec-fetch-site", "cross-site")]), Some(403));
        assert_eq!(refusal(Method::POST, "/secret/a", &[ours, ("content-type", "text/plain")]), Some(415));
        assert_eq!(refusal(Method::POST, "/secret/a", &[ours]), Some(415));
    }

    #[test]
    fn the_usual_port_need_not_be_named() {
        let ask = |address: &str, pairs: &[(&'static str, &'static str)]| {
            guard(address).refusal(&Method::GET, "/secret/", &headers(pairs)).map(|status| status.as_u16())
        };
        for host in ["127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"] {
            assert_eq!(ask("127.0.0.1:80", &[("host", host)]), None, "{host}");
        }
        assert_eq!(ask("[::1]:80", &[("host", "[::1]")]), None);
        assert_eq!(ask("127.0.0.1:80", &[("host", "127.0.0.1"), ("origin", "http://127.0.0.1")]), None);
        for host in ["evil.example", "127.0.0.1:7000", "127.0.0.2", ""] {
            assert_eq!(ask("127.0.0.1:80", &[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(ask("127.0.0.1:7000", &[("host", "127.0.0.1")]), Some(421));
    }

    #[test]
    fn on_every_address_a_number_is_asked_for_and_no_name() {
        let open = guard("0.0.0.0:7000");
        let ask = |host: &'static str| open.refusal(&Method::GET, "/secret/", &headers(&[("host", host)]));
        assert_eq!(ask("192.168.1.5:7000"), None);
        assert!(ask("evil.example:7000").is_some() && ask("localhost:7000").is_some());
    }
}
