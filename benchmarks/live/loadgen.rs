// Collaborative-editing load generator. One file, std only (no crates), Linux epoll.
//   rustc -O loadgen.rs -o loadgen
// Speaks the y-websocket sync protocol ("yws"), the Hocuspocus one ("hocus") and "raw"
// (same frames, no handshake: for dumb broadcast servers).
// Every virtual client is one WebSocket and one Yjs client id. It owns one
// <paragraph><text/></paragraph> in the XmlFragment and types single characters in
// bursts at moving cursor positions, as y-prosemirror would; one awareness message
// goes with each keystroke. docs/developer/live-editing.md tells the modes and the output fields.
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

// ---------- epoll (libc is linked by std anyway) ----------
#[repr(C, packed)]
#[derive(Clone, Copy)]
struct Ev { events: u32, data: u64 }
extern "C" {
    fn epoll_create1(flags: i32) -> i32;
    fn epoll_ctl(ep: i32, op: i32, fd: i32, ev: *mut Ev) -> i32;
    fn epoll_wait(ep: i32, evs: *mut Ev, max: i32, timeout: i32) -> i32;
}
const EPOLLIN: u32 = 1;
const EPOLLOUT: u32 = 4;

// ---------- lib0 varint coding ----------
fn put_uint(b: &mut Vec<u8>, mut n: u64) {
    while n > 127 { b.push(128 | (n as u8 & 127)); n >>= 7; }
    b.push(n as u8);
}
fn put_bytes(b: &mut Vec<u8>, d: &[u8]) { put_uint(b, d.len() as u64); b.extend_from_slice(d); }
struct Rd<'a> { b: &'a [u8], p: usize, bad: bool }
impl<'a> Rd<'a> {
    fn new(b: &'a [u8]) -> Self { Rd { b, p: 0, bad: false } }
    fn u8(&mut self) -> u8 {
        if self.p < self.b.len() { self.p += 1; self.b[self.p - 1] } else { self.bad = true; 0 }
    }
    fn uint(&mut self) -> u64 {
        let (mut r, mut s) = (0u64, 0);
        loop {
            let x = self.u8();
            r |= ((x & 127) as u64) << s;
            if x < 128 || self.bad || s > 56 { return r; }
            s += 7;
        }
    }
    fn bytes(&mut self) -> &'a [u8] {
        let n = self.uint() as usize;
        if self.p + n > self.b.len() { self.bad = true; return &[]; }
        self.p += n;
        &self.b[self.p - n..self.p]
    }
    fn any(&mut self) {
        match self.u8() {
            125 => { while self.u8() & 128 != 0 {} }
            124 => self.p += 4,
            123 | 122 => self.p += 8,
            119 | 116 => { self.bytes(); }
            118 => { for _ in 0..self.uint() { self.bytes(); self.any(); if self.bad { return } } }
            117 => { for _ in 0..self.uint() { self.any(); if self.bad { return } } }
            _ => {}
        }
    }
}
// Calls f(client, clock, len) for each struct of a V1 update.
fn walk_update(u: &[u8], mut f: impl FnMut(u64, u64, u64)) -> bool {
    let mut r = Rd::new(u);
    let nc = r.uint();
    for _ in 0..nc {
        let ns = r.uint();
        let client = r.uint();
        let mut clock = r.uint();
        for _ in 0..ns {
            if r.bad { return false; }
            let info = r.u8();
            if info == 10 { let l = r.uint(); clock += l; continue; }
            if info & 31 == 0 { let l = r.uint(); f(client, clock, l); clock += l; continue; }
            if info & 128 != 0 { r.uint(); r.uint(); }
            if info & 64 != 0 { r.uint(); r.uint(); }
            if info & 192 == 0 {
                if r.uint() == 1 { r.bytes(); } else { r.uint(); r.uint(); }
                if info & 32 != 0 { r.bytes(); }
            }
            let l = match info & 31 {
                1 => r.uint(),
                2 => { let n = r.uint(); for _ in 0..n { r.bytes(); } n }
                3 | 5 => { r.bytes(); 1 }
                4 => {
                    let s = r.bytes();
                    if s.is_ascii() { s.len() as u64 }
                    else { std::str::from_utf8(s).map(|t| t.encode_utf16().count()).unwrap_or(0) as u64 }
                }
                6 => { r.bytes(); r.bytes(); 1 }
                7 => { let t = r.uint(); if t == 3 || t == 5 { r.bytes(); } 1 }
                8 => { let n = r.uint(); for _ in 0..n { r.any(); } n }
                9 => { r.bytes(); r.any(); 1 }
                _ => return false,
            };
            f(client, clock, l);
            clock += l;
        }
    }
    !r.bad
}

