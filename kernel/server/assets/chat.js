// What a visitor talks through: drawn by the plugin. What is written is kept until the desk has it, under a key, once.
const random = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("");
const make = (tag, of, ...inside) => {
  const made = document.createElement(tag);
  made.append(...inside);
  return Object.assign(made, of);
};
const link = (href, name = "") => make("a", { href, target: "_blank", rel: "noreferrer" }, name);

const root = document.querySelector("ombud-chat");
const of = (name) => root.getAttribute(name) ?? "";
const part = (css) => root.querySelector(css);
const all = (css) => [...root.querySelectorAll(css)];
const { lang, style } = document.documentElement;
const place = `ombud-chat:${of("api")}:${of("site")}`;
const [corner, launch, panel, list, badge, note, writes] =
  [".corner", ".launch", ".window", "[data-lines]", "[data-unread]", "[data-note]", "[data-writing]"].map(part);
const field = part("[data-send=lines] [name=text]");
const { page, referrer } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const lines = new Map();
const busy = {};
const told = { at: 0 };
const here = random();
let [state, next, tries, deaf, fresh, mine, telling] = ["", "", 0, 0, true, [], Promise.resolve()];
let listening, timer, sounds, shown, memory, newest, channel, visiting;

const say = (name, values = {}) =>
  part(`[data-text=${name}]`).content.textContent.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// By any window of this visitor; or by this one alone.
const kept = () => {
  try {
    return memory ?? JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
};
const keep = (change, saved = kept()) => {
  Object.assign(saved, change);
  if (memory) return void (memory = saved);
  try {
    localStorage.setItem(place, JSON.stringify(saved));
  } catch {
    memory = saved;
  }
};
/** By one window at a time, where the browser lets them agree. */
const alone = async (what, work, signal) => {
  let begun;
  try {
    return await navigator.locks.request(`${place}:${what}`, { signal }, () => work((begun = true)));
  } catch (why) {
    if (begun || signal?.aborted) throw why;
    return work();
  }
};

const bearer = (pass) => (pass ? { authorization: `Bearer ${pass}` } : {});
const ask = async (path, body, pass = kept().pass, as = "json", method = body ? "POST" : "GET") => {
  const headers = bearer(pass);
  if (body?.constructor === Object) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(body);
  }
  const to = path.startsWith("/") ? path : `${of("api")}/api/${path}`;
  const signal = AbortSignal.timeout(body instanceof Blob || as === "blob" ? 6e5 : 2e4);
  const answer = await fetch(to, { method, headers, body, signal, credentials: "omit", cache: "no-store" });
  const { status } = answer;
  if (answer.ok) return status === 204 ? {} : answer[as]();
  const { detail } = await answer.json().catch(() => ({}));
  // Else it said no.
  const later = status >= 500 || [408, 429].includes(status);
  throw { status, no: later ? undefined : (detail ?? "") };
};
const send = (what, body) => ask(`chats/${kept().chat}/${what}`, body);

/** One at a time, and once more for who comes meanwhile; what fails again. */
const once = async (name, work) => {
  if (busy[name]) return void (busy[name] = 2);
  try {
    do {
      busy[name] = 1;
      await work();
    } while (busy[name] > 1);
    tries = 0;
    reached(true);
  } catch {
    reached(false);
  } finally {
    busy[name] = 0;
  }
};
const reached = (well) => {
  note.textContent = well || !kept().chat ? "" : say("lost");
  if (!well) later();
};
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(wake, Math.min(3e4, 1e3 * 2 ** Math.max(tries, deaf)) * (0.75 + Math.random() / 2));
};
const wake = () => {
  tries++;
  read();
  resume();
};
const resume = () => {
  if (stale()) return forget();
  const { chat } = kept();
  if (chat !== shown) {
    shown = chat;
    clear();
    if (chat) show("waiting");
  }
  if (!chat) return visit() || state === "sent" || show(of("open") === "false" ? "offline" : "start");
  unsent();
  poll();
  flush();
};

