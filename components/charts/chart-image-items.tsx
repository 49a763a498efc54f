"use client";

import { MenuButton } from "../ui/menu-button";

/** Entries of a chart's menu that save its picture. What draws it is fetched when it is wanted. */
export function ChartImageItems({ title, name }: { title: string; name: string }) {
  const save = (kind: "png" | "svg") => async (event: React.MouseEvent<HTMLButtonElement>) => {
    const button = event.currentTarget;
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    const panel = button.closest("section");
    const chart =
      panel?.querySelector<HTMLElement>("[data-boxes]") ?? panel?.querySelector<SVGSVGElement>("[data-chart] svg");
    if (!chart) return;
    const { saveChart } = await import("./chart-image");
    await saveChart(chart, { title, name, kind });
  };
  return (
    <>
      <li>
        <MenuButton onClick={save("png")}>Picture, PNG</MenuButton>
      </li>
      <li>
        <MenuButton onClick={save("svg")}>Picture, SVG</MenuButton>
      </li>
    </>
  );
}
