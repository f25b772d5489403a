//! Data files: facts, findings, bounds, and the package made of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::process::Command;

use congvan::assets::files::{Files, Folder, Refusal};
use congvan::data::{Dataset, Schema, TableSchema, collect, scan};
use congvan::diag::{Diagnostic, Severity};
use congvan::export::package::{PackageOptions, package};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/ha-nam");

fn table(module: &str, name: &str) -> &'static TableSchema {
    Schema::embedded().table(module, name).unwrap()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_ref()).collect()
}

fn broken(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn ha_nam() -> Value {
    serde_saphyr::from_str(&fs::read_to_string(format!("{SAMPLE}/answers.yaml")).unwrap()).unwrap()
}

fn collected(data: &Value) -> Result<Dataset, Vec<Diagnostic>> {
    collect(&Folder::new(SAMPLE).unwrap(), data, "answers.yaml")
}

/// Files in memory.
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal> {
        self.0.get(path).map(|bytes| Box::new(Cursor::new(bytes.clone())) as Box<dyn Read>).ok_or(Refusal::Missing)
    }

    fn len(&self, path: &str) -> Result<u64, Refusal> {
        self.0.get(path).map(|bytes| bytes.len() as u64).ok_or(Refusal::Missing)
    }

    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal> {
        let prefix = format!("{path}/");
        let files =
            self.0.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?.to_owned(), bytes.clone())));
        Ok(Box::new(Memory(files.collect())))
    }
}

#[test]
fn facts_of_a_file() {
    let bytes = fs::read(format!("{SAMPLE}/data/2012-2013/hoc_sinh/lop_hoc.csv")).unwrap();
    let (facts, findings) = scan(bytes.as_slice(), table("hoc_sinh", "lop_hoc"), "lop_hoc.csv");
    assert_eq!((facts.rows, facts.bytes, facts.sha256), (6, bytes.len() as u64, hash(&bytes)));
    assert!(facts.form.bom && facts.form.crlf);
    assert_eq!(findings, []);
}

#[test]
fn a_quoted_line_break_is_no_row() {
    let text = "ma_truong,ma_lop,nam_hoc,ten_lop,khoi_lop\r\n1,a,2012-2013,\"hai\ndòng, \"\"nhé\"\"\",3\r\n";
    let (facts, findings) = scan(text.as_bytes(), table("hoc_sinh", "lop_hoc"), "x.csv");
    assert_eq!((facts.rows, facts.form.crlf, facts.form.bom), (1, true, false));
    assert_eq!(findings, []);
}

#[test]
fn every_rule_names_line_and_column() {
    let (facts, findings) = scan(broken("bad-cells.csv").as_slice(), table("hoc_sinh", "lop_hoc"), "bad-cells.csv");
    assert_eq!(facts.rows, 4);
    let found: Vec<String> = findings
        .iter()
        .map(|finding| {
            let span = finding.place.as_ref().unwrap().span.unwrap();
            format!("{}:{} {}", span.line, span.column, finding.code)
        })
        .collect();
    assert_eq!(
        found,
        [
            "2:1 data/width",
            "2:5 data/range",
            "3:3 data/code",
            "3:4 data/required",
            "3:5 data/integer",
            "4:3 data/code",
            "4:4 data/encoding",
            "4:1 data/key",
            "5:4 data/fields"
        ]
    );
}

#[test]
fn a_wrong_head_says_the_near_name() {
    let (_, findings) = scan(broken("unknown-column.csv").as_slice(), table("hoc_sinh", "ho_so_hoc_sinh"), "x.csv");
    assert_eq!(findings[0].code, "data/unknown-column");
    assert!(findings[0].hints[0].vi.contains("ma_hoc_sinh"));
    assert!(findings.iter().any(|f| f.code == "data/missing-column" && f.message.vi.contains("`ngay_sinh`")));
}

#[test]
fn a_file_without_a_head_is_counted_and_not_repeated() {
    let (facts, findings) = scan(&b"Nguyen,An\nTran,Binh\n"[..], table("hoc_sinh", "lop_hoc"), "x.csv");
    assert_eq!((codes(&findings), facts.rows, facts.bytes), (vec!["data/no-head"], 1, 20));
    let (_, findings) = scan(&b""[..], table("hoc_sinh", "lop_hoc"), "x.csv");
    assert_eq!(codes(&findings), ["data/no-head"]);
}

