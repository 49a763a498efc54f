import { NotThere } from "@/components/shell/not-there";

export default function NoSuchVideo() {
  return (
    <NotThere
      title="There is no such video"
      why="No view of it has come yet, or its views were deleted."
      href="/videos"
      link="See all videos"
    />
  );
}
