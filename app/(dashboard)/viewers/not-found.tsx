import { NoSuchPage } from "../no-such-page";

export default function NoSuchViewer() {
  return (
    <NoSuchPage
      title="There is no such viewer"
      why="No view of theirs has come yet, their views were deleted, or they were erased."
      href="/viewers"
      link="See all viewers"
    />
  );
}
