/** `<ombud-file>`: a file that is chosen comes into a field, as text. */
class TextFile extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("change", async ({ target: { files: [file] } }) => {
      if (file) document.getElementById(this.getAttribute("into")).value = await file.text();
    });
  }
}
customElements.define("ombud-file", TextFile);
