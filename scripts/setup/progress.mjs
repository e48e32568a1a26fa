/** Shows how set-up goes on: a line that lives in a terminal, two plain lines for each step elsewhere. */

/**
 * @param {string} title  of the step
 * @returns {{ report: (text: string) => void, end: (mark: "done" | "failed") => void }}
 */
export function showStep(title) {
  const { stderr } = process;
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`;
  if (!stderr.isTTY) {
    stderr.write(`  ${title} …\n`);
    return { report: () => {}, end: (mark) => void stderr.write(`  ${title}: ${mark}, ${seconds()}\n`) };
  }
  let detail = "";
  const draw = () => {
    const line = `  … ${title}  ${seconds()}  ${detail}`;
    stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns || 80) - 1)}`);
  };
  const timer = setInterval(draw, 200);
  draw();
  return {
    report: (text) => {
      detail = text;
    },
    end: (mark) => {
      clearInterval(timer);
      stderr.write(`\r\x1b[K  ${mark === "done" ? "✓" : "✗"} ${title}  ${seconds()}\n`);
    },
  };
}
