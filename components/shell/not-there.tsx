import { buttonClass } from "../ui/button";
import { Card } from "../ui/card";
import { Link } from "../ui/link";

interface Props {
  title: string;
  /** Why there may be none */
  why: string;
  href: string;
  /** What the link is called */
  link: string;
}

/** Stands for a page whose address names something that there is not; the navigation stays beside it. */
export function NotThere({ title, why, href, link }: Props) {
  return (
    <Card className="mx-4 mt-4 grid justify-items-center gap-3 px-6 py-16 text-center md:mx-6">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      <p className="max-w-prose text-muted">{why}</p>
      <Link href={href} className={buttonClass({ variant: "primary" })}>
        {link}
      </Link>
    </Card>
  );
}