/** Tells that one is there; the desk may invite. */
const visit = () => void (of("visits") && once("visit", async () => {
  if (kept().chat || document.hidden) return;
  const asked = { page, referrer, language: lang, department: of("department"), visit: kept().visit };
  const { visit: known, invitation, again } = await ask("visits", asked).catch(() => ({ again: 60 }));
  clearTimeout(visiting);
  visiting = setTimeout(visit, again * 1e3);
  if (!known || kept().chat) return;
  // Declined meanwhile.
  if (kept().visit?.no && !asked.visit?.no) return visit();
  keep({ visit: known });
  invite(invitation);
}));
const invite = (words) => all("[data-invited]").forEach((one) => (one.textContent = words));
const poll = () => kept().chat && once("poll", async () => {
  const { chat } = kept();
  if (!chat) return;
  try {
    const news = await ask(`chats/${chat}?${next ? `after=${encodeURIComponent(next)}` : location.hash.slice(1)}`);
    if (chat === kept().chat) heard(news);
  } catch (why) {
    if (chat !== kept().chat) return;
    // Perhaps for a while: nothing is thrown away.
    if ([401, 403, 404].includes(why.status)) show("gone");
    throw why;
  }
});
const live = () => state === "waiting" || state === "running";

/** One window hears, and tells the others: browsers have few connections. */
const listen = async () => {
  if (listening) return;
  const abort = (listening = new AbortController());
  await alone("listen", () => stream(abort), abort.signal).catch(() => {});
  if (listening !== abort) return;
  listening = null;
  deaf++;
  if (live()) later();
};
const stream = async (abort) => {
  const { chat, pass } = kept();
  let quiet;
  // Each heart beat comes sooner.
  const beat = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => abort.abort(), 4e4);
  };
  try {
    beat();
    const { signal } = abort;
    const answer = await fetch(`/api/v1/events?about=${of("records")}/${chat}`, { headers: bearer(pass), signal, credentials: "omit" });
    if (!answer.ok) return;
    // What was said before it was open is asked for.
    poll();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = "", piece; !(piece = await reader.read()).done; ) {
      beat();
      deaf = 0;
      const events = (rest + piece.value).split("\n\n");
      rest = events.pop();
      events.forEach(event);
    }
  } finally {
    clearTimeout(quiet);
    tell({ event: "signals", data: "{}" });
  }
};
const event = (text) => {
  const { event, data } = Object.fromEntries(text.split("\n").map((line) => line.split(/: (.*)/)));
  if (event) tell({ event, data });
};
const tell = (news) => {
  happened(news);
  channel?.postMessage(news);
};
const happened = ({ event, data }) => {
  if (event === "signals") writes.textContent = JSON.parse(data).writing ? say("writing") : "";
  else poll();
};
const heard = (news) => {
  const known = lines.size;
  news.lines.forEach(line);
  next = news.next;
  part("[data-waiting]").textContent = queue(news);
  const agent = part("[data-agent]");
  agent.textContent = news.agent?.name ?? agent.dataset.nobody;
  show(news.state);
  if (state === "ended") keep({ ended: kept().ended ?? Number(list.lastChild?.dataset.at ?? Date.now()) });
  if (news.rated) part("[data-send=rating]").hidden = true;
  if (lines.size > known && !fresh && unread()) ring();
  fresh = false;
  read();
  if (live()) listen();
  else listening?.abort();
};
const long = { style: "unit", unit: "minute", unitDisplay: "long" };
const queue = ({ position, wait }) =>
  (position ? say("position", { n: position }) : say("waiting")) +
  (wait == null ? "" : ` ${say("wait", { time: (Math.ceil(wait / 60) || 1).toLocaleString(lang, long) })}`);

/** What was not sent goes into the next chat: words into its form, then files. */
const leave = () => {
  const { pass, until, open, sound, draft } = kept();
  const rest = outbox();
  keep({ pass, until, open, sound, outbox: rest.filter((line) => line.files.length) }, {});
  resume();
  const next = part("[data-send=chats] [name=text]");
  if (next) next.value = [...rest.map((line) => line.text), draft].filter(Boolean).join("\n");
};
/** Whoever sits here next finds nothing. */
const forget = () => {
  if (kept().pass) ask("/api/v1/session", null, undefined, "", "DELETE").catch(() => {});
  keep({ open: kept().open }, {});
  all("form").forEach((form) => form.reset());
  resume();
};
const stale = () => {
  const { until, ended } = kept();
  return until < Date.now() || ended < Date.now() - 216e5;
};
const clear = () => {
  listening?.abort();
  listening = null;
  lines.clear();
  list.replaceChildren();
  field.value = kept().draft ?? "";
  invite("");
  [next, fresh, mine] = ["", true, []];
  all("[data-part=ended] form").forEach((form) => (form.hidden = false));
  all("[data-thanks]").forEach((thanks) => (thanks.hidden = true));
};

