import clsx from "clsx";
import type { ComponentProps } from "react";

const VARIANTS = {
  primary: "bg-accent-strong text-on-accent hover:bg-accent-strong-hover",
  secondary: "border border-line bg-surface text-ink hover:bg-sunken",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
  danger: "border border-line bg-surface text-bad hover:bg-bad-soft",
} as const;

const SIZES = { sm: "h-8 px-2.5 text-sm", md: "h-9 px-3.5 text-base" } as const;

interface Look {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** The look of a button, for links that act like one. */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}, className?: string): string {
  return clsx("btn", VARIANTS[variant], SIZES[size], className);
}

export function Button({ variant, size, className, type = "button", ...props }: ComponentProps<"button"> & Look) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...props} />;
}
