import { NoSuchPage } from "../no-such-page";

export default function NoSuchVideo() {
  return (
    <NoSuchPage
      title="There is no such video"
      why="No view of it has come yet, or its views were deleted."
      href="/videos"
      link="See all videos"
    />
  );
}
