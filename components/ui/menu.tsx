import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { buttonClass } from "./button";
import { Link } from "./link";
import { MENU_ITEM } from "./menu-button";
import { Popover } from "./popover";

interface Props {
  /** What the button shows */
  button: ReactNode;
  /** Names the button where what it shows does not */
  label?: string;
  align?: "start" | "end";
  variant?: "secondary" | "quiet";
  chevron?: boolean;
  className?: string;
  children: ReactNode;
}

/** A button that opens a list of links, buttons or a form. */
export function Menu({ button, label, align, variant = "secondary", chevron = true, className, children }: Props) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={buttonClass({ variant, size: "sm" })}>
        {button}
        {chevron && <ChevronDown aria-hidden size={14} className="text-faint" />}
      </button>
      <Popover
        menu
        id={id}
        align={align}
        className={clsx("max-h-[min(80dvh,34rem)] min-w-44 overflow-y-auto p-1", className)}
      >
        {children}
      </Popover>
    </>
  );
}

interface Item extends ComponentProps<typeof Link> {
  /** The choice in force */
  current?: boolean;
}

export function MenuLink({ current = false, className, children, ...props }: Item) {
  return (
    <Link
      className={clsx(MENU_ITEM, className)}
      aria-current={current ? "true" : undefined}
      scroll={false}
      prefetch={false}
      {...props}
    >
      <span className="min-w-0 flex-1">{children}</span>
      {current && <Check aria-hidden size={14} className="text-accent" />}
    </Link>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="px-2.5 pt-2 pb-1 text-faint text-xs">{children}</p>;
}
