/** `<ombud-frame>`: around a plugin's own scripts. They reach paths of that plugin alone. */
customElements.define("ombud-frame", class extends HTMLElement {
  connectedCallback() {
    addEventListener("message", (event) => {
      const frame = this.querySelector("iframe");
      if (frame && event.source === frame.contentWindow) this.hear(frame, event);
    });
  }

  async hear(frame, { data, ports: [port] }) {
    if (Number.isFinite(data?.height)) frame.style.height = `${Math.min(Math.max(data.height, 40), 5e3)}px`;
    if (!port || !data?.ask) return;
    port.postMessage(await this.ask(data.ask).catch(({ message }) => ({ error: message })));
  }

  async ask({ method = "GET", path = "/", body }) {
    const own = `/${this.getAttribute("plugin")}`;
    const place = new URL(own + path, location.origin);
    if (place.origin !== location.origin || !place.pathname.startsWith(`${own}/`)) {
      throw new Error(`a frame asks below ${own}/ only`);
    }
    const headers = { accept: "application/json", "x-ombud-stamp": this.getAttribute("stamp") };
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(place, { method: String(method), headers, body: body && String(body), redirect: "error" });
    const type = answer.headers.get("content-type") ?? "";
    if (type.startsWith("text/html")) throw new Error("a frame is not given pages");
    return { status: answer.status, type, body: await answer.text() };
  }
});
