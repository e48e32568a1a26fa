/** Marks the section that is being read in the table of contents. */
export function followReading(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".outline a")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = (): void => {
    // The last heading above the upper third of the window.
    const line = innerHeight / 3;
    const reading = sections.findLastIndex(
      (heading) => heading && heading.getBoundingClientRect().top < line,
    );
    for (const [index, link] of links.entries()) {
      if (index === reading) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let due = false;
  const later = (): void => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      mark();
    });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();
}
