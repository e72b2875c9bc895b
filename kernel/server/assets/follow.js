// <ombud-follow>: a form, and beside it what comes of it. As it is changed, the page that the button [data-follow] would show is
// fetched, and what of it has [data-follows] takes the place of what stands there. Without scripts there is the button.
class Follow extends HTMLElement {
  connectedCallback() {
    this.fill();
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.renew(), 400);
    });
  }

  async renew() {
    const form = this.querySelector("form");
    const body = new URLSearchParams(new FormData(form, form.querySelector("[data-follow]")));
    const now = (this.now = {});
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page?.querySelector("ombud-follow [data-follows]");
    // What was typed meanwhile counts.
    if (!fresh || now !== this.now) return;
    this.querySelector("[data-follows]").replaceWith(document.importNode(fresh, true));
    this.fill();
  }

  /** Only the browser knows under which address the desk is reached. */
  fill() {
    for (const field of this.querySelectorAll("[data-origin]")) {
      field.value = field.value.replace(field.dataset.origin, location.origin);
    }
  }
}
customElements.define("ombud-follow", Follow);
