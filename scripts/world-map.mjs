import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { help } from "./steps/help.mjs";
import { inProject } from "./steps/project.mjs";

help(
  `node scripts/world-map.mjs            draws public/world-110m.svg and components/map/world.json anew
node scripts/world-map.mjs --check    says whether they are as they would be drawn

Shapes are Natural Earth's at 1:110 million (world-atlas) in the Equal Earth projection, in which areas can be compared;
a country that is too small for a shape there gets a dot at the middle of its 1:50 million shape.`,
  ["--check"],
);

const WIDTH = 960;
const HEIGHT = 468;
const ANTARCTICA = "010";

const atlas = (name) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/${name}`), "utf8"));
const countries = (name) => {
  const topology = atlas(name);
  return feature(topology, topology.objects.countries).features.filter(({ id }) => id && id !== ANTARCTICA);
};

const shapes = countries("countries-110m.json");
const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: "FeatureCollection", features: shapes });
const path = geoPath(projection).digits(1);
const shown = new Set(shapes.map(({ id }) => id));
// Two shapes may share a number (a country and a territory of it): the larger one stands for it.
const small = new Map();
for (const one of countries("countries-50m.json").sort((a, b) => geoArea(a) - geoArea(b)))
  if (!shown.has(one.id)) small.set(one.id, projection(geoCentroid(one)).map(Math.round));

const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><title>Countries</title><defs>`,
  ...shapes.map((one) => `<path id="c${one.id}" d="${path(one)}"/>`),
  "</defs></svg>\n",
].join("\n");
const world = `${JSON.stringify({ width: WIDTH, height: HEIGHT, shapes: [...shown].sort(), dots: Object.fromEntries([...small].sort()) }, null, 2)}\n`;

const files = [
  ["public/world-110m.svg", svg],
  ["components/map/world.json", world],
];
if (process.argv.includes("--check")) {
  const old = files.filter(([file, text]) => compact(readFileSync(inProject(file), "utf8")) !== compact(text));
  for (const [file] of old) console.error(`${file} is not as it would be drawn: run node scripts/world-map.mjs.`);
  process.exit(old.length > 0 ? 1 : 0);
}
for (const [file, text] of files) {
  writeFileSync(inProject(file), text);
  console.log(`${file}: ${text.length} bytes`);
}

/** The formatter may break lines elsewhere. */
function compact(text) {
  return text.replace(/\s+/g, "");
}
