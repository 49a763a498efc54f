import type { StopBucket } from "@/lib/reports/stops";
import type { Formats } from "../format/formats";

/** 1:10–1:20 */
export const stretchWord = ({ from, until }: Pick<StopBucket, "from" | "until">, formats: Formats): string =>
  `${formats.clock(from)}–${formats.clock(until)}`;
