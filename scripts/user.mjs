import { main } from "./steps/failure.mjs";
import { help } from "./steps/help.mjs";
import { runInside } from "./steps/inside.mjs";

const USAGE = `npm run user -- reset EMAIL     gives the user a new random password, prints it once, ends all their
                                sessions, links and API tokens, and turns second factor
                                and single sign-on off
npm run user -- unlock EMAIL    lets a user try again at once who failed to sign in too often

For an administrator who is locked out, on the server. It may run while Viewledger runs.`;

help(USAGE);

await main(async () => {
  const [command, email, ...more] = process.argv.slice(2);
  if (!["reset", "unlock"].includes(command) || !email || more.length > 0) {
    console.error(`Say what to do and for whom.\n\n${USAGE}`);
    process.exit(2);
  }
  await runInside("scripts/access/user.ts", [command, email]);
});
