import { parentPort, workerData } from "node:worker_threads";
import { doTask, type Tasks } from "./tasks";

const { url, kind, asked } = workerData as { url: string; kind: keyof Tasks; asked: Tasks[keyof Tasks] };
parentPort?.postMessage(await doTask(url, kind, asked));
