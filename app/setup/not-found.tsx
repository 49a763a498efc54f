import { NarrowPage } from "@/components/access/narrow-page";
import { buttonClass } from "@/components/ui/button";

export const metadata = { title: "Set up already" };

/** Where the first administrator is made, once there is one. */
export default function SetUpAlready() {
  return (
    <NarrowPage title="Viewledger is set up already">
      <div className="grid gap-4">
        <p>
          A setup link makes the first administrator, and works once. Sign in, or ask an administrator to invite you.
        </p>
        <div>
          <a href="/login" className={buttonClass({ variant: "primary" })}>
            Sign in
          </a>
        </div>
      </div>
    </NarrowPage>
  );
}
