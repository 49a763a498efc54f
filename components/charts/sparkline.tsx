const WIDTH = 100;
const HEIGHT = 28;
const PAD = 2;

/** A trend scaled into the box from zero: strokes, with gaps where a value is null, and a dot for a lone value between gaps. */
export function sparklinePaths(trend: (number | null)[]): { line: string; dots: string } {
  const top = Math.max(...trend.map((value) => value ?? 0));
  const step = trend.length > 1 ? WIDTH / (trend.length - 1) : 0;
  const y = (value: number) => HEIGHT - PAD - (top === 0 ? 0 : (value / top) * (HEIGHT - 2 * PAD));
  const known = (value: number | null | undefined) => value !== null && value !== undefined;
  let [line, dots] = ["", ""];
  for (const [index, value] of trend.entries()) {
    if (value === null) continue;
    const at = `${(index * step).toFixed(1)} ${y(value).toFixed(1)}`;
    if (known(trend[index - 1])) line += `L${at}`;
    else if (known(trend[index + 1])) line += `M${at}`;
    else dots += `M${at}h0.01`;
  }
  return { line, dots };
}

/** A metric's course over the period; the exact values are in the chart's table. */
export function Sparkline({ trend }: { trend: (number | null)[] }) {
  const { line, dots } = sparklinePaths(trend.length > 1 ? trend : []);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-full overflow-visible text-series-1"
    >
      {[
        { d: line, width: 1.5 },
        { d: dots, width: 6 },
      ].map(({ d, width }) => (
        <path
          key={width}
          d={d}
          fill="none"
          stroke="currentColor"
          strokeWidth={width}
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
