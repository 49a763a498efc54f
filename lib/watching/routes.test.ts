import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { routeOf } from "./routes";

test("a route tells the kind of page, and nothing of the address's own", () => {
  const told = Object.fromEntries(
    [
      "/",
      "/overview?q=ann@example.com",
      "/videos/0452e22e-5e15-4b51-bcc7-0be4c0df99b1",
      "/viewers/e-abc?period=7d",
      "/deliveries/quarantine",
      "/settings/notifications",
      "/settings/ann@example.com",
      "/api/webhooks/views",
      "/api/export/views?format=csv",
      "/api/ann@example.com",
      "/ann@example.com",
      "/_next/static/chunks/a.js",
      "//x",
    ].map((url) => [url, routeOf(url)]),
  );
  expect(told).toEqual({
    "/": "/",
    "/overview?q=ann@example.com": "/overview",
    "/videos/0452e22e-5e15-4b51-bcc7-0be4c0df99b1": "/videos/:id",
    "/viewers/e-abc?period=7d": "/viewers/:id",
    "/deliveries/quarantine": "/deliveries/…",
    "/settings/notifications": "/settings/notifications",
    "/settings/ann@example.com": "other",
    "/api/webhooks/views": "/api/webhooks",
    "/api/export/views?format=csv": "/api/export",
    "/api/ann@example.com": "other",
    "/ann@example.com": "other",
    "/_next/static/chunks/a.js": "/_next",
    "//x": "/",
  });
});

/** Names of the folders in a part of app/ that stand in addresses. */
const foldersIn = (part: string) =>
  readdirSync(path.resolve(import.meta.dirname, "../../app", part), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name))
    .map(({ name }) => name);

test("every page and handler that there is has a route of its own", () => {
  const urls = [
    ...foldersIn(".")
      .filter((name) => name !== "api")
      .map((name) => `/${name}`),
    ...foldersIn("(dashboard)").map((name) => `/${name}`),
    ...foldersIn("(dashboard)/settings").map((name) => `/settings/${name}`),
    ...foldersIn("api").map((name) => `/api/${name}`),
  ];
  expect(urls).toContain("/settings/status");
  expect(urls.filter((url) => routeOf(url) !== url)).toEqual([]);
});
