"use client";

import type { ComponentProps } from "react";
import { type Code, useCode, Waiting } from "./use-code";

type Drawn = typeof import("./lines-chart");

const drawn: Code<Drawn> = { load: () => import("./lines-chart"), here: null };

export function LinesChartLazy(props: ComponentProps<Drawn["default"]>) {
  const chart = useCode(drawn);
  return chart ? <chart.default {...props} /> : <Waiting />;
}
