//! One reviewer's phone.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::options::Options;

/// Bytes sent at once over a slow line.
const PIECE: usize = 8 * 1024;

/// A connection, kept while the server keeps it, and what is sent over it.
pub(crate) struct Phone<'a> {
    options: &'a Options,
    header: &'a str,
    connection: Option<BufReader<TcpStream>>,
    photo: Vec<u8>,
    body: Vec<u8>,
}

impl<'a> Phone<'a> {
    pub(crate) fn new(options: &'a Options, reviewer: u64) -> Phone<'a> {
        let header = &options.headers[reviewer as usize % options.headers.len()];
        // As hard to compress as a picture.
        let mut chance = reviewer + 1;
        let mut byte = || {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            chance as u8
        };
        let photo = (0..options.photo).map(|_| byte()).collect();
        Phone { options, header, connection: None, photo, body: Vec::new() }
    }

    /// Sends a form with its photo; whether it was acknowledged.
    pub(crate) fn send(&mut self, number: u64) -> bool {
        self.fill(number);
        let done = self.post();
        if !matches!(done, Ok((_, true))) {
            self.connection = None;
        }
        match done {
            Ok((201, _)) => true,
            Ok((503, _)) | Err(_) => false,
            Ok((status, _)) => panic!("form {number} was answered with {status}"),
        }
    }

    fn fill(&mut self, number: u64) {
        let options = self.options;
        let household = &options.households[number as usize % options.households.len()];
        let instance = format!("uuid:bench-{number}");
        let form = options.form.replace("{household}", household).replace("{instance}", &instance);
        let form = form.replace("{photo}", if options.photo > 0 { "outside.jpg" } else { "" });
        self.body.clear();
        let part = |body: &mut Vec<u8>, name: &str, kind: &str, content: &[u8]| {
            let head = format!(
                "--limit-of-parts\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\
                 content-type: {kind}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        part(&mut self.body, "xml_submission_file", "text/xml", form.as_bytes());
        if options.photo > 0 {
            // Another one for every form.
            self.photo[..8].copy_from_slice(&number.to_be_bytes());
            part(&mut self.body, "outside.jpg", "image/jpeg", &self.photo);
        }
        self.body.extend_from_slice(b"--limit-of-parts--\r\n");
    }

    /// The status answered, and whether the connection may be used again.
    fn post(&mut self) -> std::io::Result<(u16, bool)> {
        let options = self.options;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\n{}\r\ncontent-type: multipart/form-data; boundary=limit-of-parts\r\n\
             content-length: {}\r\n\r\n",
            options.path,
            options.address,
            self.header,
            self.body.len()
        );
        if self.connection.is_none() {
            let stream = TcpStream::connect(&options.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_mins(2)))?;
            self.connection = Some(BufReader::with_capacity(2048, stream));
        }
        let Some(connection) = &mut self.connection else { unreachable!("it was just made") };
        let stream = connection.get_mut();
        stream.write_all(head.as_bytes())?;
        if options.line == 0 {
            stream.write_all(&self.body)?;
        } else {
            slowly(stream, &self.body, options.line)?;
        }
        answer(connection)
    }
}

/// As a line does that carries so many bytes a second.
fn slowly(stream: &mut TcpStream, body: &[u8], line: u64) -> std::io::Result<()> {
    let begun = Instant::now();
    let mut gone = 0;
    for piece in body.chunks(PIECE) {
        stream.write_all(piece)?;
        gone += piece.len();
        let due = Duration::from_secs_f64(gone as f64 / line as f64);
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
    }
    Ok(())
}

fn answer(connection: &mut BufReader<TcpStream>) -> std::io::Result<(u16, bool)> {
    let mut line = String::new();
    connection.read_line(&mut line)?;
    let broken = || std::io::Error::other("no HTTP answer");
    let status = line.split(' ').nth(1).and_then(|text| text.parse().ok()).ok_or_else(broken)?;
    let (mut length, mut keep) = (0, true);
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().map_err(|_| broken())?,
            "connection" => keep = !value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok((status, keep))
}
