import { randomUUID } from "node:crypto";
import { openSession } from "../../lib/auth/session";
import { encodeSessionToken } from "../../lib/auth/session-token";
import type { Role } from "../../lib/auth/user";
import { db } from "../../lib/db";

export interface Person {
  id: string;
  email: string;
  sessionId: string;
  /** A Cookie header's value */
  cookie: string;
}

/** A user who is signed in, without the time that a password takes. */
export async function person(role: Role, fields: { passwordHash?: string } = {}): Promise<Person> {
  const id = randomUUID();
  const email = `${role}-${id.slice(0, 8)}@example.com`;
  await db().write((tx) => tx.user.create({ data: { id, email, role, ...fields } }));
  const claim = await db().write(async (tx) => {
    await tx.user.updateMany({ where: { id }, data: { lastLoginAt: new Date() } });
    return openSession(tx, id);
  });
  return { id, email, sessionId: claim.sessionId, cookie: cookieOf(await encodeSessionToken(claim)) };
}

export const cookieOf = (token: string) => `next-auth.session-token=${token}`;

/** A browser's memory for cookies, as far as these tests need one; redirects are not followed. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), Cookie: this.cookie };
    const answer = await fetch(new URL(path, this.origin), { redirect: "manual", ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Next-auth's own way in; returns where it leads. */
  async post(action: string, fields: Record<string, string>): Promise<{ status: number; url: string }> {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await this.fetch(`/api/auth/${action}`, {
      method: "POST",
      body: new URLSearchParams({ csrfToken, json: "true", ...fields }),
    });
    const { url = "" } = (await answer.json()) as { url?: string };
    return { status: answer.status, url };
  }
}
