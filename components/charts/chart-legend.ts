import { plainColour } from "./plain-colour";

/** An entry of a chart's legend as the page shows it. */
export interface LegendEntry {
  text: string;
  /** null: words only */
  mark: { colour: string; look: "line" | "dashes" | "ground" } | null;
}

/** Reads a legend off the page: what is marked `aria-hidden` is an entry's mark. */
export function legendOf(card: Element | null): LegendEntry[] {
  const list = card?.querySelector("[data-legend] > *");
  return [...(list?.children ?? [])].flatMap((entry) => {
    const text = entry.textContent?.trim() ?? "";
    const mark = entry.querySelector("[aria-hidden]");
    return text === "" ? [] : [{ text, mark: mark && lookOf(getComputedStyle(mark)) }];
  });
}

const HAIRLINE = 1;

/** What has a mere hairline around it is told by its ground. */
const isLine = ({ borderTopWidth, borderLeftWidth }: CSSStyleDeclaration) =>
  Number.parseFloat(borderTopWidth) > (Number.parseFloat(borderLeftWidth) > 0 ? HAIRLINE : 0);

function lookOf(style: CSSStyleDeclaration): LegendEntry["mark"] {
  if (!isLine(style)) return { colour: plainColour(style.backgroundColor) ?? "none", look: "ground" };
  const look = style.borderTopStyle === "dashed" ? "dashes" : "line";
  return { colour: plainColour(style.borderTopColor) ?? "none", look };
}
