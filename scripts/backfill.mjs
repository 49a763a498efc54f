import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

help(`npm run backfill

Reads every view that Mindstamp's API has, with the durations and titles of videos and the names of viewers, and stores what
is not known yet. It needs a token, made in Mindstamp's account settings:

  MINDSTAMP_API_TOKEN=…   the token, in the environment or in a file .env
  MINDSTAMP_API_URL=…     the API's address, https://api.mindstamp.com/api/v1/ unless given

It may run while Viewledger runs, and be stopped by Ctrl-C: the next run goes on from there. A complete run can be repeated;
a view that is known already is not stored twice, and a field that the API does not mention is never erased.`);

await main(() => runInside("scripts/history/backfill.ts", []));
