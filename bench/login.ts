import { hashPassword, verifyPassword } from "../lib/auth/password";
import { type Bench, figure, median, timed } from "./figure";

const TRIES = 200;

/** Whether the time of an answer tells that there is such a user. */
export const loginBench: Bench = {
  name: "login",
  async run() {
    const stored = await hashPassword("a password of somebody");
    const [known, unknown] = [measuring(stored), measuring(null)];
    // In turns, and each first as often as the other.
    for (let i = 0; i < TRIES; i++) for (const one of i % 2 ? [known, unknown] : [unknown, known]) await one.attempt();
    const difference = (of: "wall" | "processor") => Math.abs(median(known[of]) - median(unknown[of]));
    const medians = (of: "wall" | "processor") =>
      `${median(known[of]).toFixed(1)} and ${median(unknown[of]).toFixed(1)} ms`;
    return [
      figure(
        "login: a known user's wrong password beside an unknown user's, median",
        difference("wall"),
        "ms",
        "lower",
        5,
        `${medians("wall")}, ${TRIES} tries each in turns; of processor time ${medians("processor")}`,
      ),
    ];
  },
};

/** Tries a wrong password again and again; processor time does not suffer from what else the machine does. */
function measuring(stored: string | null) {
  const [wall, processor]: [number[], number[]] = [[], []];
  const attempt = async () => {
    const before = process.cpuUsage();
    wall.push(await timed(() => verifyPassword("not the password", stored)));
    processor.push(process.cpuUsage(before).user / 1_000);
  };
  return { wall, processor, attempt };
}
