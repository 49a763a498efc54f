import { Button, buttonClass } from "../ui/button";
import { Link } from "../ui/link";
import { Notice } from "../ui/notice";

interface Props {
  /** Takes the rule back that names this viewer; null: another rule does, or the reader may not */
  include: (() => Promise<void>) | null;
  /** Whether the reader may see the rules */
  administrates: boolean;
}

/** In the place of a viewer's figures, which there are none of. */
export function ExcludedViewer({ include, administrates }: Props) {
  return (
    <div className="px-4 pt-4 md:px-6">
      <Notice
        title="This viewer is excluded"
        actions={
          administrates && (
            <>
              {include && (
                <form action={include}>
                  <Button type="submit" size="sm">
                    Include again
                  </Button>
                </form>
              )}
              <Link href="/settings/privacy" className={buttonClass({ size: "sm" })}>
                Excluded viewers
              </Link>
            </>
          )
        }
      >
        Their views are kept, and left out of every figure, list and export.
      </Notice>
    </div>
  );
}
