import { randomFillSync } from "node:crypto";
import { v7 as uuidv7 } from "uuid";

const BYTES = 16;
/** To ask for them one id at a time would take longer than all else that makes an id. */
const pool = new Uint8Array(256 * BYTES);
let used = pool.length;
let [msecs, seq] = [0, 0];

/** A UUID of version 7, later than all before it from this process, within a millisecond too. */
export function newDeliveryId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > msecs) [msecs, seq] = [now, new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1];
  else seq++;
  return uuidv7({ msecs, seq, random });
}
