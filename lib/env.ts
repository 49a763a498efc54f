import path from "node:path";
import { z } from "zod";
import { oncePerProcess } from "./process";

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });
const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

function hasReadableUser(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { username, password } = new URL(address);
  try {
    return decodeURIComponent(username + password) !== undefined;
  } catch {
    return false;
  }
}

const keysIn = (text: string) =>
  text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);

/** Those of the driver; it takes `prefer`, `require` and `verify-ca` for `verify-full`. */
const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

const schema = z
  .object({
    DATABASE_URL: optional(z.string().regex(/^(file:|postgres(ql)?:\/\/)./, "must start with file: or postgres://")),
    /** A streaming replica of it, for reports */
    DATABASE_READ_URL: optional(z.string().regex(/^postgres(ql)?:\/\/./, "must start with postgres://")),
    /** Who answers reports: the column store in memory, or Postgres by SQL */
    ANALYTICS: z.preprocess(
      blankIsAbsent,
      z.enum(["columns", "sql"], { error: "must be columns or sql" }).default("columns"),
    ),
    DATA_DIR: z.preprocess(blankIsAbsent, z.string().default("./data")),
    PORT: z.preprocess(blankIsAbsent, wholeNumber(1, 65535).default(3000)),
    HOST: z.preprocess(blankIsAbsent, z.string().default("127.0.0.1")),
    APP_URL: optional(httpUrl),
    AUTH_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
    ADMIN_EMAIL: optional(z.email("must be an e-mail address")),
    ADMIN_PASSWORD: optional(
      z.string().min(12, "must have at least 12 characters").max(256, "must have at most 256 characters"),
    ),
    MINDSTAMP_WEBHOOK_KEY: optional(
      z.string().refine((text) => keysIn(text).length > 0, "must hold a key, or several with commas between them"),
    ),
    MINDSTAMP_API_URL: z.preprocess(blankIsAbsent, httpUrl.default("https://api.mindstamp.com/api/v1/")),
    MINDSTAMP_API_TOKEN: optional(z.string()),
    TRUSTED_PROXY_HOPS: z.preprocess(blankIsAbsent, wholeNumber(0, 10).default(0)),
    OIDC_ISSUER: optional(httpUrl),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    OIDC_NAME: z.preprocess(
      blankIsAbsent,
      z.string().max(40, "must have at most 40 characters").default("single sign-on"),
    ),
    OIDC_ROLE_CLAIM: optional(z.string()),
    OIDC_ROLE_ADMINISTRATOR: optional(z.string()),
    OIDC_ROLE_ANALYST: optional(z.string()),
    OIDC_ROLE_VIEWER: optional(z.string()),
    COLUMNS_MEMORY_MB: z.preprocess(blankIsAbsent, wholeNumber(64, 1_000_000).default(4_096)),
    IMPORT_MAX_MB: z.preprocess(blankIsAbsent, wholeNumber(1, 1_000_000).default(10_240)),
    SMTP_URL: optional(
      z
        .url({ protocol: /^smtps?$/, error: "must be an address such as smtp://user:password@mail.example.com:587" })
        .refine(hasReadableUser, "must have each % of its user and password written as %25"),
    ),
    MAIL_FROM: optional(z.string().regex(/@/, "must be an e-mail address, or Name <address>")),
    METRICS_TOKEN: optional(z.string().min(16, "must have at least 16 characters")),
    LOG_LEVEL: z.preprocess(
      blankIsAbsent,
      z
        .enum(LOG_LEVELS, { error: `must be ${LOG_LEVELS.slice(0, -1).join(", ")} or ${LOG_LEVELS.at(-1)}` })
        .default("info"),
    ),
  })
  .superRefine((env, ctx) => {
    const together = (names: (keyof typeof env)[]) => {
      const missing = names.filter((name) => env[name] === undefined);
      if (missing.length > 0 && missing.length < names.length)
        for (const name of missing)
          ctx.addIssue({
            code: "custom",
            path: [name],
            message: `is needed together with ${names.filter((n) => n !== name).join(", ")}`,
          });
    };
    for (const name of ["DATABASE_URL", "DATABASE_READ_URL"] as const) {
      const url = env[name] ?? "";
      const mode = URL.canParse(url) ? new URL(url).searchParams.getAll("sslmode").at(-1) : undefined;
      if (mode && !SSL_MODES.includes(mode))
        ctx.addIssue({
          code: "custom",
          path: [name],
          message: `has an unknown sslmode: use one of ${SSL_MODES.join(", ")}`,
        });
    }
    const needsPostgres = (name: keyof typeof env) => {
      if (!env.DATABASE_URL?.startsWith("postgres"))
        ctx.addIssue({
          code: "custom",
          path: [name],
          message: "needs a Postgres database: set DATABASE_URL to postgres://…",
        });
    };
    if (env.ANALYTICS === "sql") needsPostgres("ANALYTICS");
    if (env.DATABASE_READ_URL !== undefined) needsPostgres("DATABASE_READ_URL");
    together(["ADMIN_EMAIL", "ADMIN_PASSWORD"]);
    together(["SMTP_URL", "MAIL_FROM"]);
    together(["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]);
    const wrong = (name: keyof typeof env, message: string) => ctx.addIssue({ code: "custom", path: [name], message });
    const roles = (["OIDC_ROLE_ADMINISTRATOR", "OIDC_ROLE_ANALYST", "OIDC_ROLE_VIEWER"] as const).filter(
      (name) => env[name] !== undefined,
    );
    if (env.OIDC_ROLE_CLAIM === undefined)
      for (const name of roles) wrong(name, "is needed together with OIDC_ROLE_CLAIM");
    else if (roles.length === 0)
      wrong("OIDC_ROLE_CLAIM", "needs OIDC_ROLE_ADMINISTRATOR, OIDC_ROLE_ANALYST or OIDC_ROLE_VIEWER");
    if (env.OIDC_ROLE_CLAIM !== undefined && env.OIDC_ISSUER === undefined)
      wrong("OIDC_ROLE_CLAIM", "is needed together with OIDC_ISSUER");
  });

export type Env = Omit<z.infer<typeof schema>, "DATABASE_URL" | "MINDSTAMP_WEBHOOK_KEY"> & {
  DATABASE_URL: string;
  /** The keys of MINDSTAMP_WEBHOOK_KEY, trimmed, without blanks */
  MINDSTAMP_WEBHOOK_KEYS: string[];
};

/** A wrong setting; the message names each variable and what it must be. */
export class EnvError extends Error {
  override name = "EnvError";
}

/** Validates a set of environment variables; throws EnvError. Relative paths are resolved against `cwd`. */
export function parseEnv(source: Record<string, string | undefined>, cwd: string): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new EnvError(`These environment variables are wrong:\n${lines.join("\n")}`);
  }
  const { MINDSTAMP_WEBHOOK_KEY, ...env } = parsed.data;
  const dataDir = path.resolve(cwd, env.DATA_DIR);
  const url = env.DATABASE_URL ?? `file:${path.join(dataDir, "viewledger.db")}`;
  return {
    ...env,
    DATA_DIR: dataDir,
    DATABASE_URL: url.startsWith("file:") ? `file:${path.resolve(cwd, filePath(url))}` : url,
    MINDSTAMP_WEBHOOK_KEYS: keysIn(MINDSTAMP_WEBHOOK_KEY ?? ""),
  };
}

function filePath(url: string): string {
  return url.replace(/^file:(\/\/)?/, "");
}

/** This process's settings, read once. */
export function env(): Env {
  return oncePerProcess("env", () => parseEnv(process.env, process.cwd()));
}

/** Whether this code was compiled by the build, and does not run from source as in scripts and tests. */
export function isBuilt(): boolean {
  return process.env.NEXT_RUNTIME !== undefined;
}

/** Tells next-auth its address by the one way it knows, so that no request's headers can. */
export function pinAuthAddress(origin: string): void {
  process.env.NEXTAUTH_URL = origin;
}
