/** What an SVG file must say itself, since the page's style sheet stays behind: passed on to what is inside … */
const INHERITED = [
  ...["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap"],
  ...["stroke-linejoin", "font-size", "font-weight", "text-anchor"],
];
/** … or not, with the value that goes without saying. */
const OWN = { opacity: "1", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1" };
const OF_THE_PAGE = ["class", "style", "role", "tabindex"];
const FONTS = "Geist, system-ui, sans-serif";
const PAD = 16;
const TITLE_HEIGHT = 36;
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
export async function saveChart(chart: SVGSVGElement, { title, name, kind }: Picture): Promise<void> {
  const picture = standalone(chart, title);
  const text = new XMLSerializer().serializeToString(picture);
  const file = kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await drawn(picture, text);
  const period = document.querySelector<HTMLElement>("[data-period]")?.dataset.period;
  download(file, `${["viewledger", name, period].filter(Boolean).join("-")}.${kind}`);
}

/** A copy that looks the same without the page. */
function standalone(chart: SVGSVGElement, title: string): SVGSVGElement {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  resolve(chart, copy, null);
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string) => resolvedColour(page.getPropertyValue(name));
  const size = { width: String(width + 2 * PAD), height: String(height + TITLE_HEIGHT + PAD) };
  const whole = element("svg", { ...size, "font-family": FONTS }) as SVGSVGElement;
  const look = { fill: colour("--ink"), "font-size": "14", "font-weight": "600" };
  const heading = element("text", { x: String(PAD), y: "24", ...look });
  heading.textContent = title;
  for (const [name, value] of Object.entries({ x: PAD, y: TITLE_HEIGHT, width, height }))
    copy.setAttribute(name, String(value));
  whole.append(element("rect", { ...size, fill: colour("--surface") }), heading, copy);
  return whole;
}

/** Writes into a copy, and all that is in it, how the original is drawn, where that does not follow from what it is in. */
function resolve(original: Element, copy: Element, parent: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(original);
  const say = (name: string, goesWithoutSaying: string | undefined) => {
    const value = style.getPropertyValue(name);
    if (value === goesWithoutSaying) copy.removeAttribute(name);
    else copy.setAttribute(name, value.replaceAll('"', ""));
  };
  for (const name of INHERITED) say(name, parent?.getPropertyValue(name));
  for (const [name, usual] of Object.entries(OWN)) say(name, usual);
  for (const name of OF_THE_PAGE) copy.removeAttribute(name);
  for (const [i, child] of [...original.children].entries()) resolve(child, copy.children[i] as Element, style);
}

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
