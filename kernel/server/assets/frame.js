// For pages of plugins with scripts of their own, which are shown in a closed frame:
//
//   <script src="/kernel/frame.js"></script>
//   const { status, json } = await ombud.ask("GET", "/api/cards");
//
// A frame has no cookies, no storage and no network. It asks the page around it, which sends the request to a path of the
// same plugin, with the rights of the person and of the plugin.

const ombud = {
  /** Asks a path of the own plugin; a value that is given becomes JSON. Fails if it cannot be asked at all. */
  ask(method, path, value) {
    const body = value === undefined ? undefined : JSON.stringify(value);
    return new Promise((done, failed) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        port1.close();
        if (data.error !== undefined) return failed(new Error(data.error));
        const isJson = /[/+]json/.test(data.type);
        done({ status: data.status, type: data.type, text: data.body, json: isJson ? JSON.parse(data.body) : undefined });
      };
      parent.postMessage({ ask: { method, path, body } }, "*", [port2]);
    });
  },

  /** The frame becomes as high as what is in it, now and whenever that changes. */
  fit() {
    const tell = () => parent.postMessage({ height: document.documentElement.offsetHeight }, "*");
    new ResizeObserver(tell).observe(document.documentElement);
    tell();
  },
};
