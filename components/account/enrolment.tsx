import { Button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { Field } from "../ui/field";

export interface ShownProposal {
  /** Base32 */
  secret: string;
  /** Comes back with the code */
  sealed: string;
  /** A data: address of the QR code */
  picture: string;
}

/** From the secret to the first code. */
export function Enrolment({ proposal, pending }: { proposal: ShownProposal; pending: boolean }) {
  return (
    <div className="grid items-start gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
      {/* biome-ignore lint/performance/noImgElement: a data: address, which nothing could make smaller */}
      <img
        src={proposal.picture}
        alt="QR code with the secret for your authenticator app"
        width={192}
        height={192}
        className="rounded border bg-white"
      />
      <div className="grid gap-4">
        <input type="hidden" name="sealed" value={proposal.sealed} />
        <div className="grid gap-1.5">
          <p className="font-medium text-sm">Scan the code with an authenticator app, or enter this there:</p>
          <CopyField value={proposal.secret} label="secret" />
        </div>
        <Field
          label="Code that the app shows"
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          required
        />
        <Field label="Current password" name="password" type="password" autoComplete="current-password" required />
        <div>
          <Button type="submit" name="intent" value="on" variant="primary" disabled={pending}>
            Turn it on
          </Button>
        </div>
      </div>
    </div>
  );
}
