"use client";

import { createContext, type ReactNode, useActionState, useContext } from "react";
import { Notice } from "../ui/notice";

/** What an action on quarantined records came to. */
export interface ActionState {
  tone: "good" | "warning" | "danger";
  message: string | null;
  /** Not all of this kind was done: a further action with the same start goes on */
  goOn?: { reason: string; path: string | null; startedAt: number };
}

export type Act = (state: ActionState, form: FormData) => Promise<ActionState>;

interface Acting {
  submit: (form: FormData) => void;
  pending: boolean;
  goOn?: ActionState["goOn"];
}

const Context = createContext<Acting | null>(null);

interface Props {
  /** Null: the reader may only look */
  act: Act | null;
  children: ReactNode;
}

/** Around all that can be acted on: tells what came of it, also when the records themselves are gone from the page. */
export function ActingArea({ act, children }: Props) {
  const [state, submit, pending] = useActionState<ActionState, FormData>(act ?? ((same) => same), {
    tone: "good",
    message: null,
  });
  return (
    <Context value={act && { submit, pending, goOn: state.goOn }}>
      {state.message && (
        <Notice tone={state.tone} className="mx-4 mb-4 md:mx-6">
          {state.message}
        </Notice>
      )}
      {children}
    </Context>
  );
}

/** Null where the reader may only look. */
export function useActing(): Acting | null {
  return useContext(Context);
}
