// <outline-spy>: marks in the outline of a long text the heading that is being read.
const READING_LINE = 160; // pixels below the top of the window: the heading last passed there is the one being read

class OutlineSpy extends HTMLElement {
  private isWaiting = false;
  private readonly onScroll = () => {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.mark();
    });
  };

  connectedCallback() {
    document.addEventListener("scroll", this.onScroll, { passive: true });
    if (innerWidth < 700) this.querySelector("details")?.removeAttribute("open");
    this.mark();
  }

  disconnectedCallback() {
    document.removeEventListener("scroll", this.onScroll);
  }

  private mark() {
    if (this.hasAttribute("data-live")) return; // the editor draws it
    const links = [...this.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
    let current: HTMLAnchorElement | undefined;
    for (const link of links) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top <= READING_LINE) current = link;
    }
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
}

customElements.define("outline-spy", OutlineSpy);
