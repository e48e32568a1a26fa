import { followTheme } from "./theme.js";

/** A section of a handout, as the search sees it. */
interface Section {
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

const field = document.querySelector<HTMLInputElement>("#search")!;
const found = document.querySelector<HTMLElement>("#found")!;
const lessons = [...document.querySelectorAll<HTMLLIElement>(".lessons > li")];
const sections: readonly (readonly Section[])[] = JSON.parse(
  document.querySelector("#sections")!.textContent,
);

/** Shows the lessons in which every word is found, and links to the sections that have them all. */
function search(): void {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => text.includes(word));
  let count = 0;
  for (const [index, lesson] of lessons.entries()) {
    const own = sections[index]!;
    const shown = has(
      own
        .map(({ text }) => text)
        .join(" ")
        .toLowerCase(),
    );
    const matches = words.length === 0 ? [] : own.filter(({ text }) => has(text.toLowerCase()));
    lesson.hidden = !shown;
    lesson.classList.toggle("searched", matches.length > 0);
    lesson.querySelector(".matches")!.replaceChildren(...matches.map(link));
    if (shown) count++;
  }
  found.textContent = words.length === 0 ? "" : `${count} of ${lessons.length} lessons`;
}

function link({ href, title }: Section): HTMLLIElement {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.textContent = title;
  const item = document.createElement("li");
  item.append(anchor);
  return item;
}

followTheme(document.querySelector<HTMLButtonElement>('button[data-action="theme"]'), () => {});
field.addEventListener("input", search);
search();
