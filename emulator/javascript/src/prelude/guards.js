// What the language has and the runtimes refuse when it runs, or answer in their own way.
const lineOf = /function:(\d+)/;
const original = {
  exec: lineOf.exec.bind(lineOf),
  Object, Function, Date, RegExp, parse: JSON.parse, stringify: JSON.stringify, Promise, Error, TypeError, InternalError, Symbol };

// Dynamic code evaluation is not supported: eval and every function constructor throw.
const noEvaluation = function () {
  throw new TypeError('Code evaluation is disabled');
};
const functionKinds = [function () {}, async function () {}, function* () {}, async function* () {}];
functionKinds.forEach((kind) => {
  const prototype = Object.getPrototypeOf(kind);
  Object.defineProperty(prototype, 'constructor', { value: noEvaluation, configurable: true });
});
noEvaluation.prototype = original.Function.prototype;
globalThis.Function = noEvaluation;
globalThis.eval = function () {
  throw new TypeError('Code evaluation is disabled');
};

// "Object.create() (without properties list)"
const create = Object.create;
Object.create = function (prototype, properties) {
  if (properties !== undefined) throw new TypeError('Object.create with a list of properties is not supported');
  return create(prototype);
};

// Flags beyond those of ES 5.1, and 2.0's sticky.
const flagsKnown = modern ? /^[gimy]*$/ : /^[gim]*$/;
const RegularExpression = function RegExp(pattern, flags) {
  if (flags !== undefined && !flagsKnown.test(String(flags))) {
    throw new SyntaxError('Invalid RegExp flags "' + flags + '"');
  }
  return flags === undefined ? new original.RegExp(pattern) : new original.RegExp(pattern, flags);
};
RegularExpression.prototype = original.RegExp.prototype;
Object.defineProperty(RegularExpression.prototype, 'constructor', { value: RegularExpression });
globalThis.RegExp = RegularExpression;

// Of the language's own symbols those that something listed is called by.
if (modern) {
  const { Symbol } = globalThis;
  const SymbolOf = function (description) {
    if (new.target !== undefined) throw new TypeError('Symbol is not a constructor');
    return Symbol(description);
  };
  Object.defineProperty(SymbolOf, 'name', { value: 'Symbol' });
  SymbolOf.for = Symbol.for;
  SymbolOf.keyFor = Symbol.keyFor;
  ['replace', 'split'].forEach((name) => Object.defineProperty(SymbolOf, name, { value: Symbol[name] }));
  SymbolOf.prototype = Symbol.prototype;
  Object.defineProperty(Symbol.prototype, 'constructor', { value: SymbolOf, configurable: true, writable: true });
  globalThis.Symbol = SymbolOf;
}

Math.random = function random() {
  return host.random();
};

// Out of memory is an error of its own in 1.0.
if (!modern) {
  globalThis.MemoryError = class MemoryError extends InternalError {};
  Object.defineProperty(MemoryError.prototype, 'name', { value: 'MemoryError', configurable: true, writable: true });
}

// One argument only: "CloudFront Functions doesn't support comma syntax".
globalThis.console = {
  log(message) {
    host.log(String(message));
  },
};
