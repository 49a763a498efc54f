import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

const LISTEN = "0A";

/** The process that holds the listening socket of a local port: the one a fault must hit. */
export function listeningPid(port: number): number {
  if (!existsSync("/proc/net/tcp"))
    return Number(execFileSync("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"], { encoding: "utf8" }).trim());
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync))
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${hex}`) && state === LISTEN && inode) inodes.add(`socket:[${inode}]`);
    }
  const holders = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && holdsOne(name, inodes));
  if (holders.length !== 1) throw new Error(`Port ${port} is held by ${holders.join(", ") || "nobody to be seen"}`);
  return Number(holders[0]);
}

function holdsOne(pid: string, sockets: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)));
  } catch (error) {
    // Ended meanwhile, or another user's: not the one that this test started.
    if (["ENOENT", "EACCES", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
