import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={clsx("rounded border bg-surface", className)} {...props} />;
}

interface Header {
  title: ReactNode;
  /** Stands right after the title, usually a Definition */
  definition?: ReactNode;
  /** Switches and links at the right edge */
  children?: ReactNode;
  /** Stands after them, in the corner */
  menu?: ReactNode;
  level?: "h1" | "h2" | "h3";
  id?: string;
}

export function CardHeader({ title, definition, children, menu, level: Heading = "h2", id }: Header) {
  return (
    <header
      className={clsx(
        "flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2",
        menu && "md:flex-nowrap",
      )}
    >
      <div className={clsx("flex min-w-0 items-center gap-1", menu && "max-md:flex-1")}>
        <Heading id={id} className="font-semibold text-base">
          {title}
        </Heading>
        {definition}
      </div>
      {menu ? (
        <>
          {children && (
            <div className="flex flex-wrap items-center gap-2 max-md:order-1 max-md:w-full md:ml-auto md:justify-end">
              {children}
            </div>
          )}
          <div className="-mr-2 shrink-0">{menu}</div>
        </>
      ) : (
        children
      )}
    </header>
  );
}
