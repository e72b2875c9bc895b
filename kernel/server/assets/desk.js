// What makes the desk quicker. Every page works without it: no element here makes or hides anything that
// a person needs, and nothing is asked of the network.

const two = (number) => String(number).padStart(2, "0");

/** How the page's language writes dates: English as in Europe, as the kernel draws them. */
const locale = () => {
  const { lang } = document.documentElement;
  return !lang || lang.startsWith("en") || lang === "ar-XB" ? "en-GB" : lang;
};

/** How long ago, within a day. */
const ago = (minutes) => {
  const [number, unit] = minutes < 60 ? [minutes, "minute"] : [Math.floor(minutes / 60), "hour"];
  if (locale() === "en-GB") return `${number} ${unit === "hour" ? "h" : "min"} ago`;
  return new Intl.RelativeTimeFormat(locale(), { style: "short" }).format(-number, unit);
};

/** Whether a key is meant for the page and not for a field; some fields take no keys of their own. */
const isCommand = (event, but = "none") =>
  !event.defaultPrevented &&
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing &&
  (event.target.matches?.(but) ||
    !event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]"));

/**
 * Calls back, a moment later and once for many, when something happens to records of a collection, or to the one with
 * this id. Only a tab that is looked at listens: browsers keep few connections to one place. Whoever looks again, or was
 * cut off, may have missed something, and is called at once.
 */
const hear = (collection, heard, id) => {
  let news, waiting, missed = false;
  const soon = ({ data }) => {
    if (id && JSON.parse(data).subject.id !== id) return;
    waiting ??= setTimeout(() => {
      waiting = null;
      heard();
    }, 500);
  };
  const listen = () => {
    news?.close();
    news = null;
    if (document.hidden) return;
    news = new EventSource("/api/v1/events");
    for (const what of ["created", "changed", "deleted"]) news.addEventListener(`${collection}.${what}`, soon);
    news.addEventListener("open", () => {
      if (missed) heard();
      missed = true;
    });
  };
  listen();
  document.addEventListener("visibilitychange", listen);
  return () => {
    document.removeEventListener("visibilitychange", listen);
    clearTimeout(waiting);
    news?.close();
  };
};

/** This page as it would be drawn now; nothing while it cannot be had. */
const drawn = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
};

/** As the kernel drew them; scripts have changed them since. */
const asDrawn = new Map();
const note = (key, element) => { if (element) asDrawn.set(key, element.outerHTML); };

/** Puts an element of another drawing of the page in the place of the same one here, if it is drawn otherwise now and nobody
 * is in it. */
const renew = (key, old, next) => {
  if (!old || !next || old.contains(document.activeElement) || asDrawn.get(key) === next.outerHTML) return;
  note(key, next);
  const copy = document.importNode(next, true);
  for (const open of old.querySelectorAll("details[open]")) {
    const summary = open.querySelector("summary")?.textContent;
    for (const same of copy.querySelectorAll("details")) {
      if (same.querySelector("summary")?.textContent === summary) same.open = true;
    }
  }
  for (const box of old.querySelectorAll("[name=t]:checked")) {
    const same = copy.querySelector(`[name=t][value="${box.value}"]`);
    if (same) same.checked = true;
  }
  old.replaceWith(copy);
};
const renewPart = (selector, page) =>
  renew(selector, document.querySelector(selector), page.querySelector(selector));

/** `<ombud-time>`: the time of the place where it is read, and an age that grows. */
class Time extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector("time");
    this.age = this.querySelector(".ago");
    if (!this.time) return;
    this.at = new Date(this.time.dateTime);
    this.tell();
    if (this.age) this.timer = setInterval(() => this.tell(), 60_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tell() {
    const { at } = this;
    const year = at.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    this.time.textContent = at.toLocaleString(locale(), { day: "numeric", month: "short", year, ...hour });
    this.time.title = at.toLocaleString(locale(), { dateStyle: "full", timeStyle: "long" });
    const minutes = Math.floor((Date.now() - at) / 60_000);
    // Days and more are right as the page was drawn; only what changes while one looks is told anew.
    if (!this.age || minutes < 1 || minutes >= 1440) return;
    this.age.textContent = ago(minutes);
  }
}

/**
 * `<ombud-list>`: j and k walk through the rows, o opens one, x ticks it. With `live`, rows tell what becomes of their
 * tickets, where they stand; what is new comes when one asks for it, so that nothing moves under the eyes.
 */
