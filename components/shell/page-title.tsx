/** What page it is. */
export function PageTitle({ title }: { title: string }) {
  return <h1 className="min-w-0 font-semibold text-xl tracking-tight max-sm:flex-1">{title}</h1>;
}
