"use client";

import { useActionState } from "react";
import { formats as formatsOf } from "../format/formats";
import { SettingsSection } from "../settings/section";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { RoleField } from "./role-field";
import { UserRow } from "./user-row";
import type { UserView } from "./user-view";
import { ROLE_MEANINGS, ROLE_WORDS } from "./words";

export interface UsersState {
  error?: string;
  done?: string;
  /** Shown this once */
  link?: string;
  /** It leads to the reader's own computer */
  local?: boolean;
  /** The invited address */
  whose?: string;
}

interface Props {
  users: UserView[];
  /** The reader's id */
  self: string;
  act: (state: UsersState, form: FormData) => Promise<UsersState>;
  locale: string;
  zone: string;
}

/** Everybody who may sign in, and a form for another. */
export function UsersPanel({ users, self, act, locale, zone }: Props) {
  const [state, submit, pending] = useActionState(act, {});
  const formats = formatsOf(locale, zone);
  return (
    <>
      <Outcome {...state} />
      <SettingsSection id="users" title="Users" about={<Roles />}>
        <ul className="-my-3 divide-y">
          {users.map((user) => (
            <UserRow key={user.id} {...{ user, pending, formats }} self={user.id === self} act={submit} />
          ))}
        </ul>
      </SettingsSection>
      <SettingsSection
        id="invite"
        title="Invite somebody"
        about={<p>Makes a link that works once, for 24 hours. Nothing is sent: pass the link on yourself.</p>}
      >
        <form action={submit} className="grid items-start gap-4 sm:grid-cols-2">
          <input type="hidden" name="intent" value="invite" />
          <Field label="E-mail" name="email" type="email" autoComplete="off" maxLength={254} required />
          <Field label="Name (optional)" name="name" autoComplete="off" maxLength={100} />
          <RoleField value="viewer" />
          <div className="sm:col-span-2">
            <Button type="submit" variant="primary" disabled={pending}>
              Invite
            </Button>
          </div>
        </form>
      </SettingsSection>
    </>
  );
}

function Outcome({ error, done, link, local, whose }: UsersState) {
  if (error) return <Notice tone="danger">{error}</Notice>;
  if (done) return <Notice tone="good">{done}</Notice>;
  if (!link) return null;
  return (
    <Notice tone="good" title={whose ? `${whose} is invited.` : "The link is made."}>
      <div className="mt-2 grid gap-2">
        <CopyField value={link} label="link" />
        <p>It is shown only now, works once, and for 24 hours. Whoever opens it first chooses the password.</p>
        {local && (
          <p>
            It leads to this computer, as you came by that address: others cannot open it elsewhere. Start Viewledger
            with APP_URL, or come by the address that they use, for a link that works for them.
          </p>
        )}
      </div>
    </Notice>
  );
}

function Roles() {
  return (
    <dl className="grid gap-2">
      {(["viewer", "analyst", "administrator"] as const).map((role) => (
        <div key={role}>
          <dt className="font-medium text-ink">{ROLE_WORDS[role]}</dt>
          <dd>{ROLE_MEANINGS[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
