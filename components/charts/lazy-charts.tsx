"use client";

import dynamic from "next/dynamic";

/** A chart's code comes after the figures; its box keeps its size meanwhile. The options must stand here word for word. */
export const SeriesChartLazy = dynamic(() => import("./drawn").then(({ SeriesChart }) => SeriesChart), {
  ssr: false,
  loading: () => <Waiting />,
});
export const LinesChartLazy = dynamic(() => import("./drawn").then(({ LinesChart }) => LinesChart), {
  ssr: false,
  loading: () => <Waiting />,
});
export const ReachChartLazy = dynamic(() => import("./drawn").then(({ ReachChart }) => ReachChart), {
  ssr: false,
  loading: () => <Waiting />,
});
export const DeliveriesChartLazy = dynamic(() => import("./deliveries-chart"), {
  ssr: false,
  loading: () => <Waiting />,
});

const Waiting = () => <div className="skeleton h-full" />;
