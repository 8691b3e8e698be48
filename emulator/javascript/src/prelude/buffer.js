// 2.0: the buffer module, and what the platform has for text and bytes.
const encodings = ['utf8', 'utf-8', 'hex', 'base64', 'base64url'];
const encodingOf = (encoding) => {
  if (encoding === undefined) return 'utf8';
  if (!encodings.includes(encoding)) throw new TypeError('"' + encoding + '" encoding is not supported');
  return encoding === 'utf-8' ? 'utf8' : encoding;
};
const offsetOf = (offset, most, name) => {
  const value = offset === undefined ? 0 : offset;
  if (typeof value !== 'number') throw new TypeError('"' + name + '" is not a number');
  if (value < 0 || value > most || value !== value || Math.floor(value) !== value) {
    throw new RangeError('"' + name + '" is out of range');
  }
  return value;
};

// What is looked for, or filled with.
const octetsOf = (value, encoding) =>
  typeof value === 'number' ? [value & 255] : bytesOf(value, typeof value === 'string' ? encodingOf(encoding) : undefined);

class Octets extends Uint8Array {
  static alloc(size, fill, encoding) {
    const buffer = new Octets(offsetOf(size, 2 ** 31, 'size'));
    return fill === undefined ? buffer : buffer.fill(fill, 0, buffer.length, encoding);
  }
  static allocUnsafe(size) {
    return Octets.alloc(size);
  }
  static byteLength(value, encoding) {
    return bytesOf(value, typeof value === 'string' ? encodingOf(encoding) : undefined).length;
  }
  static compare(one, other) {
    return Octets.from(one).compare(other);
  }
  static concat(list, total) {
    const all = joined(list);
    const length = total === undefined ? all.length : total;
    const buffer = Octets.alloc(length);
    buffer.set(all.subarray(0, length));
    return buffer;
  }
  static from(source, offsetOrEncoding, length) {
    if (typeof source === 'string') return viewOf(host.decode(source, encodingOf(offsetOrEncoding)));
    if (source instanceof ArrayBuffer) return new Octets(source, offsetOrEncoding, length);
    if (source === null || typeof source !== 'object') {
      throw new TypeError('first argument is not a string or Buffer-like object');
    }
    const value = source.valueOf();
    if (value !== source) return Octets.from(value, offsetOrEncoding, length);
    const octets = source.type === 'Buffer' && Array.isArray(source.data) ? source.data : source;
    const buffer = new Octets(octets.length >>> 0);
    spend(buffer.length / 4);
    for (let i = 0; i < buffer.length; i++) buffer[i] = octets[i];
    return buffer;
  }
  static isBuffer(object) {
    return object instanceof Octets;
  }
  static isEncoding(encoding) {
    return encodings.includes(encoding);
  }

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!(target instanceof Uint8Array)) throw new TypeError('"target" is not a Buffer or a Uint8Array');
    spend(this.length / 8);
    const [one, other] = [this.subarray(sourceStart, sourceEnd), target.subarray(targetStart, targetEnd)];
    for (let i = 0; i < Math.min(one.length, other.length); i++) {
      if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
    }
    return Math.sign(one.length - other.length);
  }
  copy(target, targetStart, sourceStart, sourceEnd) {
    const at = targetStart === undefined ? 0 : targetStart;
    if (at > target.length) return 0;
    const source = this.subarray(sourceStart === undefined ? 0 : sourceStart, sourceEnd);
    const copied = source.subarray(0, Math.max(0, target.length - at));
    target.set(copied, at);
    return copied.length;
  }
  equals(other) {
    return this.compare(other) === 0;
  }
  fill(value, offset, end, encoding) {
    if (typeof offset === 'string') [encoding, offset, end] = [offset, undefined, undefined];
    if (typeof end === 'string') [encoding, end] = [end, undefined];
    const from = offsetOf(offset, this.length, 'offset');
    const to = end === undefined ? this.length : offsetOf(end, this.length, 'end');
    const pattern = value === '' ? [0] : octetsOf(value, encoding);
    if (pattern.length === 0) throw new TypeError('"value" is not valid');
    spend(this.length / 4);
    for (let i = from; i < to; i++) this[i] = pattern[(i - from) % pattern.length];
    return this;
  }
  includes(value, byteOffset, encoding) {
    return this.indexOf(value, byteOffset, encoding) !== -1;
  }
  indexOf(value, byteOffset, encoding) {
    if (typeof byteOffset === 'string') [encoding, byteOffset] = [byteOffset, undefined];
    const needle = octetsOf(value, encoding);
    spend(this.length / 4 + this.length * needle.length / 256);
    let at = Math.trunc(Number(byteOffset)) || 0;
    if (at < 0) at = Math.max(0, this.length + at);
    if (needle.length === 0) return Math.min(at, this.length);
    for (; at + needle.length <= this.length; at++) if (holds(this, needle, at)) return at;
    return -1;
  }
  lastIndexOf(value, byteOffset, encoding) {
    if (typeof byteOffset === 'string') [encoding, byteOffset] = [byteOffset, undefined];
    const needle = octetsOf(value, encoding);
    spend(this.length / 4 + this.length * needle.length / 256);
    let at = Math.trunc(Number(byteOffset));
    if (at !== at) at = this.length;
    if (at < 0) at = this.length + at;
    for (at = Math.min(at, this.length - needle.length); at >= 0; at--) if (holds(this, needle, at)) return at;
    return -1;
  }
  slice(start, end) {
    return this.subarray(start, end);
  }
  swap16() {
    return swapped(this, 2);
  }
  swap32() {
    return swapped(this, 4);
  }
  swap64() {
    return swapped(this, 8);
  }
  toJSON() {
    spend(this.length / 4);
    const data = [];
    for (let i = 0; i < this.length; i++) data.push(this[i]);
    return { type: 'Buffer', data };
  }
  toString(encoding, start, end) {
    return host.encode(new Uint8Array(this.subarray(start, end)), encodingOf(encoding));
  }
  write(text, offset, length, encoding) {
    if (typeof offset === 'string') [encoding, offset, length] = [offset, undefined, undefined];
    if (typeof length === 'string') [encoding, length] = [length, undefined];
    const at = offsetOf(offset, this.length, 'offset');
    const room = Math.min(length === undefined ? this.length : length, this.length - at);
    let bytes = host.decode(String(text), encodingOf(encoding)).subarray(0, room);
    // No half of a character.
    while (encodingOf(encoding) === 'utf8' && bytes.length > 0 && !host.isUTF8(new Uint8Array(bytes))) {
      bytes = bytes.subarray(0, bytes.length - 1);
    }
    this.set(bytes, at);
    return bytes.length;
  }
}
const viewOf = (bytes) => new Octets(bytes.buffer, bytes.byteOffset, bytes.length);
const holds = (bytes, needle, at) => {
  for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
};
const swapped = (buffer, size) => {
  if (buffer.length % size !== 0) throw new RangeError('Buffer size must be a multiple of ' + size * 8 + '-bits');
  spend(buffer.length);
  for (let i = 0; i < buffer.length; i += size) buffer.subarray(i, i + size).reverse();
  return buffer;
};

