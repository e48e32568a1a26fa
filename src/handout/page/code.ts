/** The button that folds or unfolds the code of all cells, for a reader who wants the results. */
export function foldCode(button: HTMLButtonElement | null): void {
  const cells = [...document.querySelectorAll<HTMLDetailsElement>("details.code")];
  if (button === null) return;
  button.hidden = cells.length === 0;
  const show = (): void => button.setAttribute("aria-pressed", String(cells.every((cell) => !cell.open)));
  button.addEventListener("click", () => {
    const open = cells.every((cell) => !cell.open);
    for (const cell of cells) cell.open = open;
    show();
  });
  for (const cell of cells) cell.addEventListener("toggle", show);
}

/** Puts a button on every code cell that copies its source. */
export function copyCode(): void {
  for (const cell of document.querySelectorAll("details.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(cell.querySelector("pre")!.textContent);
      button.textContent = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
      }, 1500);
    });
    cell.append(button);
  }
}

const TYPE = /^([A-Z]\w*|number|string|boolean|bigint|symbol|object|void|unknown|never|null|undefined)\b/;

/** Pygments takes what follows a colon for a type, also where it is the value of an object's property. */
export function mendColours(): void {
  for (const word of document.querySelectorAll(".highlight .kt")) {
    if (/^\d/.test(word.textContent)) word.className = "mf";
    else if (!TYPE.test(word.textContent)) word.className = "nx";
  }
}

/** Code that is wider than the page scrolls in its own box, which the keyboard has to reach. */
export function scrollByKeyboard(): void {
  const observer = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const code of document.querySelectorAll("pre")) observer.observe(code);
}
