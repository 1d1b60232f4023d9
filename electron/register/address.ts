/** Whether a register is told by the address of a database rather than by a path. */
export function isDatabase(place: string): boolean {
  return /^postgres(ql)?:/i.test(place);
}
