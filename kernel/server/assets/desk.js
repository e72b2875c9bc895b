// Makes the desk quicker. Every page works without it.

const find = (css) => document.querySelector(css);

/** How the page's language writes dates: as in Europe. */
const locale = () => {
  const { lang } = document.documentElement;
  return !lang || lang.startsWith("en") || lang === "ar-XB" ? "en-GB" : lang;
};

/** How long ago, within a day, or how soon. */
const ago = (minutes) => {
  const [number, unit] = Math.abs(minutes) < 60 ? [minutes, "minute"] : [Math.trunc(minutes / 60), "hour"];
  if (locale() !== "en-GB") return new Intl.RelativeTimeFormat(locale(), { style: "short" }).format(-number, unit);
  const words = `${Math.abs(number)} ${unit === "hour" ? "h" : "min"}`;
  return number < 0 ? `in ${words}` : `${words} ago`;
};

/** Whether a key is meant for the page and not for a field. */
const isCommand = (event, but = "none") =>
  !event.defaultPrevented &&
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing &&
  (event.target.matches?.(but) ||
    !event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]"));

const onShown = (act) => document.addEventListener("visibilitychange", act);

/** Where one writes; without words: that the desk cannot be reached. */
const say = (words) => {
  const line = find("[data-offline]");
  if (line) line.hidden = !(line.textContent = words ?? line.dataset.offline);
};

let away = false, knocking, again;
/** Whether the desk answers. Until it does, a line says so. */
const knock = () => knocking ??= fetch("/api/v1/health", { signal: AbortSignal.timeout(4e3) })
  .then(({ ok }) => ok, () => false)
  .then((there) => {
    knocking = null;
    if (there === away) {
      away = !there;
      say(there ? "" : undefined);
      if (there) dispatchEvent(new Event("reached"));
    }
    clearTimeout(again);
    if (away) again = setTimeout(knock, 3e3);
    return there;
  });
for (const what of ["offline", "online"]) addEventListener(what, knock);

let awake = Date.now();
// Whoever has slept listens to a dead line.
setInterval(() => {
  if (Date.now() - awake > 4e4) dispatchEvent(new Event("reached"));
  awake = Date.now();
}, 1e4);

const ask = (place, options) =>
  fetch(place, { signal: AbortSignal.timeout(8e3), ...options }).catch(() => { knock(); });

/** Calls back, once for many, with ids of what came or changed; none if something went, or it is much. */
const hear = (collection, heard, id, present, about = id && `${collection}/${id}`) => {
  let news, waiting, later, missed, ids = [];
  const soon = ({ data, type }) => {
    const one = JSON.parse(data).subject.id;
    if (id && one !== id) return;
    ids?.push(one);
    if (type.endsWith("deleted") || ids?.[30]) ids = null;
    waiting ??= setTimeout(() => {
      waiting = null;
      heard(ids);
      ids = [];
    }, 500);
  };
  const listen = () => {
    clearTimeout(later);
    news?.close();
    news = null;
    if (document.hidden) return missed = true;
    // At first since the page was drawn.
    const since = missed ? "" : document.documentElement.dataset.news;
    news = new EventSource(`/api/v1/events?since=${since}&about=${about ?? ""}`);
    if (about) news.addEventListener("signals", present);
    for (const what of ["created", "changed", "deleted", "left"]) news.addEventListener(`${collection}.${what}`, soon);
    news.onopen = () => {
      if (missed) heard();
      missed = true;
    };
    // Browsers do not come back from a refusal.
    news.onerror = ({ target }) => {
      missed = true;
      if (target.readyState === EventSource.CLOSED) later = setTimeout(listen, 1e4);
      knock();
    };
  };
  listen();
  addEventListener("reached", listen);
  onShown(listen);
};

