const WIDTH = 100;
const HEIGHT = 28;
const PAD = 2;

/** The strokes of a trend, scaled into the box from zero; a null is a gap, a lone value between gaps a dot. */
export function sparklinePath(trend: (number | null)[]): string {
  const top = Math.max(...trend.map((value) => value ?? 0));
  const step = trend.length > 1 ? WIDTH / (trend.length - 1) : 0;
  const y = (value: number) => HEIGHT - PAD - (top === 0 ? 0 : (value / top) * (HEIGHT - 2 * PAD));
  const known = (value: number | null | undefined) => value !== null && value !== undefined;
  return trend
    .map((value, index) => {
      if (value === null) return "";
      const at = `${(index * step).toFixed(1)} ${y(value).toFixed(1)}`;
      if (known(trend[index - 1])) return `L${at}`;
      return known(trend[index + 1]) ? `M${at}` : `M${at}h0.01`;
    })
    .join("");
}

/** A metric's course over the period; the exact values are in the chart's table. */
export function Sparkline({ trend }: { trend: (number | null)[] }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-full overflow-visible text-series-1"
    >
      <path
        d={trend.length > 1 ? sparklinePath(trend) : ""}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