class List extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      if (!isCommand(event, "input[type=checkbox]")) return;
      if (event.key === "j") this.step(1);
      else if (event.key === "k") this.step(-1);
      else if (event.key === "o") this.current()?.click();
      else if (event.key === "x") this.current()?.closest("tr")?.querySelector("[name=t]")?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", this.keys);
    this.addEventListener("change", ({ target }) => {
      if (!target.closest("thead")) return;
      for (const box of this.querySelectorAll("[name=t]")) box.checked = target.checked;
    });
    this.querySelector(".fresh button")?.addEventListener("click", () => this.show());
    this.arrange();
    for (const row of this.querySelectorAll("tr[data-ticket]")) note(row.dataset.ticket, row);
    note(".views", document.querySelector(".views"));
    if (this.hasAttribute("live")) this.deaf = hear("tickets:tickets", () => this.refresh());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    this.deaf?.();
  }

  arrange() {
    const all = this.querySelector("thead .choose input");
    if (all) all.hidden = false;
  }

  links() {
    return [...this.querySelectorAll("a.open-ticket")];
  }

  current() {
    return this.links().find((link) => link.closest("tr, li").contains(document.activeElement));
  }

  step(by) {
    const links = this.links();
    const at = links.indexOf(this.current());
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    next?.focus({ focusVisible: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  /** The page as it would be drawn now: numbers and rows that stand here already are renewed at once. */
  async refresh() {
    const page = await drawn();
    this.next = page?.querySelector("ombud-list");
    if (!this.next) return;
    renewPart(".views", page);
    let fresh = 0;
    for (const row of this.next.querySelectorAll("tr[data-ticket]")) {
      const old = this.querySelector(`tr[data-ticket="${row.dataset.ticket}"]`);
      if (!old) fresh += 1;
      renew(row.dataset.ticket, old, row);
    }
    for (const row of this.querySelectorAll("tr[data-ticket]")) {
      row.classList.toggle("gone", !this.next.querySelector(`tr[data-ticket="${row.dataset.ticket}"]`));
    }
    this.querySelector(".fresh").hidden = !fresh && !this.querySelector("tr.gone");
    this.querySelector(".fresh b").textContent = fresh || "";
  }

  /** All of it as it is now, with what was ticked still ticked. */
  show() {
    if (!this.next) return;
    const ticked = [...this.querySelectorAll("[name=t]:checked")].map((box) => box.value);
    const table = this.next.querySelector("table, .empty");
    for (const row of table.querySelectorAll("tr[data-ticket]")) note(row.dataset.ticket, row);
    this.querySelector("table, .empty").replaceWith(document.importNode(table, true));
    for (const box of this.querySelectorAll("[name=t]")) box.checked = ticked.includes(box.value);
    this.arrange();
    this.querySelector(".fresh").hidden = true;
    const said = this.querySelector("[data-word]");
    said.textContent = said.dataset.word;
    this.links()[0]?.focus();
  }
}

/**
 * `<ombud-composers>`: r and n begin to write, Ctrl+Enter sends once. What is not sent yet stays in this tab
 * while one looks elsewhere, and also when signing in again comes between.
 */
class Composers extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      const field = isCommand(event) && { r: "#reply", n: "#note" }[event.key];
      const composer = field && this.querySelector(field)?.closest("details");
      if (!composer) return;
      event.preventDefault();
      composer.open = true;
      composer.querySelector("textarea").focus();
    };
    document.addEventListener("keydown", this.keys);
    this.addEventListener("keydown", (event) => {
      const send = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea");
      if (send) event.target.form.requestSubmit();
    });
    (this.closest("form") ?? this).addEventListener("submit", (event) => {
      if (this.sent) return event.preventDefault();
      this.sent = true;
      sessionStorage.setItem("sent", this.place(event.target));
    });
    // Whoever comes back by the browser's history may send again.
    window.addEventListener("pageshow", () => { this.sent = false; });
    this.addEventListener("toggle", (event) => {
      if (event.target.open && this.contains(document.activeElement)) event.target.querySelector("textarea")?.focus();
    }, true);
    this.addEventListener("input", (event) => this.keep(event.target));
    this.recall();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
  }

  /** Under whose name, and for which form. */
  place(form) {
    return `draft:${document.querySelector(".me span")?.textContent}:${new URL(form.action).pathname}`;
  }

  keep(text) {
    if (!text.matches("textarea")) return;
    if (text.value) sessionStorage.setItem(this.place(text.form), text.value);
    else sessionStorage.removeItem(this.place(text.form));
  }

  /** A page that says it is done ends the draft that was sent; all others come back. */
  recall() {
    const sent = sessionStorage.getItem("sent");
    if (sent && new URLSearchParams(location.search).has("done")) sessionStorage.removeItem(sent);
    sessionStorage.removeItem("sent");
    for (const text of this.querySelectorAll("textarea")) {
      const draft = sessionStorage.getItem(this.place(text.form));
      if (!draft || text.value) continue;
      text.value = draft;
      const composer = text.closest("details");
      if (composer) composer.open = true;
    }
  }
}

