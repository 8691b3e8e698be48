// Bytes go to the host as plain arrays.
const listed = (bytes) => {
  const list = [];
  for (let i = 0; i < bytes.length; i++) list.push(bytes[i]);
  return list;
};
const host = Object.assign({}, native, {
  encode: (bytes, encoding) => native.encode(listed(bytes), encoding),
  isUTF8: (bytes) => native.isUTF8(listed(bytes)),
  digest: (algorithm, key, data) =>
    native.digest(algorithm, key === undefined ? undefined : listed(key), listed(data)),
});
