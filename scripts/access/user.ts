import { knownEmails, resetPassword, unlock } from "../../lib/auth/rescue";
import { db } from "../../lib/db";
import { openDatabase } from "../steps/open-database";

/** So many are named to whoever asks for one that is not there. */
const NAMED = 10;

const [command, email = ""] = process.argv.slice(2);
await openDatabase();
const reset = command === "reset" ? await resetPassword(email) : null;
const rescued = reset ?? (command === "unlock" ? await unlock(email) : null);
if (rescued === null) {
  const known = await knownEmails(NAMED);
  console.error(
    known.length === 0
      ? "There is no user yet: start Viewledger and open the link that it prints."
      : `There is no user ${email}. There ${known.length === 1 ? "is" : "are"} ${known.join(", ")}${known.length === NAMED ? " and maybe more" : ""}.`,
  );
} else {
  if (reset)
    console.log(`New password of ${reset.email}, shown only now:

  ${reset.password}

All sessions, links and API tokens of this user are ended; second factor and single sign-on are off.`);
  else console.log(`${rescued.email} may try to sign in again at once.`);
  if (rescued.disabled) console.log("The user is disabled, and cannot sign in until an administrator changes that.");
}
await db().close();
process.exit(rescued === null ? 1 : 0);
