/** What the pages about privacy say. */
export const PRIVACY_WORDS = {
  people: "A person’s data",
  aboutPeople:
    "Find somebody by e-mail address, custom id or viewer key: to hand out everything that is held of them, or to erase it.",
  excluded: "Excluded viewers",
  aboutExcluded:
    "Your own team, tests, a reseller: their views are kept but left out of every figure, list and export. Taking a rule back brings all of them in again.",
  keeping: "Kept views",
  aboutKeeping:
    "Older views are deleted once a day, with names that no younger view needs. Deleted views cannot be brought back.",
  by: { email: "E-mail address", custom: "Custom id", viewer: "Viewer key" },
  kinds: { email: "Address", domain: "Domain and all below it", viewer: "Viewer" },
  erase: "Erase…",
  eraseTitle: "Erase this person",
  kept: "Keep the counts",
  keptMeans: "The views go on counting, for one viewer without a name. Nothing personal is left in them.",
  dropped: "Drop the counts",
  droppedMeans: "The views leave every figure, as if they had never been.",
  eraseMeans: [
    "Gone for good: name, e-mail, phone, custom id, viewer id, addresses, variables, personal links, the bodies of deliveries and quarantined records that name them.",
    "Delivered, imported or restored again, their views stay without personal data.",
    "Backups that you keep elsewhere are not touched.",
  ],
  nobody: "Nobody is known by that. Look for another spelling, or by another kind.",
  notEmail: "This is no e-mail address. Look for a custom id or a viewer key by its own kind.",
  otherKind: (kind: string) => `Nobody is known by that as asked, but somebody is by “${kind}”: look for them so.`,
  left: "Something they were known by is still held, in another’s view or as the address of a user: look for that too.",
  eraseNow: "Erase for good",
};

/** … and what any of their forms says. */
export const FORM_WORDS = { cancel: "Cancel", working: "Working…" };
