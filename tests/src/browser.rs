//! A real browser, driven over the WebDriver protocol (W3C), which is plain
//! JSON over HTTP. Only what the tests use.

use crate::axe;
use serde_json::{Value, json};
use std::cell::Cell;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a page may take before a test calls it broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser window, closed when dropped.
pub struct Browser {
    driver: Child,
    session: String,
    agent: ureq::Agent,
    /// Whether pages may run scripts of their own.
    scripts: Cell<bool>,
    _profile: tempfile::TempDir,
}

/// How the page is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Whether the system prefers dark pages.
    pub dark: bool,
}

/// Chromium as it is, or Chromium without its own windows, menus and services (`chromium-headless-shell`), which takes half the processor
/// time: that one opens no page by itself, where chromedriver waits for one.
fn with_a_page(binary: &Path, folder: &Path) -> PathBuf {
    if !binary.to_string_lossy().ends_with("headless-shell") {
        return binary.to_owned();
    }
    let starter = folder.join("chromium");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\" about:blank\n", binary.display());
    fs::write(&starter, script).expect("a script can be written");
    fs::set_permissions(&starter, fs::Permissions::from_mode(0o755)).expect("it can be started");
    starter
}

/// Starts a chromedriver, which says its port; none if it ends before.
fn driver() -> Option<(Child, u16)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is needed: run tests/run, which installs or asks for it");
    let out = driver.stdout.take().expect("it was piped");
    let port = BufReader::new(out)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.strip_suffix('.')?.rsplit_once("on port ")?.1.parse::<u16>().ok());
    if port.is_none() {
        let _ = driver.wait();
    }
    port.map(|port| (driver, port))
}

