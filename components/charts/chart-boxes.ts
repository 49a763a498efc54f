import { plainColour } from "./plain-colour";

const SVG = "http://www.w3.org/2000/svg";
/** From the middle of a line of text down to where its letters stand, of their size */
const BASELINE = 0.35;
const DASHES = "3 3";
const SIDES = ["Top", "Right", "Bottom", "Left"] as const;

type Attributes = Record<string, string | number | undefined>;

/** A chart that the page lays out as boxes, drawn as shapes: grounds, lines and words where they stand, as they look. */
export function boxesAsShapes(chart: HTMLElement): SVGSVGElement {
  const { left, top, width, height } = chart.getBoundingClientRect();
  const svg = shape("svg", { width, height }) as SVGSVGElement;
  draw(chart, { svg, left, top });
  return svg;
}

interface Sheet {
  svg: SVGSVGElement;
  /** Where the chart begins in the window */
  left: number;
  top: number;
}

function draw(element: Element, sheet: Sheet): void {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  // For screen readers alone
  if (style.display === "none" || (style.position === "absolute" && box.width <= 1 && style.overflow === "hidden"))
    return;
  drawBox(element, box, style, sheet);
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, sheet);
    else if (child instanceof Text)
      for (const line of linesOf(child)) drawLine(style.overflowX === "visible" ? line : cut(line, box), style, sheet);
  }
}

function drawBox(element: Element, box: DOMRect, style: CSSStyleDeclaration, { svg, left, top }: Sheet): void {
  const [x, y] = [box.left - left, box.top - top];
  const ground = plainColour(style.backgroundColor);
  const sides = SIDES.filter((side) => Number.parseFloat(style[`border${side}Width`]) > 0);
  const framed = sides.length === SIDES.length;
  if (ground !== null || framed) {
    const corners = [style.borderTopLeftRadius, style.borderBottomLeftRadius].map((one) => Number.parseFloat(one) || 0);
    const round = Math.min(...corners, box.width / 2, box.height / 2);
    const line = framed ? { stroke: plainColour(style.borderTopColor) ?? "none" } : {};
    const rect = shape("rect", {
      x,
      y,
      width: box.width,
      height: box.height,
      rx: round,
      fill: ground ?? "none",
      ...line,
    });
    const said = element.getAttribute("title");
    if (said) rect.append(Object.assign(shape("title", {}), { textContent: said }));
    svg.append(rect);
  }
  if (framed) return;
  for (const side of sides) {
    const at = { Top: y, Right: x + box.width, Bottom: y + box.height, Left: x }[side];
    const across = side === "Top" || side === "Bottom";
    const ends = across ? { x1: x, x2: x + box.width, y1: at, y2: at } : { x1: at, x2: at, y1: y, y2: y + box.height };
    const dashed = style[`border${side}Style`] === "dashed" ? { "stroke-dasharray": DASHES } : {};
    svg.append(shape("line", { ...ends, stroke: plainColour(style[`border${side}Color`]) ?? "none", ...dashed }));
  }
}

interface Line {
  words: string;
  box: DOMRect;
}

/** A text as the page breaks it. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = [];
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (!last || !isBeside(last.box, box)) lines.push({ words: word, box });
    else {
      last.words += ` ${word}`;
      last.box = around(last.box, box);
    }
  }
  return lines;
}

/** What does not fit into its box ends in dots there. */
function cut({ words, box }: Line, room: DOMRect): Line {
  if (box.right <= room.right + 1) return { words, box };
  const kept = Math.floor((words.length * (room.right - box.left)) / box.width) - 1;
  return {
    words: `${words.slice(0, Math.max(0, kept))}…`,
    box: new DOMRect(box.left, box.top, room.right - box.left, box.height),
  };
}

/** In one line, be it written across or upwards. */
const isBeside = (a: DOMRect, b: DOMRect) =>
  Math.abs(a.top - b.top) < 1 || (Math.abs(a.left - b.left) < 1 && a.height > a.width);

function around(a: DOMRect, b: DOMRect): DOMRect {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

function drawLine({ words, box }: Line, style: CSSStyleDeclaration, { svg, left, top }: Sheet): void {
  const [x, y] = [box.left + box.width / 2 - left, box.top + box.height / 2 - top];
  const size = Number.parseFloat(style.fontSize);
  const upwards = style.writingMode === "horizontal-tb" ? {} : { transform: `rotate(-90 ${x} ${y})` };
  // From its middle: other fonts are wider.
  const place = { x, y: y + BASELINE * size, "text-anchor": "middle", ...upwards };
  const look = { fill: plainColour(style.color) ?? "none", "font-size": size, "font-weight": style.fontWeight };
  svg.append(Object.assign(shape("text", { ...place, ...look }), { textContent: words }));
}

function shape(name: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined)
      made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  return made;
}
