"use client";

import dynamic from "next/dynamic";

/** The chart's code comes after the figures; its box keeps its size meanwhile. */
export const DeliveriesChartLazy = dynamic(() => import("./deliveries-chart"), {
  ssr: false,
  loading: () => <div className="skeleton h-full" />,
});
