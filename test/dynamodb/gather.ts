/** All pages of a reading, one list each. */
export const gather = async <T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[][]> => {
  const gathered: T[][] = [];
  for await (const page of pages) gathered.push([...page]);
  return gathered;
};
