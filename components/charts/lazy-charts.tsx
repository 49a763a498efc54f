"use client";

import type { ComponentProps } from "react";
import { type Code, useCode, Waiting } from "./use-code";

type Drawn = typeof import("./drawn");

const drawn: Code<Drawn> = { load: () => import("./drawn"), here: null };

export function SeriesChartLazy(props: ComponentProps<Drawn["SeriesChart"]>) {
  const charts = useCode(drawn);
  return charts ? <charts.SeriesChart {...props} /> : <Waiting />;
}

export function ReachChartLazy(props: ComponentProps<Drawn["ReachChart"]>) {
  const charts = useCode(drawn);
  return charts ? <charts.ReachChart {...props} /> : <Waiting />;
}
