// A small seeded generator (mulberry32), so that a failure can be seen again: SPEIR_SEED=n.

export const seed = Number(process.env.SPEIR_SEED ?? Date.now() % 1_000_000);

export function generator(from = seed) {
  let state = from >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    fraction,
    below: (most) => Math.floor(fraction() * most),
    chance: (probability) => fraction() < probability,
    pick: (list) => list[Math.floor(fraction() * list.length)],
  };
}
