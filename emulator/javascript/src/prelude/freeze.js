// Calls share a realm, and none may leave anything behind: all that they could change is frozen.
// What nobody can reach any more need not be.
const { ownKeys } = Reflect;
const { Set: Seen } = globalThis;
const freezeOne = Object.freeze;
const freeze = () => {
  const seen = new Seen();
  const waiting = [globalThis];
  [async function () {}, function* () {}, [][original.Symbol.iterator](), ''[original.Symbol.iterator](), /x/[original.Symbol.matchAll]('')]
    .forEach((hidden) => waiting.push(getPrototypeOf(hidden)));
  Object.keys(modules).forEach((name) => waiting.push(modules[name]));
  while (waiting.length > 0) {
    const next = waiting.pop();
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue;
    seen.add(next);
    waiting.push(getPrototypeOf(next));
    ownKeys(next).forEach((key) => {
      // What the realm keeps for itself.
      if (next === globalThis && key === asyncIterator) return;
      const { value, get, set } = getOwnPropertyDescriptor(next, key);
      waiting.push(value, get, set);
    });
  }
  seen.forEach((object) => freezeOne(object));
};
