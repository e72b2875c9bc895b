// <script src="https://desk.example/kernel/embed.js" async></script> sets a frame into the corner of a page, which learns
// nothing but how large that wants to be.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || document.querySelector("iframe[data-ombud]")) return;
  const { page = "/chat/widget", title = "Chat", side = "right", ...asked } = script.dataset;
  const address = new URL(page, script.src);
  for (const name of ["site", "language", "department"]) {
    if (asked[name]) address.searchParams.set(name, asked[name]);
  }
  // This stays in the browser until the visitor begins to talk.
  address.hash = new URLSearchParams({ page: location.href, referrer: document.referrer });

  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = title;
  frame.dataset.ombud = "";
  frame.style.cssText =
    "position:fixed;bottom:0;border:0;margin:0;width:0;height:0;max-width:100%;max-height:100%;z-index:2147483000;" +
    `color-scheme:light dark;${side === "left" ? "left" : "right"}:0`;

  const small = matchMedia("(max-width: 500px), (max-height: 500px)");
  let size = { width: 0, height: 0, open: false };
  const fit = () => {
    const whole = size.open && small.matches;
    frame.style.width = whole ? "100%" : `${size.width}px`;
    frame.style.height = whole ? "100%" : `${size.height}px`;
  };
  const length = (value) => Math.min(Number(value) || 0, 2000);
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
