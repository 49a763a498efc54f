/** A step that went wrong for a reason the user can mend: the message says what happened and what to do. */
export class Failure extends Error {
  name = "Failure";
}

/** Runs a command's body; a Failure is printed as it is, anything else with its stack, and both exit with 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exit(1);
  }
}
