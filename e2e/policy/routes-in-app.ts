import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Route {
  /** As Next spells it: /videos/[videoId] */
  pattern: string;
  kind: "page" | "handler";
}

/** Every page and route handler there is, found by walking app/ as Next does. */
export function routesInApp(folder = path.join(ROOT, "app"), at = ""): Route[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Route[] => {
    if (entry.isDirectory()) {
      const part = /^\(.*\)$/.test(entry.name) ? "" : `/${entry.name}`;
      return routesInApp(path.join(folder, entry.name), `${at}${part}`);
    }
    const kind = /^page\.tsx?$/.test(entry.name) ? "page" : /^route\.tsx?$/.test(entry.name) ? "handler" : null;
    return kind === null ? [] : [{ pattern: at || "/", kind }];
  });
}

export interface Action {
  /** By which a browser calls it */
  id: string;
  /** As it is exported: `signOut` */
  name: string;
  /** Patterns of the pages that may call it */
  pages: string[];
}

/** Every server action of the build. */
export function actionsInBuild(): Action[] {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, ".next/server/server-reference-manifest.json"), "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(manifest.node).map(([id, { exportedName: name, workers }]) => {
    const pages = Object.keys(workers).map((worker) =>
      worker
        .replace(/^app/, "")
        .replace(/\/page$/, "")
        .replace(/\/\([^/]*\)/g, ""),
    );
    return { id, name, pages: pages.map((page) => page || "/") };
  });
}
