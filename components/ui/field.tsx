import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

const INPUT =
  "w-full rounded border border-control bg-surface text-ink placeholder:text-faint read-only:not-[select]:bg-sunken disabled:bg-sunken disabled:text-muted aria-invalid:border-bad";

/** `dense`: as high as the buttons of a filter bar. */
export function Input({ className, dense = false, ...props }: ComponentProps<"input"> & { dense?: boolean }) {
  return <input className={clsx(INPUT, dense ? "h-8 text-sm" : "h-9 px-3 text-base", className)} {...props} />;
}

export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select className={clsx(INPUT, "h-9 pr-8 pl-3 text-base", className)} {...props} />;
}

interface Around {
  label: ReactNode;
  /** What to enter, said before a mistake is made */
  hint?: ReactNode;
  /** What is wrong with the value and what would be right */
  error?: string;
}

/** A labelled input; hint and error are tied to it for screen readers. */
export function Field({ label, hint, error, id, className, ...props }: ComponentProps<"input"> & Around) {
  const own = useId();
  const inputId = id ?? own;
  const described = [hint && `${inputId}-hint`, error && `${inputId}-error`].filter(Boolean).join(" ");
  return (
    <div className={clsx("grid gap-1.5", className)}>
      <label htmlFor={inputId} className="font-medium text-sm">
        {label}
      </label>
      <Input
        id={inputId}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        {...props}
      />
      {hint && (
        <p id={`${inputId}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${inputId}-error`} role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
