import { seal, unseal } from "./seal";
import { digestOf } from "./token";

/** Time to find the telephone and to type the code. */
const TICKET_MS = 5 * 60_000;

interface Ticket {
  userId: string;
  /** Of the password's hash: a password that was changed meanwhile ends the ticket */
  password: string;
  until: number;
}

/** Says, between the two steps of a login, that the password was right. */
export function loginTicket(userId: string, passwordHash: string, now = Date.now()): string {
  const ticket: Ticket = { userId, password: digestOf(passwordHash), until: now + TICKET_MS };
  return seal("login ticket", "", JSON.stringify(ticket));
}

/** Whose password was right; null for a ticket that is not ours or too old. */
export function ticketHolder(text: string, now = Date.now()): Omit<Ticket, "until"> | null {
  const opened = unseal("login ticket", "", text);
  if (opened === null) return null;
  const { until, ...ticket } = JSON.parse(opened) as Ticket;
  return until > now ? ticket : null;
}
