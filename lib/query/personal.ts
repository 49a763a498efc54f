import { isVariable } from "./query";

/** Of a view's personal link and address, which can name people: not for who may not see them. */
const PERSONAL = ["plink", "source", "medium", "campaign"];

/** Whether the values of a dimension can name people. */
export const isPersonal = (dimension: string): boolean => isVariable(dimension) || PERSONAL.includes(dimension);
