// 1.0: strings whose characters are bytes, in the place of buffers.
const part = (text, start, end) => text.slice(start === undefined ? 0 : start, end);
String.bytesFrom = function (source, encoding) {
  if (Array.isArray(source)) return byteString(source.map((octet) => octet & 255));
  return byteString(host.decode(String(source), encoding));
};
Object.assign(String.prototype, {
  bytesFrom: String.bytesFrom,
  fromBytes(start, end) {
    return part(String(this), start, end);
  },
  fromUTF8(start, end) {
    const text = part(String(this), start, end);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) > 255) return null;
      bytes[i] = text.charCodeAt(i);
    }
    return host.isUTF8(bytes) ? host.encode(bytes, 'utf8') : null;
  },
  toBytes(start, end) {
    const text = part(String(this), start, end);
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return null;
    return text;
  },
  toUTF8(start, end) {
    return part(byteString(host.decode(String(this), 'utf8')), start, end);
  },
});
