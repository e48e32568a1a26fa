import { rounded } from "./numbers.js";
import { type MimeBundle, Shown } from "./shown.js";

/** The MIME type of a figure in plotly.js's own JSON. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** A plotly.js figure: what is drawn, on what, and how the page may handle it. */
export interface PlotlySpec {
  readonly data: readonly object[];
  readonly layout: object;
  readonly config?: object;
}

const CONFIG = {
  responsive: true,
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

/**
 * A picture for a notebook, with the same said in words.
 *
 * As the last expression of a cell it is drawn by plotly.js; a terminal, a screen reader and a diff get the
 * summary. Its numbers are rounded to six digits, so that a notebook is the same after every run.
 */
export class Figure extends Shown {
  readonly data: readonly object[];
  readonly layout: object;
  readonly config: object;
  /** What the picture shows, in words and numbers. */
  readonly summary: string;

  constructor(spec: PlotlySpec, summary: string) {
    super();
    this.data = rounded(spec.data);
    this.layout = rounded(spec.layout);
    this.config = { ...CONFIG, ...spec.config };
    this.summary = summary;
  }

  /** The figure as plotly.js takes it: `Plotly.newPlot(div, figure.toJSON())`. */
  toJSON(): PlotlySpec {
    return { data: this.data, layout: this.layout, config: this.config };
  }

  override mimeBundle(): MimeBundle {
    return { [PLOTLY_MIME]: this.toJSON(), "text/plain": this.summary };
  }

  override toString(): string {
    return this.summary;
  }
}
