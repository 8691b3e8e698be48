// import cf from 'cloudfront': key value stores, and the choice of an origin (CF-11.4).
const wrong = (what) => {
  throw new TypeError(what);
};
const within = (value, least, most, name) => {
  if (value === undefined) return;
  if (typeof value !== 'number' || Math.floor(value) !== value || value < least || value > most) {
    wrong(name + ' must be an integer from ' + least + ' to ' + most);
  }
};
const oneOf = (value, allowed, name) => {
  if (value !== undefined && !allowed.includes(value)) wrong(name + ' must be one of ' + allowed.join(', '));
};
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const checkText = (value, most, name) => {
  if (value !== undefined && (typeof value !== 'string' || value.length > most)) {
    wrong(name + ' must be a string of at most ' + most + ' characters');
  }
};
const checkNames = (names) => {
  if (names === undefined) return;
  if (!Array.isArray(names) || names.length > 20) wrong('allowedCertificateNames must list at most 20 names');
  names.forEach((name) => checkText(name, 64, 'allowedCertificateNames'));
};
const checkOverrides = (given) => {
  checkText(given.hostHeader, 253, 'hostHeader');
  checkText(given.sni, 253, 'sni');
  checkNames(given.allowedCertificateNames);
};
const checkId = (id) => {
  if (typeof id !== 'string' || !host.hasOrigin(id)) wrong('No origin with id "' + id + '" in this distribution');
};
const onlyForRequests = (name) => {
  if (!host.isRequest()) wrong(name + ' can be called in a viewer request function only');
};

const checkOrigin = (given) => {
  if (!isObject(given)) wrong('updateRequestOrigin takes an object');
  checkText(given.domainName, 253, 'domainName');
  if (given.domainName === '') wrong('domainName is empty');
  checkText(given.originPath, 255, 'originPath');
  if (given.originPath && (given.originPath[0] !== '/' || given.originPath.endsWith('/'))) {
    wrong('originPath must begin with / and must not end with /');
  }
  checkOverrides(given);
  if (given.customHeaders !== undefined && !isObject(given.customHeaders)) wrong('customHeaders must be an object');
  within(given.connectionAttempts, 1, 3, 'connectionAttempts');
  const times = given.timeouts === undefined ? {} : given.timeouts;
  within(times.readTimeout, 1, 120, 'readTimeout');
  within(times.keepAliveTimeout, 1, 120, 'keepAliveTimeout');
  within(times.connectionTimeout, 1, 10, 'connectionTimeout');
  const access = given.originAccessControlConfig;
  if (access !== undefined && access.enabled) {
    oneOf(access.signingBehavior, ['always', 'never', 'no-override'], 'signingBehavior');
    oneOf(access.signingProtocol, ['sigv4'], 'signingProtocol');
    oneOf(access.originType, ['s3', 'mediapackagev2', 'mediastore', 'lambda'], 'originType');
  }
  const custom = given.customOriginConfig;
  if (custom !== undefined) {
    within(custom.port, 1, 65535, 'port');
    oneOf(custom.protocol, ['http', 'https'], 'protocol');
  }
};
const checkGroup = (given) => {
  if (!isObject(given) || !Array.isArray(given.originIds) || given.originIds.length !== 2) {
    wrong('createRequestOriginGroup takes two originIds');
  }
  given.originIds.forEach((member) => {
    if (!isObject(member)) wrong('originIds holds objects with an originId');
    checkId(member.originId);
    if (member.originOverrides !== undefined) checkOverrides(member.originOverrides);
  });
  const codes = given.failoverCriteria && given.failoverCriteria.statusCodes;
  const known = [400, 403, 404, 416, 429, 500, 502, 503, 504];
  if (!Array.isArray(codes) || codes.length === 0) wrong('failoverCriteria.statusCodes is missing');
  codes.forEach((code) => oneOf(code, known, 'statusCodes'));
  oneOf(given.selectionCriteria, ['default', 'media-quality-score'], 'selectionCriteria');
};
const change = (kind, given) => {
  host.change(original.stringify({ kind, given }));
};

const store = (id) => {
  if (!host.hasStore(id)) throw new Error('No key value store' + (id === undefined ? '' : ' "' + id + '"') + ' is associated with this function');
  return {
    async get(key, options) {
      const value = host.get(String(key));
      if (value === undefined) throw new Error('Key not found in the key value store');
      const format = options === undefined || options.format === undefined ? 'string' : options.format;
      if (format === 'string') return value;
      if (format === 'json') return original.parse(value);
      if (format === 'bytes') return viewOf(host.decode(value, 'utf8'));
      throw new TypeError('format must be one of string, json, bytes');
    },
    async exists(key) {
      return host.get(String(key)) !== undefined;
    },
    async meta() {
      return original.parse(host.meta());
    },
    async count() {
      return original.parse(host.meta()).keyCount;
    },
  };
};
const cloudfront = {
  kvs: store,
  updateRequestOrigin(given) {
    onlyForRequests('updateRequestOrigin');
    checkOrigin(given);
    change('update', given);
  },
  selectRequestOriginById(id, overrides) {
    onlyForRequests('selectRequestOriginById');
    checkId(id);
    if (overrides !== undefined) checkOverrides(overrides);
    change('select', { id, overrides: overrides === undefined ? {} : overrides });
  },
  createRequestOriginGroup(given) {
    onlyForRequests('createRequestOriginGroup');
    checkGroup(given);
    change('group', given);
  },
  get edgeLocation() {
    return original.parse(host.edge());
  },
};
modules.cloudfront = cloudfront;
