//! What can be named where a command takes a graph: folders, patterns, archives, packed files, standard input.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn case(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)).unwrap()
}

/// What a run comes to: exit status, standard output, standard error.
fn run(desk: &Path, line: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(line).current_dir(desk).env_remove("CLICOLOR_FORCE");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The statements of a graph, without what says which file they come from.
fn graph(desk: &Path, inputs: &[&str], input: &[u8]) -> Vec<String> {
    let line = [&["convert", "--to", "nquads"], inputs].concat();
    let (code, out, err) = run(desk, &line, input);
    assert_eq!(code, 0, "{inputs:?}: {err}");
    let mut lines: Vec<String> = out.lines().filter(|line| !line.contains("/id/source/")).map(str::to_owned).collect();
    lines.sort();
    assert!(!lines.is_empty());
    lines
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir_all(desk.path().join("folder/inner")).unwrap();
    fs::write(desk.path().join("folder/table.csv"), case("table/scraped.csv")).unwrap();
    fs::write(desk.path().join("folder/inner/volume.xml"), case("tei/volume.xml")).unwrap();
    fs::write(desk.path().join("folder/.hidden"), "nothing").unwrap();
    desk
}

#[test]
fn a_folder_a_pattern_and_an_archive_are_the_files_in_them() {
    let desk = desk();
    let here = desk.path();
    let both = graph(here, &["folder/inner/volume.xml", "folder/table.csv"], b"");
    assert_eq!(graph(here, &["folder"], b""), both);
    let (code, out, err) = run(here, &["query", "folder", "who-met-whom"], b"");
    assert!(code == 0 && out.contains("John B. Archer") && out.contains("Kim Il Sung"), "{err}");
    fs::copy(here.join("folder/inner/volume.xml"), here.join("folder/volume.xml")).unwrap();
    assert_eq!(graph(here, &["folder/*.*"], b""), both);
    let archive = zip(&[("a/volume.xml", &case("tei/volume.xml")), ("b.csv", &case("table/scraped.csv"))]);
    fs::write(here.join("all.zip"), archive).unwrap();
    assert_eq!(graph(here, &["all.zip"], b""), both);
}

#[test]
fn packed_files_and_standard_input_are_read_as_they_are() {
    let desk = desk();
    let here = desk.path();
    let table = case("table/scraped.csv");
    let plain = graph(here, &["folder/table.csv"], b"");
    assert_eq!(graph(here, &["-"], &table), plain);
    fs::write(here.join("table.csv.gz"), gzip(&table)).unwrap();
    assert_eq!(graph(here, &["table.csv.gz"], b""), plain);
    let packed = ruzstd::encoding::compress_to_vec(table.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
    fs::write(here.join("table.csv.zst"), packed).unwrap();
    assert_eq!(graph(here, &["table.csv.zst"], b""), plain);
    // packed twice, and where nothing but the bytes tells that it is
    fs::write(here.join("all.zip"), zip(&[("a/table.csv.gz", &gzip(&table))])).unwrap();
    assert_eq!(graph(here, &["all.zip"], b""), plain);
    assert_eq!(graph(here, &["-"], &gzip(&table)), plain);
}

#[test]
fn a_graph_in_a_packed_file_is_a_graph() {
    let desk = desk();
    let here = desk.path();
    let (_, quads, _) = run(here, &["convert", "folder/table.csv", "--to", "nquads"], b"");
    fs::write(here.join("graph.nq.gz"), gzip(quads.as_bytes())).unwrap();
    assert_eq!(graph(here, &["graph.nq.gz"], b""), graph(here, &["folder/table.csv"], b""));
}

#[test]
fn what_cannot_be_read_is_told() {
    let desk = desk();
    let here = desk.path();
    let fails = |line: &[&str]| {
        let (code, out, err) = run(here, line, b"");
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        err
    };
    fs::create_dir(here.join("empty")).unwrap();
    assert!(fails(&["convert", "empty"]).contains("empty: the folder has no file to read"));
    assert!(fails(&["convert", "*.none"]).contains("*.none: no file fits this pattern"));
    fs::write(here.join("bad.zip"), "PK no").unwrap();
    assert!(fails(&["convert", "bad.zip"]).contains("bad.zip: this is no sound archive"));
    let packed = gzip(&case("table/scraped.csv"));
    fs::write(here.join("cut.csv.gz"), &packed[..packed.len() / 2]).unwrap();
    assert!(fails(&["convert", "cut.csv.gz"]).contains("cut.csv.gz: the packed file cannot be unpacked"));
    fs::write(here.join("bomb.gz"), gzip(&vec![b' '; 80 << 20])).unwrap();
    assert!(fails(&["convert", "bomb.gz"]).contains("unpacks to more than 64 MiB, which is refused"));
    assert!(fails(&["convert", "folder/table.csv", "--from", "tei"]).contains("read as tei, the file has no record"));
}

#[test]
fn what_is_before_a_break_is_kept_when_asked_and_the_run_is_done_in_part() {
    let desk = desk();
    let here = desk.path();
    let volume = String::from_utf8(case("tei/volume.xml")).unwrap();
    fs::write(here.join("cut.xml"), &volume[..volume.find("The Mayor said").unwrap()]).unwrap();
    let (code, out, err) = run(here, &["convert", "cut.xml", "--to", "nquads"], b"");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("cut.xml:37:14: the file ends inside of `p`"), "{err}");
    let (code, out, err) = run(here, &["convert", "cut.xml", "--to", "nquads", "--keep-going"], b"");
    assert_eq!(code, 2, "{err}");
    assert!(out.contains("frus1900v01-d1") && !out.contains("frus1900v01-d2"));
    assert!(err.contains("cut.xml:37:14: the file ends inside of `p`"), "{err}");
}
