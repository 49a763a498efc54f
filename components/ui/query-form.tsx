"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type FormEvent, useTransition } from "react";
import { PendingMark } from "./pending-mark";

interface Props extends Omit<ComponentProps<"form">, "action" | "method" | "onSubmit"> {
  action: string;
}

/** A form whose fields become the address's parameters, empty ones left out; before scripts have loaded the browser does it. */
export function QueryForm({ action, children, ...props }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const follow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) search.append(name, value);
    for (const layer of document.querySelectorAll<HTMLElement>("[popover]:popover-open"))
      if (layer.contains(form)) layer.hidePopover();
    startTransition(() => router.push(search.size === 0 ? action : `${action}?${search}`, { scroll: false }));
  };
  return (
    <form action={action} onSubmit={follow} {...props}>
      {children}
      {pending && <PendingMark />}
    </form>
  );
}
