//! A template of the user's own: a folder with the files that the program's templates have.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::files::{Files, Folder, Refusal};
use super::templates::TemplateFiles;

/// The largest file of a template, in bytes. The largest of the program's own has 80 KB.
pub const MOST_BYTES: u64 = 512 << 10;

/// The files of a template; the first two must be there.
pub const NAMES: [&str; 4] = ["template.yaml", "form.yaml", "body.md", "terms.csv"];

/// Why a template is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The folder cannot be opened.
    Folder(Refusal),
    /// A file of it is refused.
    File(&'static str, Refusal),
    /// A file of it has more than [`MOST_BYTES`].
    TooLarge(&'static str),
    /// A file of it is not UTF-8: the line, from 1, where it ends to be so.
    NotUtf8(&'static str, usize),
}

/// Whether a folder is at `path`.
pub fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// The files of a template in the folder at `path`, for one who watches them.
pub fn paths(path: &str) -> Vec<PathBuf> {
    NAMES.iter().map(|name| Path::new(path).join(name)).collect()
}

/// Reads the template in the folder at `path`, which is named like its kind.
pub fn read(path: &str) -> Result<TemplateFiles, Unread> {
    let folder = Folder::new(path).map_err(Unread::Folder)?;
    let needed = |name| text(&folder, name).and_then(|text| text.ok_or(Unread::File(name, Refusal::Missing)));
    let [manifest, form, body, terms] = NAMES;
    Ok(TemplateFiles {
        name: Cow::Owned(folder.name()),
        folder: Cow::Owned(path.trim_end_matches(['/', '\\']).to_owned()),
        manifest: Cow::Owned(needed(manifest)?),
        form: Cow::Owned(needed(form)?),
        body: text(&folder, body)?.map(Cow::Owned),
        terms: text(&folder, terms)?.map(Cow::Owned),
    })
}

/// The text of a file, without a byte order mark and with line ends as the program has them; `None` where there is none.
fn text(folder: &Folder, name: &'static str) -> Result<Option<String>, Unread> {
    let reader = match folder.open(name) {
        Ok(reader) => reader,
        Err(Refusal::Missing) => return Ok(None),
        Err(why) => return Err(Unread::File(name, why)),
    };
    let mut bytes = Vec::new();
    let read = reader.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|fault| Unread::File(name, Refusal::System(fault.to_string())))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unread::TooLarge(name));
    }
    let line = |end: usize| 1 + bytes[..end].iter().filter(|byte| **byte == b'\n').count();
    let text = std::str::from_utf8(&bytes).map_err(|error| Unread::NotUtf8(name, line(error.valid_up_to())))?;
    Ok(Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_is_read_as_it_is_or_refused() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("giay-thu");
        let path = folder.to_str().unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
        assert_eq!(read(path), Err(Unread::Folder(Refusal::Missing)));
        fs::create_dir(&folder).unwrap();
        assert_eq!(read(path), Err(Unread::File("template.yaml", Refusal::Missing)));
        write("template.yaml", "\u{feff}title: Thử\r\n".as_bytes());
        write("form.yaml", b"fields: []\n");
        let files = read(path).unwrap();
        assert_eq!((&*files.name, &*files.manifest, files.body), ("giay-thu", "title: Thử\n", None));
        write("body.md", b"a\nb\n\xff");
        assert_eq!(read(path), Err(Unread::NotUtf8("body.md", 3)));
        write("body.md", &vec![b' '; MOST_BYTES as usize + 1]);
        assert_eq!(read(path), Err(Unread::TooLarge("body.md")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_no_file_of_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("mau");
        fs::create_dir(&folder).unwrap();
        fs::write(home.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink("../secret", folder.join("template.yaml")).unwrap();
        assert_eq!(read(folder.to_str().unwrap()), Err(Unread::File("template.yaml", Refusal::Outside)));
    }
}
