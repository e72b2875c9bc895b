// Each way out is a function that gives what it got; what throws, gives nothing or is refused stayed in.

const out = (by) => `http://localhost:${new URL(document.baseURI).port}/frame-escape/escaped?by=${by}`;
const loads = (element) =>
  new Promise((yes, no) => {
    element.onload = () => yes("it loaded");
    element.onerror = () => no(new Error("refused"));
    document.body.append(element);
  });
const patience = (work) => Promise.race([work, new Promise((_, no) => setTimeout(() => no(new Error("nothing")), 4000))]);

const ways = {
  "read the page around it": () => parent.document.title,
  "read its frame from there": () => frameElement.parentElement.getAttribute("stamp"),
  "read the cookie": () => document.cookie,
  "keep something in the browser": () => (localStorage.x = "1"),
  "keep something in a database": () => indexedDB.open("x"),
  "ask the kernel as the person": async () => (await fetch("/api/v1/me", { credentials: "include" })).text(),
  "ask its own plugin past the page": async () => (await fetch("/frame-escape/who")).text(),
  "reach another site": () => fetch(out("fetch"), { mode: "no-cors" }),
  "beacon": () => (navigator.sendBeacon(out("beacon")), undefined),
  "load a picture from elsewhere": () => loads(Object.assign(new Image(), { src: out("image") })),
  "load a script from elsewhere": () => loads(Object.assign(document.createElement("script"), { src: out("script") })),
  "load a style from elsewhere": () => loads(Object.assign(document.createElement("link"), { rel: "stylesheet", href: out("style") })),
  "prefetch from elsewhere": () => loads(Object.assign(document.createElement("link"), { rel: "prefetch", href: out("prefetch") })),
  "evaluate a text": () => new Function("return 1")(),
  "begin a worker": () => new Promise((yes, no) => {
    const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
    worker.onmessage = yes;
    worker.onerror = () => no(new Error("refused"));
  }),
  "frame another page": () => new Promise((yes, no) => {
    const frame = Object.assign(document.createElement("iframe"), { src: out("frame") });
    frame.onload = () => no(new Error("empty"));
    document.body.append(frame);
  }),
  "open a window": () => window.open(out("window")),
  "lead the person away": () => { top.location = out("top"); return "led"; },
  "send a form to another plugin": () => {
    const form = Object.assign(document.createElement("form"), { action: "/tickets/api/tickets", method: "post" });
    form.innerHTML = "<input name=subject value=Forged>";
    document.body.append(form);
    form.submit();
  },
  "be asked something": () => prompt("Your password?"),
};

// Through the page around it: below its own path only, no pages, no redirects.
for (const path of [
  "/../tickets/api/tickets", "/..%2ftickets/api/tickets", "/%2e%2e/tickets/api/tickets", "/./../api/v1/me", "\\..\\tickets\\api\\tickets",
  "//localhost/frame-escape/escaped", "@localhost/", "-other/x", "?x", "", "/form", "/page", "/away", "/\t../../api/v1/users",
]) {
  ways[`ask for ${JSON.stringify(path)}`] = async () => {
    const { status, text } = await ombud.ask("GET", path);
    return status < 400 ? text : undefined;
  };
}

(async () => {
  ombud.fit();
  const told = {};
  for (const [way, go] of Object.entries(ways)) {
    try {
      const got = await patience(Promise.resolve().then(go));
      told[way] = got === undefined || got === null || got === "" ? "stayed in" : `GOT OUT: ${String(got).slice(0, 200)}`;
    } catch {
      told[way] = "stayed in";
    }
  }
  const inline = document.documentElement.dataset.inline ?? "stayed in";
  const style = getComputedStyle(document.body).backgroundColor;
  const { status, json } = await ombud.ask("GET", "/who");
  const noted = await ombud.ask("POST", "/told", { told, inline, style, who: { status, json } });
  document.querySelector("#state").textContent = `noted ${noted.status}`;
  // Last of all: going elsewhere itself, with what it knows.
  setTimeout(() => { location = out("itself"); }, 300);
})();
