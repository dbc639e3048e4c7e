//! Clients over the wire: each one thread, one connection kept alive, one request after the other, as fast as answers come.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// One turn.
const LASTING: Duration = Duration::from_millis(1_000);

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A connection that is kept alive.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Connects; an answer that does not come is given up in the end.
    pub(crate) fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::with_capacity(64 * 1_024, stream)))
    }

    /// Sends a whole request and reads its answer.
    pub(crate) fn send(&mut self, request: &[u8]) -> std::io::Result<Answer> {
        self.0.get_mut().write_all(request)?;
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::from(ErrorKind::UnexpectedEof))?;
        let mut head = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            head.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = head.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        self.0.read_exact(&mut body)?;
        Ok(Answer { status, head, body })
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

/// Somebody who asks for one page again and again.
pub(crate) struct Client {
    connection: Connection,
    request: Vec<u8>,
}

impl Client {
    /// Connects, to ask for this path with this cookie.
    pub(crate) fn new(address: SocketAddr, path: &str, cookie: Option<&str>) -> std::io::Result<Self> {
        let cookie = cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n{cookie}\r\n");
        Ok(Self { connection: Connection::open(address)?, request: request.into_bytes() })
    }

    /// Asks once.
    pub(crate) fn ask(&mut self) -> std::io::Result<Answer> {
        self.connection.send(&self.request)
    }
}

/// What a number of clients saw together.
pub(crate) struct Load {
    /// Answers a second.
    pub(crate) rate: f64,
    /// Seconds that each answer took.
    pub(crate) seconds: Vec<f64>,
}

/// So many clients for a while.
pub(crate) fn load(clients: usize, address: SocketAddr, path: &str, cookie: Option<&str>) -> Load {
    let start = Instant::now();
    let seconds = thread::scope(|scope| {
        let ask = || {
            let mut client = Client::new(address, path, cookie).unwrap();
            let mut seconds = Vec::new();
            while start.elapsed() < LASTING {
                let asked = Instant::now();
                assert_eq!(client.ask().unwrap().status, 200);
                seconds.push(asked.elapsed().as_secs_f64());
            }
            seconds
        };
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    Load { rate: seconds.len() as f64 / start.elapsed().as_secs_f64(), seconds }
}
