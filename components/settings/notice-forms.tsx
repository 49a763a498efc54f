"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";

export interface NoticeState {
  said: { tone: "good" | "danger"; text: string } | null;
}
export type NoticeAction = (state: NoticeState, form: FormData) => Promise<NoticeState>;

const NOTHING: NoticeState = { said: null };

function Said({ state: { said } }: { state: NoticeState }) {
  return said && <Notice tone={said.tone}>{said.text}</Notice>;
}

interface Choice {
  name: string;
  label: string;
  hint: string;
  on: boolean;
}

/** Of what somebody is told. */
export function ChoicesForm({ action, choices }: { action: NoticeAction; choices: Choice[] }) {
  const [state, submit, pending] = useActionState(action, NOTHING);
  return (
    <form action={submit} className="grid gap-4">
      <Said state={state} />
      <ul className="grid gap-3">
        {choices.map(({ name, label, hint, on }) => (
          <li key={name}>
            <label className="flex items-start gap-2.5">
              <input type="checkbox" name={name} defaultChecked={on} className="mt-1" />
              <span>
                <span className="block font-medium text-base">{label}</span>
                <span className="block text-muted text-sm">{hint}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div>
        <Button type="submit" disabled={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface EmailProps {
  action: NoticeAction;
  recipients: string[];
  /** Whether the server was told how to send */
  canSend: boolean;
}

export function EmailForm({ action, recipients, canSend }: EmailProps) {
  const [state, submit, pending] = useActionState(action, NOTHING);
  return (
    <form action={submit} className="grid gap-4">
      {!canSend && (
        <Notice tone="info" title="This server cannot send e-mail yet">
          Start Viewledger with <code>SMTP_URL</code> and <code>MAIL_FROM</code>. Until then nobody is told by e-mail.
        </Notice>
      )}
      <Said state={state} />
      <Field
        label="Recipients"
        name="recipients"
        defaultValue={recipients.join(", ")}
        placeholder="ann@example.com, ops@example.com"
        hint="With commas between them. Empty: nobody."
        autoComplete="off"
      />
      <Buttons pending={pending} canTest={canSend} />
    </form>
  );
}

interface WebhookProps {
  action: NoticeAction;
  webhook: string | null;
  /** "" until an address was saved once */
  secret: string;
}

export function WebhookForm({ action, webhook, secret }: WebhookProps) {
  const [state, submit, pending] = useActionState(action, NOTHING);
  return (
    <form action={submit} className="grid gap-4">
      <Said state={state} />
      <Field
        label="Address"
        name="webhook"
        type="url"
        defaultValue={webhook ?? ""}
        placeholder="https://hooks.slack.com/services/…"
        hint="Gets JSON by POST; chat programs show its “text”. Empty: nowhere."
        autoComplete="off"
      />
      {secret !== "" && (
        <div className="grid gap-1.5">
          <p className="font-medium text-sm">Signing secret</p>
          <CopyField value={secret} label="signing secret" />
          <p className="text-muted text-xs">
            A receiver of your own can verify the header webhook-signature with it, as Standard Webhooks describes.
          </p>
        </div>
      )}
      <Buttons pending={pending} canTest>
        {secret !== "" && (
          <Button type="submit" variant="quiet" name="do" value="renew" disabled={pending}>
            Make a new secret
          </Button>
        )}
      </Buttons>
    </form>
  );
}

function Buttons({ pending, canTest, children }: { pending: boolean; canTest: boolean; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" disabled={pending}>
        Save
      </Button>
      {canTest && (
        <Button type="submit" name="do" value="test" disabled={pending}>
          Save and send a test
        </Button>
      )}
      {children}
    </div>
  );
}
