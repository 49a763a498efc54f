import { NotThere } from "@/components/shell/not-there";

export default function NothingHere() {
  return (
    <NotThere
      title="There is nothing here"
      why="The address is wrong, or what stood here is gone."
      href="/overview"
      link="Go to the overview"
    />
  );
}
