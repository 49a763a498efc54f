"use server";

import { revalidatePath } from "next/cache";
import { toDataURL } from "qrcode";
import { z } from "zod";
import type { TokensState } from "@/components/account/api-tokens";
import type { SavedState } from "@/components/account/saved";
import type { SecondFactorState } from "@/components/account/second-factor";
import type { ConnectState } from "@/components/account/sso-connection";
import {
  addSecondFactor,
  changeName,
  changePassword,
  disconnectSso,
  dropSecondFactor,
  makeOwnToken,
  renewRecoveryCodes,
  requirePassword,
  signOutElsewhere,
} from "@/lib/auth/account";
import { revokeApiToken } from "@/lib/auth/api-tokens";
import { newPassword } from "@/lib/auth/password";
import { type Proposal, proposeSecondFactor, sameProposal } from "@/lib/auth/second-factor";
import { requireSelf } from "@/lib/auth/self";
import { awaitConnection } from "@/lib/auth/sso-connection";
import { Problem } from "@/lib/problem";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** What the user can mend; anything else goes on as the failure that it is. */
function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(" ");
  throw error;
}

async function saving(done: string, work: () => Promise<unknown>): Promise<SavedState> {
  try {
    await work();
  } catch (error) {
    return { error: sentenceOf(error) };
  }
  revalidatePath("/", "layout");
  return { done };
}

export async function saveName(_: SavedState, form: FormData): Promise<SavedState> {
  const self = await requireSelf();
  return saving("Saved.", () => changeName(self, text(form, "name")));
}

export async function savePassword(_: SavedState, form: FormData): Promise<SavedState> {
  const self = await requireSelf();
  return saving("The password is changed, all other browsers are signed out, and API tokens are revoked.", () =>
    changePassword(self, {
      current: text(form, "current"),
      next: newPassword(self.user.email).parse(text(form, "next")),
    }),
  );
}

export async function endOtherSessions(_: SavedState): Promise<SavedState> {
  const self = await requireSelf();
  return saving("All other browsers are signed out.", () => signOutElsewhere(self));
}

/** Proposes a secret, turns the second factor on with its first code, or off, or makes new recovery codes. */
export async function changeSecondFactor(_: SecondFactorState, form: FormData): Promise<SecondFactorState> {
  const self = await requireSelf();
  const [intent, password, sealed] = [text(form, "intent"), text(form, "password"), text(form, "sealed")];
  if (intent === "propose") return { proposal: await shown(proposeSecondFactor(self.user)) };
  try {
    if (intent === "off") {
      await dropSecondFactor(self, { password, code: text(form, "code") });
      revalidatePath("/account");
      return { done: "The second factor is off." };
    }
    if (intent === "codes") {
      const codes = await renewRecoveryCodes(self, { password, code: text(form, "code") });
      revalidatePath("/account");
      return { codes, renewed: true };
    }
    const codes = await addSecondFactor(self, { password, sealed, code: text(form, "code") });
    revalidatePath("/account");
    return { codes };
  } catch (error) {
    const again = intent === "on" ? sameProposal(self.user, sealed) : null;
    return { error: sentenceOf(error), ...(again && { proposal: await shown(again) }) };
  }
}

async function shown({ secret, address, sealed }: Proposal) {
  return { secret, sealed, picture: await toDataURL(address, { margin: 2, width: 192 }) };
}

export async function changeTokens(_: TokensState, form: FormData): Promise<TokensState> {
  const self = await requireSelf();
  try {
    if (form.has("revoke")) {
      await revokeApiToken(self.user.id, text(form, "revoke"));
      revalidatePath("/account");
      return { done: "The token is revoked." };
    }
    const { token } = await makeOwnToken(self, {
      label: form.get("label"),
      days: form.get("days"),
      password: text(form, "password"),
      code: text(form, "code"),
    });
    revalidatePath("/account");
    return { token };
  } catch (error) {
    return { error: sentenceOf(error) };
  }
}

/** With the password: what single sign-on says next is somebody else's. */
export async function disconnect(_: SavedState, form: FormData): Promise<SavedState> {
  const self = await requireSelf();
  return saving("Single sign-on is disconnected. Sign in with your password.", () =>
    disconnectSso(self, text(form, "password")),
  );
}

/** Password, and code where there is a second factor, were right: what single sign-on says next is connected with this user. */
export async function connect(_: ConnectState, form: FormData): Promise<ConnectState> {
  const self = await requireSelf();
  try {
    await requirePassword(self, text(form, "password"), text(form, "code"));
  } catch (error) {
    return { error: sentenceOf(error) };
  }
  await awaitConnection(self);
  return { ready: true };
}
