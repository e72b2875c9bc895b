// What makes the desk quicker. Every page works without it: no element here makes or hides anything that
// a person needs, and nothing is asked of the network.

const two = (number) => String(number).padStart(2, "0");

/** Whether a key is meant for the page and not for a field. */
const isCommand = (event) =>
  !event.defaultPrevented &&
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing &&
  !event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]");

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
    const year = at.getFullYear() === new Date().getFullYear() ? "" : ` ${at.getFullYear()}`;
    const month = at.toLocaleString(document.documentElement.lang, { month: "short" });
    this.time.textContent = `${at.getDate()} ${month}${year}, ${two(at.getHours())}:${two(at.getMinutes())}`;
    this.time.title = at.toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "long" });
    const minutes = Math.floor((Date.now() - at) / 60_000);
    // Days and more are right as the page was drawn; only what changes while one looks is told anew.
    if (!this.age || minutes < 1 || minutes >= 1440) return;
    this.age.textContent = minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
  }
}

/** `<ombud-list>`: j and k walk through the rows, o opens one. */
class List extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      if (!isCommand(event)) return;
      if (event.key === "j") this.step(1);
      else if (event.key === "k") this.step(-1);
      else if (event.key === "o") this.current()?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", this.keys);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
  }

  links() {
    return [...this.querySelectorAll("a.open-ticket")];
  }

  current() {
    return this.links().find((link) => link === document.activeElement);
  }

  step(by) {
    const links = this.links();
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    next?.focus({ focusVisible: true });
    next?.scrollIntoView({ block: "nearest" });
  }
}

/** `<ombud-composers>`: r and n begin to write, Ctrl+Enter sends once, and leaving asks before a text is lost. */
class Composers extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => {
      if (!isCommand(event)) return;
      const field = { r: "#reply", n: "#note" }[event.key];
      const composer = field && this.querySelector(field)?.closest("details");
      if (!composer) return;
      event.preventDefault();
      composer.open = true;
      const text = composer.querySelector("textarea");
      text.focus();
      text.scrollIntoView({ block: "nearest" });
    };
    this.leave = (event) => {
      if (this.sent) return;
      const typed = [...this.querySelectorAll("textarea")].some((text) => text.value.trim() && text.value !== text.defaultValue);
      if (typed) event.preventDefault();
    };
    document.addEventListener("keydown", this.keys);
    window.addEventListener("beforeunload", this.leave);
    this.addEventListener("keydown", (event) => {
      const send = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea");
      if (send) event.target.form.requestSubmit();
    });
    (this.closest("form") ?? this).addEventListener("submit", (event) => {
      if (this.sent) return event.preventDefault();
      this.sent = true;
    });
    // Coming back by the browser's history, one may send again.
    window.addEventListener("pageshow", () => { this.sent = false; });
    this.addEventListener("toggle", (event) => {
      if (event.target.open && event.isTrusted && this.contains(document.activeElement)) event.target.querySelector("textarea")?.focus();
    }, true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    window.removeEventListener("beforeunload", this.leave);
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

customElements.define("ombud-time", Time);
customElements.define("ombud-list", List);
customElements.define("ombud-composers", Composers);
customElements.define("ombud-keys", Keys);
