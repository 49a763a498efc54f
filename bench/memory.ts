import { readFileSync, writeFileSync } from "node:fs";

/** Resident memory of a process now, in MB of 2^20 bytes. Linux only, as all here. */
export const residentMb = (pid: number): number => statusOf(pid, "VmRSS");

/** The most it held since its start, or since `forgetPeak`. */
export const peakMb = (pid: number): number => statusOf(pid, "VmHWM");

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

function statusOf(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${pid} tells no ${name}`);
  return Number(kilobytes) / 1_024;
}
