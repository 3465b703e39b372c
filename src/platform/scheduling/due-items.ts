/**
 * Does the work of one item of a sweep. An item that fails is told and counted, lets the run fail at its end, and keeps
 * nobody from those behind it.
 * @returns null when it failed
 */
export type Attempt = <T>(itemId: string, work: () => Promise<T>) => Promise<T | null>;

/**
 * Goes through all that is due, a page at a time. Whatever is not done stays due, in its place, and is passed over: so
 * also a whole page of items that fail hides none behind it.
 * @param due the next page, without so many at the beginning; empty at the end
 * @param work whether the item was done
 * @returns how many were done
 */
export async function workThrough<Item>(
  due: (passedOver: number) => Promise<readonly Item[]>,
  work: (item: Item) => Promise<boolean | null>,
): Promise<number> {
  let done = 0;
  let left = 0;
  for (let page = await due(0); page.length > 0; page = await due(left))
    for (const item of page) {
      if (await work(item)) done += 1;
      else left += 1;
    }
  return done;
}
