// Where calls share a realm its objects are frozen, and code that would change them fails as it would not in
// a realm of its own. Whether that came about is seen wherever a failure can be seen: the call is done again.
const frozenSays = /read-only|not extensible|not configurable|no setter|could not delete|cannot delete/;
const messageOf = (thrown) => {
  const message = getOwnPropertyDescriptor(thrown, 'message');
  return message !== undefined && typeof message.value === 'string' ? message.value : '';
};
const caught = (thrown) => {
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
