/**
 * The exit code of a program by how it ended. Where neither it nor this process had a hand in that (`asked`: a signal was
 * passed on), it could say nothing, and `say` is told.
 */
export function ending(exit, signal, asked, say = console.error) {
  if (exit !== null) return exit;
  if (!asked) {
    const why = signal === "SIGKILL" ? ", perhaps because the memory was used up" : "";
    say(`\nThe command was ended by ${signal}${why}. Run it again: it goes on, or begins anew, without harm.`);
  }
  return signal === "SIGINT" ? 130 : 1;
}
