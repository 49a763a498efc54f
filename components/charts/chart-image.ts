import { boxesAsShapes } from "./chart-boxes";
import { type LegendEntry, legendOf } from "./chart-legend";
import { embedShapes } from "./chart-shapes";
import { plainColour } from "./plain-colour";

/** What an SVG file must say itself, since the page's style sheet stays behind: passed on to what is inside … */
const INHERITED = [
  ...["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap"],
  ...["stroke-linejoin", "font-size", "font-weight", "text-anchor"],
];
/** … or not, with the value that goes without saying. */
const OWN = { opacity: "1", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1" };
const OF_THE_PAGE = ["class", "style", "role", "tabindex"];
/** Follows the pointer */
const FLEETING = ".recharts-tooltip-cursor, .recharts-active-dot";
const FONTS = "Geist, system-ui, sans-serif";
const PAD = 16;
const TITLE_Y = 24;
const LEGEND_LINE = 20;
const MARK_WIDTH = 14;
const LEGEND_FONT_SIZE = 12;
/** Who opens the file may have wider letters */
const ROOMY = 1.06;
/** Sharp on dense screens and in print */
const PNG_SCALE = 2;
const SVG = "http://www.w3.org/2000/svg";

interface Picture {
  title: string;
  /** Of the chart, for the file's name */
  name: string;
  kind: "png" | "svg";
}

/** Saves a chart as it looks now, with its title, on the page's ground. */
export async function saveChart(chart: HTMLElement | SVGSVGElement, { title, name, kind }: Picture): Promise<void> {
  const picture = standalone(chart, title);
  await embedShapes(picture);
  const text = new XMLSerializer().serializeToString(picture);
  const file = kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await drawn(picture, text);
  const period = document.querySelector<HTMLElement>("[data-period]")?.dataset.period;
  download(file, `${["viewledger", name, period].filter(Boolean).join("-")}.${kind}`);
}

/** A copy that looks the same without the page. */
function copyOf(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const fleeting = [...copy.querySelectorAll(FLEETING)];
  resolve(chart, copy, null);
  for (const element of fleeting) element.remove();
  return copy;
}

/** The chart with its title and legend, on the page's ground. */
function standalone(chart: HTMLElement | SVGSVGElement, title: string): SVGSVGElement {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart instanceof SVGSVGElement ? copyOf(chart) : boxesAsShapes(chart);
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string) => resolvedColour(page.getPropertyValue(name));
  const legend = drawnLegend(legendOf(chart.closest("section:has([data-legend])")), width, colour("--muted"));
  const size = { width: String(width + 2 * PAD), height: String(height + legend.bottom + PAD) };
  const whole = element("svg", { ...size, "font-family": FONTS }) as SVGSVGElement;
  const look = { fill: colour("--ink"), "font-size": "14", "font-weight": "600" };
  const place = { x: String(PAD), y: String(legend.bottom), width: String(width), height: String(height) };
  // Other fonts are wider: what stands at the edge may reach beyond it.
  for (const [name, value] of Object.entries({ ...place, overflow: "visible" })) copy.setAttribute(name, value);
  whole.append(
    element("rect", { ...size, fill: colour("--surface") }),
    words(title, { x: String(PAD), y: String(TITLE_Y), ...look }),
    ...legend.parts,
    copy,
  );
  return whole;
}

/** The legend's entries side by side, as many a line as there is room for. */
function drawnLegend(entries: LegendEntry[], width: number, fill: string): { parts: SVGElement[]; bottom: number } {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `${LEGEND_FONT_SIZE}px ${FONTS}`;
  const parts: SVGElement[] = [];
  let [x, y] = [PAD, TITLE_Y + LEGEND_LINE];
  for (const { text, mark } of entries) {
    const before = mark ? MARK_WIDTH + 6 : 0;
    const needed = before + ROOMY * (pen?.measureText(text).width ?? 0);
    if (x > PAD && x + needed > width) [x, y] = [PAD, y + LEGEND_LINE];
    if (mark) {
      const middle = String(y - LEGEND_FONT_SIZE / 3);
      const ends = { x1: String(x), x2: String(x + MARK_WIDTH), y1: middle, y2: middle };
      const dashes = mark.look === "dashes" ? "4 3" : "none";
      const thick = mark.look === "ground" ? "8" : "2";
      parts.push(element("line", { ...ends, stroke: mark.colour, "stroke-width": thick, "stroke-dasharray": dashes }));
    }
    const place = { x: String(x + before), y: String(y) };
    parts.push(words(text, { ...place, fill, "font-size": String(LEGEND_FONT_SIZE) }));
    x += needed + PAD;
  }
  return { parts, bottom: y + LEGEND_LINE / 2 };
}

function words(text: string, attributes: Record<string, string>): SVGElement {
  const made = element("text", attributes);
  made.textContent = text;
  return made;
}

/** Writes into a copy, and all that is in it, how the original is drawn, where that does not follow from what it is in. */
function resolve(original: Element, copy: Element, parent: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(original);
  const say = (name: string, goesWithoutSaying: string | undefined) => {
    const value = plain(style.getPropertyValue(name));
    if (value === (goesWithoutSaying && plain(goesWithoutSaying))) copy.removeAttribute(name);
    else copy.setAttribute(name, value.replaceAll('"', ""));
  };
  for (const name of INHERITED) say(name, parent?.getPropertyValue(name));
  for (const [name, usual] of Object.entries(OWN)) say(name, usual);
  for (const name of OF_THE_PAGE) copy.removeAttribute(name);
  for (const [i, child] of [...original.children].entries()) resolve(child, copy.children[i] as Element, style);
}

/** Mixed colours are said in a way that other programs may not know. */
const plain = (value: string) => (/^(oklab|oklch|color)\(/.test(value) ? (plainColour(value) ?? "none") : value);

/** light-dark() and var() mean nothing outside the page. */
function resolvedColour(value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function drawn(picture: SVGSVGElement, text: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(picture.getAttribute("width")) * PNG_SCALE;
  canvas.height = Number(picture.getAttribute("height")) * PNG_SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser made no picture"))), "image/png"),
  );
}

function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser may only begin to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
