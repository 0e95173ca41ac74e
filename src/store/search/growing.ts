/** A list of row indexes that grows at its end. */
export class Growing {
  #list: Uint32Array;
  #length: number;

  constructor(list: Uint32Array = new Uint32Array(1_024), length = 0) {
    this.#list = list;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  get list(): Uint32Array {
    return this.#list.subarray(0, this.#length);
  }

  /** Appends the first `count` of these. */
  append(values: Uint32Array, count: number): void {
    const length = this.#length + count;
    if (length > this.#list.length) {
      const list = new Uint32Array(Math.max(1_024, length, this.#list.length * 2));
      list.set(this.list);
      this.#list = list;
    }
    this.#list.set(values.subarray(0, count), this.#length);
    this.#length = length;
  }
}
