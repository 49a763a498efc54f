/**
 * On Citus a commit is seen on the coordinator, and the counter with it, a moment before it is on the workers. Whoever takes
 * a revision holds this lock until both have it, and whoever reads waits until nobody does: or a page would note a revision
 * whose views it has not seen, and an instance merge what another has just changed. Elsewhere nothing is locked.
 */
const LOCK = 7_203_118_247;
const ON_CITUS = "WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')";

/** In a transaction that takes a revision, before it does. Locks go only after what the extension does at a commit. */
export const HOLD = `SELECT pg_advisory_xact_lock(${LOCK}) ${ON_CITUS}`;
/** Before views are read of a revision that is known. */
export const AWAIT = `SELECT pg_advisory_lock_shared(${LOCK}), pg_advisory_unlock_shared(${LOCK}) ${ON_CITUS}`;
