import { NarrowPage } from "../access/narrow-page";
import { digestOf } from "./digest";
import { Failed } from "./failed";
import { FAILED_SERVER } from "./parts";
import { FAILURE_WORDS } from "./words";

interface Props {
  error: unknown;
  retry: () => void;
}

/** The whole page, where it could not even be told who asks. */
export function ServerFailed({ error, retry }: Props) {
  return (
    <NarrowPage title={FAILURE_WORDS.title}>
      <Failed title={FAILED_SERVER.server} advice={FAILED_SERVER.often} reference={digestOf(error)} again={retry} />
    </NarrowPage>
  );
}
