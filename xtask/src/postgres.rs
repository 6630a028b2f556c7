//! A throw-away PostgreSQL server on loopback, for the length of one test run.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::run::{is_root, output};

/// A running server; stopped and removed on drop.
pub(crate) struct Server {
    process: Child,
    folder: PathBuf,
    /// Address of its administrator.
    pub(crate) url: String,
}

/// The folder of PostgreSQL's own programs, newest version first.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    versions.sort();
    versions.into_iter().rfind(|bin| bin.join("initdb").exists())
}

/// Makes a cluster in a temporary folder and starts it on a free port.
///
/// PostgreSQL refuses to run as root, so root hands over to the `postgres` user that its package made.
pub(crate) fn start() -> Result<Server> {
    let bin = programs().context("PostgreSQL is not installed; run cargo xtask setup")?;
    let folder = std::env::temp_dir().join(format!("chieusau-postgres-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let data = folder.join("data");
    if is_root() {
        output("chown", &["postgres", &folder.display().to_string()])?;
    }
    let mut init = as_postgres(bin.join("initdb"));
    init.args([
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
        "-D",
    ])
    .arg(&data);
    let made = init.stdout(Stdio::null()).status()?;
    if !made.success() {
        bail!("initdb ended with {made}");
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = as_postgres(bin.join("postgres"));
    server.arg("-D").arg(&data).args(["-h", "127.0.0.1", "-k", ""]).arg("-p").arg(port.to_string());
    // A test cluster is thrown away, so it need not survive a power cut; the number of connections
    // allows every test binary its own pools.
    server.args(["-c", "fsync=off", "-c", "max_connections=300", "-c", "shared_buffers=256MB"]);
    server.args(["-c", "log_min_messages=panic"]).stdout(Stdio::null()).stderr(Stdio::null());
    let process = server.spawn().context("postgres cannot be started")?;
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let started = Server { process, folder, url };
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(started);
        }
        sleep(Duration::from_millis(50));
    }
    bail!("PostgreSQL did not answer within ten seconds")
}

fn as_postgres(program: PathBuf) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command.current_dir("/");
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; the process is ours, by id.
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
