"use client";

import { type ComponentProps, useLayoutEffect, useState } from "react";

/** Code that comes after the figures. */
interface Code<M> {
  load: () => Promise<M>;
  here: M | null;
}

const drawn: Code<typeof import("./drawn")> = { load: () => import("./drawn"), here: null };
const lines: Code<typeof import("./lines-chart")> = { load: () => import("./lines-chart"), here: null };
const deliveries: Code<typeof import("./deliveries-chart")> = { load: () => import("./deliveries-chart"), here: null };

/** Null until it is here. Without Suspense: a boundary whose code came in while it was hydrated was seen to wait for good. */
function useCode<M>(code: Code<M>): M | null {
  const [known, setKnown] = useState<{ module: M } | { error: unknown } | null>(null);
  useLayoutEffect(() => {
    // Not in the first render: what the server sent has no chart.
    if (code.here !== null) return setKnown({ module: code.here });
    code.load().then(
      (module) => {
        code.here = module;
        setKnown({ module });
      },
      (error: unknown) => setKnown({ error }),
    );
  }, [code]);
  if (known !== null && "error" in known) throw known.error;
  return known?.module ?? null;
}

type Drawn = typeof import("./drawn");

export function SeriesChartLazy(props: ComponentProps<Drawn["SeriesChart"]>) {
  const charts = useCode(drawn);
  return charts ? <charts.SeriesChart {...props} /> : <Waiting />;
}

export function LinesChartLazy(props: ComponentProps<typeof import("./lines-chart")["default"]>) {
  const chart = useCode(lines);
  return chart ? <chart.default {...props} /> : <Waiting />;
}

export function ReachChartLazy(props: ComponentProps<Drawn["ReachChart"]>) {
  const charts = useCode(drawn);
  return charts ? <charts.ReachChart {...props} /> : <Waiting />;
}

export function DeliveriesChartLazy(props: ComponentProps<typeof import("./deliveries-chart")["default"]>) {
  const chart = useCode(deliveries);
  return chart ? <chart.default {...props} /> : <Waiting />;
}

/** As large as the chart will be. */
const Waiting = () => <div className="skeleton h-full" />;
