// What the engine does in one go asks nobody whether to go on: it is paid for before it is done, by its size.
const { getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
const isArray = Array.isArray;
// More elements than a function's memory could hold cost more than a call has.
const ELEMENTS_MAX = 1 << 17;
const typedLength = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length').get;

const lengthOf = (value) => {
  if (isArray(value) || typeof value === 'string') return value.length;
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return 0;
  for (let holder = value; holder !== null; holder = getPrototypeOf(holder)) {
    const property = getOwnPropertyDescriptor(holder, 'length');
    if (property !== undefined && property.get === typedLength) return apply(typedLength, value, []);
    // Where asking has effects nobody asks twice.
    if (property !== undefined) return typeof property.value === 'object' || property.get ? Infinity : Number(property.value);
  }
  return 0;
};
const elements = (value, each) => {
  const length = lengthOf(value);
  return length > ELEMENTS_MAX ? Infinity : length > 0 ? length / each : 0;
};
const sorting = (array, compare) => {
  const length = elements(array, 1);
  let characters = 0;
  if (compare === undefined && isArray(array) && length <= ELEMENTS_MAX) {
    for (let i = 0; i < length; i++) if (typeof array[i] === 'string') characters += array[i].length;
  }
  return (length / 8 + characters / 1024) * Math.log2(length + 1);
};
const names = Object.keys;
const properties = (value) =>
  value === null || value === undefined ? 0 : typeof value === 'string' ? value.length / 8 : names(value).length / 8;

const replaced = (object, name, method) => {
  const native = object[name];
  Object.defineProperty(method, 'name', { value: name });
  Object.defineProperty(method, 'length', { value: native.length });
  Object.defineProperty(object, name, { value: method, writable: true, configurable: true, enumerable: false });
};
// `cost` is of what the method is of and of its first two arguments.
const priced = (object, list, cost) => words(list).forEach((name) => {
  const native = object[name];
  replaced(object, name, { method(...given) {
    spend(cost(this, given[0], given[1]));
    return apply(native, this, given);
  } }.method);
});
const characters = (value) => (typeof value === 'string' ? value.length : 1);
// A text's methods see texts: what is made text is made so once.
const pricedText = (list, cost) => words(list).forEach((name) => {
  const native = String.prototype[name];
  replaced(String.prototype, name, { method(...given) {
    let text = this;
    if (text !== null && typeof text === 'object') text = '' + text;
    const sought = given[0];
    if (sought !== null && typeof sought === 'object' && !(sought instanceof original.RegExp)) given[0] = '' + sought;
    if (typeof text === 'string') spend(cost(text.length, characters(given[0]), characters(given[1])));
    return apply(native, text, given);
  } }.method);
});

const priceArrays = (prototype) => {
  priced(prototype, 'every filter forEach map reduce reduceRight some find findIndex', (array) => elements(array, 8));
  priced(prototype, 'indexOf lastIndexOf reverse slice copyWithin fill includes', (array) => elements(array, 64));
  priced(prototype, 'join', (array, by) => 1 + elements(array, 8) + elements(array, 1) * characters(by) / 16384);
  priced(prototype, 'sort', sorting);
};
const priceStringify = () => {
  const { stringify } = JSON;
  // One step a value: what is the same object many times over is written as often.
  const counting = (replacer) => function (key, value) {
    spend(0.5);
    return replacer === undefined ? value : apply(replacer, this, [key, value]);
  };
  const listing = (list) => {
    const listed = list.map((name) => '' + name);
    return counting(function (key, value) {
      return key === '' || isArray(this) || listed.includes(key) ? value : undefined;
    });
  };
  original.stringify = (value) => stringify(value, counting(undefined));
  replaced(JSON, 'stringify', { method(value, replacer, space) {
    if (!isArray(replacer)) {
      return stringify(value, counting(typeof replacer === 'function' ? replacer : undefined), space);
    }
    stringify(value, listing(replacer));
    return stringify(value, replacer, space);
  } }.method);
};
const price = () => {
  priceArrays(Array.prototype);
  priced(Array.prototype, 'shift unshift splice', (array) => elements(array, 64));
  priced(Array.prototype, 'concat', (array, one, two) => elements(array, 64) + elements(one, 64) + elements(two, 64));
  priceArrays(getPrototypeOf(Uint8Array.prototype));
  priced(getPrototypeOf(Uint8Array.prototype), 'set', (array, other) => elements(array, 64) + elements(other, 8));
  priced(ArrayBuffer.prototype, 'slice', (buffer) => buffer.byteLength / 1024);
  pricedText('indexOf lastIndexOf includes split', (length, sought) => length / 256 + length * sought / 8192);
  pricedText('replace replaceAll', (length, sought, by) => length / 256 + length * sought / 8192 + length * by / 16384);
  pricedText('toLowerCase toUpperCase trim trimStart trimEnd match search concat', (length) => length / 256);
  priced(Object, 'keys values entries getOwnPropertyNames getOwnPropertyDescriptors freeze seal isFrozen isSealed', (_, object) => properties(object));
  priced(Object, 'assign defineProperties', (_, object, other) => properties(object) + properties(other));
  priced(JSON, 'parse', (_, text) => lengthOf(text) / 256);
  priced(globalThis, 'decodeURI decodeURIComponent encodeURI encodeURIComponent', (_, text) => lengthOf(text) / 64);
  priceStringify();
};
