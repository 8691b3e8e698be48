// Time stands still while a function runs, and an edge location's time zone is UTC.
const OriginalDate = original.Date;
const withZone = /(Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(\([^)]*\))?$/i;
const onlyDate = /^[+-]?\d{4,6}(-\d\d(-\d\d)?)?$/;
const parseDate = (text) => {
  text = String(text).trim();
  if (withZone.test(text) || onlyDate.test(text)) return OriginalDate.parse(text);
  const iso = OriginalDate.parse(text + 'Z');
  return isNaN(iso) ? OriginalDate.parse(text + ' UTC') : iso;
};
const UTCDate = function Date(...given) {
  if (new.target === undefined) return new UTCDate().toString();
  if (given.length === 0) return new OriginalDate(host.now());
  if (given.length > 1) return new OriginalDate(OriginalDate.UTC(...given));
  const [value] = given;
  if (value instanceof OriginalDate) return new OriginalDate(value.getTime());
  const primitive = value !== null && typeof value === 'object' ? value.valueOf() : value;
  if (typeof primitive === 'string') return new OriginalDate(parseDate(primitive));
  return new OriginalDate(Number(primitive));
};
UTCDate.now = function now() {
  return host.now();
};
UTCDate.parse = function parse(text) {
  return parseDate(text);
};
UTCDate.UTC = OriginalDate.UTC;
UTCDate.prototype = OriginalDate.prototype;
Object.defineProperty(UTCDate, 'length', { value: 7 });
const dates = OriginalDate.prototype;
Object.defineProperty(dates, 'constructor', { value: UTCDate, configurable: true });
['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds'].forEach((part) => {
  dates['get' + part] = dates['getUTC' + part];
  if (part !== 'Day') dates['set' + part] = dates['setUTC' + part];
});
dates.getTimezoneOffset = function getTimezoneOffset() {
  return isNaN(this.getTime()) ? NaN : 0;
};
dates.getYear = function getYear() {
  return this.getFullYear() - 1900;
};
// Thu, 01 Jan 1970 00:00:00 GMT -> Thu Jan 01 1970
const dayText = (date) => {
  const [weekday, day, month, year] = date.toUTCString().replace(',', '').split(' ');
  return [weekday, month, day, year].join(' ');
};
const timeText = (date) => date.toUTCString().split(' ')[4];
const orInvalid = (text) => function () {
  return isNaN(this.getTime()) ? 'Invalid Date' : text(this);
};
dates.toDateString = dates.toLocaleDateString = orInvalid(dayText);
dates.toTimeString = dates.toLocaleTimeString = orInvalid((date) => timeText(date) + ' GMT+0000 (UTC)');
dates.toString = dates.toLocaleString =
  orInvalid((date) => dayText(date) + ' ' + timeText(date) + ' GMT+0000 (UTC)');
globalThis.Date = UTCDate;
