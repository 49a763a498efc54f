/** An entry of a chart's legend as the page shows it. */
export interface LegendEntry {
  text: string;
  /** null: words only */
  mark: { colour: string; dashed: boolean } | null;
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

function lookOf({ borderTopWidth, borderTopColor, borderTopStyle, backgroundColor }: CSSStyleDeclaration) {
  const isLine = Number.parseFloat(borderTopWidth) > 0;
  return { colour: isLine ? borderTopColor : backgroundColor, dashed: borderTopStyle === "dashed" };
}
