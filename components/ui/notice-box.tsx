import clsx from "clsx";
import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface Tone {
  icon: LucideIcon;
  ground: string;
  mark: string;
}

export interface NoticeProps {
  title?: ReactNode;
  children?: ReactNode;
  /** Links and buttons under the text */
  actions?: ReactNode;
  className?: string;
}

export const DANGER: Tone = { icon: CircleAlert, ground: "bg-bad-soft", mark: "text-bad" };

/** A notice in one tone, without the icons of all others; announced when it is a danger. */
export function NoticeBox({ tone, title, children, actions, className }: NoticeProps & { tone: Tone }) {
  const { icon: Icon, ground, mark } = tone;
  return (
    <div
      role={tone === DANGER ? "alert" : "status"}
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
