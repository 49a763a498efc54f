import { Ellipsis } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Popover } from "../ui/popover";
import { Logo } from "./logo";
import { BAR_HOLDS, type NavPage, pagesFor } from "./nav";
import { NavLink } from "./nav-link";

const MORE = "more-pages";
const BAR_ITEM =
  "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-muted text-xs aria-[current=page]:font-medium aria-[current=page]:text-accent";

/** What stands beside a page's name, by its address. */
type Marks = Partial<Record<NavPage["href"], ReactNode>>;

/** Where one can go: a column at the left, a bar at the bottom of a phone. */
export function Navigation({ marks, administrates }: { marks: Marks; administrates: boolean }) {
  const pages = pagesFor(administrates);
  const hidden = pages.slice(BAR_HOLDS);
  return (
    <>
      <div className="hidden w-55 shrink-0 border-r bg-surface md:block print:hidden">
        <nav aria-label="Pages" className="sticky top-0 flex flex-col gap-0.5 px-3 py-4">
          <p className="mb-4 flex items-center gap-2 px-2 font-semibold text-lg tracking-tight">
            <Logo />
            Viewledger
          </p>
          <Pages pages={pages} marks={marks} />
        </nav>
      </div>
      <nav
        aria-label="Pages"
        className="fixed inset-x-0 bottom-0 z-20 flex justify-around border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
      >
        {pages.slice(0, BAR_HOLDS).map(({ href, word, filtered, icon: Icon }) => (
          <NavLink key={href} href={href} filtered={filtered} className={BAR_ITEM}>
            <Icon aria-hidden size={18} />
            <span className="flex items-center gap-1">
              {word}
              {marks[href]}
            </span>
          </NavLink>
        ))}
        {hidden.length > 0 && (
          <>
            {/* Marked while one of what it hides is the page one is on. */}
            <button
              type="button"
              popoverTarget={MORE}
              className={`${BAR_ITEM} has-[+*_[aria-current=page]]:font-medium has-[+*_[aria-current=page]]:text-accent`}
            >
              <Ellipsis aria-hidden size={18} />
              <span className="flex items-center gap-1">
                More
                {hidden.map(({ href }) => (
                  <Fragment key={href}>{marks[href]}</Fragment>
                ))}
              </span>
            </button>
            <Popover id={MORE} sheet menu className="md:hidden">
              <div className="flex flex-col gap-0.5 p-3">
                <Pages pages={hidden} marks={marks} />
              </div>
            </Popover>
          </>
        )}
      </nav>
    </>
  );
}

function Pages({ pages, marks }: { pages: readonly NavPage[]; marks: Marks }) {
  return pages.map(({ href, word, filtered, icon: Icon }) => (
    <NavLink key={href} href={href} filtered={filtered} className="nav-item">
      <Icon aria-hidden size={16} />
      {word}
      {marks[href] && <span className="ml-auto flex">{marks[href]}</span>}
    </NavLink>
  ));
}
