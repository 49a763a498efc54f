export interface Instruction {
  /** FROM, COPY, … */
  word: string;
  rest: string;
}

export interface Stage {
  name: string;
  instructions: Instruction[];
}

/** The stages of a Dockerfile, each with its instructions after FROM; for tests of what is in one. */
export function dockerfile(text: string): Stage[] {
  const lines = text
    .replaceAll(/^#.*$/gm, "")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, word = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === "") throw new Error(`Not an instruction: ${line}`);
    if (word === "FROM") stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? "", instructions: [] });
    else stages.at(-1)?.instructions.push({ word, rest });
  }
  return stages;
}