/** What the desk does not have: of this window, whatever another one kept. */
const outbox = () => {
  const { outbox = [] } = kept();
  return [...outbox, ...mine.filter(({ key }) => !outbox.some((other) => other.key === key))];
};
const first = () => outbox().find((line) => line.refused === undefined);
const flush = () => first() && once("flush", async () => {
  for (let one; (one = first()); ) {
    const { chat } = kept();
    if (!chat) return;
    const { key, text, files } = one;
    let no = [];
    try {
      const said = await send("lines", { key, text, files });
      if (chat === kept().chat) line({ key, ...said });
    } catch (why) {
      if (why.no === undefined || [401, 404].includes(why.status)) throw why;
      no = [{ ...one, refused: why.no }];
    }
    const rest = outbox().filter((other) => other.key !== key);
    mine = mine.filter((other) => other.key !== key);
    keep({ outbox: [...rest, ...no] });
    unsent();
  }
});
const put = (text, files = []) => {
  const one = { key: random(), text, files, at: Date.now() };
  mine.push(one);
  keep({ outbox: outbox() });
  unsent();
  flush();
};
const unsent = () => outbox().forEach((one) => line({ ...one, by: "you", waits: true }));

const line = ({ id, key, by, name, text, at, files = [], waits, refused }) => {
  const known = lines.get(id) ?? lines.get(key);
  if (known && waits && !known.dataset.waits) return;
  const item = known ?? make("article");
  const low = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const time = new Date(at).toLocaleTimeString(lang, { timeStyle: "short" });
  const parts = (text ?? "").split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
  item.className = by;
  item.replaceChildren(
    make("p", {}, make("b", {}, by === "you" ? say("you") : (name ?? "")), " ", time),
    ...(text ? [make("div", {}, ...parts.map((said, n) => (n % 2 ? link(said, said) : said)))] : []),
    ...files.map((one) => (one.href ? button(one) : make("div", {}, one.name))),
    ...(waits ? [make("small", {}, refused === undefined ? say("sending") : say("refused", { why: refused }))] : []),
    ...(refused === undefined ? [] : [make("button", { type: "button", onclick: retry }, say("retry"))]),
  );
  item.toggleAttribute("data-refused", refused !== undefined);
  Object.assign(item.dataset, { waits: waits ? "yes" : "", at, id: id ?? "" });
  [id, key].forEach((name) => name && lines.set(name, item));
  // What waits stands below what was said.
  if (!known) list.insertBefore(item, waits ? null : list.querySelector("[data-waits=yes]"));
  if (low || by === "you") list.scrollTop = list.scrollHeight;
};
const retry = () => {
  keep({ outbox: outbox().map((one) => ({ ...one, refused: undefined })) });
  unsent();
  flush();
};
/** A file is fetched with the pass, which stands in no address. */
const button = ({ name, href }) => make("button", { type: "button", className: "file", onclick: async () => {
  try {
    const file = URL.createObjectURL(await ask(href, undefined, kept().pass, "blob"));
    Object.assign(link(file), { download: name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 6e4);
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
const problem = ({ no }) => (no === undefined ? say("failed") : say("refused", { why: no }));

const clicks = {
  open: () => open(true),
  decline: () => {
    keep({ visit: { ...kept().visit, no: true } });
    invite("");
    launch.focus();
  },
  close: () => open(false),
  sound: () => sound(kept().sound === false),
  end: () => send("end", {}).then(poll, (why) => (note.textContent = problem(why))),
  save: () => button({ name: "chat.txt", href: `chats/${shown}/transcript` }).click(),
  again: () => focus(leave()),
  forget: () => focus(forget()),
};
const submitted = async (form) => {
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const what = form.dataset.send;
  if (what === "lines") {
    if (!fields.text) return;
    form.reset();
    keep({ draft: "" });
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
/** Where an answer was lost, the key may be taken; a pass may be good no more. */
const knock = async (form, asked, pass, more = 2) => {
  try {
    return await ask("chats", { key: (form.dataset.key ||= random()), ...asked }, pass);
  } catch (why) {
    if (!more || ![401, 409].includes(why.status)) throw why;
    form.dataset.key = "";
    return knock(form, asked, why.status === 401 || more < 2 ? "" : pass, more - 1);
  }
};
const answers = {
  chats: (form, fields) => alone("begin", async () => {
    if (kept().chat) {
      resume();
      if (fields.text) put(fields.text.trim());
    } else {
      const news = await knock(form, { language: lang, page, referrer, visit: kept().visit, ...fields }, kept().pass);
      keep({ chat: news.chat, ...(news.pass && { pass: news.pass, until: news.until }) });
      resume();
      heard(news);
    }
    form.dataset.key = "";
    form.reset();
    focus();
  }),
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

/** That, and perhaps what, one writes is told now and then. */
const signal = (kind, text) => {
  if (state !== "running" || (kind === "gone" && !told.at)) return;
  clearTimeout(told.timer);
  const wait = told.at + (text ? 1e3 : 5e3) - Date.now();
  if (kind !== "gone" && wait > 0) return void (text && (told.timer = setTimeout(signal, wait, kind, text)));
  told.at = kind === "gone" ? 0 : Date.now();
  const form = new URLSearchParams({ collection: of("records"), id: shown, kind, window: here, ...(text && { text }) });
  newest = form;
  // One after the other: what is typed never comes after it was sent.
  telling = telling.then(() => form === newest && ask("/api/v1/signals", form)).catch(() => {});
};
const typed = () => {
  const { value } = field;
  keep({ draft: value });
  if (!value.trim()) signal("gone");
  else if (root.hasAttribute("peek")) signal("typed", value.slice(0, 500));
  else signal("writing");
};

const show = (now) => {
  if (now === state) return;
  state = root.dataset.state = now;
  const had = document.activeElement;
  for (const one of all("[data-part]")) one.hidden = !one.dataset.part.split(" ").includes(now);
  if (had?.closest("[hidden]")) focus();
};
const open = (on, by = true) => {
  panel.hidden = !on;
  corner.hidden = on;
  keep({ open: on });
  read();
  if (!by) return;
  if (!on) return launch.focus();
  focus();
  if (kept().chat) return;
  ask("state", undefined, "").then(({ open }) => root.setAttribute("open", open)).then(resume, () => {});
};
const focus = () => {
  list.scrollTop = list.scrollHeight;
  const fields = all(".window :is(input:not([type=file]), textarea, select, [data-do=again])");
  (fields.find((one) => !one.closest("[hidden]")) ?? part("[data-do=close]")).focus();
};
const sound = (on) => {
  keep({ sound: on });
  part("[data-do=sound]").ariaPressed = on;
};
const ring = () => {
  if (kept().sound === false) return;
  sounds ??= new AudioContext();
  const [tone, loud] = [new OscillatorNode(sounds, { frequency: 880 }), new GainNode(sounds, { gain: 0.08 })];
  tone.connect(loud).connect(sounds.destination);
  tone.start();
  tone.stop(sounds.currentTime + 0.2);
};
const others = () => all("[data-lines] > [data-id]:not(.you)");
const seen = () => !panel.hidden && !document.hidden;
const unread = () => (seen() ? 0 : others().filter(({ dataset }) => dataset.at > (kept().read ?? 0)).length);
/** What is before the visitor's eyes is read. */
const read = () => {
  const newest = others().at(-1)?.dataset;
  if (seen() && newest?.at > (kept().read ?? 0)) {
    keep({ read: Number(newest.at) });
    if (live()) send("seen", { line: newest.id }).catch(() => {});
  }
  const n = unread();
  badge.hidden = !n;
  badge.textContent = n;
  badge.title = say("unread", { n });
  resize();
};
const resize = () => {
  const [width, height] = panel.hidden ? [corner.offsetWidth + 32, corner.offsetHeight + 32] : [400, 640];
  parent.postMessage({ ombud: "chat", open: !panel.hidden, width, height }, "*");
};
style.setProperty("--colour", of("colour"));
sound(kept().sound !== false);
root.onclick = ({ target }) => clicks[target.closest("[data-do]")?.dataset.do]?.();
root.onsubmit = ({ target }) => {
  submitted(target);
  return false;
};
root.onchange = ({ target }) => target.type === "file" && attach(target);
root.onkeydown = ({ key }) => void (key === "Escape" && open(false));
field.oninput = typed;
field.onkeydown = ({ key, shiftKey, isComposing }) => {
  if (key !== "Enter" || shiftKey || isComposing) return;
  field.form.requestSubmit();
  return false;
};
ononline = onfocus = document.onvisibilitychange = wake;
onstorage = ({ key }) => key === place && (kept().chat === shown ? unsent() : resume());
new ResizeObserver(resize).observe(corner);
try {
  channel = new BroadcastChannel(place);
  channel.onmessage = ({ data }) => happened(data);
} catch {}
open(kept().open ?? of("shown"), false);
resume();
setInterval(() => {
  if (stale()) forget();
  // One's place in the queue is nobody's news.
  if (live() && (deaf || state === "waiting") && !document.hidden) poll();
}, 15e3);
