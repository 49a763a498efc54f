import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseEnv } from "../../lib/env";
import { dockerfile } from "./dockerfile";

const ROOT = path.resolve(import.meta.dirname, "../..");
const text = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

interface Service {
  build?: { context: string; target: string };
  image?: string;
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: string[] | Record<string, { condition: string }>;
  healthcheck?: unknown;
  restart?: string;
}

test("the Dockerfile ends in a stage that runs as somebody else than root, is watched, and has all it copies", () => {
  const stages = dockerfile(text("Dockerfile"));
  expect(stages.map(({ name }) => name)).toEqual(["build", "tools", "app"]);
  const app = stages.at(-1);
  expect(app?.instructions.findLast(({ word }) => word === "USER")?.rest).toBe("node");
  expect(app?.instructions.map(({ word }) => word)).toContain("HEALTHCHECK");
  for (const { word, rest } of stages.flatMap(({ instructions }) => instructions)) {
    if (word === "CMD" || word === "ENTRYPOINT") expect(JSON.parse(rest)).toBeInstanceOf(Array);
    if (word !== "COPY") continue;
    for (const source of rest
      .split(" ")
      .filter((part) => !part.startsWith("--"))
      .slice(0, -1)) {
      const own = source.replace(/^\/build\//, "");
      // Of what the build makes, the standalone test says whether it is there.
      if (!own.startsWith(".next")) expect(existsSync(path.join(ROOT, own)), source).toBe(true);
    }
  }
  // A new volume takes its owner from the first image that uses it, be it for a restore.
  for (const { name, instructions } of stages.slice(1)) {
    const words = instructions.map(({ word, rest }) =>
      rest.includes("-o node -g node -m 700 /data") ? "/data" : word,
    );
    expect(words.indexOf("/data"), name).toBeGreaterThan(-1);
    expect(words.indexOf("USER"), name).toBeGreaterThan(words.indexOf("/data"));
  }
  const ignored = text(".dockerignore").split("\n");
  for (const name of ["data", ".env*", ".git", "node_modules"]) expect(ignored).toContain(name);
});

test("docker-compose.yml names services, volumes and settings that there are", () => {
  const compose = parse(text("docker-compose.yml"), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const stages = dockerfile(text("Dockerfile")).map(({ name }) => name);
  for (const [name, service] of Object.entries(compose.services)) {
    expect(Boolean(service.image) !== Boolean(service.build), `${name} is built or fetched`).toBe(true);
    if (service.build) expect(stages).toContain(service.build.target);
    for (const other of Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {}))
      expect(Object.keys(compose.services)).toContain(other);
    for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
  }
  const { app, postgres } = compose.services;
  expect(postgres?.healthcheck).toBeDefined();
  const given = { DOMAIN: "views.example.com", POSTGRES_PASSWORD: "p", AUTH_SECRET: "s".repeat(32) };
  const filled = Object.fromEntries(
    Object.entries(app?.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+)(?::[?-][^}]*)?\}/g, (_, key: keyof typeof given) => given[key] ?? ""),
    ]),
  );
  const settings = parseEnv(filled, "/");
  expect(settings).toMatchObject({
    DATABASE_URL: "postgres://viewledger:p@postgres:5432/viewledger",
    APP_URL: "https://views.example.com",
    TRUSTED_PROXY_HOPS: 1,
  });
  expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(filled).filter((name) => filled[name])));
});

test("the systemd unit starts what there is, as a user of its own", () => {
  const unit = text("deploy/viewledger.service");
  expect(unit).toMatch(/^User=viewledger$/m);
  const [, script = ""] = /^ExecStart=\/usr\/bin\/node (\S+)$/m.exec(unit) ?? [];
  expect(existsSync(path.join(ROOT, script)), script).toBe(true);
  // A setting that stands there alone would make the commands act on another database than the server's.
  expect(unit).not.toContain("EnvironmentFile");
  const set = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, pairs = ""]) => pairs.split(" "));
  expect(set.map((pair) => pair.split("=")[0])).toEqual(["HOME"]);
  expect(text("docs/deployment.md")).toMatch(/> \/opt\/viewledger\/\.env <<END\nDATA_DIR=\/var\/lib\/viewledger$/m);
});
