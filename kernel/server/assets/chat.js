// <ombud-chat>: what a visitor talks through, in a frame on somebody's page. The plugin has drawn it with all its words.
// Nothing is lost: what is written stands in the outbox, in the storage of this frame, until the desk has it. Nothing is said
// twice: the desk keeps each line once under its key.
"use strict";

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
const make = (tag, of, ...inside) => {
  const made = document.createElement(tag);
  made.append(...inside);
  return Object.assign(made, of);
};
const link = (href, name = "") => make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, name);

/** The desk said no: to send it again would not help. */
class Refused extends Error {}

const start = (root) => {
  const of = (name) => root.getAttribute(name) ?? "";
  const part = (css) => root.querySelector(css);
  const all = (css) => [...root.querySelectorAll(css)];
  const { lang } = document.documentElement;
  const place = `ombud-chat:${of("api")}:${of("site")}`;
  const [launch, panel, list, badge, note, writes] =
    [".launch", ".window", "[data-lines]", "[data-unread]", "[data-note]", "[data-writing]"].map(part);
  const field = part("[data-send=lines] [name=text]");
  const lines = new Map();
  const busy = {};
  const told = { at: 0 };
  const here = random();
  let [state, next, last, tries, deaf, fresh] = ["", "", "", 0, 0, true];
  let listening, timer, sounds, shown;

  const say = (name, values = {}) =>
    part(`[data-text=${name}]`).content.textContent.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // What is kept, by any window of this visitor.
  let memory = {};
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) ?? {};
    } catch {
      return memory;
    }
  };
  const keep = (change) => {
    change((memory = kept()));
    try {
      localStorage.setItem(place, JSON.stringify(memory));
    } catch {}
  };

  // What is asked of the desk.
  const bearer = (pass) => (pass ? { authorization: `Bearer ${pass}` } : {});
  const ask = async (path, body, pass = kept().pass) => {
    const method = body ? "POST" : "GET";
    const headers = bearer(pass);
    if (body && !(body instanceof Blob) && !(body instanceof URLSearchParams)) {
      headers["content-type"] = "application/json";
      body = JSON.stringify(body);
    }
    const to = path.startsWith("/") ? path : `${of("api")}/api/${path}`;
    const answer = await fetch(to, { method, headers, body, credentials: "omit", cache: "no-store" });
    const { status, ok } = answer;
    const said = await answer.json().catch(() => ({}));
    if (ok) return said;
    const later = status >= 500 || status === 429 || status === 408;
    throw Object.assign(later ? new Error() : new Refused(said.detail), { status });
  };
  const send = (what, body) => ask(`chats/${kept().chat}/${what}`, body);

  /** One at a time, and once more for who comes meanwhile. What fails is tried again, later each time. */
  const once = async (name, work) => {
    if (busy[name]) return void (busy[name] = 2);
    do {
      busy[name] = 1;
      try {
        await work();
        tries = 0;
        reached(true);
      } catch (error) {
        if ([401, 403, 404].includes(error.status)) over();
        else reached(false);
      }
    } while (busy[name] > 1);
    busy[name] = 0;
  };
  const reached = (well) => {
    note.textContent = well || !kept().chat ? "" : say("lost");
    if (!well) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(wake, Math.min(30_000, 1000 * 2 ** Math.max(tries, deaf)) * (0.75 + Math.random() / 2));
  };
  const wake = () => {
    tries++;
    read();
    resume();
  };
  const resume = () => {
    const { chat } = kept();
    if (chat !== shown) clear();
    shown = chat;
    if (!chat) return state === "sent" || begin();
    if (!live() && state !== "ended") show("waiting");
    unsent();
    poll();
    flush();
  };
  const begin = () => show(of("open") === "false" ? "offline" : "start");

  const poll = () => kept().chat && once("poll", async () => {
    const { chat } = kept();
    if (!chat) return;
    const news = await ask(`chats/${chat}?after=${encodeURIComponent(next)}`);
    if (chat === kept().chat) heard(news);
  });
  const live = () => state === "waiting" || state === "running";

  const listen = async () => {
    const { chat, pass } = kept();
    if (listening || !chat || !live()) return;
    const abort = (listening = new AbortController());
    let quiet;
    // Each heart beat of the desk comes sooner.
    const beat = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => abort.abort(), 40_000);
    };
    try {
      beat();
      const headers = { ...bearer(pass), ...(last && { "last-event-id": last }) };
      const how = { headers, signal: abort.signal, credentials: "omit", cache: "no-store" };
      const answer = await fetch(`/api/v1/events?about=${of("records")}/${chat}`, how);
      if (!answer.ok) throw answer;
      poll();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = "", piece; !(piece = await reader.read()).done; ) {
        beat();
        deaf = 0;
        const events = (rest + piece.value).split("\n\n");
        rest = events.pop();
        events.forEach(event);
      }
    } catch {
      // It is tried again.
    }
    clearTimeout(quiet);
    listening = null;
    writes.textContent = "";
    deaf++;
    if (chat === kept().chat && live()) later();
  };
  const event = (text) => {
    const { id, event, data } = Object.fromEntries(text.split("\n").map((line) => line.split(/: (.*)/)));
    if (id) last = id;
    if (event === "signals") writes.textContent = JSON.parse(data).writing === true ? say("writing") : "";
    else if (event) poll();
  };
  const heard = (news) => {
    const known = lines.size;
    (news.lines ?? []).forEach(line);
    next = news.next ?? next;
    part("[data-waiting]").textContent = queue(news);
    const agent = part("[data-agent]");
    agent.textContent = news.agent?.name ?? agent.dataset.nobody;
    show(news.state);
    if (news.rated) part("[data-send=rating]").hidden = true;
    if (lines.size > known && !fresh && unread()) ring();
    fresh = false;
    read();
    if (live()) listen();
    else listening?.abort();
  };
  const queue = ({ position, wait }) => {
    const said = position ? say("position", { n: position }) : say("waiting");
    if (typeof wait !== "number") return said;
    const minutes = new Intl.NumberFormat(lang, { style: "unit", unit: "minute", unitDisplay: "long" });
    return `${said} ${say("wait", { time: minutes.format(Math.max(1, Math.round(wait / 60))) })}`;
  };

  /** The pass is over, or the chat is gone. What was not sent goes into the next one. */
  const over = () => {
    const { outbox = [], draft } = kept();
    const text = [...outbox.map((line) => line.text), draft].filter(Boolean).join("\n");
    leave();
    keep((saved) => delete saved.pass);
    if (text) part("[data-send=chats] [name=text]").value = text;
  };
  const leave = () => {
    keep((saved) => ["chat", "outbox", "draft"].forEach((name) => delete saved[name]));
    resume();
  };
  const clear = () => {
    listening?.abort();
    lines.clear();
    list.replaceChildren();
    field.value = kept().draft ?? "";
    [next, last, fresh] = ["", "", true];
    all("[data-part=ended] form").forEach((form) => (form.hidden = false));
    all("[data-thanks]").forEach((thanks) => (thanks.hidden = true));
  };

  // What is said.
  const flush = () => once("flush", async () => {
    for (;;) {
      const { chat, outbox = [] } = kept();
      const first = outbox.find((line) => line.refused === undefined);
      if (!chat || !first) return;
      const { key, text, files } = first;
      try {
        line({ key, ...(await send("lines", { key, text, files })) });
        keep((saved) => (saved.outbox = saved.outbox?.filter((other) => other.key !== key)));
      } catch (error) {
        if (!(error instanceof Refused) || error.status === 401) throw error;
        keep(({ outbox }) => outbox?.forEach((other) => other.key === key && (other.refused = error.message)));
        unsent();
      }
    }
  });
  const put = (text, files = []) => {
    keep((saved) => (saved.outbox ??= []).push({ key: random(), text, files, at: Date.now() }));
    unsent();
    flush();
  };
  const unsent = () => (kept().outbox ?? []).forEach((one) => line({ ...one, by: "you", waits: true }));

  const line = ({ id, key, by, name, text, at, files = [], waits, refused }) => {
    const known = lines.get(id) ?? lines.get(key);
    if (known && waits && !known.dataset.waits) return;
    const item = known ?? make("article");
    const low = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    const time = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(at);
    const parts = (text ?? "").split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
    item.className = by;
    item.replaceChildren(
      make("p", {}, make("b", {}, by === "you" ? say("you") : (name ?? "")), " ", make("time", { dateTime: new Date(at).toISOString() }, time)),
      ...(text ? [make("div", {}, ...parts.map((said, n) => (n % 2 ? link(said, said) : said)))] : []),
      ...files.map((one) => (one.href ? button(one) : make("div", {}, one.name))),
      ...(waits ? [make("small", {}, refused === undefined ? say("sending") : say("refused", { why: refused }))] : []),
      ...(refused === undefined ? [] : [make("button", { type: "button", onclick: retry }, say("retry"))]),
    );
    item.toggleAttribute("data-refused", refused !== undefined);
    Object.assign(item.dataset, { waits: waits ? "yes" : "", at, id: id ?? "" });
    for (const name of [id, key]) if (name) lines.set(name, item);
    // What waits stands below what was said.
    if (!known) list.insertBefore(item, waits ? null : list.querySelector("[data-waits=yes]"));
    if (low || by === "you") list.scrollTop = list.scrollHeight;
  };
  const retry = () => {
    keep(({ outbox }) => outbox.forEach((one) => delete one.refused));
    unsent();
    flush();
  };
  /** A file is fetched with the pass, which stands in no address. */
  const button = ({ name, href }) => make("button", { type: "button", className: "file", onclick: async () => {
    try {
      const answer = await fetch(href, { headers: bearer(kept().pass), credentials: "omit" });
      if (!answer.ok) throw answer;
      const file = URL.createObjectURL(await answer.blob());
      Object.assign(link(file), { download: name }).click();
      setTimeout(() => URL.revokeObjectURL(file), 60_000);
    } catch {
      reached(false);
    }
  } }, name);
  const attach = async (input) => {
    const files = [...input.files];
    const error = input.form.querySelector("[data-error]");
    input.value = error.textContent = "";
    for (const file of files) {
      try {
        const { id, size } = await ask("/api/v1/blobs", file);
        put("", [{ blob: id, name: file.name, type: file.type || "application/octet-stream", size }]);
      } catch (why) {
        error.textContent = `${file.name}: ${problem(why)}`;
      }
    }
  };
  const problem = (why) => (why instanceof Refused ? say("refused", { why: why.message }) : say("failed"));

  // What the visitor does.
  const clicks = {
    open: () => open(true),
    close: () => open(false),
    sound: () => sound(kept().sound === false),
    end: () => send("end", {}).then(poll, (why) => (note.textContent = problem(why))),
    again: () => {
      leave();
      focus();
    },
  };
  const submitted = async (form) => {
    const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim()));
    const what = form.dataset.send;
    if (what === "lines") {
      if (!fields.text) return;
      form.reset();
      keep((saved) => delete saved.draft);
      put(fields.text.trim());
      return signal("gone");
    }
    if (busy.form) return;
    busy.form = 1;
    const error = form.querySelector("[data-error]");
    error.textContent = "";
    await (answers[what] ?? hand)(form, fields, what).catch((why) => (error.textContent = problem(why)));
    busy.form = 0;
  };
  const answers = {
    chats: async (form, fields) => {
      form.dataset.key ||= random();
      const { page, referrer } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
      const { pass, until } = kept();
      const asked = { key: form.dataset.key, language: lang, page, referrer, ...fields };
      const news = await ask("chats", asked, until > Date.now() ? pass : "");
      form.dataset.key = "";
      form.reset();
      keep((saved) => Object.assign(saved, { chat: news.chat }, news.pass && { pass: news.pass, until: news.until }));
      clear();
      shown = news.chat;
      heard(news);
      focus();
    },
    offline: async (form, fields) => {
      await ask("offline", fields, "");
      form.reset();
      show("sent");
      focus();
    },
  };
  const hand = async (form, fields, what) => {
    await send(what, { ...fields, ...(fields.score && { score: Number(fields.score) }) });
    form.hidden = true;
    part(`[data-thanks=${what}]`).hidden = false;
  };

  /** That, and perhaps what, somebody writes is told now and then while it is so. */
  const signal = (kind, text) => {
    const { chat } = kept();
    if (!chat || state !== "running" || (kind === "gone" && !told.at)) return;
    clearTimeout(told.timer);
    const wait = told.at + (text ? 1000 : 5000) - Date.now();
    if (kind !== "gone" && wait > 0) return void (text && (told.timer = setTimeout(signal, wait, kind, text)));
    told.at = kind === "gone" ? 0 : Date.now();
    const form = { collection: of("records"), id: chat, kind, window: here, ...(text && { text }) };
    ask("/api/v1/signals", new URLSearchParams(form)).catch(() => {});
  };
  const typed = () => {
    const { value } = field;
    keep((saved) => (saved.draft = value));
    if (!value.trim()) signal("gone");
    else if (root.hasAttribute("peek")) signal("typed", value.slice(0, 500));
    else signal("writing");
  };

  // What is shown.
  const show = (now) => {
    if (now === state) return;
    state = root.dataset.state = now;
    const had = root.contains(document.activeElement);
    for (const one of all("[data-part]")) one.hidden = !one.dataset.part.split(" ").includes(now);
    if (had && document.activeElement.closest("[hidden]")) focus();
  };
  const open = (on, by = true) => {
    panel.hidden = !on;
    launch.hidden = on;
    keep((saved) => (saved.open = on));
    read();
    if (!by) return;
    if (!on) return launch.focus();
    focus();
    if (kept().chat) return;
    ask("state").then(({ open }) => root.setAttribute("open", open)).then(resume, () => {});
  };
  const focus = () => {
    list.scrollTop = list.scrollHeight;
    const fields = all(".window :is(input:not([type=file]), textarea, select, [data-do=again])");
    (fields.find((one) => !one.closest("[hidden]")) ?? part("[data-do=close]")).focus();
  };
  const sound = (on) => {
    keep((saved) => (saved.sound = on));
    part("[data-do=sound]").setAttribute("aria-pressed", on);
  };
  const ring = () => {
    if (kept().sound === false) return;
    sounds ??= new AudioContext();
    const at = sounds.currentTime;
    const [tone, loud] = [new OscillatorNode(sounds, { frequency: 660 }), new GainNode(sounds, { gain: 0.08 })];
    tone.frequency.setValueAtTime(880, at + 0.12);
    loud.gain.setTargetAtTime(0, at + 0.2, 0.05);
    tone.connect(loud).connect(sounds.destination);
    tone.start();
    tone.stop(at + 0.5);
  };
  const others = () => all("[data-lines] > [data-id]:not(.you)");
  const seen = () => !panel.hidden && !document.hidden;
  const unread = () => (seen() ? 0 : others().filter(({ dataset }) => dataset.at > (kept().read ?? 0)).length);
  /** What is before the visitor's eyes is read. */
  const read = () => {
    const newest = others().at(-1)?.dataset;
    if (seen() && newest?.at > (kept().read ?? 0)) {
      keep((saved) => (saved.read = Number(newest.at)));
      if (live()) send("seen", { line: newest.id }).catch(() => {});
    }
    const n = unread();
    badge.hidden = !n;
    badge.textContent = n;
    badge.title = say("unread", { n });
    resize();
  };
  /** Tells the page around how large the frame shall be. Whoever that is may know. */
  const resize = () => {
    const [width, height] = panel.hidden ? [launch.offsetWidth + 32, launch.offsetHeight + 32] : [400, 640];
    parent.postMessage({ ombud: "chat", open: !panel.hidden, width, height }, "*");
  };
  /** On the colour of the house stands whichever of black and white is read more easily. */
  const paint = (colour) => {
    const parts = /^#(..)(..)(..)$/.exec(colour)?.slice(1).map((hex) => (parseInt(hex, 16) / 255) ** 2.2);
    if (!parts) return;
    const light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    root.style.setProperty("--colour", colour);
    root.style.setProperty("--on-colour", light > 0.18 ? "#000" : "#fff");
  };

  paint(of("colour"));
  sound(kept().sound !== false);
  root.addEventListener("click", ({ target }) => clicks[target.closest("[data-do]")?.dataset.do]?.());
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(event.target);
  });
  root.addEventListener("change", ({ target }) => target.type === "file" && attach(target));
  field.addEventListener("input", typed);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  root.addEventListener("keydown", ({ key }) => key === "Escape" && open(false));
  for (const what of ["online", "focus"]) addEventListener(what, wake);
  document.addEventListener("visibilitychange", wake);
  addEventListener("storage", ({ key }) => key === place && (kept().chat === shown ? unsent() : resume()));
  new ResizeObserver(resize).observe(launch);
  open(kept().open === true, false);
  resume();
  // One's place in the queue is nobody's news.
  setInterval(() => (state === "waiting" || (state === "running" && deaf)) && !document.hidden && poll(), 15_000);
};

customElements.define("ombud-chat", class extends HTMLElement {
  connectedCallback() {
    start(this);
  }
});
