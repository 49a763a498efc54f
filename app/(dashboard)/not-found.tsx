import { NotThere } from "@/components/shell/not-there";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { requireUser } from "@/lib/auth/current-user";
import { AccountCorner } from "./account-corner";

export default async function NothingHere() {
  return (
    <>
      <PageHeader title="There is nothing here">
        <AccountCorner user={await requireUser()} />
      </PageHeader>
      <div className="px-4 pt-4 md:px-6">
        <NotThere why="The address is wrong, or what stood here is gone.">
          <Link href="/overview" className={buttonClass({ variant: "primary" })}>
            Go to the overview
          </Link>
        </NotThere>
      </div>
    </>
  );
}
