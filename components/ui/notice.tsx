import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  info: { icon: Info, ground: "bg-accent-soft", mark: "text-accent" },
  good: { icon: CircleCheck, ground: "bg-good-soft", mark: "text-good" },
  warning: { icon: TriangleAlert, ground: "bg-warn-soft", mark: "text-warn" },
  danger: { icon: CircleAlert, ground: "bg-bad-soft", mark: "text-bad" },
} as const;

interface Props {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  /** Links and buttons under the text */
  actions?: ReactNode;
  className?: string;
}

/** Something the user should know; announced when it is a danger. */
export function Notice({ tone = "info", title, children, actions, className }: Props) {
  const { icon: Icon, ground, mark } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx("flex gap-3 rounded px-4 py-3 text-base text-ink", ground, className)}
    >
      <Icon aria-hidden size={18} className={clsx("mt-px shrink-0", mark)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="wrap-anywhere [&_a]:underline [&_a]:underline-offset-2">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
