import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { CopyField } from "../ui/copy-field";
import { Link } from "../ui/link";
import { Notice } from "../ui/notice";

interface Props {
  webhookUrl: string;
  /** Mindstamp cannot reach this address */
  unreachable: boolean;
  /** Whether a key is known already */
  hasKey: boolean;
  curl: string;
  /** Where keys are entered; null: the reader may not */
  keysHref: string | null;
}

/** Before the first view: from here to there in four steps. */
export function FirstRun({ webhookUrl, unreachable, hasKey, curl, keysHref }: Props) {
  return (
    <Card className="mx-auto w-full max-w-3xl p-6 md:p-8">
      <h2 className="font-semibold text-xl tracking-tight">Waiting for the first view</h2>
      <p className="mt-1 text-muted">
        Viewledger shows what Mindstamp sends it. Connect the two once; this page fills by itself when a view arrives.
      </p>
      <ol className="mt-6 grid gap-6">
        <Step number={1} title="Copy the webhook address">
          <CopyField value={webhookUrl} label="webhook address" />
          {unreachable && <Unreachable />}
        </Step>
        <Step number={2} title="Paste it in Mindstamp">
          <p>
            Open your account’s settings in Mindstamp, go to <b>Webhooks</b> and paste the address as the{" "}
            <b>view webhook</b>. Then tick the view webhook in the settings of each video that should report.
          </p>
        </Step>
        <Step number={3} title={hasKey ? "The webhook key is set" : "Enter the webhook key"}>
          <p>
            {hasKey
              ? "Mindstamp sends its key with every view; only views with a key from your settings are taken. "
              : "Mindstamp shows a webhook key on the same page: paste it in the settings. Or make a key there and enter it in Mindstamp. Without one no view is taken. "}
            {keysHref === null ? (
              "An administrator can do that in the settings."
            ) : (
              <Link href={keysHref} className="text-accent underline underline-offset-2">
                {hasKey ? "Webhook keys" : "Paste or make a key"}
              </Link>
            )}
          </p>
        </Step>
        <Step number={4} title="Send a test view">
          <p>
            Use the test button beside the address in Mindstamp, or paste this into a terminal
            {curl.includes("YOUR_KEY") && (
              <>
                , with your key in place of <code className="font-mono text-sm">YOUR_KEY</code>
              </>
            )}
            :
          </p>
          <CopyField value={curl} label="test command" block hold />
        </Step>
      </ol>
      <p className="mt-8 border-t pt-4 text-muted text-sm">
        Only want to look around? <code className="font-mono text-ink">npm run demo</code> starts a second Viewledger
        with 20,000 sample views, in a database of its own.
      </p>
    </Card>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className="flex size-7 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-sm"
      >
        {number}
      </span>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h3 className="pt-1 font-semibold">{title}</h3>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 text-muted [&_b]:font-medium [&_b]:text-ink">
          {children}
        </div>
      </div>
    </li>
  );
}

function Unreachable() {
  return (
    <Notice tone="warning" title="Mindstamp cannot reach this address">
      <p>
        It only works on this computer. Give Viewledger a public address, by a tunnel (such as{" "}
        <code className="font-mono text-sm">cloudflared tunnel --url …</code>) or a reverse proxy with a domain, and
        start it with <code className="font-mono text-sm">APP_URL=https://your.address</code>: the address above then
        follows. The test command in step 4 works already.
      </p>
    </Notice>
  );
}
