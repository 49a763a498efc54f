/** The charts that stand together on a page, as one piece to load. */
export { default as ReachChart } from "./reach-chart";
export { default as SeriesChart } from "./series-chart";
