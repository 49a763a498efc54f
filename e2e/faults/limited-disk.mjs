/**
 * Loaded into a server before anything else: on SIGUSR2 it gives its SQLite connections the pragmas that stand in the
 * file DISK_PRAGMAS, so that a test fills the disk (max_page_count), makes it read-only (query_only), and mends it. The
 * errors are SQLite's own; they come from its pager, as they would from the disk.
 */
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";

const connections = new Set();
const exec = Database.prototype.exec;
Database.prototype.exec = function (sql) {
  const result = exec.call(this, sql);
  // The writer is the one connection that is opened to write and stays.
  if (sql.includes("journal_mode") && !sql.includes("query_only")) connections.add(this);
  return result;
};
process.on("SIGUSR2", () => {
  const pragmas = readFileSync(process.env.DISK_PRAGMAS, "utf8");
  for (const connection of connections) if (connection.open) exec.call(connection, pragmas);
});
