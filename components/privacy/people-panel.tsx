"use client";

import { type ReactNode, useActionState, useState } from "react";
import { Button } from "../ui/button";
import { Field, Select } from "../ui/field";
import { Notice } from "../ui/notice";
import { type AskedPerson, EraseDialog } from "./erase-dialog";
import { ExportForm } from "./export-form";
import { FORM_WORDS, PRIVACY_WORDS } from "./words";

export interface FoundPerson {
  asked: AskedPerson;
  /** Names and addresses by which they are shown, the key where there is none */
  names: string[];
  views: number;
  viewers: number;
  /** Records in quarantine that name them, of somebody with views */
  quarantined: number;
  /** Of somebody without views: records in quarantine, and deliveries and views of others, that name them */
  records: number;
  /** Addresses and custom ids that others have too */
  shared: number;
}

export interface PeopleState {
  found: FoundPerson | null;
  /** What was typed, where that found nobody: React empties a form that was sent */
  typed: { by: string; value: string } | null;
  message: { tone: "good" | "danger" | "info"; text: string } | null;
  /** Makes the dialog close when one was erased */
  serial: number;
}

interface Props {
  find: (state: PeopleState, form: FormData) => Promise<PeopleState>;
  /** What becomes of an erasure; not beside somebody else who was found */
  children: ReactNode;
}

/** Somebody's data: to be found, handed out, erased. */
export function PeoplePanel({ find, children }: Props) {
  const [state, act, pending] = useActionState(find, { found: null, typed: null, message: null, serial: 0 });
  const { found, message } = state;
  const shown = found?.asked ?? state.typed;
  return (
    <div className="grid gap-4">
      <form action={act} className="grid items-end gap-3 sm:grid-cols-[12rem_minmax(0,1fr)_auto]">
        <input type="hidden" name="intent" value="find" />
        <div className="grid gap-1.5">
          <label htmlFor="known-by" className="font-medium text-sm">
            Known by
          </label>
          <Select id="known-by" name="by" defaultValue={shown?.by ?? "email"} key={shown?.by}>
            {(["email", "custom", "viewer"] as const).map((by) => (
              <option key={by} value={by}>
                {PRIVACY_WORDS.by[by]}
              </option>
            ))}
          </Select>
        </div>
        <Field
          label="Address, id or key"
          name="value"
          defaultValue={shown?.value ?? ""}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Button type="submit" disabled={pending}>
          {pending ? FORM_WORDS.working : "Find"}
        </Button>
      </form>
      {message && <Notice tone={message.tone}>{message.text}</Notice>}
      {found === null && message === null && children}
      {found && <Found key={state.serial} {...{ found, act, pending }} />}
    </div>
  );
}

function Found({ found, act, pending }: { found: FoundPerson; act: (form: FormData) => void; pending: boolean }) {
  const [erasing, setErasing] = useState(false);
  const { asked, names, shared } = found;
  return (
    <div className="grid gap-3 rounded border p-4">
      <div className="grid gap-1">
        <p className="wrap-anywhere font-medium">{names.join(", ")}</p>
        <p className="text-muted text-sm">{extentOf(found)}</p>
        {shared > 0 && (
          <p className="text-muted text-sm">
            {shared === 1 ? "An address or custom id of theirs is" : `${shared} addresses or custom ids of theirs are`}{" "}
            used by others too. Views of others are not touched; find them by that address or custom id to include them.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <ExportForm asked={asked} />
        <Button variant="danger" onClick={() => setErasing(true)}>
          {PRIVACY_WORDS.erase}
        </Button>
      </div>
      {erasing && (
        <EraseDialog
          asked={asked}
          extent={extentOf(found)}
          pending={pending}
          onClose={() => setErasing(false)}
          act={(form) => {
            form.set("intent", "erase");
            act(form);
          }}
        />
      )}
    </div>
  );
}

function extentOf({ views, viewers, quarantined, records }: FoundPerson): string {
  const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (records > 0)
    return `No views of their own. ${many(records, "record")} in quarantine or of others ${records === 1 ? "names" : "name"} them.`;
  const own = viewers > 1 ? `${many(views, "view")} under ${viewers} viewer keys` : many(views, "view");
  return quarantined > 0
    ? `${own}, and ${many(quarantined, "record")} in quarantine that ${quarantined === 1 ? "names" : "name"} them.`
    : `${own}.`;
}
