// Where calls share a realm its objects are frozen, and code that would change them fails as it would not in
// a realm of its own. Whether that came about is seen wherever a failure can be seen: the call is done again.
const frozenSays = /read-only|not extensible|not configurable|no setter|could not delete|cannot delete/;
const messageOf = (thrown) => {
  const message = getOwnPropertyDescriptor(thrown, 'message');
  return message !== undefined && typeof message.value === 'string' ? message.value : '';
};
const caught = (thrown) => {
  if (thrown === null || (thrown instanceof original.InternalError && messageOf(thrown).includes('out of memory'))) {
    native.exhausted();
    return;
  }
  if (frozen && thrown instanceof original.TypeError && frozenSays.test(messageOf(thrown))) native.suspect();
};
const settle = original.Promise.prototype.then;
replaced(original.Promise.prototype, 'then', { method(resolved, rejected) {
  if (typeof rejected !== 'function') return apply(settle, this, [resolved, rejected]);
  return apply(settle, this, [resolved, (reason) => {
    caught(reason);
    return rejected(reason);
  }]);
} }.method);

// What a function's text is nobody learns: it would be the text that counts.
replaced(original.Function.prototype, 'toString', { method() {
  if (typeof this !== 'function') throw new TypeError('"this" argument is not a function');
  return 'function ' + this.name + '() { [native code] }';
} }.method);

// The engine's own `bind` takes the process down when memory runs out within it.
const { construct } = Reflect;
replaced(original.Function.prototype, 'bind', { method(self) {
  const target = this;
  if (typeof target !== 'function') throw new TypeError('"this" argument is not a function');
  const first = [];
  for (let i = 1; i < arguments.length; i++) defineProperty(first, i - 1, { value: arguments[i] });
  const bound = function () {
    const given = [];
    for (let i = 0; i < first.length; i++) defineProperty(given, i, { value: first[i] });
    for (let i = 0; i < arguments.length; i++) defineProperty(given, first.length + i, { value: arguments[i] });
    return new.target === undefined ? apply(target, self, given) : construct(target, given);
  };
  const length = typeof target.length === 'number' ? target.length - first.length : 0;
  defineProperty(bound, 'name', { value: 'bound ' + target.name });
  defineProperty(bound, 'length', { value: length > 0 ? length : 0 });
  // `instanceof` asks what it is bound to.
  bound.prototype = target.prototype;
  return bound;
} }.method);
