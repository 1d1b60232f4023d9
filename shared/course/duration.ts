/**
 * Hours of an ISO 8601 duration of hours, minutes and seconds. Days, weeks and months are no number of hours that
 * anybody has agreed on, and packages hold much that is no duration: PT15W, 2 h, 01:30.
 */
export function hoursOf(duration: string): number | undefined {
  const found =
    /^P(?:0[YMD])*T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?$/i.exec(
      duration.trim(),
    );
  if (!found) return undefined;
  const [h, m, s] = found.slice(1).map((part) => Number((part ?? '0').replace(',', '.'))) as [
    number,
    number,
    number,
  ];
  const hours = h + m / 60 + s / 3600;
  return hours > 0 && hours < 10_000 ? Math.round(hours * 100) / 100 : undefined;
}
