import { NarrowPage } from "./narrow-page";

/** In place of a sign-in form that nobody could use: a fresh server has no user. */
export function NobodyYet() {
  return (
    <NarrowPage title="No user yet" intro="This Viewledger is new: nobody can sign in before it is set up.">
      <ol className="grid list-decimal gap-2 pl-5 marker:text-faint">
        <li>
          Look at the terminal in which Viewledger was started. It printed a line{" "}
          <span className="whitespace-nowrap font-medium">“Create the first administrator”</span> with a link below.
        </li>
        <li>Open that link in this browser. It works once, for 24 hours.</li>
      </ol>
      <p className="mt-4 text-muted text-sm">Is the link gone? Start Viewledger again: it prints another.</p>
    </NarrowPage>
  );
}
