// Builds what the browser gets: our CSS and JS (one file per door), the third-party scripts, the icon sprite.
// Sources: huying/site/static/{css,js}. Results: huying/site/static/build and icons.svg, neither of them committed.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const statics = join(root, "huying/site/static");
const out = join(statics, "build");
const modules = join(root, "node_modules");

// The oldest browser we promise to serve: office machines run Chromium 86.
const FLOOR = "chrome86";

const VENDOR = {
  "htmx.js": "htmx.org/dist/htmx.min.js",
  "leaflet.js": "leaflet/dist/leaflet.js",
  "leaflet.css": "leaflet/dist/leaflet.css",
};
const STYLES = ["css/resident.css", "css/staff.css", "css/dashboard.css"];

function freshFolder() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "images"), { recursive: true });
}

// Each script directly under js/ is a page's entry; the modules they share live in js/parts/.
function scripts() {
  return readdirSync(join(statics, "js"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => `js/${name}`);
}

async function bundle() {
  await build({
    absWorkingDir: statics,
    entryPoints: [...STYLES, ...scripts()],
    entryNames: "[name]",
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: FLOOR,
    charset: "utf8",
    logLevel: "warning",
  });
}

function copyVendor() {
  for (const [name, source] of Object.entries(VENDOR)) {
    const text = readFileSync(join(modules, source), "utf8");
    writeFileSync(join(out, name), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  }
  const images = join(modules, "leaflet/dist/images");
  for (const name of readdirSync(images)) copyFileSync(join(images, name), join(out, "images", basename(name)));
}

function iconNames() {
  const lines = readFileSync(join(root, "frontend/icons.txt"), "utf8").split("\n");
  return lines.filter((line) => line && !line.startsWith("#")).map((line) => line.trim().split(/\s+/));
}

// One <symbol> an icon; the drawing attributes stand on .hy-icon in the style sheet, so they are dropped here.
function symbol([name, source]) {
  const svg = readFileSync(join(modules, "lucide-static/icons", `${source}.svg`), "utf8");
  const drawing = svg.replace(/<!--.*?-->/gs, "").match(/<svg[^>]*>(.*)<\/svg>/s)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s+/g, " ").replace(/> </g, "><").trim()}</symbol>`;
}

function cutSprite() {
  const symbols = iconNames().map(symbol).join("\n");
  writeFileSync(join(statics, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`);
}

freshFolder();
await bundle();
copyVendor();
cutSprite();
