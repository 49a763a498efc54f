"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "../ui/button";
import { FAILURE_WORDS } from "./words";

/** Asks the server for the page again; what stands there stays until it answers. */
export function Retry({ again }: { again?: () => void }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button size="sm" disabled={pending} onClick={() => startTransition(again ?? router.refresh)}>
      {pending ? FAILURE_WORDS.retrying : FAILURE_WORDS.retry}
    </Button>
  );
}
