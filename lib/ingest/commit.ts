import { db } from "../db";
import { allDone } from "../db/all-done";
import { finishSoon } from "../privacy/late";
import { privacyState, rememberedKey } from "../privacy/state";
import { tidySoon } from "../privacy/tidy";
import { metrics } from "../watching/metrics";
import { Ahead } from "./ahead";
import { forgetBuried, newSettling, settleGuarded, withoutLaid, withoutPrivate } from "./guard";
import type { Incoming, Outcome } from "./incoming";
import { forgetReplayed, writeLedger } from "./ledger";
import { askNames, changedNames, putNames } from "./names";
import { readViews, writeViews } from "./row";

/** Merges and stores a batch in one transaction, each record with its own outcome and ledger row; `sent` as of `commitRows`. */
export async function commitBatch(batch: Incoming[], sent?: () => void): Promise<Outcome[]> {
  const { outcomes, settling, measured } = await db().commitRows(async (connection, taken) => {
    // Here, and not before: the wait for whoever writes in this process is over.
    const measured = metrics().commits.startTimer();
    const records = batch.flatMap(({ record }) => record ?? []);
    const ids = [...new Set(records.map(({ id }) => id))];
    const ahead = new Ahead(connection);
    const [revision, privacy, stored] = await allDone([
      taken,
      privacyState(connection),
      readViews(connection, ids),
      askNames(ahead, records, rememberedKey()),
    ]);
    const settling = newSettling(privacy, stored);
    const settled = batch.map((incoming) => settleGuarded(incoming, settling));
    const outcomes = settled.map(({ outcome }) => outcome);
    const kept = withoutPrivate(
      settled.map(({ incoming }) => incoming),
      settling,
    );
    const understood = kept.flatMap(({ record }, i) =>
      record && outcomes[i]?.outcome !== "quarantined" ? record : [],
    );
    await forgetBuried(connection, settling, revision);
    const names = await changedNames(ahead, withoutLaid(understood, settling), revision, privacy);
    // Citus takes what is kept on every node before what is distributed over them.
    await allDone([
      putNames(connection, names),
      writeLedger(connection, kept, outcomes),
      forgetReplayed(connection, kept),
      writeViews(connection, [...settling.changed.values()], revision, privacy.hmacKey),
    ]);
    return { outcomes, settling, measured };
  }, sent);
  measured();
  const { buried, laid, late } = settling;
  if (buried.size > 0) tidySoon();
  if (laid.size + late.length > 0) finishSoon(late, laid.size > 0);
  return outcomes;
}
