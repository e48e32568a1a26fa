import renderMathInElement from "katex/contrib/auto-render";

/** What nbconvert leaves of a formula in the text: every notation comes down to these. */
const DELIMITERS = [
  { left: "$$", right: "$$", display: true },
  ...["equation", "align", "aligned", "gather", "cases", "matrix"].flatMap((name) =>
    [name, `${name}*`].map((environment) => ({
      left: `\\begin{${environment}}`,
      right: `\\end{${environment}}`,
      display: true,
    })),
  ),
  { left: "$", right: "$", display: false },
];

/** Typesets the formulas of the prose; a formula with a mistake stays as it was written, in red. */
for (const prose of document.querySelectorAll<HTMLElement>(".prose, .outline")) {
  renderMathInElement(prose, { delimiters: DELIMITERS, throwOnError: false });
}
