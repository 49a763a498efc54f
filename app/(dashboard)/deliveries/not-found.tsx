import { NothingThere } from "../nothing-there";

export default function NoSuchDelivery() {
  return (
    <NothingThere
      title="There is no such delivery"
      why="The address is wrong, or it is older than Settings says deliveries are kept."
      href="/deliveries"
      link="See all deliveries"
    />
  );
}
