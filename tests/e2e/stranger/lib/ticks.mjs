// The machine's steady clock, so that readings go on over a restart of the program and old deadlines stay comparable.
export function ticksNow() {
  return Number(process.hrtime.bigint() / 1000n);
}
