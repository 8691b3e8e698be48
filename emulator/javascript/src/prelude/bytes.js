// Bytes go to the host as plain arrays.
const { apply, defineProperty } = Reflect;
const { asyncIterator } = Symbol;
const listed = (bytes) => {
  spend(bytes.length / 8);
  const list = [];
  for (let i = 0; i < bytes.length; i++) list.push(bytes[i]);
  return list;
};
// The host knows no halves of characters.
const { toWellFormed } = String.prototype;
const whole = (text) => (text === undefined ? undefined : apply(toWellFormed, text, []));
const host = Object.assign({}, native, {
  decode: (text, encoding) => native.decode(whole(text), encoding),
  log: (line) => native.log(whole(line)),
  failed: (why, spent) => native.failed(whole(why), spent),
  worded: (name, message) => native.worded(whole(name), whole(message)),
  get: (key) => native.get(whole(key)),
  hasStore: (id) => native.hasStore(id === undefined ? undefined : whole(String(id))),
  hasOrigin: (id) => native.hasOrigin(whole(id)),
  encode: (bytes, encoding) => native.encode(listed(bytes), encoding),
  isUTF8: (bytes) => native.isUTF8(listed(bytes)),
  digest: (algorithm, key, data) =>
    native.digest(algorithm, key === undefined ? undefined : listed(key), listed(data)),
});