const put = (text, words, begin, end) => {
  text.setRangeText(words, begin, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
};

const post = (place, body) =>
  ask(place, { method: "POST", body, headers: { accept: "application/json" }, keepalive: document.hidden });

/** This page, or that, as it would be drawn now; of its rows perhaps only these. */
const drawn = async (rows, at = location) => {
  const place = new URL(at, location);
  for (const id of rows || []) place.searchParams.append("row", id);
  const answer = await ask(place, { headers: { accept: "text/html" } });
  return answer?.ok || answer?.status === 404 ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
};

/** As the kernel drew them. */
const asDrawn = new Map();
const note = (key, element) => { if (element) asDrawn.set(key, element.outerHTML); };

const ticks = "[name=t], [name=m]";
/** Puts another drawing in an element's place, once nobody is in it. */
const renew = (key, old, next) => {
  if (old) old.onfocusout = null;
  if (!old || !next || asDrawn.get(key) === next.outerHTML || old.querySelector("[data-touched]")) return;
  old.onfocusout = () => setTimeout(renew, 300, key, old, next);
  if (old.contains(document.activeElement)) return;
  note(key, next);
  const copy = document.importNode(next, true);
  const title = (fold) => fold.querySelector("summary")?.textContent;
  for (const open of old.querySelectorAll("details[open]")) {
    for (const fold of copy.querySelectorAll("details")) fold.open ||= title(fold) === title(open);
  }
  copy.querySelector(ticks)?.toggleAttribute("checked", !!old.querySelector(ticks)?.checked);
  old.replaceWith(copy);
};
const renewPart = (selector, page) =>
  renew(selector, find(selector), page.querySelector(selector));

/** Says that one is here, by one line for all tabs of a browser. Without locks: the tab that is looked at. */
const stay = () => {
  let line;
  const open = () => {
    line?.close();
    if (!navigator.locks && document.hidden) return;
    line = new EventSource("/api/v1/presence");
    line.addEventListener("beat", ({ data }) => post("/api/v1/presence", new URLSearchParams({ line: data })));
    line.onerror = () => line.readyState === EventSource.CLOSED && setTimeout(open, 3e4);
  };
  open();
  if (!navigator.locks) onShown(open);
  return new Promise(() => {});
};
// Only staff has a bar with a name. Who goes on at once was not here.
if (find(".top .me")) setTimeout(() => navigator.locks?.request("ombud-here", stay) ?? stay(), 1e3);

class Keyed extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  handleEvent(event) {
    if (this.keys(event)) event.preventDefault();
  }
}

/** `<ombud-time>`: the time where it is read, and its age. */
class Time extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector("time");
    this.age = this.querySelector(".ago");
    if (!this.time) return;
    this.at = new Date(this.time.dateTime);
    this.tell();
    if (this.age) this.timer = setInterval(() => this.tell(), 6e4);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tell() {
    const { at } = this;
    const shape = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    if (at.getFullYear() !== new Date().getFullYear()) shape.year = "numeric";
    this.time.textContent = at.toLocaleString(locale(), shape);
    this.time.title = at.toLocaleString(locale(), { dateStyle: "full", timeStyle: "long" });
    const minutes = Math.floor((Date.now() - at) / 6e4);
    this.querySelector(".late")?.toggleAttribute("hidden", minutes < 0);
    // Days are right as drawn.
    if (this.age && minutes && Math.abs(minutes) < 1440) this.age.textContent = ago(minutes);
  }
}

const tickets = (place) => place.querySelectorAll("tr[data-ticket]");
const same = (place, { dataset }) => place.querySelector(`tr[data-ticket="${dataset.ticket}"]`);
/**
 * `<ombud-list>`: j and k walk through the rows, o opens one, x ticks it. With `live`, rows are renewed
 * where they stand; what is new comes when one asks for it.
 */
