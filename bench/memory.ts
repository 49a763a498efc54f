import { readFileSync } from "node:fs";

const EVERY_MS = 50;
const MB = 1_048_576;

/** Resident memory of a process, in MB of 2^20 bytes. Linux only. */
export function residentMb(pid: number): number {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
  return (Number(pages) * 4_096) / MB;
}

/** Watches a process's memory while `work` runs; returns the most it held. */
export async function mostResidentMb(pid: number, work: () => Promise<unknown>): Promise<number> {
  let most = residentMb(pid);
  const timer = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return Math.max(most, residentMb(pid));
}