// ---------- latency histogram, microseconds, ~1.6 % buckets ----------
struct Hist { b: Vec<u64>, n: u64, max: u64 }
impl Hist {
    fn new() -> Self { Hist { b: vec![0; 64 * 40], n: 0, max: 0 } }
    fn idx(v: u64) -> usize {
        if v < 64 { return v as usize; }
        let e = 63 - v.leading_zeros() as u64;
        ((e - 5) * 64 + ((v >> (e - 6)) & 63)) as usize
    }
    fn add(&mut self, v: u64) { let i = Self::idx(v).min(self.b.len() - 1); self.b[i] += 1; self.n += 1; if v > self.max { self.max = v } }
    fn q(&self, p: f64) -> f64 {
        if self.n == 0 { return 0.0; }
        let want = ((self.n as f64) * p).ceil() as u64;
        let mut c = 0;
        for (i, x) in self.b.iter().enumerate() {
            c += x;
            if c >= want {
                let v = if i < 64 { i as u64 } else { let e = (i / 64 + 5) as u32; (1u64 << e) + ((i as u64 % 64) << (e - 6)) };
                return v as f64 / 1000.0;
            }
        }
        self.max as f64 / 1000.0
    }
}

struct Rng(u64);
impl Rng { fn next(&mut self) -> u64 { self.0 ^= self.0 << 13; self.0 ^= self.0 >> 7; self.0 ^= self.0 << 17; self.0 } }

#[derive(PartialEq, Clone, Copy)]
enum Proto { Yws, Hocus, Raw }

struct Args { m: HashMap<String, String>, multi: Vec<(String, String)> }
impl Args {
    fn s(&self, k: &str, d: &str) -> String { self.m.get(k).cloned().unwrap_or(d.into()) }
    fn f(&self, k: &str, d: f64) -> f64 { self.m.get(k).map(|x| x.parse().expect(k)).unwrap_or(d) }
    fn u(&self, k: &str, d: usize) -> usize { self.f(k, d as f64) as usize }
}

struct Conn {
    s: TcpStream, doc: usize, rb: Vec<u8>, wb: Vec<u8>, want_out: bool, open: bool, ready: bool, setup: bool, stalled: bool,
    next: Vec<u64>,            // next expected clock, by position in the document
    frag: Vec<u8>,
}
struct Client {
    id: u64, doc: usize, pos: usize, clock: u64, order: Vec<u32>, cur: usize, burst: usize, dels: u64,
    sent: Vec<u64>, own: Vec<Vec<u8>>, aw: u64, next_at: u64, inflight: i64, typist: bool, rng: Rng, stopped: bool,
}

struct G {
    a: Args, proto: Proto, ep: i32, t0: Instant, conns: Vec<Conn>, cl: Vec<Client>, base: u64, members: Vec<Vec<usize>>,
    hist: Hist, delivered: u64, aw_in: u64, msgs_in: u64, bytes_in: u64, echo: u64, gaps: u64, dup: u64, acks: u64, bad: u64, closed: u64,
    sent_n: u64, measuring: bool, window: i64, dump: Option<std::io::BufWriter<std::fs::File>>, prefix: String,
    names: Vec<String>, // of documents made beforehand; the others are named by prefix and number
    resend: bool, closes: HashMap<u16, u64>,
}

