// The one line that a shop puts on its pages: <script src="https://desk.example/kernel/embed.js" async></script>
// It sets a frame into the corner. Everything else happens in there, on the desk's own origin: this page and the desk learn
// nothing of each other but how large the frame wants to be.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || document.querySelector("iframe[data-ombud]")) return;
  const { page = "/chat/widget", title = "Chat", side = "right", ...asked } = script.dataset;
  const address = new URL(page, script.src);
  for (const name of ["site", "language", "department"]) {
    if (asked[name]) address.searchParams.set(name, asked[name]);
  }
  // After the `#` it stays in the browser until the visitor begins to talk.
  address.hash = new URLSearchParams({ page: location.href, referrer: document.referrer });

  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = title;
  frame.dataset.ombud = "";
  frame.style.cssText =
    "position:fixed;bottom:0;border:0;margin:0;padding:0;width:0;height:0;max-width:100vw;max-height:100vh;" +
    "max-height:100dvh;z-index:2147483000;background:transparent;color-scheme:light dark;" +
    (side === "left" ? "left:0" : "right:0");

  const small = matchMedia("(max-width: 500px), (max-height: 500px)");
  let size = { width: 0, height: 0, open: false };
  const fit = () => {
    const whole = size.open && small.matches;
    frame.style.width = whole ? "100%" : `${size.width}px`;
    frame.style.height = whole ? "100%" : `${size.height}px`;
  };
  const length = (value) => Math.min(Math.max(Number(value) || 0, 0), 2000);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.ombud !== "chat") return;
    size = { width: length(data.width), height: length(data.height), open: data.open === true };
    fit();
  });
  small.addEventListener("change", fit);

  const place = () => document.body.append(frame);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();
