/** In the settings table: the epoch of the database in which nobody who was erased is left. */
export const SWEPT = "privacy.swept";
