/** An address as the sender gave it: a link only where following it can do no harm, else text. */
export function ViewAddress({ url }: { url: string }) {
  if (!isWebAddress(url)) return <span className="wrap-anywhere">{url}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className="wrap-anywhere text-accent underline">
      {url}
    </a>
  );
}

/** As browsers read it: what they would run instead of open is none. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
