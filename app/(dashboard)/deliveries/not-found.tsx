import { NotThere } from "@/components/shell/not-there";
import { PageHeader } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { requireUser } from "@/lib/auth/current-user";
import { AccountCorner } from "../account-corner";

export default async function NoSuchDelivery() {
  return (
    <>
      <PageHeader title="There is no such delivery">
        <AccountCorner user={await requireUser()} />
      </PageHeader>
      <div className="px-4 pt-4 md:px-6">
        <NotThere why="The address is wrong, or it is older than Settings says deliveries are kept.">
          <Link href="/deliveries" className={buttonClass({ variant: "primary" })}>
            See all deliveries
          </Link>
        </NotThere>
      </div>
    </>
  );
}
