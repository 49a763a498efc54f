import { SkeletonCard } from "../ui/skeleton-card";
import { PageHeader } from "./page-header";

/** The boxes of each page at the sizes that they will have, in a grid of twelve columns. */
const BOXES = {
  Overview: [
    "h-[625px] md:h-[331px] xl:h-[158px]",
    "h-[406px] md:h-[382px] xl:h-[362px]",
    "h-[320px] xl:h-[290px]",
    "h-[368px] xl:col-span-8",
    "h-[368px] md:col-span-6 xl:col-span-4",
    "h-[368px] max-xl:order-1 xl:col-span-8",
    "h-[368px] md:col-span-6 xl:col-span-4",
  ],
  Videos: ["h-[3000px] md:h-[851px]"],
  Video: [
    "h-5 border-0 bg-transparent p-0 *:hidden",
    "h-[625px] md:h-[331px] xl:h-[158px]",
    "h-[362px] xl:col-span-8",
    "h-[362px] xl:col-span-4",
    "h-[406px] md:h-[382px] xl:h-[362px]",
  ],
  Viewers: ["h-[3000px] md:h-[870px]"],
  Viewer: [
    "h-5 border-0 bg-transparent p-0 *:hidden",
    "h-[390px] md:h-[195px] xl:h-[98px]",
    "h-[220px] xl:col-span-4",
    "h-[220px] xl:col-span-8",
    "h-[600px]",
  ],
  Tags: ["h-[822px]"],
  Engagement: [
    "h-[298px] md:h-[266px] lg:col-span-6 xl:col-span-4",
    "h-[298px] md:h-[266px] lg:col-span-6 xl:col-span-4",
    "h-[298px] md:h-[266px] xl:col-span-4",
    "h-[506px] md:h-[426px] xl:col-span-6",
    "h-[394px] md:h-[362px] xl:col-span-6 xl:h-[426px]",
    "h-[2000px] md:h-[700px]",
  ],
  Geography: ["h-[362px] md:h-[438px] xl:h-[641px]", "h-[2000px] md:h-[700px]"],
  Deliveries: [
    "h-[276px] lg:h-[94px]",
    "h-[378px] md:h-[362px]",
    "h-[120px] lg:col-span-6",
    "h-[120px] lg:col-span-6",
    "h-[800px]",
  ],
} as const;
export type SkeletonName = keyof typeof BOXES;

/** A page before anything of it is known: its title, the place of its filters, its boxes. */
export function PageSkeleton({ of: name }: { of: SkeletonName }) {
  return (
    <div aria-busy>
      <PageHeader title={name} />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="px-4 pt-4 md:px-6">
        <BodySkeleton of={name} />
      </div>
    </div>
  );
}

/** What stands below a page's filters while its figures are reckoned. */
export function BodySkeleton({ of: name }: { of: SkeletonName }) {
  return (
    <div aria-busy className="grid grid-cols-12 gap-4">
      {BOXES[name].map((box, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes neither move nor change
        <SkeletonCard key={i} className={`col-span-12 ${box}`} />
      ))}
    </div>
  );
}
