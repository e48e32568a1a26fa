import { copyCode, foldCode, mendColours, scrollByKeyboard } from "./code.js";
import { drawFigures, repaintFigures } from "./figures.js";
import { followReading } from "./outline.js";
import { followTheme } from "./theme.js";
import { keepUnits } from "./units.js";
import { unpackScript } from "./unpack.js";

const root = document.documentElement;

function button(name: string): HTMLButtonElement | null {
  return document.querySelector<HTMLButtonElement>(`button[data-action="${name}"]`);
}

followTheme(button("theme"), repaintFigures);
foldCode(button("code"));
copyCode();
keepUnits();
scrollByKeyboard();
mendColours();
followReading();
button("print")?.addEventListener("click", () => print());

// "drawn" tells a program that prints the page, such as our own PDF maker, that nothing more will change.
await Promise.all([unpackScript("mathematics"), drawFigures()]);
root.dataset.state = "drawn";
