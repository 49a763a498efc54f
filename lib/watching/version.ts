import program from "../../package.json";

/** This program's own. */
export const version: string = program.version;
