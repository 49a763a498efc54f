"use client";

import type { ComponentProps } from "react";
import { type Code, useCode, Waiting } from "./use-code";

type Drawn = typeof import("./deliveries-chart");

const drawn: Code<Drawn> = { load: () => import("./deliveries-chart"), here: null };

export function DeliveriesChartLazy(props: ComponentProps<Drawn["default"]>) {
  const chart = useCode(drawn);
  return chart ? <chart.default {...props} /> : <Waiting />;
}
