import { NarrowPage } from "@/components/access/narrow-page";
import { buttonClass } from "@/components/ui/button";

export const metadata = { title: "This link does not work any more" };

/** The same words whatever is wrong with it: a stranger learns nothing of who was invited. */
export default function LinkGone() {
  return (
    <NarrowPage title="This link does not work any more">
      <div className="grid gap-4">
        <p>A link works once, for 24 hours, and until another one is made.</p>
        <ul className="grid list-disc gap-2 pl-5 marker:text-faint">
          <li>You have used it already? Sign in with the password that you chose.</li>
          <li>It is too old, or somebody else has used it? Ask an administrator of Viewledger for a new one.</li>
        </ul>
        <div>
          <a href="/login" className={buttonClass({ variant: "primary" })}>
            Sign in
          </a>
        </div>
      </div>
    </NarrowPage>
  );
}
