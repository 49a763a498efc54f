"use client";

import { useActionState, useId } from "react";
import { formats as formatsOf } from "../format/formats";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field, Select } from "../ui/field";
import { Notice } from "../ui/notice";
import { CodeField } from "./code-field";
import { Saved, type SavedState } from "./saved";
import { TokenRow, type TokenView } from "./token-row";

export interface TokensState extends SavedState {
  /** Shown this once */
  token?: string;
}

interface Props {
  /** Makes a token, or revokes the one that the form names */
  action: (state: TokensState, form: FormData) => Promise<TokensState>;
  tokens: TokenView[];
  /** What is asked of whoever makes one */
  asksPassword: boolean;
  asksCode: boolean;
  /** An export's address, for the example */
  exportUrl: string;
  /** ISO instant of the page */
  now: string;
  locale: string;
  zone: string;
}

const SPANS = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "a year"],
] as const;

/** The reader's tokens, and a form for another. */
export function ApiTokens({ action, tokens, asksPassword, asksCode, exportUrl, now, locale, zone }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  const days = useId();
  const formats = formatsOf(locale, zone);
  return (
    <div className="grid gap-5">
      {state.token && (
        <Notice tone="good" title="The token is made. It is shown only now.">
          <div className="mt-2 grid gap-3">
            <CopyField value={state.token} label="API token" />
            <p>Fetch an export with it:</p>
            <CopyField
              value={`curl -H "Authorization: Bearer ${state.token}" "${exportUrl}"`}
              label="example command"
              block
            />
          </div>
        </Notice>
      )}
      <Saved {...state} />
      {tokens.length > 0 && (
        <ul className="-my-2 divide-y">
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              expired={token.expiresAt <= now}
              {...{ token, pending, formats }}
              revoke={submit}
            />
          ))}
        </ul>
      )}
      <form action={submit} className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="What the token is for" name="label" placeholder="Nightly export" maxLength={60} required />
        <div className="grid gap-1.5">
          <label htmlFor={days} className="font-medium text-sm">
            It works for
          </label>
          <Select id={days} name="days" defaultValue={90}>
            {SPANS.map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        </div>
        {asksPassword && (
          <Field label="Current password" name="password" type="password" autoComplete="current-password" required />
        )}
        {asksCode && <CodeField />}
        <div className="sm:col-span-2">
          <Button type="submit" disabled={pending}>
            Make a token
          </Button>
        </div>
      </form>
    </div>
  );
}
