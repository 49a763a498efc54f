import clsx from "clsx";
import type { ComponentProps } from "react";

interface Props extends ComponentProps<"table"> {
  /** Says what the table shows; read out, not drawn */
  caption: string;
  /** Its rows hold nothing that takes the focus: the box does, to be scrolled by the keyboard */
  plain?: boolean;
}

/** A table that scrolls sideways in its own box where the screen is narrow; its rows hold links, which a keyboard follows, or it is `plain`. */
export function Table({ caption, plain = false, className, children, ...props }: Props) {
  return (
    <section className="scroll-sideways relative rounded" aria-label={caption} tabIndex={plain ? 0 : undefined}>
      <table className={clsx("w-full border-collapse text-sm", className)} {...props}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

type Cell = { numeric?: boolean };

export function Th({ numeric = false, className, scope = "col", ...props }: ComponentProps<"th"> & Cell) {
  return (
    <th scope={scope} className={clsx("cell-heading", numeric ? "text-right" : "text-left", className)} {...props} />
  );
}

export function Td({ numeric = false, className, ...props }: ComponentProps<"td"> & Cell) {
  return <td className={clsx("cell", numeric && "cell-numeric", className)} {...props} />;
}
