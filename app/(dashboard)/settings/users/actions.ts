"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import type { UsersState } from "@/components/users/users-panel";
import { requireUser } from "@/lib/auth/current-user";
import { shownOrigin } from "@/lib/auth/request";
import { ROLES } from "@/lib/auth/user";
import {
  changeRole,
  deleteUser,
  disableUser,
  disconnectUser,
  enableUser,
  inviteUser,
  removeSecondFactor,
  renewUserLink,
  revokeTokensOf,
  signOutUser,
  withdrawInvitation,
} from "@/lib/auth/users";
import { Problem } from "@/lib/problem";

const id = z.string().min(1).max(100);
const wish = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("invite"), email: z.string(), name: z.string(), role: z.enum(ROLES) }),
  z.object({ intent: z.literal("role"), id, role: z.enum(ROLES) }),
  z.object({
    intent: z.enum([
      "link",
      "disable",
      "enable",
      "sign out",
      "second factor",
      "tokens",
      "disconnect",
      "withdraw",
      "delete",
    ]),
    id,
  }),
]);

/** What the administrator does to a user. A link is in the answer, this once. */
export async function actOnUser(_: UsersState, form: FormData): Promise<UsersState> {
  const { id: actor } = await requireUser("administrator");
  const wanted = wish.safeParse(Object.fromEntries(form));
  if (!wanted.success) return { error: "This form cannot be used. Load the page again." };
  try {
    const state = await carryOut(actor, wanted.data);
    revalidatePath("/settings/users");
    return state;
  } catch (error) {
    if (error instanceof Problem) return { error: error.detail };
    if (error instanceof z.ZodError) return { error: error.issues.map(({ message }) => message).join(" ") };
    throw error;
  }
}

async function carryOut(actor: string, wanted: z.output<typeof wish>): Promise<UsersState> {
  switch (wanted.intent) {
    case "invite":
      return { ...(await linkOf((await inviteUser(actor, wanted)).token)), whose: wanted.email.trim() };
    case "link":
      return linkOf(await renewUserLink(actor, wanted.id));
    case "role":
      await changeRole(actor, wanted.id, wanted.role);
      return { done: "The role is changed. It counts from the user’s next click." };
    case "disable":
      await disableUser(actor, wanted.id);
      return { done: "The user is disabled, and signed out everywhere." };
    case "enable":
      await enableUser(actor, wanted.id);
      return { done: "The user may sign in again." };
    case "delete":
      await deleteUser(actor, wanted.id);
      return { done: "The user is deleted. The audit log keeps what they did, without their name and address." };
    case "sign out":
      await signOutUser(actor, wanted.id);
      return { done: "The user is signed out everywhere, and their API tokens are revoked." };
    case "tokens":
      await revokeTokensOf(actor, wanted.id);
      return { done: "The user’s API tokens are revoked." };
    case "disconnect":
      await disconnectUser(actor, wanted.id);
      return { done: "Single sign-on is disconnected from the user, who is signed out, programs included." };
    case "second factor":
      await removeSecondFactor(actor, wanted.id);
      return { done: "The second factor is off: the password alone is asked for." };
    case "withdraw":
      await withdrawInvitation(actor, wanted.id);
      return { done: "The invitation is taken back: its link does not work any more." };
  }
}

async function linkOf(token: string): Promise<UsersState> {
  const origin = shownOrigin(await headers());
  const isLocal = new URL(origin).hostname === "localhost";
  return { link: `${origin}/password?token=${token}`, ...(isLocal && { local: true }) };
}