#[test]
fn an_open_quote_ends_before_memory_does() {
    let text = Cursor::new(broken("open-quote.csv")).chain(io::repeat(b'x').take(1 << 26));
    let (facts, findings) = scan(text, table("hoc_sinh", "lop_hoc"), "x.csv");
    assert_eq!(codes(&findings), ["data/open-quote"]);
    assert_eq!(facts.bytes, broken("open-quote.csv").len() as u64 + (1 << 26));
}

#[test]
fn many_findings_are_counted() {
    let rows: String = (0..1239).map(|row| format!("1,{row},2012-2013,Lớp,mười\n")).collect();
    let text = format!("ma_truong,ma_lop,nam_hoc,ten_lop,khoi_lop\n{rows}");
    let (_, findings) = scan(text.as_bytes(), table("hoc_sinh", "lop_hoc"), "x.csv");
    assert_eq!(findings.len(), 6);
    assert!(findings[5].message.vi.contains("1.234 dòng khác"), "{}", findings[5].message.vi);
}

/// Rows made while they are read: there is never a file.
struct Rows {
    next: u64,
    last: u64,
    line: Vec<u8>,
    at: usize,
    largest: usize,
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.largest = self.largest.max(buffer.len());
        if self.at == self.line.len() {
            if self.next == self.last {
                return Ok(0);
            }
            self.line = format!("35347001,{:012},2012-2013,3A,\r\n", self.next).into_bytes();
            self.next += 1;
            self.at = 0;
        }
        let count = buffer.len().min(self.line.len() - self.at);
        buffer[..count].copy_from_slice(&self.line[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[test]
fn two_million_rows_pass_in_small_pieces() {
    let mut rows = Rows {
        next: 0,
        last: 2_000_000,
        line: b"ma_truong,ma_hoc_sinh,nam_hoc,ma_lop,so_thu_tu\r\n".to_vec(),
        at: 0,
        largest: 0,
    };
    let (facts, findings) = scan(&mut rows, table("hoc_sinh", "phan_lop"), "phan_lop.csv");
    assert_eq!((facts.rows, findings.len()), (2_000_000, 0));
    assert!(rows.largest <= 1 << 16, "read {} bytes at once", rows.largest);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A secret in every cell, of whatever look, is in no finding.
    #[test]
    fn no_finding_holds_a_value(which in 0_usize..27, fields in 1_usize..30, head in any::<bool>(), tail in "[ -~]{0,8}") {
        let schema = &Schema::embedded().tables[which];
        let secret = "BiMat7391";
        let cell = format!("\"{secret}{}\"", tail.replace('"', "\"\""));
        let row = vec![cell; fields].join(",");
        let names: Vec<&str> = schema.columns.iter().map(|column| column.name.as_str()).collect();
        let first = if head { names.join(",") } else { row.clone() };
        let full = vec![format!("{secret}{}", tail.replace([',', '"'], " ")); names.len()].join(",");
        let text = format!("{first}\n{row}\n{full}\n{row}\n");
        let (_, findings) = scan(text.as_bytes(), schema, "tep.csv");
        let said = serde_json::to_string(&findings).unwrap();
        prop_assert!(!findings.is_empty());
        prop_assert!(!said.contains(secret), "{}", said);
    }
}

fn one_table(path: &str) -> Value {
    json!({"data_submission": {"data_dir": "data", "inventory": [{
        "module": "hoc_sinh", "school_year": "2012-2013", "period": "ca_nam",
        "record_counts": {"lop_hoc": 5}, "tables": {"lop_hoc": path},
        "archive": null,
    }]}})
}

#[test]
fn paths_out_of_the_folder_are_refused() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("data")).unwrap();
    fs::write(home.path().join("secret.csv"), "x").unwrap();
    let root = Folder::new(home.path()).unwrap();
    let absolute = home.path().join("secret.csv");
    for path in ["../secret.csv", absolute.to_str().unwrap(), "a\\b.csv"] {
        let findings = collect(&root, &one_table(path), "a.yaml").unwrap_err();
        assert_eq!(findings[0].code, "data/outside", "{path}");
        let place = findings[0].place.as_ref().unwrap();
        assert_eq!(place.path.as_ref().unwrap().as_str(), "data_submission.inventory.0.tables.lop_hoc");
    }
    assert_eq!(collect(&root, &one_table("none.csv"), "a.yaml").unwrap_err()[0].code, "data/missing-file");
    let mut climbs = one_table("x.csv");
    climbs["data_submission"]["data_dir"] = json!("..");
    assert_eq!(collect(&root, &climbs, "a.yaml").unwrap_err()[0].code, "data/outside");
}

#[test]
fn a_typed_figure_that_disagrees_shows_both() {
    let mut data = ha_nam();
    data["data_submission"]["inventory"][0]["record_counts"]["ho_so_hoc_sinh"] = json!(1300);
    let emis =
        data["data_submission"]["inventory"].as_array().unwrap().iter().position(|row| !row["archive"].is_null());
    let archive = &mut data["data_submission"]["inventory"][emis.unwrap()]["archive"];
    archive["bytes"] = json!(7);
    archive["sha256"] = json!("0".repeat(64));
    let findings = collected(&data).unwrap_err();
    assert_eq!(codes(&findings), ["data/disagrees"; 3]);
    assert!(findings[0].message.vi.contains("1.300") && findings[0].message.vi.ends_with("là 30."));
    let place = findings[0].place.as_ref().unwrap().path.as_ref().unwrap();
    assert_eq!(place.as_str(), "data_submission.inventory.0.record_counts.ho_so_hoc_sinh");
}

#[test]
fn typed_figures_stand_when_there_is_no_folder() {
    let data = json!({"data_submission": {"inventory": [{
        "module": "hoc_sinh", "school_year": "2012-2013", "period": "ca_nam",
        "record_counts": {"lop_hoc": 7954, "phan_lop": 6},
        "archive": {"file": "a.zip", "format": "vemis_export", "bytes": 318_440_112, "sha256": "85"},
    }]}});
    let dataset = collect(&Memory(BTreeMap::new()), &data, "a.yaml").unwrap();
    assert_eq!((codes(&dataset.findings), dataset.findings[0].severity), (vec!["data/not-verified"], Severity::Info));
    let json = dataset.to_json();
    assert_eq!(json["inventory"][0]["records"], 7960);
    assert_eq!(json["inventory"][0]["bytes"], 318_440_112);
    assert_eq!((&json["total_files"], &json["verified"]), (&json!(1), &json!(false)));
    assert_eq!(json["files"][0]["school_year"], "2012-2013");
}

#[test]
fn an_unknown_table_has_a_near_name() {
    let mut data = one_table("x.csv");
    data["data_submission"]["inventory"][0]["tables"] = json!({"lop_hocc": "x.csv"});
    data["data_submission"]["inventory"][0]["record_counts"] = json!({});
    let memory = Memory([("data/x.csv".to_owned(), vec![])].into());
    let findings = collect(&memory, &data, "a.yaml").unwrap_err();
    assert_eq!(codes(&findings), ["data/unknown-table"]);
    assert!(findings[0].hints[0].vi.contains("`lop_hoc`"));
}

#[test]
fn the_sample_department_has_every_table_and_no_finding() {
    let dataset = collected(&ha_nam()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    assert_eq!(dataset.findings, []);
    assert!(dataset.verified);
    let files = dataset.inventory.iter().flat_map(|row| row.files.iter().map(move |file| (row.module.as_str(), file)));
    let mut tables: Vec<(&str, &str)> =
        files.filter_map(|(module, file)| Some((module, file.table.as_deref()?))).collect();
    tables.extend(dataset.common.iter().filter_map(|file| Some(("chung", file.table.as_deref()?))));
    tables.sort_unstable();
    tables.dedup();
    assert_eq!(tables.len(), 27);
    let json = dataset.to_json();
    assert_eq!(json["inventory"][0]["files"][0]["rows"], 6);
    assert_eq!(json["total_files"], 46);
}

/// The rows of a sample file, each as a map from column to value.
fn rows(path: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(format!("{SAMPLE}/data/{path}")).unwrap();
    csv::Reader::from_reader(bytes.as_slice()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_sample_keeps_its_references() {
    let set = |path: &str, keys: &[&str]| -> Vec<Vec<String>> {
        rows(path).iter().map(|row| keys.iter().map(|key| row[*key].clone()).collect()).collect()
    };
    let schools = set("chung/truong.csv", &["ma_truong"]);
    for year in ["2012-2013", "2013-2014"] {
        let at = |name: &str| format!("{year}/hoc_sinh/{name}.csv");
        let (classes, pupils) =
            (set(&at("lop_hoc"), &["ma_truong", "ma_lop"]), set(&at("ho_so_hoc_sinh"), &["ma_truong", "ma_hoc_sinh"]));
        for key in set(&at("phan_lop"), &["ma_truong", "ma_lop"]) {
            assert!(classes.contains(&key), "{key:?}");
        }
        for name in ["phan_lop", "gia_dinh_hoc_sinh", "diem_chi_tiet", "diem_tb_mon", "tong_ket", "suc_khoe"] {
            for key in set(&at(name), &["ma_truong", "ma_hoc_sinh"]) {
                assert!(pupils.contains(&key), "{name} {key:?}");
            }
        }
        for key in set(&at("lop_hoc"), &["ma_truong"]) {
            assert!(schools.contains(&key));
        }
    }
}

fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(root).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn packed(parent: &Path) -> congvan::export::package::Packed {
    let (data, root) = (ha_nam(), Folder::new(SAMPLE).unwrap());
    let options = PackageOptions { answers: "answers.yaml".to_owned() };
    package(&collected(&data).unwrap(), &data, &root, parent, &options).unwrap()
}

#[test]
fn the_package_is_a_valid_bag() {
    let home = tempfile::tempdir().unwrap();
    let made = packed(home.path());
    assert_eq!(made.findings, []);
    let folder = made.folder.unwrap();
    assert!(folder.ends_with("ha_nam_1616_20140410"));
    let files = tree(&folder);
    let payload: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("data/")).collect();
    let manifest: String = payload.iter().map(|(path, bytes)| format!("{}  {path}\n", hash(bytes))).collect();
    assert_eq!(String::from_utf8_lossy(&files["manifest-sha256.txt"]), manifest);
    let bytes: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    assert!(
        info.contains(&format!("Payload-Oxum: {bytes}.46\n")) && info.contains("Bagging-Date: 2014-04-10\n"),
        "{info}"
    );
    assert!(files.contains_key("data/2012-2013/hoc_sinh/lop_hoc.csv") && files.contains_key("data/chung/truong.csv"));
    assert_eq!(files["MANIFEST.csv"].iter().filter(|byte| **byte == b'\n').count(), 47);
    assert!(files["MANIFEST.csv"].starts_with("\u{FEFF}path,module,".as_bytes()));
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let check =
            Command::new("sha256sum").args(["--quiet", "--strict", "-c", manifest]).current_dir(&folder).status();
        assert!(check.is_ok_and(|status| status.success()), "{manifest}");
    }
}

#[test]
fn the_same_package_twice_and_nothing_beside_it() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    packed(one.path());
    packed(one.path());
    packed(two.path());
    assert_eq!(tree(one.path()), tree(two.path()));
    assert_eq!(fs::read_dir(one.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_changed_makes_no_package() {
    let (data, root) = (ha_nam(), Folder::new(SAMPLE).unwrap());
    let mut dataset = collected(&data).unwrap();
    dataset.inventory[3].files[0].sha256 = "0".repeat(64);
    let home = tempfile::tempdir().unwrap();
    let options = PackageOptions { answers: "answers.yaml".to_owned() };
    let findings = package(&dataset, &data, &root, home.path(), &options).unwrap_err();
    assert_eq!(codes(&findings), ["package/changed"]);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn no_folder_no_package() {
    let home = tempfile::tempdir().unwrap();
    let options = PackageOptions { answers: "answers.yaml".to_owned() };
    let root = Folder::new(SAMPLE).unwrap();
    let made = package(&Dataset::default(), &json!({}), &root, home.path(), &options).unwrap();
    assert_eq!((made.folder, codes(&made.findings)), (None, vec!["package/nothing"]));
}
