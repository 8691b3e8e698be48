// The built-in modules: crypto and querystring in both runtimes, buffer in 2.0.
const bytesOf = (data, encoding) => {
  if (typeof data === 'string') return host.decode(data, encoding === undefined ? 'utf8' : encoding);
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw new TypeError('data is not a string or Buffer-like object');
};
const joined = (parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const byteString = (bytes) => {
  spend(bytes.length / 8);
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
};

// What a digest is without an encoding: 2.0 has buffers, 1.0 strings of bytes.
let digestOf = byteString;
const hasher = (algorithm, key) => {
  if (!['md5', 'sha1', 'sha256'].includes(algorithm)) {
    throw new TypeError('not supported algorithm: "' + algorithm + '"');
  }
  let parts = [];
  return {
    update(data, encoding) {
      if (parts === null) throw new Error('Digest already called');
      parts.push(bytesOf(data, encoding).slice());
      return this;
    },
    digest(encoding) {
      if (parts === null) throw new Error('Digest already called');
      if (encoding !== undefined && !['hex', 'base64', 'base64url'].includes(encoding)) {
        throw new TypeError('Unknown digest encoding: "' + encoding + '"');
      }
      const bytes = host.digest(algorithm, key, joined(parts));
      parts = null;
      return encoding === undefined ? digestOf(bytes) : host.encode(bytes, encoding);
    },
  };
};
const crypto = {
  createHash: (algorithm) => hasher(algorithm, undefined),
  createHmac: (algorithm, key) => hasher(algorithm, bytesOf(key)),
};

const escape = (text) => encodeURIComponent(String(text));
const unescape = (text) => {
  const bytes = [];
  const utf8 = host.decode(String(text), 'utf8');
  spend(utf8.length / 4);
  for (let i = 0; i < utf8.length; i++) {
    const hex = utf8[i] === 37 ? String.fromCharCode(utf8[i + 1], utf8[i + 2]) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(utf8[i]);
    }
  }
  return host.encode(new Uint8Array(bytes), 'utf8');
};
// Any name is a name: `__proto__` too, and those of what all objects have.
const put = (object, key, value) =>
  defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
const querystring = {
  escape, unescape,
  parse(text, separator, equal, options) {
    const [sep, eq] = [separator || '&', equal || '='];
    const decode = (options && options.decodeURIComponent) || querystring.unescape;
    const most = options && options.maxKeys !== undefined ? options.maxKeys : 1000;
    const found = {};
    let pairs = String(text).split(sep);
    if (most > 0) pairs = pairs.slice(0, most);
    pairs.filter((pair) => pair !== '').forEach((pair) => {
      const at = pair.indexOf(eq);
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + eq.length)];
      const plain = (part) => decode(part.replace(/\+/g, ' '));
      const key = plain(name);
      const old = Object.prototype.hasOwnProperty.call(found, key) ? found[key] : undefined;
      if (old === undefined) put(found, key, plain(value));
      else if (Array.isArray(old)) old.push(plain(value));
      else put(found, key, [old, plain(value)]);
    });
    return found;
  },
  stringify(object, separator, equal, options) {
    const [sep, eq] = [separator || '&', equal || '='];
    const encode = (options && options.encodeURIComponent) || querystring.escape;
    if (object === null || typeof object !== 'object') return '';
    const text = (value) =>
      ['string', 'boolean'].includes(typeof value) || Number.isFinite(value) ? String(value) : '';
    return Object.keys(object).map((key) => {
      const values = Array.isArray(object[key]) ? object[key] : [object[key]];
      return values.map((value) => encode(key) + eq + encode(text(value))).join(sep);
    }).filter((pair) => pair !== '').join(sep);
  },
};
querystring.decode = querystring.parse;
querystring.encode = querystring.stringify;

const modules = { crypto, querystring };
globalThis.require = function require(name) {
  if (typeof name === 'string' && Object.prototype.hasOwnProperty.call(modules, name)) return modules[name];
  throw new Error('Cannot find module "' + name + '"');
};
