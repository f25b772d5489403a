//! Object storage: `s3://bucket/prefix`. Access is set as for the tools of AWS: `AWS_ACCESS_KEY_ID`,
//! `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ALLOW_HTTP`.
//!
//! An object is there whole or not at all, so a result needs no temporary name; two that write it write the same bytes.

use std::io::{self, Read};
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{BackoffConfig, ClientConfigKey, RetryConfig};
use tempfile::NamedTempFile;

use super::access::{Access, PART, unusable};
use super::pieces::Pieces;
use super::store::{Journal, OWN, Place};

/// How often a request is tried again; the waits between grow to some seconds. Past that the run ends with a word on it,
/// to be started again.
const RETRIES: usize = 8;
/// How much longer a wait may be than the one before.
const GROWTH: f64 = 3.0;
/// After so long no request is tried again.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a server may be silent, and how long a request may last that goes on.
const TIMES: [(ClientConfigKey, &str); 2] =
    [(ClientConfigKey::ReadTimeout, "30 seconds"), (ClientConfigKey::Timeout, "1 hour")];

pub(super) struct Bucket(Arc<Access>);

impl Bucket {
    /// The bucket and prefix of `s3://bucket/prefix`. Nothing is asked of the server yet.
    pub(super) fn open(address: &str) -> io::Result<Self> {
        // Where the program that embeds this has chosen another one, that one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (name, key) = parts(address);
        let builder = AmazonS3Builder::from_env().with_bucket_name(name).with_retry(RetryConfig {
            backoff: BackoffConfig { base: GROWTH, ..BackoffConfig::default() },
            max_retries: RETRIES,
            retry_timeout: PATIENCE,
        });
        check(name, &builder)?;
        let set = |builder: AmazonS3Builder, (key, time)| builder.with_config(AmazonS3ConfigKey::Client(key), time);
        let store = TIMES.into_iter().fold(builder, set).build().map_err(unusable)?;
        let prefix = Path::parse(key).map_err(unusable)?;
        Ok(Bucket(Arc::new(Access::new(Box::new(store), prefix)?)))
    }

    /// Every name below the prefix but our own, with the folders it is in.
    pub(super) fn below(&self) -> io::Result<Vec<String>> {
        Ok(self.0.below()?.into_iter().filter(|name| name.split('/').next() != Some(OWN)).collect())
    }
}

/// The bucket and the prefix of an address.
fn parts(address: &str) -> (&str, &str) {
    let rest = address.strip_prefix("s3://").unwrap_or_default();
    rest.split_once('/').unwrap_or((rest, ""))
}

/// What the library puts into addresses and headers as it is, and would panic at.
fn check(bucket: &str, builder: &AmazonS3Builder) -> io::Result<()> {
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    let is_header = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_url = |text: &str| {
        let url = reqwest::Url::parse(text).ok();
        is_header(text) && url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    };
    let wrong = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    let all = |key, is: &dyn Fn(&str) -> bool| builder.get_config_value(&key).is_none_or(|value| is(&value));
    if bucket.is_empty() || !is_name(bucket) {
        return wrong("no bucket has such a name");
    }
    if !all(AmazonS3ConfigKey::Endpoint, &is_url) || !all(AmazonS3ConfigKey::S3Endpoint, &is_url) {
        return wrong("AWS_ENDPOINT_URL is no http:// or https:// address");
    }
    if !all(AmazonS3ConfigKey::Region, &is_name) {
        return wrong("AWS_REGION is no name of a region");
    }
    let are_keys = all(AmazonS3ConfigKey::AccessKeyId, &is_header) && all(AmazonS3ConfigKey::Token, &is_header);
    if are_keys { Ok(()) } else { wrong("AWS_ACCESS_KEY_ID or AWS_SESSION_TOKEN holds a blank or a line end") }
}

impl Place for Bucket {
    fn prepare(&self) -> io::Result<()> {
        Ok(())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.put(name, bytes)
    }

    fn publish(&self, name: &str, file: NamedTempFile) -> io::Result<()> {
        let mut file = file.reopen()?;
        if file.metadata()?.len() > PART {
            return self.0.send(name, file);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        self.put(name, &bytes)
    }

    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        Ok(self.0.open(name)?.map(|object| Box::new(object) as Box<dyn Read>))
    }

