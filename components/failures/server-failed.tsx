import { NarrowPage } from "../access/narrow-page";
import { digestOf } from "./digest";
import { Failed } from "./failed";
import { FAILURE_WORDS } from "./words";

interface Props {
  error: unknown;
  retry: () => void;
}

/** The whole page, where it could not even be told who asks. */
export function ServerFailed({ error, retry }: Props) {
  return (
    <NarrowPage title={FAILURE_WORDS.title}>
      <Failed title={FAILURE_WORDS.server} advice={FAILURE_WORDS.often} reference={digestOf(error)} again={retry} />
    </NarrowPage>
  );
}
