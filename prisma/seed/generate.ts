import { BROWSERS, CAMPAIGNS, CLASSES, FIRST_NAMES, LAST_NAMES, PLACES, type Place, SEGMENTS } from "./places";
import { Random } from "./random";
import { type DemoVideo, VIDEOS } from "./videos";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How far back the sample goes. */
const SPAN_DAYS = 400;
/** Days before now on which a campaign brought many: the day, and how many times the usual. */
const SPIKES = [
  { day: 13, times: 4.2 },
  { day: 12, times: 2.1 },
  { day: 120, times: 5 },
];
const VIEWS_A_PERSON = 3.2;

interface Person {
  id: string;
  place: Place;
  name: string | null;
  email: string | null;
  customId: string | null;
  klass: string | null;
  segment: string;
  /** How well this person answers, in percent */
  skill: number;
  seen: Set<number>;
}

export interface DemoOptions {
  views: number;
  /** Another number gives other people and views */
  seed?: number;
  /** ms since 1970 UTC: when the newest views are */
  now: number;
}

/**
 * Realistic view webhooks, as the sender would write them, oldest first, one at a time. The same options give the same
 * views: some videos and people are far more frequent than others, people return and answer better the second time,
 * weeks have weekends, and every figure is unknown for some views.
 */
export function* demoViews({ views, seed = 7, now }: DemoOptions): Generator<Record<string, unknown>> {
  const random = new Random(seed);
  const videos = VIDEOS.map((video) => ({
    ...video,
    id: random.uuid(),
    token: random.uuid().replaceAll("-", "").slice(0, 12),
    group: random.uuid(),
  }));
  const owner = random.uuid();
  const people = Array.from({ length: Math.max(8, Math.round(views / VIEWS_A_PERSON)) }, () => person(random));
  const days = dayWeights(now, random);
  for (let day = 0, made = 0, weightSoFar = 0; day < days.length; day++) {
    weightSoFar += days[day] ?? 0;
    const due = Math.round((views * weightSoFar) / (days.at(-1) === undefined ? 1 : sum(days)));
    const midnight = Math.floor(now / DAY_MS) * DAY_MS - (days.length - 1 - day) * DAY_MS;
    for (; made < due; made++) {
      const who = people[random.zipf(people.length)] as Person;
      const number = random.zipf(videos.length);
      const video = videos[number] as DemoVideo & { id: string; token: string; group: string };
      const at = Math.min(midnight + localHour(random, who.place) * HOUR_MS, now - random.whole(60, 3_600) * 1_000);
      yield {
        owner_id: owner,
        video_owner_id: owner,
        video_id: video.id,
        video_token: video.token,
        group_id: number % 3 === 0 ? null : video.group,
        ...view(random, video, who, number, at),
      };
    }
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Growth, weekends, spikes and chance, oldest day first. */
function dayWeights(now: number, random: Random): number[] {
  return Array.from({ length: SPAN_DAYS }, (_, index) => {
    const ago = SPAN_DAYS - 1 - index;
    const weekday = new Date(now - ago * DAY_MS).getUTCDay();
    const ripple = 1 + 0.12 * Math.sin(index / 5);
    const spike = SPIKES.find(({ day }) => day === ago)?.times;
    // A campaign brings people at the weekend too.
    const rhythm = spike ?? (weekday === 0 || weekday === 6 ? 0.38 : 1);
    const chance = Math.max(0.5, random.normal(1, 0.13));
    return (0.45 + (0.75 * index) / SPAN_DAYS) * rhythm * ripple * chance;
  });
}

function localHour(random: Random, { offset }: Place): number {
  const local = Math.min(23.9, Math.max(0, random.normal(random.chance(0.7) ? 11.5 : 17.5, 2.6)));
  return (((local - offset) % 24) + 24) % 24;
}

function person(random: Random): Person {
  const named = random.chance(0.7);
  const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
  const number = random.whole(100, 999_999);
  const plain = `${first}.${last}`
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z.]/g, "");
  return {
    id: random.uuid(),
    place: random.weighted(PLACES),
    name: named ? `${first} ${last}` : null,
    email: named && random.chance(0.85) ? `${plain}.${number}@example.com` : null,
    customId: random.chance(0.3) ? `E-${number}` : null,
    klass: random.chance(0.55) ? random.pick(CLASSES) : null,
    segment: random.pick(SEGMENTS),
    skill: Math.min(100, Math.max(10, random.normal(66, 15))),
    seen: new Set(),
  };
}

const documentedDate = (at: number) => {
  const [weekday, day, month, year, clock] = new Date(at).toUTCString().split(/,? /);
  return `${weekday}, ${Number(day)} ${month} ${year} ${clock} UTC +00:00`;
};

function view(random: Random, video: DemoVideo, who: Person, number: number, at: number): Record<string, unknown> {
  const again = who.seen.has(number);
  who.seen.add(number);
  const held = random.chance(Math.min(0.95, video.holds + (again ? 0.1 : 0)));
  const stop = held ? 1 : Math.min(1, Math.max(0.01, random.normal(random.pick(video.drops), 0.07)));
  const watched = Math.round(stop * video.seconds);
  const elapsed = watched + (random.chance(0.35) ? random.whole(5, 240) : random.whole(0, 8));
  const finished = random.chance(0.02) ? null : documentedDate(at + elapsed * 1_000);
  const participation = video.silent
    ? null
    : Math.round(Math.min(100, Math.max(0, stop * 100 * (random.chance(0.8) ? 1 : random.next()))));
  const graded = !video.silent && !video.ungraded && stop > 0.25;
  const correct = Math.round(Math.min(100, Math.max(0, random.normal(who.skill + (again ? 14 : 0), 12))) / 5) * 5;
  const campaign = random.chance(0.62) ? CAMPAIGNS[random.zipf(CAMPAIGNS.length)] : null;
  const browser = random.weighted(BROWSERS);
  const [width, height] = random.pick(browser.screens).split("x");
  const known = random.chance(0.92);
  const anonymous = random.chance(0.06);
  return {
    id: random.uuid(),
    video_title: video.title,
    started: documentedDate(at),
    finished,
    elapsed: finished === null ? null : elapsed,
    percentage: random.chance(0.015) ? null : Math.round(stop * 100),
    last_point: watched,
    furthest_point: Math.min(video.seconds, watched + (again ? random.whole(0, 20) : 0)),
    viewer_id: anonymous ? null : who.id,
    viewer_name: anonymous ? null : who.name,
    viewer_email: anonymous ? null : who.email,
    viewer_phone: null,
    viewer_custom_id: anonymous ? null : who.customId,
    interaction_count: video.silent ? null : Math.round((participation ?? 0) / 12),
    city: known ? who.place.city : null,
    region: known ? who.place.region : null,
    country: known ? who.place.country : null,
    flag: known ? who.place.flag : null,
    url: `https://myinteractive.video/w/demo${campaign ? `?utm_source=mail&utm_campaign=${encodeURIComponent(campaign)}` : ""}`,
    browser: `${browser.name} ${random.whole(browser.from, browser.to)}`,
    screen_width: width,
    screen_height: height,
    participation,
    correctness: graded ? correct : null,
    plink_id: random.chance(0.08) ? random.uuid() : null,
    tag1: campaign ?? null,
    tag2: who.klass,
    tag3: random.chance(0.8) ? who.segment : null,
    tag4: random.chance(0.12) ? "pilot" : null,
    tag5: null,
    export_count: 1,
    variables: graded ? { name: who.name, favorite_number: random.whole(1, 9) } : {},
    created_at: documentedDate(at),
    updated_at: documentedDate(at + elapsed * 1_000),
  };
}
