/** What is said where something could not be made. */
export const FAILURE_WORDS = {
  title: "Something went wrong",
  page: "This page could not be made",
  figures: "The figures could not be made",
  safe: "Nothing that is stored is lost. Try again in a moment.",
  database: "The database did not answer as it should.",
  log: "If it happens again, the server’s log says why",
  retry: "Try again",
  retrying: "Trying again …",
  deliveriesPage: "The deliveries could not be read",
  quarantine: "The quarantine could not be read",
  deliveries: "It cannot be told just now whether deliveries arrive.",
  segments: "The saved segments could not be read. Try again shortly.",
  server: "Viewledger cannot show this just now",
  often: "Most often its database does not answer. Try again in a moment.",
} as const;
