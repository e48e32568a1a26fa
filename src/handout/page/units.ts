/** Keeps a number and its percent sign on one line. */
export function keepUnits(): void {
  for (const prose of document.querySelectorAll(".prose")) {
    const texts = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      // Code stays as it can be copied.
      if (text.parentElement?.closest("code, pre") !== null) continue;
      text.nodeValue = (text.nodeValue ?? "").replace(/(\d) %/g, "$1\u00a0%");
    }
  }
}
