// Sets a frame into the corner of a page, which learns nothing but how large that wants to be.
(() => {
  const script = document.currentScript;
  if (!script || document.querySelector("iframe[data-ombud]")) return;
  const { page = "/chat/widget", title = "Chat", side = "right", ...asked } = script.dataset;
  const address = new URL(page, script.src);
  address.search = new URLSearchParams(asked);
  // Stays in the browser until the visitor begins to talk, unless the desk asks who is there.
  address.hash = new URLSearchParams({ page: location.href.slice(0, 500), referrer: document.referrer.slice(0, 500) });

  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = title;
  frame.dataset.ombud = "";
  frame.style.cssText =
    "position:fixed;bottom:0;border:0;margin:0;width:0;height:0;max-width:100%;max-height:100%;z-index:2147483000;" +
    `color-scheme:light dark;${side}:0`;

  const small = matchMedia("(max-width: 500px), (max-height: 500px)");
  let size = {};
  const fit = () => {
    const whole = size.open && small.matches;
    frame.style.width = whole ? "100%" : `${size.width}px`;
    frame.style.height = whole ? "100%" : `${size.height}px`;
  };
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.ombud !== "chat") return;
    size = data;
    fit();
  });
  small.addEventListener("change", fit);
  (document.body ?? document.documentElement).append(frame);
})();
