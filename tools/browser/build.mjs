// Puts what pages in a browser use into engine/ronde/web/static: the scripts, their licences, their sums.

import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const into = join(here, "..", "..", "engine", "ronde", "web", "static");

/** What a package says of itself, with the text of its licence. */
function licence(name) {
  const folder = join(modules, name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

copyFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(into, "htmx.js"));
const made = await build({
  entryPoints: [join(here, "editor.mjs")],
  outfile: join(into, "editor.js"),
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});
const bundled = Object.keys(made.metafile.inputs)
  .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter(Boolean);
const packages = [...new Set(["htmx.org", ...bundled])].sort();
writeFileSync(join(into, "LICENSES.txt"), packages.map(licence).join(`\n${"-".repeat(80)}\n\n`));
const sums = ["LICENSES.txt", "editor.js", "htmx.js"].map((name) => {
  const sum = createHash("sha256").update(readFileSync(join(into, name))).digest("hex");
  return `${sum}  ${name}\n`;
});
writeFileSync(join(into, "SHA256SUMS"), sums.join(""));
