import { EnvError, env } from "../../lib/env";

/** Prints where the server will listen, or what is wrong with the environment. */
try {
  const { HOST, PORT, APP_URL } = env();
  console.log(JSON.stringify({ host: HOST, port: PORT, appUrl: APP_URL }));
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
