export type Theme = "light" | "dark";

const KEY = "gradbook-theme";
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** What a reader chose in this handout or another; null while the system's setting holds. */
let chosen: Theme | null = remembered();

/** The theme on the screen; paper is always light. */
export function theme(): Theme {
  return chosen ?? (dark.matches ? "dark" : "light");
}

/** Shows the theme, wires the switch, and calls back whenever the theme changes. */
export function followTheme(button: HTMLButtonElement | null, changed: (theme: Theme) => void): void {
  const show = (): void => {
    root.dataset.theme = theme();
    button?.setAttribute("aria-pressed", String(theme() === "dark"));
  };
  const change = (): void => {
    show();
    changed(theme());
  };
  show();
  dark.addEventListener("change", change);
  button?.addEventListener("click", () => {
    chosen = theme() === "dark" ? "light" : "dark";
    remember(chosen);
    change();
  });
}

// A sandboxed page has no storage: the switch then works, and forgets.

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}

function remember(value: Theme): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
