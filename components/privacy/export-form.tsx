import { Download } from "lucide-react";
import { Button } from "../ui/button";
import type { AskedPerson } from "./erase-dialog";

/** Hands out everything held of a person as JSON. By a form: an e-mail never stands in an address. */
export function ExportForm({ asked }: { asked: AskedPerson }) {
  return (
    <form action="/api/person" method="post">
      <input type="hidden" name="by" value={asked.by} />
      <input type="hidden" name="value" value={asked.value} />
      <Button type="submit">
        <Download aria-hidden size={14} />
        Export as JSON
      </Button>
    </form>
  );
}
