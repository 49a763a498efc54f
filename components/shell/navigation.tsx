import { Logo } from "./logo";
import { NAV } from "./nav";
import { NavLink } from "./nav-link";

/** Where one can go: a column at the left, a bar at the bottom of a phone. */
export function Navigation() {
  return (
    <>
      <div className="hidden w-55 shrink-0 border-r bg-surface md:block">
        <nav aria-label="Pages" className="sticky top-0 flex flex-col gap-0.5 px-3 py-4">
          <p className="mb-4 flex items-center gap-2 px-2 font-semibold text-lg tracking-tight">
            <Logo />
            Viewledger
          </p>
          {NAV.map(({ href, word, icon: Icon }) => (
            <NavLink
              key={href}
              href={href}
              className="flex h-9 items-center gap-2.5 rounded px-2.5 text-muted transition-colors duration-150 hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <Icon aria-hidden size={16} />
              {word}
            </NavLink>
          ))}
        </nav>
      </div>
      <nav
        aria-label="Pages"
        className="fixed inset-x-0 bottom-0 z-20 flex justify-around border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {NAV.map(({ href, word, icon: Icon }) => (
          <NavLink
            key={href}
            href={href}
            className="flex h-14 flex-1 flex-col items-center justify-center gap-1 text-muted text-xs aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            <Icon aria-hidden size={18} />
            {word}
          </NavLink>
        ))}
      </nav>
    </>
  );
}
