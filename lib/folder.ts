import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder for data, which only this user may enter, and those above it. Folder by folder, since Node's own recursive
 * way never returns where a file system says that a parent which is there does not exist (/proc does).
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, 0o700);
  } catch (error) {
    // Another process has just made it.
    if (!existsSync(folder)) throw error;
  }
}
