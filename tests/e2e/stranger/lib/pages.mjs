// Well below the frame limit, so that the common fields and escapes never matter.
export const PAGE_BYTES = 400000;

// Takes { listName: [elements] } and fills pages in that order; there is always at least one page.
export function splitIntoPages(lists, limit = PAGE_BYTES) {
  const empty = () => Object.fromEntries(Object.keys(lists).map((name) => [name, []]));
  const pages = [empty()];
  let used = 0;
  for (const [name, elements] of Object.entries(lists)) {
    for (const element of elements) {
      const size = Buffer.byteLength(JSON.stringify(element)) + 1;
      if (used > 0 && used + size > limit) {
        pages.push(empty());
        used = 0;
      }
      pages.at(-1)[name].push(element);
      used += size;
    }
  }
  return pages;
}
