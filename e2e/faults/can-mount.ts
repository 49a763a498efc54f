import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Whether this user may make a small disk to fill. */
export function canMount(): boolean {
  const probe = mkdtempSync(path.join(tmpdir(), "viewledger-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("umount", [probe]);
    return true;
  } catch {
    console.log("This user may not mount a tmpfs: a full disk is tested by max_page_count alone.");
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}
