/**
 * Loaded into a server before anything else: on SIGUSR2 it gives its SQLite connections the pragmas that stand in the
 * file DISK_PRAGMAS, so that a test fills the disk (max_page_count), makes it read-only (query_only), and mends it. The
 * errors are SQLite's own; they come from its pager, as they would from the disk.
 */
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";

const connections = new Set();
let pragmas = "";
const exec = Database.prototype.exec;
Database.prototype.exec = function (sql) {
  const result = exec.call(this, sql);
  // Connections that write; one that failed is closed, and the next has no more room than it.
  if (sql.includes("journal_mode") && !sql.includes("query_only")) {
    connections.add(this);
    if (pragmas) exec.call(this, pragmas);
  }
  return result;
};
process.on("SIGUSR2", () => {
  pragmas = readFileSync(process.env.DISK_PRAGMAS, "utf8");
  for (const connection of connections) if (connection.open) exec.call(connection, pragmas);
});
