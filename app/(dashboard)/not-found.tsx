import { NothingThere } from "./nothing-there";

export default function NothingHere() {
  return (
    <NothingThere
      title="There is nothing here"
      why="The address is wrong, or what stood here is gone."
      href="/overview"
      link="Go to the overview"
    />
  );
}
