/** With --help (or -h) among the arguments: prints the text and ends. Refuses arguments it does not know. */
export function help(text, known = []) {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(text);
    process.exit(0);
  }
  const unknown = args.filter((arg) => arg.startsWith("-") && !known.includes(arg.split("=")[0]));
  if (unknown.length === 0) return;
  console.error(`Unknown option ${unknown.join(", ")}.\n\n${text}`);
  process.exit(2);
}