impl Browser {
    /// Opens a headless window.
    ///
    /// # Panics
    /// If Chromium or chromedriver is missing; `tests/run` sees to both.
    pub fn open(look: Look) -> Browser {
        // It takes a port that is free for one kind of addresses, and ends if the other has it in use.
        let (driver, port) = (0..5).find_map(|_| driver()).expect("chromedriver says its port");
        let profile = tempfile::tempdir().expect("a folder for the browser's profile");
        let mut arguments = vec![
            "--headless".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-quic".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--hide-scrollbars".into(),
            format!("--user-data-dir={}", profile.path().display()),
            format!("--window-size={},{}", look.width, look.height),
        ];
        if look.dark {
            arguments.push("--force-dark-mode".into());
            arguments.push("--blink-settings=preferredColorScheme=0".into());
        }
        let mut options = json!({ "args": arguments });
        if let Some(binary) = std::env::var_os("OMBUD_CHROMIUM") {
            options["binary"] = json!(with_a_page(Path::new(&binary), profile.path()).to_string_lossy());
        }
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
        } } });
        let root = format!("http://127.0.0.1:{port}");
        let answer: Value = agent
            .post(format!("{root}/session"))
            .send_json(&wanted)
            .and_then(|mut r| r.body_mut().read_json())
            .expect("chromedriver answers");
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no browser: {answer}"));
        let session = format!("{root}/session/{id}");
        let browser = Browser { driver, session, agent, scripts: Cell::new(true), _profile: profile };
        // Narrower than Chromium's own smallest window: phones are emulated.
        browser.command(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false }),
        );
        let scheme = if look.dark { "dark" } else { "light" };
        browser.command(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
        browser
    }

    /// From now on it asks for pages in this language.
    pub fn speaks(&self, language: &str) {
        self.command("Network.enable", json!({}));
        self.command("Network.setExtraHTTPHeaders", json!({ "headers": { "Accept-Language": language } }));
    }

    /// Pages that are loaded from now on run this script before their own.
    pub fn begins_with(&self, script: &str) {
        self.command("Page.enable", json!({}));
        self.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Pages that are loaded from now on run no script. What the tests run in them goes on, but nothing that it leaves for later.
    pub fn without_scripts(&self) {
        self.command("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        self.scripts.set(false);
    }

    /// Goes to a page and waits until it is loaded and drawn: before that keys that are pressed may go nowhere.
    pub fn go(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
        if !self.scripts.get() {
            return;
        }
        let drawn =
            "const over = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => over()))";
        self.post("/execute/async", &json!({ "script": drawn, "args": [] }));
    }

    /// Where the window is now.
    pub fn url(&self) -> String {
        self.get("/url").as_str().unwrap_or_default().to_owned()
    }

    /// The visible text of the first element that matches.
    pub fn text(&self, css: &str) -> String {
        // The page may change between finding and reading: then find it anew.
        let until = Instant::now() + PATIENCE;
        loop {
            let element = self.element(css);
            let answer = self.get(&format!("/element/{element}/text"));
            if let Some(text) = answer.as_str() {
                return text.to_owned();
            }
            assert!(Instant::now() < until, "`{css}` cannot be read: {answer}");
        }
    }

    /// How many elements match.
    pub fn count(&self, css: &str) -> usize {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": css }));
        found.as_array().map_or(0, Vec::len)
    }

    /// Clicks, as a person would: when it is there to be clicked on.
    pub fn click(&self, css: &str) {
        self.once_shown(css, "click", &json!({}));
    }

    /// Clicks on what leads to another page, and waits until that one is
    /// loaded: whatever comes next is meant for it, and would otherwise
    /// sometimes stop the way there.
    pub fn follow(&self, css: &str) {
        self.leave(css, || self.click(css));
    }

    /// Presses the enter key in a field, and waits for the page that it leads to.
    pub fn enter(&self, css: &str) {
        self.leave(css, || self.write(css, "\u{e007}"));
    }

    fn leave(&self, css: &str, by: impl FnOnce()) {
        let page = self.element("html");
        by();
        let until = Instant::now() + PATIENCE;
        loop {
            let left = self.get(&format!("/element/{page}/name"))["error"] == "stale element reference";
            if left && self.run("return document.readyState") == "complete" {
                return;
            }
            assert!(Instant::now() < until, "`{css}` led nowhere from {}", self.url());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types into a field, after what stands there.
    pub fn write(&self, css: &str, text: &str) {
        self.once_shown(css, "value", &json!({ "text": text }));
    }

    /// Empties a field and types.
    pub fn fill(&self, css: &str, text: &str) {
        self.once_shown(css, "clear", &json!({}));
        self.write(css, text);
    }

    /// From now on it looks into a frame of the page, until [`Browser::outside`].
    pub fn inside(&self, css: &str) {
        let frame = self.element(css);
        self.post("/frame", &json!({ "id": { ELEMENT: frame } }));
    }

    /// It looks at the whole page again.
    pub fn outside(&self) {
        self.post("/frame", &json!({ "id": null }));
    }

    /// Presses keys one after the other, wherever one is on the page.
    pub fn press(&self, keys: &str) {
        let down_and_up = |key: char| {
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        };
        let pressed: Vec<Value> = keys.chars().flat_map(down_and_up).collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": pressed }] }));
    }

    /// Runs a script and gives its `return` value.
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Keeps a picture of the page's whole length under `tests/screenshots`, for people to look at; what a machine can see
    /// of whether everybody can use it is looked at here.
    ///
    /// # Panics
    /// If it breaks a rule of WCAG 2.2 AA.
    pub fn picture(&self, name: &str) {
        if let Some(script) = axe::script() {
            let broken = axe::told(&self.run(script));
            assert!(broken.is_empty(), "{name} is not accessible:\n{}", broken.join("\n"));
        }
        let data =
            self.command("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true }));
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let png = decode_base64(data["data"].as_str().unwrap_or_default());
        let path = folder.join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap_or(&folder)).expect("a folder for pictures");
        fs::write(path, png).expect("the picture can be kept");
    }

    /// Waits until an element is there.
    ///
    /// # Panics
    /// When it does not come, with the page's text.
    pub fn element(&self, css: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.try_post("/element", &json!({ "using": "css selector", "value": css }));
            if let Some(id) = answer["value"][ELEMENT].as_str() {
                return id.to_owned();
            }
            assert!(
                Instant::now() < until,
                "no `{css}` on {}:\n{}",
                self.url(),
                self.run("return document.body.innerText").as_str().unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until something is so.
    ///
    /// # Panics
    /// When it does not come to be, with the page's text.
    pub fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(
                Instant::now() < until,
                "not so: {what}, on {}:\n{}",
                self.url(),
                self.run("return document.body.innerText").as_str().unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Does something to an element; what a page is about to show is waited for.
    fn once_shown(&self, css: &str, what: &str, with: &Value) {
        let path = format!("/element/{}/{what}", self.element(css));
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.try_post(&path, with);
            match answer["value"]["error"].as_str() {
                None => return,
                Some("element not interactable") if Instant::now() < until => {}
                Some(_) => panic!("{what} on `{css}`, on {}: {}", self.url(), answer["value"]["message"]),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn command(&self, name: &str, parameters: Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": name, "params": parameters }))
    }

    fn get(&self, path: &str) -> Value {
        let mut answer =
            self.agent.get(format!("{}{path}", self.session)).call().expect("chromedriver answers");
        let body: Value = answer.body_mut().read_json().expect("in JSON");
        body["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.try_post(path, body);
        assert!(answer["value"]["error"].is_null(), "{path} {body}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }

    fn try_post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.session);
        let mut answer = self.agent.post(url).send_json(body).expect("chromedriver answers");
        answer.body_mut().with_config().limit(64 << 20).read_json().expect("in JSON")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Standard base64, as WebDriver sends pictures.
fn decode_base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> =
        text.bytes().filter(|c| *c != b'=' && !c.is_ascii_whitespace()).map(value).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0u32, |bits, d| bits << 6 | u32::from(*d)) << (6 * (4 - group.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}