impl G {
    fn now(&self) -> u64 { self.t0.elapsed().as_nanos() as u64 }
    fn docname(&self, d: usize) -> String { self.names.get(d).cloned().unwrap_or_else(|| format!("{}{}", self.prefix, d)) }
    fn connect(&mut self, doc: usize) -> std::io::Result<Conn> {
        let url = self.a.s("url", "ws://127.0.0.1:1234");
        let rest = url.strip_prefix("ws://").expect("ws:// only");
        let (hp, _) = rest.split_once('/').unwrap_or((rest, ""));
        let mut path = self.a.s("path", if self.proto == Proto::Hocus { "/" } else { "/{doc}" }).replace("{doc}", &self.docname(doc));
        if let Some(q) = self.a.m.get("query") { path = format!("{path}?{q}"); }
        let addr = hp.to_socket_addrs()?.next().unwrap();
        let mut s = TcpStream::connect_timeout(&addr, Duration::from_secs(20))?;
        s.set_nodelay(true)?;
        s.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut h = format!("GET {path} HTTP/1.1\r\nHost: {hp}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
        for (k, v) in &self.a.multi { if k == "header" { h += v; h += "\r\n"; } }
        h += "\r\n";
        s.write_all(h.as_bytes())?;
        let mut buf = Vec::new();
        let mut t = [0u8; 4096];
        let end = loop {
            let n = s.read(&mut t)?;
            if n == 0 { return Err(std::io::Error::new(std::io::ErrorKind::Other, "closed in handshake")); }
            buf.extend_from_slice(&t[..n]);
            if let Some(i) = buf.windows(4).position(|w| w == b"\r\n\r\n") { break i + 4; }
        };
        if !buf.starts_with(b"HTTP/1.1 101") {
            return Err(std::io::Error::new(std::io::ErrorKind::Other, String::from_utf8_lossy(&buf[..end]).to_string()));
        }
        s.set_nonblocking(true)?;
        let n = self.members.get(doc).map(|m| m.len()).unwrap_or(0);
        Ok(Conn { s, doc, rb: buf[end..].to_vec(), wb: vec![], want_out: false, open: true, ready: false, setup: false, stalled: false, next: vec![0; n], frag: vec![] })
    }
    fn add(&mut self, c: Conn) -> usize {
        let i = self.conns.len();
        let mut e = Ev { events: EPOLLIN, data: i as u64 };
        unsafe { epoll_ctl(self.ep, 1, c.s.as_raw_fd(), &mut e); }
        self.conns.push(c);
        let d = self.conns[i].doc;
        if self.proto == Proto::Hocus {
            let mut b = vec![];
            put_bytes(&mut b, self.docname(d).as_bytes());
            b.push(2); b.push(0);
            put_bytes(&mut b, self.a.s("token", "t").as_bytes());
            self.send(i, &b);
        }
        if self.proto != Proto::Raw {
            let mut b = self.head(d);
            b.extend_from_slice(&[0, 0, 1, 0]); // sync step 1, empty state vector
            self.send(i, &b);
        } else { self.conns[i].ready = true; }
        self.read_frames(i);
        i
    }
    fn head(&self, d: usize) -> Vec<u8> {
        let mut b = vec![];
        if self.proto == Proto::Hocus { put_bytes(&mut b, self.docname(d).as_bytes()); }
        b
    }
    fn frame(&mut self, i: usize, op: u8, p: &[u8]) {
        let c = &mut self.conns[i];
        if !c.open { return; }
        let w = &mut c.wb;
        w.push(128 | op);
        if p.len() < 126 { w.push(128 | p.len() as u8); }
        else if p.len() < 65536 { w.push(254); w.extend_from_slice(&(p.len() as u16).to_be_bytes()); }
        else { w.push(255); w.extend_from_slice(&(p.len() as u64).to_be_bytes()); }
        let k = [0x5au8, 0x13, 0xc7, 0x2e];
        w.extend_from_slice(&k);
        w.extend(p.iter().enumerate().map(|(j, b)| b ^ k[j & 3]));
        self.flush(i);
    }
    fn send(&mut self, i: usize, p: &[u8]) { self.frame(i, 2, p) }
    fn flush(&mut self, i: usize) {
        let ep = self.ep;
        let c = &mut self.conns[i];
        while !c.wb.is_empty() {
            match c.s.write(&c.wb) {
                Ok(n) => { c.wb.drain(..n); }
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => break,
                Err(_) => { c.open = false; self.closed += 1; return; }
            }
        }
        let w = !c.wb.is_empty();
        if w != c.want_out {
            c.want_out = w;
            let mut e = Ev { events: if w { EPOLLIN | EPOLLOUT } else { EPOLLIN }, data: i as u64 };
            unsafe { epoll_ctl(ep, 3, c.s.as_raw_fd(), &mut e); }
        }
    }
    fn record(&mut self, i: usize, own: bool, u: &[u8]) {
        if let Some(d) = self.dump.as_mut() {
            let w = i as u32 | if own { 0x8000_0000 } else { 0 };
            let _ = d.write_all(&w.to_le_bytes());
            let _ = d.write_all(&(self.conns[i].doc as u32).to_le_bytes());
            let _ = d.write_all(&(u.len() as u32).to_le_bytes());
            let _ = d.write_all(u);
        }
    }
    fn readable(&mut self, i: usize) {
        let mut t = [0u8; 65536];
        loop {
            match self.conns[i].s.read(&mut t) {
                Ok(0) => { if self.conns[i].open { self.conns[i].open = false; self.closed += 1; } unsafe { epoll_ctl(self.ep, 2, self.conns[i].s.as_raw_fd(), &mut Ev { events: 0, data: 0 }); } return; }
                Ok(n) => { self.conns[i].rb.extend_from_slice(&t[..n]); self.bytes_in += n as u64; if n < t.len() { break; } }
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => break,
                Err(_) => { if self.conns[i].open { self.conns[i].open = false; self.closed += 1; } return; }
            }
        }
        self.read_frames(i);
    }
    fn read_frames(&mut self, i: usize) {
        let rb = std::mem::take(&mut self.conns[i].rb);
        let mut p = 0;
        loop {
            if rb.len() - p < 2 { break; }
            let (b0, b1) = (rb[p], rb[p + 1]);
            let (mut l, mut h) = ((b1 & 127) as usize, 2);
            if l == 126 { if rb.len() - p < 4 { break; } l = u16::from_be_bytes([rb[p + 2], rb[p + 3]]) as usize; h = 4; }
            else if l == 127 { if rb.len() - p < 10 { break; } l = u64::from_be_bytes(rb[p + 2..p + 10].try_into().unwrap()) as usize; h = 10; }
            if rb.len() - p < h + l { break; }
            let body = &rb[p + h..p + h + l];
            p += h + l;
            match b0 & 15 {
                9 => self.frame(i, 10, body),
                8 => {
                    if body.len() >= 2 { *self.closes.entry(u16::from_be_bytes([body[0], body[1]])).or_default() += 1; }
                    self.frame(i, 8, body)
                }
                10 => {}
                op => {
                    if b0 & 128 != 0 && op != 0 { self.message(i, body); }
                    else { self.conns[i].frag.extend_from_slice(body); if b0 & 128 != 0 { let f = std::mem::take(&mut self.conns[i].frag); self.message(i, &f); } }
                }
            }
        }
        let mut rest = rb;
        if p > 0 { rest.drain(..p); }
        self.conns[i].rb = rest;
    }
    fn message(&mut self, i: usize, m: &[u8]) {
        self.msgs_in += 1;
        let mut r = Rd::new(m);
        if self.proto == Proto::Hocus { r.bytes(); }
        match r.uint() {
            0 | 4 => {
                let sub = r.uint();
                let pl = r.bytes();
                if r.bad { self.bad += 1; return; }
                match sub {
                    0 => {
                        let d = self.conns[i].doc;
                        let mut b = self.head(d);
                        b.extend_from_slice(&[0, 1, 2, 0, 0]); // step 2, empty update
                        self.send(i, &b);
                        if self.resend && i < self.cl.len() { for u in self.cl[i].own.clone() { self.push_update(i, &u); } }
                    }
                    1 => { self.update(i, pl); self.conns[i].ready = true; }
                    2 => self.update(i, pl),
                    _ => self.bad += 1,
                }
            }
            1 => { if self.measuring { self.aw_in += 1; } }
            8 => self.acks += r.uint(),
            2 | 3 | 5 | 6 | 7 | 9 | 10 => {}
            _ => self.bad += 1,
        }
    }
    fn update(&mut self, i: usize, u: &[u8]) {
        self.record(i, false, u);
        let now = self.now();
        let (base, ncl) = (self.base, self.cl.len());
        let mut hits: Vec<(usize, u64, u64)> = Vec::new();
        if !walk_update(u, |c, k, l| {
            if c >= base && c < base + ncl as u64 { hits.push(((c - base) as usize, k, l)); }
        }) { self.bad += 1; }
        for (s, k, l) in hits {
            if self.cl[s].doc != self.conns[i].doc { self.bad += 1; continue; }
            if s == i { self.echo += 1; continue; }
            let pos = self.cl[s].pos;
            let c = &mut self.conns[i];
            if pos >= c.next.len() { continue; }
            let nx = c.next[pos];
            if k > nx { self.gaps += 1; continue; }
            if k + l <= nx { self.dup += 1; continue; }
            c.next[pos] = k + l;
            for clk in nx.max(2)..k + l {
                let t = self.cl[s].sent[clk as usize - 2];
                if self.measuring { self.hist.add((now - t) / 1000); self.delivered += 1; }
                // closed loop: the next member of the document releases the sender's window
                if self.window > 0 {
                    let m = &self.members[self.cl[s].doc];
                    if m[(pos + 1) % m.len()] == i { self.cl[s].inflight -= 1; }
                }
            }
            if self.window > 0 { while self.cl[s].typist && !self.cl[s].stopped && self.cl[s].inflight < self.window { self.keystroke(s); } }
        }
    }
    fn push_update(&mut self, i: usize, u: &[u8]) {
        let d = self.conns[i].doc;
        let mut b = self.head(d);
        b.extend_from_slice(&[0, 2]);
        put_bytes(&mut b, u);
        self.send(i, &b);
    }
    fn setup(&mut self, i: usize) {
        let id = self.cl[i].id;
        let mut u = vec![1, 2];
        put_uint(&mut u, id);
        u.push(0);
        u.push(7); u.push(1); put_bytes(&mut u, self.a.s("fragment", "default").as_bytes());
        u.push(3); put_bytes(&mut u, b"paragraph");
        u.push(7); u.push(0); put_uint(&mut u, id); u.push(0); u.push(6);
        u.push(0);
        self.cl[i].clock = 2;
        self.conns[i].setup = true;
        self.record(i, true, &u);
        self.push_update(i, &u);
        if self.resend { self.cl[i].own.push(u); }
    }
    fn keystroke(&mut self, i: usize) {
        let del_every = self.a.u("delete-every", 0) as u64;
        let burst = self.a.u("burst", 20);
        let now = self.now();
        let c = &mut self.cl[i];
        if c.burst == 0 { c.burst = burst; c.cur = if c.order.is_empty() { 0 } else { (c.rng.next() % (c.order.len() as u64 + 1)) as usize }; }
        c.burst -= 1;
        let mut u = vec![1, 1];
        put_uint(&mut u, c.id);
        put_uint(&mut u, c.clock);
        let (l, r) = (c.cur > 0, c.cur < c.order.len());
        u.push(4 | if l { 128 } else { 0 } | if r { 64 } else { 0 });
        if l { put_uint(&mut u, c.id); put_uint(&mut u, c.order[c.cur - 1] as u64); }
        if r { put_uint(&mut u, c.id); put_uint(&mut u, c.order[c.cur] as u64); }
        if !l && !r { u.push(0); put_uint(&mut u, c.id); u.push(1); }
        u.push(1);
        u.push(b'a' + (c.rng.next() % 26) as u8);
        let n = c.clock - 1;
        if del_every > 0 && n % del_every == 0 && c.cur > 0 {
            let victim = c.order[c.cur - 1] as u64; // a backspace in the same transaction
            u.push(1); put_uint(&mut u, c.id); u.push(1); put_uint(&mut u, victim); u.push(1);
            c.dels += 1;
        } else { u.push(0); }
        let cl = c.clock as u32;
        c.order.insert(c.cur, cl);
        c.cur += 1;
        c.clock += 1;
        c.sent.push(now);
        c.inflight += 1;
        let id = c.id;
        c.aw += 1;
        let awn = c.aw;
        if self.measuring { self.sent_n += 1; }
        self.record(i, true, &u);
        self.push_update(i, &u);
        if self.resend { self.cl[i].own.push(u); }
        if self.a.u("awareness", 1) == 1 {
            let j = format!("{{\"user\":{{\"name\":\"Engineer {i}\",\"color\":\"#3b82f6\"}},\"cursor\":{{\"anchor\":{{\"type\":{{\"client\":{id},\"clock\":1}},\"tname\":null,\"item\":{{\"client\":{id},\"clock\":{cl}}},\"assoc\":0}},\"head\":{{\"type\":{{\"client\":{id},\"clock\":1}},\"tname\":null,\"item\":{{\"client\":{id},\"clock\":{cl}}},\"assoc\":0}}}}}}");
            let mut a = vec![1];
            put_uint(&mut a, id); put_uint(&mut a, awn); put_bytes(&mut a, j.as_bytes());
            let d = self.conns[i].doc;
            let mut b = self.head(d);
            b.push(1);
            put_bytes(&mut b, &a);
            self.send(i, &b);
        }
    }
    // runs the loop until `until` (ns), driving typists when type_ is set
    fn run(&mut self, until: u64, type_: bool, mut stop: impl FnMut(&G) -> bool) {
        let rate = self.a.f("rate", 5.0);
        let mut evs = [Ev { events: 0, data: 0 }; 512];
        loop {
            let now = self.now();
            if now >= until || stop(self) { return; }
            let mut nxt = until;
            if type_ {
                let gap = (1e9 / rate) as u64;
                for i in 0..self.cl.len() {
                    if !self.cl[i].typist || !self.conns[i].setup { continue; }
                    if self.window > 0 {
                        while self.cl[i].inflight < self.window && !self.cl[i].stopped { self.keystroke(i); }
                    } else {
                        while self.cl[i].next_at <= now { self.keystroke(i); self.cl[i].next_at += gap; }
                        nxt = nxt.min(self.cl[i].next_at);
                    }
                }
            }
            // at least 1 ms: no spinning; latency counts from the real send time, so lateness does not blur it
            let wait = ((nxt.saturating_sub(self.now())) / 1_000_000).clamp(1, 20) as i32;
            let n = unsafe { epoll_wait(self.ep, evs.as_mut_ptr(), 512, wait) };
            for k in 0..n.max(0) as usize {
                let e = evs[k];
                let i = e.data as usize;
                if e.events & EPOLLOUT != 0 { self.flush(i); }
                if e.events & !EPOLLOUT != 0 { self.readable(i); }
            }
        }
    }
}

// ---------- /proc readings of the server under test (and its children) ----------
fn pids(a: &Args) -> Vec<u32> {
    let mut v: Vec<u32> = a.s("pid", "").split(',').filter_map(|x| x.parse().ok()).collect();
    let mut i = 0;
    while i < v.len() {
        for t in std::fs::read_dir(format!("/proc/{}/task", v[i])).into_iter().flatten().flatten() {
            if let Ok(s) = std::fs::read_to_string(t.path().join("children")) {
                for c in s.split_whitespace().filter_map(|x| x.parse().ok()) { if !v.contains(&c) { v.push(c); } }
            }
        }
        i += 1;
    }
    v
}
fn cpu(ps: &[u32]) -> f64 {
    ps.iter().map(|p| std::fs::read_to_string(format!("/proc/{p}/stat")).ok().and_then(|s| {
        let f: Vec<&str> = s.rsplit_once(')')?.1.split_whitespace().collect();
        Some((f[11].parse::<f64>().ok()? + f[12].parse::<f64>().ok()?) / 100.0)
    }).unwrap_or(0.0)).sum()
}
fn rss_kb(ps: &[u32]) -> f64 {
    ps.iter().map(|p| std::fs::read_to_string(format!("/proc/{p}/status")).ok().and_then(|s| {
        s.lines().find(|l| l.starts_with("VmRSS"))?.split_whitespace().nth(1)?.parse::<f64>().ok()
    }).unwrap_or(0.0)).sum()
}

fn main() {
    let mut it = std::env::args().skip(1);
    let mode = it.next().expect("mode: load | join | idle");
    let mut a = Args { m: HashMap::new(), multi: vec![] };
    while let Some(k) = it.next() {
        let k = k.trim_start_matches("--").to_string();
        let v = it.next().unwrap_or_else(|| panic!("--{k} needs a value"));
        a.multi.push((k.clone(), v.clone()));
        a.m.insert(k, v);
    }
    let proto = match a.s("proto", "yws").as_str() { "yws" => Proto::Yws, "hocus" => Proto::Hocus, "raw" => Proto::Raw, x => panic!("proto {x}") };
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64;
    let mut rng = Rng(a.u("seed", seed as usize) as u64 | 1);
    for _ in 0..5 { rng.next(); }
    let base = (rng.next() % (1 << 30)) + (1 << 20);
    let n = a.u("clients", 20);
    let nd = a.u("docs", 4);
    let dump = a.m.get("dump").map(|p| std::io::BufWriter::new(std::fs::File::create(p).expect("dump")));
    let prefix = a.s("prefix", &format!("bench-{base}-"));
    let names: Vec<String> = a.m.get("docs-file").map(|p| std::fs::read_to_string(p).expect("docs-file").lines().map(String::from).collect()).unwrap_or_default();
    let window = a.u("window", 0) as i64;
    let resend = a.u("resend", 1) == 1;
    let mut g = G { proto, ep: unsafe { epoll_create1(0) }, t0: Instant::now(), conns: vec![], cl: vec![], base, members: vec![vec![]; nd],
        hist: Hist::new(), delivered: 0, aw_in: 0, msgs_in: 0, bytes_in: 0, echo: 0, gaps: 0, dup: 0, acks: 0, bad: 0, closed: 0, sent_n: 0,
        measuring: false, window, dump, prefix, names, resend, closes: HashMap::new(), a };
    let ps = pids(&g.a);
    let rss0 = rss_kb(&ps);
    let typists = g.a.u("typists", usize::MAX >> 1); // per document
    if mode == "join" { return join(g, ps); }
    for i in 0..n {
        let d = i % nd;
        let pos = g.members[d].len();
        g.members[d].push(i);
        let r = rng.next();
        g.cl.push(Client { id: base + i as u64, doc: d, pos, clock: 0, order: vec![], cur: 0, burst: 0, dels: 0, sent: vec![], own: vec![], aw: 0,
            next_at: 0, inflight: 0, typist: mode == "load" && pos < typists, rng: Rng(r | 1), stopped: false });
    }
    let tc = g.now();
    for i in 0..n {
        match g.connect(i % nd) { Ok(c) => { g.add(c); } Err(e) => { eprintln!("connect {i}: {e}"); std::process::exit(2); } }
        if i % 10 == 9 { let t = g.now(); g.run(t + 2_000_000, false, |_| false); }
    }
    let t = g.now();
    g.run(t + 30_000_000_000, false, |g| g.conns.iter().all(|c| c.ready));
    let connect_s = (g.now() - tc) as f64 / 1e9;
    let nready = g.conns.iter().filter(|c| c.ready).count();
    if mode == "idle" {
        let t = g.now();
        g.run(t + (g.a.f("duration", 5.0) * 1e9) as u64, false, |_| false);
        println!("{{\"mode\":\"idle\",\"clients\":{n},\"docs\":{nd},\"ready\":{nready},\"connect_s\":{connect_s:.3},\"rss0_kb\":{rss0:.0},\"rss_kb\":{:.0},\"closed\":{}}}", rss_kb(&ps), g.closed);
        return;
    }
    // --stall K: the last K clients stop reading for good (slow-consumer test); they do not type
    let stall = g.a.u("stall", 0);
    for i in n - stall..n {
        g.cl[i].typist = false;
        g.conns[i].stalled = true;
        unsafe { epoll_ctl(g.ep, 2, g.conns[i].s.as_raw_fd(), &mut Ev { events: 0, data: 0 }); }
    }
    for i in 0..n { if g.cl[i].typist { g.setup(i); } }
    let t = g.now();
    g.run(t + 1_000_000_000, false, |_| false);
    let now = g.now();
    let gap = (1e9 / g.a.f("rate", 5.0)) as u64;
    for i in 0..n { let r = g.cl[i].rng.next(); g.cl[i].next_at = now + r % gap.max(1); }
    g.run(now + (g.a.f("warmup", 2.0) * 1e9) as u64, true, |_| false);
    // measured part
    g.measuring = true;
    g.delivered = 0; g.hist = Hist::new();
    let (c0, m0, b0, t1) = (cpu(&ps), g.msgs_in, g.bytes_in, g.now());
    let own = vec![std::process::id()];
    let o0 = cpu(&own);
    g.run(t1 + (g.a.f("duration", 10.0) * 1e9) as u64, true, |_| false);
    let (c1, m1, b1, t2) = (cpu(&ps), g.msgs_in, g.bytes_in, g.now());
    let o1 = cpu(&own);
    let rss1 = rss_kb(&ps);
    let (deliv_in, sent_in, aw_in) = (g.delivered, g.sent_n, g.aw_in);
    // drain: until everything is everywhere, or 15 s
    for c in g.cl.iter_mut() { c.stopped = true; }
    g.window = 0;
    let done = |g: &G| g.conns.iter().enumerate().take(g.cl.len()).filter(|(_, c)| !c.stalled).all(|(i, c)| g.members[c.doc].iter().all(|&s| s == i || !g.cl[s].typist || c.next[g.cl[s].pos] >= g.cl[s].clock));
    let t3 = g.now();
    g.run(t3 + (g.a.f("drain", 15.0) * 1e9) as u64, false, |g| done(g));
    let drain_s = (g.now() - t3) as f64 / 1e9;
    let mut missing = 0u64;
    for (i, c) in g.conns.iter().enumerate().filter(|(_, c)| !c.stalled) { for &s in &g.members[c.doc] { if s != i && g.cl[s].typist { missing += g.cl[s].clock - c.next[g.cl[s].pos].min(g.cl[s].clock); } } }
    g.measuring = false;
    // a fresh joiner per document asks the server for its whole state
    let mut server_missing = 0u64;
    if proto != Proto::Raw {
        let f0 = g.conns.len();
        for d in 0..nd { if let Ok(c) = g.connect(d) { g.add(c); } }
        let t = g.now();
        g.run(t + 10_000_000_000, false, |g| g.conns[f0..].iter().all(|c| c.ready && g.members[c.doc].iter().all(|&s| !g.cl[s].typist || c.next[g.cl[s].pos] >= g.cl[s].clock)));
        for c in &g.conns[f0..] { for &s in &g.members[c.doc] { if g.cl[s].typist { server_missing += g.cl[s].clock - c.next[g.cl[s].pos].min(g.cl[s].clock); } } }
        if g.conns.len() - f0 < nd { server_missing += 1; }
    }
    let secs = (t2 - t1) as f64 / 1e9;
    let dcpu = c1 - c0;
    let keys: u64 = g.cl.iter().map(|c| c.clock.saturating_sub(2)).sum();
    let dels: u64 = g.cl.iter().map(|c| c.dels).sum();
    println!("{{\"mode\":\"load\",\"clients\":{n},\"docs\":{nd},\"ready\":{nready},\"connect_s\":{connect_s:.3},\"secs\":{secs:.2},\"keystrokes\":{keys},\"deletes\":{dels},\"sent_per_s\":{:.1},\"delivered_per_s\":{:.1},\"awareness_in_per_s\":{:.1},\"msgs_in_per_s\":{:.1},\"mb_in_per_s\":{:.3},\"p50_ms\":{:.2},\"p95_ms\":{:.2},\"p99_ms\":{:.2},\"max_ms\":{:.1},\"server_cpu\":{:.3},\"cpu_ms_per_1000\":{:.2},\"gen_cpu\":{:.3},\"rss0_kb\":{rss0:.0},\"rss_kb\":{rss1:.0},\"drain_s\":{drain_s:.2},\"missing\":{missing},\"server_missing\":{server_missing},\"gaps\":{},\"dup\":{},\"echo\":{},\"acks\":{},\"bad\":{},\"closed\":{},\"close_codes\":\"{:?}\"}}",
        sent_in as f64 / secs, deliv_in as f64 / secs, aw_in as f64 / secs, (m1 - m0) as f64 / secs, (b1 - b0) as f64 / secs / 1e6,
        g.hist.q(0.5), g.hist.q(0.95), g.hist.q(0.99), g.hist.max as f64 / 1000.0, dcpu / secs, dcpu * 1e6 / deliv_in.max(1) as f64, (o1 - o0) / secs,
        g.gaps, g.dup, g.echo, g.acks, g.bad, g.closed, g.closes);
    if let Some(d) = g.dump.as_mut() { let _ = d.flush(); }
    if missing + server_missing > 0 { std::process::exit(3); }
}

// join: --prior K types K keystrokes into one document (rate-limited), then --joins J fresh
// clients, one after another, each timed from connect() to the last missing struct.
// --prior 0 --expect C joins an existing document (name: --prefix with 0 appended) that has C clocks.
fn join(mut g: G, ps: Vec<u32>) {
    let prior = g.a.u("prior", 5000) as u64;
    let mut expect = g.a.u("expect", 0) as u64;
    let keep = g.a.u("keep", 1) == 1;
    if prior > 0 {
        g.members = vec![vec![0]];
        g.cl.push(Client { id: g.base, doc: 0, pos: 0, clock: 0, order: vec![], cur: 0, burst: 0, dels: 0, sent: vec![], own: vec![], aw: 0,
            next_at: 0, inflight: 0, typist: true, rng: Rng(g.base | 1), stopped: false });
        let c = g.connect(0).expect("connect");
        g.add(c);
        let t = g.now();
        g.run(t + 10_000_000_000, false, |g| g.conns[0].ready);
        g.setup(0);
        g.cl[0].next_at = g.now();
        g.a.m.entry("rate".into()).or_insert("1000".into());
        let lim = prior + 2;
        let t = g.now();
        g.run(t + 120_000_000_000, true, |g| g.cl[0].clock >= lim);
        g.cl[0].typist = false;
        expect = g.cl[0].clock;
        let t = g.now();
        g.run(t + 2_000_000_000, false, |_| false);
        if !keep { g.frame(0, 8, &1000u16.to_be_bytes()); let t = g.now(); g.run(t + 500_000_000, false, |_| false); }
    }
    let rss = rss_kb(&ps);
    let c0 = cpu(&ps);
    let (mut h, mut bytes, mut fails) = (Vec::new(), 0, 0);
    let joins = g.a.u("joins", 20);
    for _ in 0..joins {
        let b0 = g.bytes_in;
        let t = g.now();
        let want = expect;
        // raw coverage: sum of struct lengths in what arrives
        let mut c = match g.connect(0) { Ok(c) => c, Err(e) => { eprintln!("{e}"); fails += 1; continue; } };
        c.s.set_nonblocking(false).unwrap();
        let mut q = Vec::new();
        let mut hello = vec![];
        if g.proto == Proto::Hocus { put_bytes(&mut hello, g.docname(0).as_bytes()); hello.extend_from_slice(&[2, 0, 1, b't']); q.push(hello.clone()); }
        let mut s1 = g.head(0); s1.extend_from_slice(&[0, 0, 1, 0]); q.push(s1);
        let mut out = vec![];
        for m in q { out.push(130); out.push(128 | m.len() as u8); out.extend_from_slice(&[0; 4]); out.extend_from_slice(&m); }
        let _ = c.s.write_all(&out);
        let (mut got, mut buf, mut tmp, mut nin) = (0u64, c.rb.clone(), vec![0u8; 65536], 0);
        let ok = 'o: loop {
            let mut p = 0;
            while buf.len() - p >= 2 {
                let (mut l, mut hd) = ((buf[p + 1] & 127) as usize, 2);
                if l == 126 { if buf.len() - p < 4 { break; } l = u16::from_be_bytes([buf[p + 2], buf[p + 3]]) as usize; hd = 4; }
                else if l == 127 { if buf.len() - p < 10 { break; } l = u64::from_be_bytes(buf[p + 2..p + 10].try_into().unwrap()) as usize; hd = 10; }
                if buf.len() - p < hd + l { break; }
                if buf[p] & 15 == 2 {
                    let mut r = Rd::new(&buf[p + hd..p + hd + l]);
                    if g.proto == Proto::Hocus { r.bytes(); }
                    if let 0 | 4 = r.uint() { let sub = r.uint(); let u = r.bytes(); if sub == 1 || sub == 2 { walk_update(u, |_, _, l| got += l); } }
                }
                p += hd + l;
                if got >= want { break 'o true; }
            }
            buf.drain(..p);
            match c.s.read(&mut tmp) { Ok(0) | Err(_) => break false, Ok(n) => { nin += n; buf.extend_from_slice(&tmp[..n]); } }
            if g.now() - t > 20_000_000_000 { break false; }
        };
        let dt = (g.now() - t) as f64 / 1e6;
        if ok { h.push(dt); } else { fails += 1; }
        bytes = nin.max(bytes);
        let _ = b0;
        let mut f = vec![136, 130, 0, 0, 0, 0]; f.extend_from_slice(&1000u16.to_be_bytes());
        let _ = c.s.write_all(&f);
        let t = g.now();
        let gap = (g.a.f("gap-ms", 10.0) * 1e6) as u64;
        g.run(t + gap, false, |_| false);
    }
    let first = h.first().copied().unwrap_or(0.0);
    h.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let q = |p: f64| if h.is_empty() { 0.0 } else { h[((h.len() as f64 * p) as usize).min(h.len() - 1)] };
    println!("{{\"mode\":\"join\",\"prior\":{prior},\"expect\":{expect},\"joins\":{joins},\"fails\":{fails},\"p50_ms\":{:.3},\"p95_ms\":{:.3},\"first_ms\":{:.3},\"bytes\":{bytes},\"cpu_ms_per_join\":{:.2},\"rss_kb\":{rss:.0},\"prefix\":\"{}\"}}",
        q(0.5), q(0.95), first, (cpu(&ps) - c0) * 1000.0 / joins as f64, g.prefix);
    if fails > 0 { std::process::exit(3); }
}
