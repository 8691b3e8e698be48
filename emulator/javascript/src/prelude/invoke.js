// One call: the function's code runs from its first line, as in a realm of its own.
const describe = (thrown) => {
  // The engine has no room for an error when it has none at all.
  if (thrown === null) return 'InternalError: out of memory';
  if (thrown instanceof original.Error) {
    const line = original.exec('' + thrown.stack);
    return host.worded(String(thrown.name), String(thrown.message)) + (line === null ? '' : ' in ' + line[1]);
  }
  return String(thrown);
};
const importable = modern ? ['cloudfront', 'crypto', 'querystring', 'buffer'] : [];
const imported = (name) => {
  if (importable.includes(name)) return modules[name];
  throw new Error('Cannot find module "' + name + '"');
};
// What `for (… in value)` goes through.
const sized = (value) => {
  spend(properties(value));
  return value;
};
const invoke = (main, text) => {
  spent = 0;
  const done = (value) => {
    const told = original.stringify(value);
    host.done(told === undefined ? 'null' : told, spent);
  };
  const failed = (thrown) => {
    caught(thrown);
    host.failed(describe(thrown), spent);
  };
  const resolved = (value) => {
    try {
      done(value);
    } catch (thrown) {
      failed(thrown);
    }
  };
  try {
    const event = original.parse(text);
    const raw = host.rawQuery();
    if (modern && event !== null && event.request !== null && typeof event.request === 'object') {
      // Not listed, so that it is no part of what the function returns.
      Object.defineProperty(event.request, 'rawQueryString', { value: () => raw });
    }
    const handler = main(spend, imported, caught, sized);
    if (typeof handler !== 'function') throw new ReferenceError('handler is not defined');
    const value = handler(event);
    if (value instanceof original.Promise) apply(settle, value, [resolved, failed]);
    else done(value);
  } catch (thrown) {
    failed(thrown);
  }
};

// Where the realm finds it, and puts the program beside it.
const keepInvoke = () => {
  defineProperty(globalThis, asyncIterator, { value: { invoke } });
};