// readInt8 … readDoubleLE, writeInt8 … writeDoubleLE, and the ones that are told how many bytes.
const define = (name, method) => {
  Object.defineProperty(Octets.prototype, name, { value: method, configurable: true, writable: true });
};
const dataViewOf = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
[['Int8', 1], ['UInt8', 1], ['Int16', 2], ['UInt16', 2], ['Int32', 4], ['UInt32', 4], ['Float', 4, 'Float32'],
  ['Double', 8, 'Float64']].forEach(([name, size, view]) => {
  const type = view || name.replace('UInt', 'Uint');
  (size === 1 ? [''] : ['BE', 'LE']).forEach((order) => {
    define('read' + name + order, function (offset) {
      return dataViewOf(this)['get' + type](offsetOf(offset, this.length - size, 'offset'), order === 'LE');
    });
    define('write' + name + order, function (value, offset) {
      const at = offsetOf(offset, this.length - size, 'offset');
      dataViewOf(this)['set' + type](at, value, order === 'LE');
      return at + size;
    });
  });
});
['BE', 'LE'].forEach((order) => ['Int', 'UInt'].forEach((kind) => {
  const places = (size) => {
    if (!(size >= 1 && size <= 6)) throw new RangeError('"byteLength" is out of range');
    const all = [];
    for (let i = 0; i < size; i++) all.push(order === 'BE' ? i : size - 1 - i);
    return all;
  };
  define('read' + kind + order, function (offset, size) {
    const at = offsetOf(offset, this.length - size, 'offset');
    const value = places(size).reduce((sum, place) => sum * 256 + this[at + place], 0);
    return kind === 'Int' && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
  });
  define('write' + kind + order, function (value, offset, size) {
    const at = offsetOf(offset, this.length - size, 'offset');
    let rest = value < 0 ? value + 2 ** (size * 8) : value;
    places(size).reverse().forEach((place) => {
      this[at + place] = rest % 256;
      rest = Math.floor(rest / 256);
    });
    return at + size;
  });
}));

