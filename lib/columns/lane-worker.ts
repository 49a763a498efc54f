import { type MessagePort, workerData } from "node:worker_threads";
import { serveLane } from "./lane-service";

/** A thread that scans for the store's thread, in the same memory. */
serveLane((workerData as { port: MessagePort }).port);
