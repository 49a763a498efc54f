import { NotThere } from "@/components/shell/not-there";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { requireUser } from "@/lib/auth/current-user";
import { AccountCorner } from "./account-corner";

interface Props {
  /** A first heading */
  title: string;
  /** Why there may be nothing */
  why: string;
  /** The way on */
  href: string;
  /** What the link there is called */
  link: string;
}

/** A page without figures, whose address names what is not there. */
export async function NothingThere({ title, why, href, link }: Props) {
  return (
    <>
      <PageHeader title={title}>
        <AccountCorner user={await requireUser()} />
      </PageHeader>
      <div className="px-4 pt-4 md:px-6">
        <NotThere why={why}>
          <Link href={href} className={buttonClass({ variant: "primary" })}>
            {link}
          </Link>
        </NotThere>
      </div>
    </>
  );
}
