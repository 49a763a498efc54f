import { randomBytes } from "node:crypto";
import { z } from "zod";
import { db, type Tx } from "../db";

const KEY = "notices";
const MOST_RECIPIENTS = 20;

const httpAddress = z
  .url({ protocol: /^https?$/, error: "The webhook’s address must begin with https:// or http://." })
  .max(2_000, "The webhook’s address is too long.")
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "The webhook’s address may hold no user and password.");

const schema = z.object({
  /** Who gets e-mail */
  recipients: z
    .array(z.email({ error: (issue) => `“${String(issue.input)}” is no e-mail address.` }))
    .max(MOST_RECIPIENTS, `At most ${MOST_RECIPIENTS} addresses can be told.`)
    .default([]),
  /** Where else it is posted to; null: nowhere */
  webhook: httpAddress.nullable().default(null),
  /** The key of the signatures, as receivers want it: whsec_ and Base64 */
  secret: z.string().default(""),
  /** Of what is told */
  stopped: z.boolean().default(true),
  waiting: z.boolean().default(true),
  refused: z.boolean().default(true),
  weekly: z.boolean().default(false),
});

export type NoticeConfig = z.infer<typeof schema>;
export const CONDITIONS = ["stopped", "waiting", "refused"] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** Who is told of what, and how. Holds a secret: for administrators alone. */
export async function noticeConfig(): Promise<NoticeConfig> {
  const row = await db().read.setting.findUnique({ where: { key: KEY } });
  return schema.parse(row === null ? {} : JSON.parse(row.value));
}

/** Changes some of it, in a transaction that has written already; makes the secret when there is none. Throws a ZodError. */
export async function changeNoticeConfig(tx: Tx, change: Partial<NoticeConfig>): Promise<void> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  const config = schema.parse({ ...(row === null ? {} : JSON.parse(row.value)), ...change });
  if (config.secret === "") config.secret = newSecret();
  const value = JSON.stringify(config);
  await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

export const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
