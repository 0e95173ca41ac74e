/** What `topicName` says: `public-inSyncPlatform-Backup And Restore`. */
export interface Topic {
  readonly cloud: string;
  readonly service: string;
  /** Features hold spaces, and may hold hyphens: only the first two divide. */
  readonly feature: string;
}

export function topicOf(name: string | undefined): Topic | undefined {
  if (name === undefined) return undefined;
  const first = name.indexOf('-');
  const second = first < 0 ? -1 : name.indexOf('-', first + 1);
  if (second < 0) return undefined;
  return { cloud: name.slice(0, first), service: name.slice(first + 1, second), feature: name.slice(second + 1) };
}

/** The product of a publisher, `<cloud id>-<product id>`; the cloud's id may hold hyphens. */
export function productOfPublisher(id: string | undefined): string | undefined {
  const at = id?.lastIndexOf('-') ?? -1;
  return at < 0 ? undefined : id?.slice(at + 1);
}
