/**
 * Makes our template the one that nbconvert takes for HTML in the project's environment, so that JupyterLab's
 * "Save and Export Notebook As → HTML" gives the same file as `npm run handouts`. Called by set-up.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildHandoutAssets, template } from "./handout-assets.mjs";
import { venv } from "./setup/paths.mjs";

const NAME = "gradbook";

/** What Jupyter's programs read: nbconvert itself the one, JupyterLab's server the other. */
const settingsFiles = ["jupyter_nbconvert_config.json", "jupyter_server_config.json"];

/** The slides stand on the HTML exporter and would take its template, too. */
const settings = {
  HTMLExporter: { template_name: NAME, embed_images: true },
  SlidesExporter: { template_name: "reveal", embed_images: false },
};

await buildHandoutAssets();
const installed = join(venv, "share/jupyter/nbconvert/templates", NAME);
const fresh = `${installed}.new`;
rmSync(fresh, { recursive: true, force: true });
cpSync(template, fresh, { recursive: true });
rmSync(installed, { recursive: true, force: true });
renameSync(fresh, installed);
for (const name of settingsFiles) addSettings(join(venv, "etc/jupyter", name));

/**
 * Other settings in the file stay as they are.
 *
 * @param {string} file
 */
function addSettings(file) {
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...before, ...settings }, null, 2)}\n`);
}
