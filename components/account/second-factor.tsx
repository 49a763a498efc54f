"use client";

import { useActionState } from "react";
import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Notice } from "../ui/notice";
import { Enrolment, type ShownProposal } from "./enrolment";
import { Saved, type SavedState } from "./saved";
import { WithPassword } from "./with-password";

export interface SecondFactorState extends SavedState {
  /** A secret for the device, until its first code has come */
  proposal?: ShownProposal;
  /** Recovery codes, shown this once */
  codes?: string[];
  /** They take the place of others */
  renewed?: boolean;
}

interface Props {
  action: (state: SecondFactorState, form: FormData) => Promise<SecondFactorState>;
  on: boolean;
  /** Recovery codes not used yet */
  codesLeft: number;
}

/** Turns the second factor on and off. */
export function SecondFactor({ action, on, codesLeft }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="grid gap-4">
      {state.codes && (
        <Notice
          tone="good"
          title={
            state.renewed
              ? "Keep these recovery codes: the former ones do not work any more."
              : "The second factor is on. Keep these recovery codes."
          }
        >
          <p>Each signs you in once in place of a code, if the telephone is lost. They are shown only now.</p>
          <div className="mt-2">
            <CopyField value={state.codes.join("\n")} label="recovery codes" block />
          </div>
        </Notice>
      )}
      <Saved {...state} />
      {on ? (
        <TurnOff {...{ codesLeft, pending }} />
      ) : state.proposal ? (
        <Enrolment proposal={state.proposal} pending={pending} />
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">It is off: the password alone signs you in.</p>
          <Button type="submit" name="intent" value="propose" disabled={pending}>
            Set it up
          </Button>
        </div>
      )}
    </form>
  );
}

function TurnOff({ codesLeft, pending }: { codesLeft: number; pending: boolean }) {
  return (
    <>
      <p className="text-muted">
        It is on. {codesLeft === 1 ? "1 recovery code is" : `${codesLeft} recovery codes are`} left.
      </p>
      <WithPassword asksCode>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" name="intent" value="codes" disabled={pending}>
            Make new recovery codes
          </Button>
          <Button type="submit" name="intent" value="off" variant="danger" disabled={pending}>
            Turn it off
          </Button>
        </div>
      </WithPassword>
    </>
  );
}
