/** What it was that could not be made: told by the server, so apart from what browsers load. */
export const FAILED_PARTS = {
  figures: "The figures could not be made",
  deliveriesPage: "The deliveries could not be read",
  quarantine: "The quarantine could not be read",
  deliveries: "It cannot be told just now whether deliveries arrive.",
  segments: "The saved segments could not be read. Try again shortly.",
} as const;

/** … where not even the page’s frame could be made. */
export const FAILED_SERVER = {
  server: "Viewledger cannot show this just now",
  often: "Most often its database does not answer. Try again in a moment.",
} as const;