/**
 * `<ombud-ticket>`: what is said meanwhile comes in at the end of the conversation; what is beside it is renewed unless
 * one is at work there. What is being written stays. a takes the ticket, s goes to its status.
 */
class Ticket extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      if (!isCommand(event)) return;
      const field = { a: "[data-take]", s: "[name=status]" }[event.key];
      const found = field && this.querySelector(field);
      if (!found) return;
      event.preventDefault();
      if (event.key === "a") found.click();
      else found.focus();
    };
    document.addEventListener("keydown", this.keys);
    this.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-touched", ""));
    for (const part of [".facts", ".panel"]) note(part, document.querySelector(part));
    this.deaf = hear("tickets:tickets", () => this.refresh(), this.getAttribute("ticket"));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    this.deaf();
  }

  async refresh() {
    const page = await drawn();
    const talk = page?.querySelector("ol.talk");
    if (!talk) return;
    const own = this.querySelector("ol.talk");
    const known = new Set([...own.children].map((said) => said.dataset.said));
    const fresh = [...talk.children].filter((said) => !known.has(said.dataset.said));
    own.append(...fresh.map((said) => document.importNode(said, true)));
    // Whoever writes already may not have noticed: then sending asks once more.
    const [seen, last] = [this, page].map((place) => place.querySelector("[name=seen]"));
    if (seen && last && !this.querySelector("#reply").value) seen.value = last.value;
    const word = this.querySelector("[data-word]");
    if (fresh.length && word) word.textContent = word.dataset.word;
    renewPart(".facts", page);
    if (!this.querySelector(".panel [data-touched]")) renewPart(".panel", page);
  }
}

/** `<ombud-keys>`: wraps a dialog; ? opens it, / goes to the number field, i to the inbox, c to a new ticket. */
class Keys extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      if (!isCommand(event)) return;
      const dialog = this.querySelector("dialog");
      if (event.key === "?") dialog?.showModal();
      else if (event.key === "/") document.querySelector("#jump")?.focus();
      else if (event.key === "i") document.querySelector(".top nav a")?.click();
      else if (event.key === "c") document.querySelector(".top nav a + a")?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", this.keys);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
  }
}

/**
 * `<ombud-frame>`: around a plugin's own scripts, which reach nothing. What they ask for is sent to paths of that plugin
 * alone; what comes back is text, and no page, whose forms could be read.
 */
class Frame extends HTMLElement {
  connectedCallback() {
    this.heard = (event) => {
      const frame = this.querySelector("iframe");
      if (frame && event.source === frame.contentWindow) this.hear(frame, event);
    };
    window.addEventListener("message", this.heard);
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.heard);
  }

  async hear(frame, { data, ports: [port] }) {
    if (Number.isFinite(data?.height)) frame.style.height = `${Math.min(Math.max(data.height, 40), 5000)}px`;
    if (!port || !data?.ask) return;
    try {
      port.postMessage(await this.ask(data.ask));
    } catch (error) {
      port.postMessage({ error: String(error.message ?? error) });
    }
  }

  async ask({ method = "GET", path = "/", body }) {
    const own = `/${this.getAttribute("plugin")}`;
    const place = new URL(own + path, location.origin);
    if (place.origin !== location.origin || !place.pathname.startsWith(`${own}/`)) {
      throw new Error(`a frame asks below ${own}/ only`);
    }
    const headers = { accept: "application/json", "x-ombud-stamp": this.getAttribute("stamp") };
    if (body !== undefined) headers["content-type"] = "application/json";
    const text = body === undefined ? undefined : String(body);
    const answer = await fetch(place, { method: String(method), headers, body: text, redirect: "error" });
    const type = answer.headers.get("content-type") ?? "";
    if (type.startsWith("text/html")) throw new Error("a frame is not given pages");
    return { status: answer.status, type, body: await answer.text() };
  }
}

/** Puts the text of a chosen file into a field, which a form sends. Without scripts one pastes it there. */
class TextFile extends HTMLElement {
  connectedCallback() {
    const chosen = this.querySelector("input[type=file]");
    const field = document.getElementById(this.getAttribute("into"));
    this.hidden = false;
    chosen.addEventListener("change", async () => {
      if (chosen.files[0]) field.value = await chosen.files[0].text();
    });
  }
}

// Those that note how they were drawn come before what changes it.
customElements.define("ombud-list", List);
customElements.define("ombud-ticket", Ticket);
customElements.define("ombud-file", TextFile);
customElements.define("ombud-frame", Frame);
customElements.define("ombud-time", Time);
customElements.define("ombud-composers", Composers);
customElements.define("ombud-keys", Keys);
