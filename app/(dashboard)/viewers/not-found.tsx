import { NotThere } from "@/components/shell/not-there";

export default function NoSuchViewer() {
  return (
    <NotThere
      title="There is no such viewer"
      why="No view of theirs has come yet, or they were erased."
      href="/viewers"
      link="See all viewers"
    />
  );
}
