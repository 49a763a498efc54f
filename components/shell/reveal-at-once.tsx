/** Takes the place of the moment of the last reveal, after which React would wait. */
const NEVER_REVEALED = 'Object.defineProperty(window,"$RT",{get(){},set(){}})';

/**
 * Streamed content is shown in the next frame. React holds it back until 300 ms after what was shown before it, so that boxes
 * that change their size jump less often; ours keep theirs, and the figures are what people wait for (decision 0068). First in the body.
 */
export function RevealAtOnce({ nonce }: { nonce: string | undefined }) {
  // The browser hides the nonce from scripts, so that React finds another than was sent.
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {NEVER_REVEALED}
    </script>
  );
}
