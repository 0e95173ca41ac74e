/** One fact of an event as its vendor names it, for people to read. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}
