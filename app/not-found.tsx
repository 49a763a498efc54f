import { NarrowPage } from "@/components/access/narrow-page";
import { buttonClass } from "@/components/ui/button";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <NarrowPage title="There is nothing here" intro="The address is wrong, or what stood here is gone.">
      <a href="/overview" className={buttonClass({ variant: "primary" })}>
        Go to the overview
      </a>
    </NarrowPage>
  );
}
