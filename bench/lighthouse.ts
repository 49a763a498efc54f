import lighthouse, { desktopConfig } from "lighthouse";

export interface Lighthouse {
  /** 0 to 100 */
  performance: number;
  accessibility: number;
  /** Cumulative layout shift */
  shift: number;
  /** ms */
  largestPaint: number;
  blocking: number;
}

/** One run of Lighthouse with its desktop preset in the Chromium that listens on `port`. */
export async function judgedByLighthouse(url: string, cookie: string, port: number): Promise<Lighthouse> {
  const result = await lighthouse(
    url,
    {
      port,
      logLevel: "error",
      output: "json",
      onlyCategories: ["performance", "accessibility"],
      extraHeaders: { Cookie: cookie },
    },
    desktopConfig,
  );
  if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse failed: ${result?.lhr.runtimeError?.message}`);
  const { categories, audits, finalDisplayedUrl } = result.lhr;
  if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname)
    throw new Error(`Lighthouse was led to ${finalDisplayedUrl}`);
  const score = (name: string) => 100 * (categories[name]?.score ?? Number.NaN);
  const number = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    shift: number("cumulative-layout-shift"),
    largestPaint: number("largest-contentful-paint"),
    blocking: number("total-blocking-time"),
  };
}
