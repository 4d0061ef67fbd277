// The three calls of whoever answers. The token travels in bodies alone, never in an address.

export class Refused extends Error {
  constructor(error) {
    super(error.message);
    const details = error.details ?? [];
    const info = details.find((detail) => detail.reason) ?? {};
    this.reason = info.reason ?? "";
    this.faults = details.flatMap((detail) => detail.fieldViolations ?? []);
    // What a later try may mend.
    this.passing = [408, 429, 500, 502, 503, 504].includes(error.code);
  }
}

// A call that did not get through is made again: every one of these may be made twice.
async function post(link, method, body, keepalive = false) {
  for (let wait = 500; ; wait *= 2) {
    let refused;
    try {
      const reply = await fetch(`v1/${link.wave}/responses:${method}`, {
        method: "POST", keepalive, cache: "no-store", credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token: link.token, ...body }),
      });
      const answer = await reply.json();
      if (reply.ok) return answer;
      refused = new Refused(answer.error);
    } catch {
      refused = new Refused({ code: 503, message: "There is no connection just now." });
    }
    if (!refused.passing || wait > 4000) throw refused;
    await new Promise((done) => setTimeout(done, wait));
  }
}

export const start = (link, language) => post(link, "start", { language });
export const save = (link, given, keepalive) => post(link, "saveDraft", given, keepalive);
export const submit = (link, given, requestId) => post(link, "submit", { ...given, requestId });

// What stands behind the `#`, which browsers send to no server; nothing if it is not a link of ours.
export function linkIn(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const wave = parts.get("wave") ?? "", token = (parts.get("token") ?? "").trim();
  return /^programmes\/[a-z0-9-]+\/waves\/[a-z0-9-]+$/.test(wave) && token ? { wave, token } : null;
}

// A random UUID, also where crypto.randomUUID() is not to be had: on plain HTTP.
export function newRequestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
