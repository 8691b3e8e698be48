// One call: the function's code runs from its first line, as in a realm of its own.
const describe = (thrown) => {
  if (thrown instanceof Error) {
    const line = /function:(\d+)/.exec(thrown.stack || '');
    return String(thrown.name) + ': ' + String(thrown.message) + (line === null ? '' : ' in ' + line[1]);
  }
  return String(thrown);
};
const importable = modern ? ['cloudfront', 'crypto', 'querystring', 'buffer'] : [];
const imported = (name) => {
  if (importable.includes(name)) return modules[name];
  throw new Error('Cannot find module "' + name + '"');
};
const invoke = (main, text) => {
  let spent = 0;
  const tick = (count) => {
    spent += count;
    if (spent > most) host.over();
  };
  const done = (value) => {
    const told = original.stringify(value);
    host.done(told === undefined ? 'null' : told, spent);
  };
  const failed = (thrown) => host.failed(describe(thrown), spent);
  try {
    const event = original.parse(text);
    const raw = host.rawQuery();
    if (modern && event.request !== undefined && event.request !== null) {
      // Not listed, so that it is no part of what the function returns.
      Object.defineProperty(event.request, 'rawQueryString', { value: () => raw });
    }
    const handler = main(tick, imported);
    if (typeof handler !== 'function') throw new ReferenceError('handler is not defined');
    const value = handler(event);
    if (value instanceof original.Promise) value.then(done, failed);
    else done(value);
  } catch (thrown) {
    failed(thrown);
  }
};

// Where the realm finds it, and puts the program beside it.
const keepInvoke = () => {
  Object.defineProperty(globalThis, Symbol.asyncIterator, { value: { invoke } });
};
