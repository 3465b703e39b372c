/** Rows one after the other, with a look at whether there is another one. */
export class RowSource<Row> {
  private readonly iterator: Iterator<Row> | AsyncIterator<Row>;
  private ahead: { readonly row: Row } | null = null;
  private isOver = false;

  constructor(rows: Iterable<Row> | AsyncIterable<Row>) {
    this.iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async hasMore(): Promise<boolean> {
    if (this.ahead !== null) return true;
    if (this.isOver) return false;
    const next = await this.iterator.next();
    if (next.done) this.isOver = true;
    else this.ahead = { row: next.value };
    return !this.isOver;
  }

  /** The row that {@link hasMore} has seen. */
  take(): Row {
    const { row } = this.ahead!;
    this.ahead = null;
    return row;
  }

  /** No further row is wanted. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    // What it says in going concerns nobody any more.
    Promise.resolve()
      .then(() => this.iterator.return?.())
      .catch(() => undefined);
  }
}
