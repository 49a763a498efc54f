/** The answer is a sentence that says why the file was not taken, or null. It goes on while the user looks at other pages. */
export async function sendFile(file: File, dryRun: boolean): Promise<string | null> {
  const query = new URLSearchParams({ name: file.name, dry: dryRun ? "1" : "0" });
  const stay = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener("beforeunload", stay);
  try {
    const answer = await fetch(`/api/import?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    });
    if (answer.ok) return null;
    const problem: { detail?: unknown } = await answer.json().catch(() => ({}));
    return typeof problem.detail === "string"
      ? problem.detail
      : `The server answered ${answer.status}. A proxy before it may bound how large a request is.`;
  } catch {
    return "The connection was lost before the whole file was sent. Upload it again.";
  } finally {
    window.removeEventListener("beforeunload", stay);
  }
}