// Nobody makes one with `new`.
function Buffer() {
  throw new TypeError('Buffer is not a constructor');
}
['alloc', 'allocUnsafe', 'byteLength', 'compare', 'concat', 'from', 'isBuffer', 'isEncoding'].forEach((name) => {
  Object.defineProperty(Buffer, name, { value: Octets[name], configurable: true, writable: true });
});
Object.defineProperty(Buffer, original.Symbol.species, { value: Octets });
Buffer.prototype = Octets.prototype;
Object.defineProperty(Octets.prototype, 'constructor', { value: Buffer, configurable: true, writable: true });
globalThis.Buffer = Buffer;
modules.buffer = { Buffer };
digestOf = viewOf;

globalThis.btoa = function btoa(text) {
  const bytes = new Uint8Array(String(text).length);
  for (let i = 0; i < bytes.length; i++) {
    const code = String(text).charCodeAt(i);
    if (code > 255) throw new TypeError('invalid character (>= U+00FF)');
    bytes[i] = code;
  }
  return host.encode(bytes, 'base64');
};
globalThis.atob = function atob(text) {
  const plain = String(text).replace(/[\t\n\f\r ]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain) || plain.replace(/=+$/, '').length % 4 === 1) {
    throw new TypeError('the string to be decoded is not correctly encoded');
  }
  return byteString(host.decode(plain, 'base64'));
};
globalThis.TextEncoder = class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text) {
    return text === undefined ? new Uint8Array(0) : host.decode(String(text), 'utf8');
  }
  encodeInto(text, target) {
    let [read, written] = [0, 0];
    for (const character of String(text)) {
      const bytes = host.decode(character, 'utf8');
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
};
globalThis.TextDecoder = class TextDecoder {
  #fatal;
  #ignoreBOM;
  constructor(label, options) {
    if (label !== undefined && !/^utf-?8$/i.test(label)) throw new RangeError('The "' + label + '" encoding is not supported');
    this.#fatal = Boolean(options && options.fatal);
    this.#ignoreBOM = Boolean(options && options.ignoreBOM);
  }
  get encoding() {
    return 'utf-8';
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }
  decode(data) {
    const bytes = data === undefined ? new Uint8Array(0) : new Uint8Array(bytesOf(data));
    if (this.#fatal && !host.isUTF8(bytes)) throw new TypeError('The encoded data was not valid');
    const text = host.encode(bytes, 'utf8');
    return !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
};
