export interface DemoVideo {
  title: string;
  seconds: number;
  /** Where people leave, as shares of the length */
  drops: number[];
  /** Share of views that watch to the end */
  holds: number;
  /** No interactions at all: participation is unknown */
  silent?: true;
  /** Nothing to grade: correctness is unknown */
  ungraded?: true;
}

/** From the most to the least watched. */
export const VIDEOS: readonly DemoVideo[] = [
  { title: "Welcome to Northwind: your first week", seconds: 284, drops: [0.15, 0.6], holds: 0.72 },
  { title: "Product tour in four minutes", seconds: 241, drops: [0.1, 0.35, 0.8], holds: 0.55, ungraded: true },
  { title: "Fire safety: what to do first", seconds: 372, drops: [0.4], holds: 0.81 },
  { title: "Choose your plan", seconds: 128, drops: [0.2, 0.5], holds: 0.48, ungraded: true },
  { title: "Lifting and carrying without injury", seconds: 455, drops: [0.3, 0.7], holds: 0.74 },
  { title: "Data protection in everyday work", seconds: 612, drops: [0.25, 0.5, 0.75], holds: 0.66 },
  { title: "Customer story: Brightwater Clinics", seconds: 198, drops: [0.1, 0.4], holds: 0.44, silent: true },
  { title: "Phishing: spot it in ten seconds", seconds: 305, drops: [0.5], holds: 0.79 },
  { title: "How to set up single sign-on", seconds: 418, drops: [0.2, 0.45, 0.65], holds: 0.51 },
  { title: "Forklift refresher, part 1", seconds: 540, drops: [0.35, 0.8], holds: 0.77 },
  { title: "Quarterly update from the founders", seconds: 733, drops: [0.1, 0.25, 0.5], holds: 0.31, silent: true },
  { title: "Handling a difficult conversation", seconds: 497, drops: [0.3, 0.6], holds: 0.63 },
  { title: "Import your data, step by step", seconds: 351, drops: [0.15, 0.55], holds: 0.57, ungraded: true },
  { title: "Forklift refresher, part 2", seconds: 566, drops: [0.35, 0.75], holds: 0.71 },
  {
    title: "Webinar: interactive video that sells",
    seconds: 1_805,
    drops: [0.05, 0.3, 0.6],
    holds: 0.22,
    ungraded: true,
  },
  { title: "Hygiene in the kitchen", seconds: 389, drops: [0.45], holds: 0.83 },
  { title: "What is new in release 8", seconds: 162, drops: [0.3], holds: 0.52, silent: true },
  { title: "Onboarding for partners", seconds: 422, drops: [0.2, 0.7], holds: 0.6 },
];