    fn log(&self, name: &str) -> io::Result<Box<dyn Journal>> {
        Ok(Box::new(Pieces::open(self.0.clone(), name)?))
    }

    fn log_lines(&self, visit: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        Pieces::lines(&self.0, visit)
    }

    fn names(&self, visit: &mut dyn FnMut(String)) -> io::Result<()> {
        self.0.list(None)?.into_iter().filter(|name| name != OWN).for_each(visit);
        Ok(())
    }

    fn sizes(&self, visit: &mut dyn FnMut(String, u64)) -> io::Result<()> {
        self.0.sizes(visit)
    }

    fn scratch(&self) -> io::Result<NamedTempFile> {
        NamedTempFile::new()
    }

    fn sweep(&self) -> io::Result<()> {
        Ok(())
    }

    fn settle(&self) -> io::Result<()> {
        Ok(())
    }

    fn folder(&self) -> Option<&FilePath> {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use object_store::memory::InMemory;

    use super::*;

    fn bucket() -> Bucket {
        Bucket(Arc::new(Access::new(Box::new(InMemory::new()), Path::from("ra")).unwrap()))
    }

    #[test]
    fn names_are_as_they_are() {
        let bucket = bucket();
        for name in ["thư [1] 50%.docx", "báo cáo/1.docx", ".congvan/log/0-of-1.jsonl/000000000000"] {
            bucket.put(name, name.as_bytes()).unwrap();
            assert_eq!(bucket.0.get(name).unwrap(), Some(name.as_bytes().to_vec()));
        }
        let mut names = Vec::new();
        bucket.names(&mut |name| names.push(name)).unwrap();
        assert_eq!(names, ["báo cáo", "thư [1] 50%.docx"]);
        assert_eq!(bucket.below().unwrap(), ["báo cáo/1.docx", "thư [1] 50%.docx"]);
        let mut sizes = Vec::new();
        bucket.sizes(&mut |name, bytes| sizes.push((name, bytes))).unwrap();
        assert_eq!(sizes, [("thư [1] 50%.docx".to_owned(), "thư [1] 50%.docx".len() as u64)]);
        assert!(bucket.open("thư").unwrap().is_none());
        assert_eq!(bucket.put("../x", b"").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }

    #[test]
    fn a_large_file_goes_in_parts() {
        let bucket = bucket();
        let mut file = bucket.scratch().unwrap();
        let bytes: Vec<u8> = (0..PART as usize + 4321).map(|at| (at % 251) as u8).collect();
        file.write_all(&bytes).unwrap();
        bucket.publish("lớn.zip", file).unwrap();
        assert!(bucket.0.get("lớn.zip").unwrap() == Some(bytes));
    }

    #[test]
    fn an_address_that_is_none() {
        let kind = |address: &str| Bucket::open(address).map(|_| ()).unwrap_err().kind();
        for address in ["s3://", "s3:///a", "s3://kho/a//b", "s3://kho/../x", "s3://a b/c", "s3://a@b/c", "s3://khổ/c"]
        {
            assert_eq!(kind(address), io::ErrorKind::InvalidInput, "{address}");
        }
    }

    #[test]
    fn settings_that_are_none() {
        let is_fine = |key: AmazonS3ConfigKey, value: &str| {
            check("kho", &AmazonS3Builder::new().with_config(key, value)).map_err(|error| error.kind())
        };
        let wrong = Err(io::ErrorKind::InvalidInput);
        for url in ["", "127.0.0.1:9", "localhost", "ftp://a", "http://", "http://a b"] {
            assert_eq!(is_fine(AmazonS3ConfigKey::Endpoint, url), wrong, "{url}");
            assert_eq!(is_fine(AmazonS3ConfigKey::S3Endpoint, url), wrong, "{url}");
        }
        assert_eq!(is_fine(AmazonS3ConfigKey::Region, "us east"), wrong);
        assert_eq!(is_fine(AmazonS3ConfigKey::AccessKeyId, "khóa"), wrong);
        assert_eq!(is_fine(AmazonS3ConfigKey::Token, "a\n"), wrong);
        assert_eq!(is_fine(AmazonS3ConfigKey::Endpoint, "http://[::1]:9000/x/"), Ok(()));
        assert_eq!(is_fine(AmazonS3ConfigKey::AccessKeyId, "AKIA+/="), Ok(()));
    }
}
