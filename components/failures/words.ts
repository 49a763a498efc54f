/** What is said where something could not be made. */
export const FAILURE_WORDS = {
  title: "Something went wrong",
  page: "This page could not be made",
  safe: "Nothing that is stored is lost. Try again in a moment.",
  database: "The database did not answer as it should.",
  log: "If it happens again, the server’s log says why",
  retry: "Try again",
  retrying: "Trying again …",
} as const;
