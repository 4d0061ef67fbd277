// Checks Kubernetes objects against the API's own schemas, offline, and refuses fields that the API
// does not have. Usage: node schema.mjs NODE_MODULES < objects.json; prints [index, message] pairs.
//
// The schemas accept unknown fields, so each object is handed over wrapped: a field that validation
// never read is one that the schema does not know.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);

// A copy of `value` whose objects note in `unread` which of their fields nobody has asked for.
function watched(value, path, unread) {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, child] of Object.entries(value)) {
    copy[key] = watched(child, `${path}/${key}`, unread);
    if (!Array.isArray(value)) unread.add(`${path}/${key}`);
  }
  return new Proxy(copy, {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`);
      return target[key];
    },
  });
}

function modelOf({ apiVersion, kind }) {
  try {
    return require(`kubernetes-models/${apiVersion}/${kind}`)[kind];
  } catch {
    return undefined;
  }
}

function faults(object) {
  const Model = modelOf(object);
  if (Model === undefined) return [`there is no ${object.kind} in ${object.apiVersion}`];
  const unread = new Set();
  const found = [];
  try {
    Model.prototype.validate.call(watched(object, '', unread));
  } catch (error) {
    found.push(error.message);
  }
  const topmost = (path) => ![...unread].some((other) => path.startsWith(`${other}/`));
  return [...found, ...[...unread].filter(topmost).map((path) => `no such field: ${path}`)];
}

const objects = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(objects.flatMap((object, i) => faults(object).map((text) => [i, text]))));
