// What of the language and its built-in objects the runtimes have. Everything else is taken away: code
// that passes here and fails there is the worst fault (CF-11.2).
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
const typedArrays = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
  'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'];
const globals = words(`
  Object Function Array String Number Boolean RegExp Date Math JSON Promise ArrayBuffer
  Error EvalError InternalError RangeError ReferenceError SyntaxError TypeError URIError
  globalThis NaN Infinity undefined decodeURI decodeURIComponent encodeURI encodeURIComponent
  isFinite isNaN parseFloat parseInt console require eval
  ${typedArrays.join(' ')}
  ${modern ? 'Symbol Buffer atob btoa DataView TextDecoder TextEncoder' : 'MemoryError'}`);

const ownOf = {
  Object: `create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames
    getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal assign is entries values
    setPrototypeOf ${modern ? 'getOwnPropertyDescriptors' : ''}`,
  String: `fromCharCode fromCodePoint ${modern ? '' : 'bytesFrom'}`,
  Number: `EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY
    POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseInt parseFloat`,
  Array: 'isArray of',
  Date: 'now parse UTC',
  ArrayBuffer: 'isView',
  Promise: `resolve reject ${modern ? 'all allSettled any race' : ''}`,
  Symbol: modern ? 'for keyFor replace split' : '',
  Error: '', RegExp: '', Boolean: '', Function: '',
};
const prototypeOf = {
  Object: 'hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf __proto__',
  Function: 'apply bind call toString',
  String: `charAt charCodeAt concat indexOf lastIndexOf match replace search slice split
    substr substring toLowerCase trim toUpperCase toString valueOf
    codePointAt endsWith includes repeat startsWith padStart padEnd trimStart trimEnd
    ${modern ? 'replaceAll' : 'bytesFrom fromBytes fromUTF8 toBytes toUTF8'}`,
  Number: 'toExponential toFixed toPrecision toString valueOf',
  Boolean: 'toString valueOf',
  Array: `concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse
    shift slice some sort splice unshift toString copyWithin fill find findIndex includes`,
  // 1.0 lists neither sticky nor flags, which the engine itself reads when it replaces and splits.
  RegExp: 'exec test toString global ignoreCase multiline source sticky flags',
  Promise: 'then catch finally',
  ArrayBuffer: 'slice byteLength',
  Symbol: 'toString valueOf',
  Date: `getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime
    getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes
    getUTCMonth getUTCSeconds setDate setFullYear setHours setMilliseconds setMinutes setMonth
    setSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes
    setUTCMonth setUTCSeconds toDateString toISOString toJSON toLocaleDateString toLocaleString
    toLocaleTimeString toString toTimeString toUTCString valueOf`,
  DataView: `buffer byteLength byteOffset getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16
    getUint32 getUint8 setFloat32 setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8`,
};
const mathHas = words(`E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh
  cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log log1p log2 log10 max min pow random round
  sign sinh sin sqrt tan tanh trunc`);
const typedArrayHas = words(`buffer byteLength byteOffset length copyWithin fill join set slice subarray
  toString
  ${modern ? `every filter find findIndex forEach includes indexOf lastIndexOf map reduce reduceRight
    reverse some sort` : ''}`);

// Symbols stay: they are how the engine itself iterates, and no syntax here names them.
const { propertyIsEnumerable } = Object.prototype;
const remove = (object, name) => {
  // A few are the language's own constants, which nobody can take away.
  if (Object.getOwnPropertyDescriptor(object, name).configurable) delete object[name];
};
const keep = (object, names) => {
  const stay = new Set(words(names));
  ['constructor', 'prototype', 'length', 'name', 'message'].forEach((name) => stay.add(name));
  Object.getOwnPropertyNames(object).forEach((name) => {
    if (!stay.has(name)) remove(object, name);
    else if (propertyIsEnumerable.call(object, name)) defineProperty(object, name, { enumerable: false });
  });
};

const restrict = () => {
  const stays = new Set(globals);
  Object.keys(ownOf).forEach((name) => keep(globalThis[name], ownOf[name]));
  Object.keys(prototypeOf).forEach((name) => {
    if (globalThis[name] !== undefined) keep(globalThis[name].prototype, prototypeOf[name]);
  });
  keep(Math, mathHas.join(' '));
  keep(JSON, 'parse stringify');
  const TypedArray = Object.getPrototypeOf(Uint8Array);
  keep(TypedArray.prototype, typedArrayHas.join(' '));
  keep(TypedArray, modern ? 'from of' : '');
  typedArrays.forEach((name) => {
    keep(globalThis[name], 'BYTES_PER_ELEMENT');
    keep(globalThis[name].prototype, 'BYTES_PER_ELEMENT');
  });
  // The line of an error is read from its stack.
  keep(original.Error.prototype, 'toString stack');
  Reflect.ownKeys(globalThis).forEach((name) => {
    if (typeof name === 'string' && !stays.has(name)) remove(globalThis, name);
    else if (propertyIsEnumerable.call(globalThis, name)) defineProperty(globalThis, name, { enumerable: false });
  });
};