class List extends Keyed {
  keys(event) {
    if (!isCommand(event, "input[type=checkbox]")) return false;
    const act = {
      j: () => this.step(1),
      k: () => this.step(-1),
      o: () => this.current()?.click(),
      x: () => this.current()?.closest("tr")?.querySelector("[name=t]")?.click(),
    }[event.key];
    act?.();
    return act;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("change", ({ target }) => {
      if (target.closest("thead")) for (const box of this.querySelectorAll("[name=t]")) box.checked = target.checked;
    });
    this.querySelector(".fresh button")?.addEventListener("click", () => this.show());
    this.arrange();
    for (const row of tickets(this)) note(row.dataset.ticket, row);
    note(".views", find(".views"));
    if (this.hasAttribute("live")) hear("tickets:tickets", (ids) => this.refresh(ids));
  }

  arrange() {
    this.querySelector("thead .choose input")?.removeAttribute("hidden");
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
    const next = links[at < 0 && by < 0 ? links.length - 1 : at + by];
    next?.focus({ focusVisible: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  /** Numbers and rows that stand here are renewed. A row that did not change comes empty. */
  async refresh(about) {
    const page = await drawn(about);
    const next = page?.querySelector("ombud-list");
    if (!next) return;
    renewPart(".views", page);
    let fresh = 0;
    for (const row of tickets(next)) {
      const old = same(this, row);
      fresh += !old;
      if (row.firstChild) renew(row.dataset.ticket, old, row);
    }
    for (const row of tickets(this)) row.classList.toggle("gone", !same(next, row));
    this.querySelector(".fresh").hidden = !fresh && !this.querySelector("tr.gone");
    this.querySelector(".fresh b").textContent = fresh || "";
  }

  /** All of it, with what was ticked still ticked. */
  async show() {
    const table = (await drawn())?.querySelector("table, .empty");
    if (!table) return;
    const ticked = [...this.querySelectorAll("[name=t]:checked")].map((box) => box.value);
    for (const row of tickets(table)) note(row.dataset.ticket, row);
    this.querySelector("table, .empty").replaceWith(document.importNode(table, true));
    for (const box of this.querySelectorAll("[name=t]")) box.checked = ticked.includes(box.value);
    this.arrange();
    this.querySelector(".fresh").hidden = true;
    const said = this.querySelector("[data-word]");
    said.textContent = said.dataset.word;
    this.links()[0]?.focus();
  }
}

/** `<ombud-composers>`: r and n begin to write, Ctrl+Enter sends. What is typed is saved. */
class Composers extends Keyed {
  keys(event) {
    const field = isCommand(event) && { r: "#reply", n: "#note" }[event.key];
    const text = field && this.querySelector(field);
    if (!text) return false;
    text.closest("details").open = true;
    text.focus();
    return true;
  }

  connectedCallback() {
    super.connectedCallback();
    // One goes on at its end.
    for (const text of this.querySelectorAll("textarea")) text.setSelectionRange(1e6, 1e6);
    this.addEventListener("keydown", (event) => {
      const { target, key, shiftKey, ctrlKey, metaKey } = event;
      if (key !== "Enter" || !target.matches(ctrlKey || metaKey ? "textarea" : "[data-enter]")) return;
      if (shiftKey || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      target.form.requestSubmit();
    });
    // What another plugin offers goes where one writes.
    this.addEventListener("click", (event) => {
      const { name, value, form } = event.target;
      if (name !== "put") return;
      event.preventDefault();
      const { text } = form.elements;
      put(text, value, text.selectionStart, text.selectionEnd);
      text.focus();
    });
    (this.closest("form") ?? this).addEventListener("submit", (event) => this.send(event));
    this.addEventListener("toggle", (event) => {
      if (event.target.open && this.contains(document.activeElement)) event.target.querySelector("textarea")?.focus();
    }, true);
    for (const what of ["input", "change"]) {
      this.addEventListener(what, ({ target }) => {
        if (target.type !== "file") return target.name !== "answer" && this.keep(target.form);
        if (what === "change") target.form.querySelector("[value=attach]")?.click();
      });
    }
    const flush = () => {
      for (const form of this.unsaved()) {
        form.goes &&= document.hidden;
        this.save(form);
      }
    };
    addEventListener("reached", flush);
    onShown(flush);
    for (const text of this.querySelectorAll("[data-offers]")) new Offers(text);
    for (const button of this.querySelectorAll("[value=attach]")) button.hidden = true;
    this.recall();
  }

  /** Only if the desk is there; else every word stays. What comes twice counts once there. */
  async send(event) {
    const { target: form, submitter } = event;
    if (form.goes) return;
    event.preventDefault();
    clearTimeout(form.timer);
    if (!await knock()) return say(this.dataset.failed);
    // What is given up does not come back by itself.
    if (/discard|back|other/.test(submitter?.value) || submitter?.name === "insert") this.local(form, "");
    form.goes = true;
    form.went = form.elements.text.value;
    if (this.local(form)) this.keep(form);
    form.requestSubmit(submitter);
  }

  /** What this tab keeps of a form, under whose name; or what it is to keep. */
  local(form, kept) {
    const place = `unsent:${find(".me span")?.textContent}:${new URL(form.action).pathname}`;
    if (kept) sessionStorage.setItem(place, kept);
    else if (kept === "") sessionStorage.removeItem(place);
    return sessionStorage.getItem(place);
  }

  unsaved() {
    return [...this.querySelectorAll("textarea")].map((text) => text.form).filter((form) => this.local(form));
  }

  keep(form) {
    const { text, draft, key } = form.elements;
    this.local(form, JSON.stringify({ text: text.value, draft: draft?.value, key: key.value, went: form.went }));
    clearTimeout(form.timer);
    if (form.goes) return;
    // A second after the last word, five after the first.
    form.since ??= Date.now();
    form.timer = setTimeout(() => this.save(form), Math.min(1e3, form.since + 5e3 - Date.now()));
  }

  /** If another window has saved something else, the page shows both. */
  async save(form) {
    clearTimeout(form.timer);
    form.since = null;
    const button = form.querySelector("[name=do]");
    if (!button || form.dataset.clash !== undefined || form.goes) return;
    const fields = [...new FormData(form)].filter(([name]) => name !== "file");
    const body = new URLSearchParams([...fields, ["do", "save"]]);
    const answer = await post(button.formAction, body);
    if (answer?.status === 409) return button.click();
    const { text, draft } = form.elements;
    const shown = form.querySelector("[data-saved]");
    shown.textContent = this.dataset.unsaved;
    if (!answer?.ok) return;
    draft.value = (await answer.json()).draft;
    if (text.value === body.get("text")) this.local(form, "");
    shown.textContent = text.value && `${this.dataset.saved} ${new Date().toLocaleTimeString(locale(), { timeStyle: "short" })}`;
    form.querySelector("[value=discard]").hidden = !text.value;
  }

  /** What was not saved comes back; what was sent does not. */
  recall() {
    const sent = this.getAttribute("sent")?.split(" ") ?? [];
    for (const [place, kept] of Object.entries(sessionStorage)) {
      if (!place.startsWith("unsent:")) continue;
      const { text, key, went } = JSON.parse(kept);
      if (!sent.includes(key)) continue;
      // What was typed after it went is a new text.
      if (text === (went ?? text)) sessionStorage.removeItem(place);
      else sessionStorage.setItem(place, JSON.stringify({ text }));
    }
    for (const form of this.unsaved()) {
      const kept = JSON.parse(this.local(form));
      const { text, draft } = form.elements;
      if (draft && text.value === kept.text) this.local(form, "");
      else for (const name of ["text", "draft", "key"]) if (name in kept) form.elements[name].value = kept[name];
      if (draft && text.value) text.closest("details").open = true;
      this.save(form);
    }
  }
}

/** `<ombud-left>`: seconds that grow fewer; then the ticket is looked at anew. */
class Left extends HTMLElement {
  connectedCallback() {
    const end = performance.now() + this.getAttribute("seconds") * 1e3;
    this.timer = setInterval(() => {
      const left = Math.ceil((end - performance.now()) / 1e3);
      if (left >= 0) this.textContent = this.textContent.replace(/\d+/, left);
      if (left % 3 === 0 && left < 0 && left > -60 && !document.hidden) this.closest("ombud-ticket").refresh();
    }, 1e3);
    if (this.dataset.say) setTimeout(() => tell(this.dataset.say), 500);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}
const tell = (words, plain) => {
  const place = find("[data-word]");
  if (!place) return;
  place.textContent = words;
  place.className = plain ? "problem" : "hidden";
};

const json = (place) => ask(place).then((answer) => answer?.ok && answer.json());

/** A list under a field: what begins so after `/`, who after `@`. Arrows choose, Enter takes, Escape closes. */
class Offers {
  constructor(text) {
    this.text = text;
    text.oninput = () => this.look();
    text.onblur = () => this.close();
    text.onkeydown = (event) => this.key(event);
  }

  /** Where what stands after a sign is asked about. */
  asked() {
    const { value, selectionStart, dataset } = this.text;
    const [, sign, words] = /(?:^|[\s(])([/@])([^\s/@]*)$/.exec(value.slice(0, selectionStart)) ?? [];
    const place = sign === "/" ? dataset.offers : sign && dataset.names;
    return place && { place: `${place}?q=${encodeURIComponent(words)}`, length: words.length + 1 };
  }

  look() {
    clearTimeout(this.soon);
    this.stale = true;
    this.eager = false;
    this.due = this.asked()?.place;
    if (this.due) this.soon = setTimeout(() => this.fetch(this.due), 150);
    else this.close();
  }

  async fetch(place) {
    const offers = place && await json(place);
    if (this.due === place) this.due = null;
    if (this.asked()?.place !== place || document.activeElement !== this.text) return;
    const { eager } = this;
    this.close();
    if (!offers?.length) return;
    this.show(offers);
    if (eager) this.take(offers[0]);
  }

  show(offers) {
    const { text } = this;
    const made = (tag, as) => Object.assign(document.createElement(tag), as);
    const id = `${text.id}-offers`;
    const list = made("ul", { id, className: "offers", role: "listbox", ariaLabel: text.labels[0].textContent });
    list.append(...offers.map((offer, nth) => made("li", {
      id: `${id}-${nth}`,
      role: "option",
      textContent: offer.title + (offer.hint ? ` (${offer.hint})` : ""),
      onmousedown: (event) => {
        event.preventDefault();
        this.take(offer);
      },
    })));
    text.after(list);
    Object.assign(this, { list, offers, stale: false, nth: -1 });
    this.say("controls", id);
    if (!this.free) this.at(0);
  }

  at(nth) {
    const { children } = this.list;
    this.nth = nth < 0 ? children.length - 1 : nth % children.length;
    for (const option of children) option.ariaSelected = option === children[this.nth];
    this.say("activedescendant", children[this.nth].id);
    children[this.nth].scrollIntoView({ block: "nearest" });
  }

  say(name, id) {
    this.text.toggleAttribute(`aria-${name}`, !!id);
    if (id) this.text.setAttribute(`aria-${name}`, id);
    if (this.free) this.text.ariaExpanded = !!this.list;
  }

  key(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (!this.list) {
      // What is still looked for is not sent so.
      if (key !== "Enter" || !this.due || !this.text.matches("[data-enter]")) return;
      this.eager = true;
    } else if (key === "ArrowDown") this.at(this.nth + 1);
    else if (key === "ArrowUp") this.at(this.nth - 1);
    else if (key === "Enter" && this.free && (this.stale || this.nth < 0)) return;
    else if (key === "Enter" && this.stale) this.eager = true;
    else if (key === "Enter") this.take(this.offers[this.nth]);
    else if (key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  async take(offer) {
    const { text } = this;
    const end = text.selectionStart;
    const begin = end - (this.asked()?.length ?? 0);
    this.close();
    this.due = offer;
    const found = offer.text ? offer : await json(offer.from);
    this.due = null;
    if (!found) return;
    put(text, found.text ?? "", begin, end);
    if (!found.whole) return;
    text.form.elements.answer.add(new Option("", found.whole, true, true));
    text.form.querySelector("[name=insert]").click();
  }

  close() {
    this.list?.remove();
    this.list = this.eager = null;
    this.say("controls");
    this.say("activedescendant");
  }
}

/** Under a field: how what is typed may end. An arrow chooses. */
class Endings extends Offers {
  constructor(text) {
    super(text);
    this.free = true;
    Object.assign(text, { type: "text", role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
  }

  asked() {
    const { value, dataset } = this.text;
    return value.trim() && { place: `${dataset.endings}?q=${encodeURIComponent(value)}` };
  }

  take(offer) {
    this.text.value = offer.text;
    this.close();
    if (this.text.name === "q") this.text.form.requestSubmit();
  }
}

/** Tells others by a form that one is here or writes, and is told of them. */
class Here extends Keyed {
  told = "gone";

  keys() {}

  connectedCallback() {
    super.connectedCallback();
    this.form = this.querySelector("form[action$=signals]");
    if (!this.form) return;
    this.addEventListener("input", ({ target }) => {
      if (!target.matches("[data-offers]")) return;
      this.typed = Date.now();
      if (this.told !== "writing") this.signal();
    });
    const seen = () => this.signal();
    this.pulse = setInterval(seen, 5e3);
    onShown(seen);
    setTimeout(seen, 1e3);
  }

  /** Of who looks as somebody else the desk takes no such word. */
  async signal() {
    const { action, dataset } = this.form;
    const kind = document.hidden ? "gone" : Date.now() - this.typed < 8e3 ? "writing" : dataset.idle;
    if (kind === "gone" && this.told === kind) return;
    this.told = kind;
    // The next page of this tab goes on where this one ends.
    const tab = sessionStorage.tab ??= Math.random();
    const body = new URLSearchParams([...new FormData(this.form), ["kind", kind], ["window", tab]]);
    if ((await post(action, body))?.status === 403) clearInterval(this.pulse);
  }

  present({ data }) {
    const line = find("[data-writing]");
    line.textContent = JSON.parse(data).people.filter(({ kind }) => line.dataset[kind])
      .map(({ name, kind, text = "" }) => line.dataset[kind].replace("%", () => name) + text).join(" · ");
  }
}

/**
 * `<ombud-ticket>`: what is said meanwhile comes in at the end; what is beside is renewed unless one works there.
 * a takes the ticket, m merges it, s goes to its status, z takes a reply back, j and k lead on.
 */
class Ticket extends Here {
  keys(event) {
    const field = isCommand(event) &&
      { a: "[data-take]", m: "[data-merge]", s: "[name=status]", z: "[data-recall]", j: "[rel=next]", k: "[rel=prev]" }[event.key];
    const found = field ? this.querySelector(field) : null;
    if (event.key === "s") found?.focus();
    else found?.click();
    return found;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-touched", ""));
    for (const part of [".facts", ".panel"]) note(part, find(part));
    hear("tickets:tickets", () => this.refresh(), this.getAttribute("ticket"), this.present);
  }

  async refresh() {
    const page = await drawn(null, this.getAttribute("page"));
    const talk = page?.querySelector("ol.talk");
    const { word, left } = this.querySelector("[data-word]").dataset;
    if (!talk) return page && tell(left, true);
    const own = this.querySelector("ol.talk");
    const beyond = (some, others) => [...some.children].filter(({ dataset: { said } }) =>
      !others.querySelector(`[data-said="${said}"]`));
    const [fresh, gone] = [beyond(talk, own), beyond(own, talk)];
    const lost = gone.some((said) => said.contains(document.activeElement));
    for (const said of gone) said.remove();
    // What was edited.
    for (const said of talk.children) {
      const old = own.querySelector(`[data-said="${said.dataset.said}"]`);
      if (old && old.dataset.version !== said.dataset.version) renew(said.dataset.said, old, said);
    }
    own.append(...fresh.map((said) => document.importNode(said, true)));
    // Whoever was at what left is at what came.
    if (lost) {
      own.lastElementChild.tabIndex = -1;
      own.lastElementChild.focus({ focusVisible: true });
    }
    // Whoever writes may not have noticed: sending asks once more.
    const [seen, last] = [this, page].map((place) => place.querySelector("[name=seen]"));
    const writes = this.querySelector("#reply")?.value;
    if (seen && last && !writes) seen.value = last.value;
    if (fresh.length) tell(word, writes);
    renewPart(".facts", page);
    renewPart(".panel", page);
  }
}

/**
 * `<ombud-rows>`: what has a `data-row` is renewed where it stands, when records of its collection change.
 * Rows come and go with their `data-rows`, unless one is at work there.
 * With `single` by rows about those alone that changed; with `every` so many seconds as well.
 */
class Rows extends Here {
  connectedCallback() {
    super.connectedCallback();
    for (const [key, row] of this.rows(this)) note(key, row);
    const of = (name) => this.getAttribute(name);
    hear(of("collection"), (ids) => this.refresh(of("single") === "" && ids), "", this.present, of("about"));
    if (of("every")) setInterval(() => document.hidden || this.refresh(), of("every") * 1e3);
  }

  rows(place) {
    return new Map([...place.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  }

  async refresh(about) {
    const next = (await drawn(about))?.querySelector("ombud-rows");
    if (!next) return;
    const [own, fresh] = [this, next].map(this.rows);
    for (const [key, row] of own) renew(key, row, fresh.get(key));
    if (about) return [...fresh.keys()].every((key) => own.has(key)) || this.refresh();
    const others = next.querySelectorAll("[data-rows]");
    this.querySelectorAll("[data-rows]").forEach((list, nth) => {
      const other = others[nth] ?? list;
      const [old, rows] = [list, other].map(this.rows);
      if ([...old.keys()] + "" === [...rows.keys()] + "" || list.contains(document.activeElement)) return;
      for (const [key, row] of rows) note(key, row);
      list.replaceWith(document.importNode(other, true));
    });
  }
}

/** `<ombud-keys>`: ? opens its dialog, / the search, i the inbox, c a new ticket, w who is there. */
class Keys extends Keyed {
  keys(event) {
    const place = { i: "", c: '[href$="/new"]', w: '[href="/availability/"]' }[event.key];
    if (!isCommand(event)) return false;
    if (event.key === "?") this.querySelector("dialog")?.showModal();
    else if (event.key === "/") find("#jump")?.focus();
    else if (place !== undefined) find(`.top nav a${place}`)?.click();
    else return false;
    return true;
  }
}

/** The menu of the bar closes behind one. */
const shut = ({ key, target }) => {
  const menu = find(".top [open]");
  if (!menu || (key ? key !== "Escape" : menu.contains(target))) return;
  if (key) menu.firstChild.focus();
  menu.open = false;
};
for (const what of ["click", "focusin", "keydown"]) addEventListener(what, shut);

addEventListener("focusin", ({ target }) => target.matches("[data-endings]:not([role])") && new Endings(target));
// Those that note how things were drawn come first.
const all = { list: List, rows: Rows, ticket: Ticket, left: Left, time: Time, composers: Composers, keys: Keys };
for (const [name, element] of Object.entries(all)) customElements.define(`ombud-${name}`, element);
