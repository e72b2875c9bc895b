// A chat that rings is heard, and behind other windows what visitors say, too. Pages show both without. Beside desk.js.
const place = document.querySelector("ombud-ring");
const { title } = document;
const ringing = () => document.querySelectorAll('form[action$="/accept"]').length;
let sounds, before = ringing(), known, stop, timer;

const sound = async () => {
  sounds ??= new AudioContext();
  // A browser may keep still until somebody has clicked or typed on the page.
  await Promise.race([sounds.resume(), new Promise((over) => setTimeout(over, 300))]);
  const silent = sounds.state !== "running";
  place.querySelector("[data-silent]").hidden = !silent;
  if (silent) return;
  for (const [nth, frequency] of [660, 880].entries()) {
    const tone = new OscillatorNode(sounds, { frequency });
    tone.connect(new GainNode(sounds, { gain: 0.1 })).connect(sounds.destination);
    tone.start(sounds.currentTime + nth / 4);
    tone.stop(sounds.currentTime + nth / 4 + 0.2);
  }
};
new MutationObserver(() => {
  const now = ringing();
  if (now > before && !document.hidden) sound();
  before = now;
}).observe(document.body, { childList: true, subtree: true });

const look = async () => {
  const told = await json("/chat/api/chats");
  if (!told || !document.hidden) return;
  const { rings: { length: rings }, unread } = told;
  document.title = rings + unread ? `(${rings + unread}) ${title}` : title;
  if (known && (rings > known.rings || unread > known.unread)) sound();
  known = { rings, unread };
};
/** By one page that is hidden at a time: a browser has few connections for a desk. */
const hear = () => {
  stop?.abort();
  known = null;
  document.title = title;
  if (!document.hidden) return;
  const { signal } = (stop = new AbortController());
  const listen = () => new Promise((over) => {
    const news = new EventSource("/api/v1/events");
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 300);
    };
    for (const what of ["chat:lines.created", "chat:chats.changed"]) news.addEventListener(what, soon);
    signal.addEventListener("abort", () => over(news.close()));
    look();
  });
  navigator.locks?.request("ombud-ring", { signal }, listen).catch(() => {}) ?? listen();
};
onShown(hear);
hear();
