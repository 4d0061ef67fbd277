// Asks pcspd what stands in the way at a practice, from Node and the .proto files:
//
//   npm install --prefix tests/clients
//   node tests/clients/diagnose.mjs 127.0.0.1:9090
//
// google/api/annotations.proto, which the contract imports, comes with Debian's
// golang-github-gogo-googleapis-dev; GOOGLEAPIS names another folder that has it.
import path from "node:path";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const googleapis =
  process.env.GOOGLEAPIS ?? "/usr/share/gocode/src/github.com/gogo/googleapis";

// Twelve people of one practice, and one fact: as in diagnose.py.
const evidence = {
  subjectLevel: "LEVEL_PRACTICE",
  levels: [
    {
      level: "LEVEL_PRACTICE",
      items: [
        { item: "pr_purpose", answers: { 3: 2, 4: 6, 5: 4 } },
        { item: "pr_value", answers: { 3: 1, 4: 7, 5: 4 } },
        { item: "pr_own_part", answers: { 1: 4, 2: 4, 3: 1, nr_role: 3 } },
        { item: "pr_others_part", answers: { 1: 5, 2: 4, 3: 2, 4: 1 } },
        { item: "pr_time", answers: { 1: 3, 2: 5, 3: 2, 4: 2 } },
      ],
      facts: [{ fact: "fact_pr_roles_written", category: "no" }],
    },
  ],
};

const percent = (p) => (p >= 0.995 ? "over 99 %" : `${Math.round(100 * p)} %`);
const decibans = (d) => `${d < 0 ? "" : "+"}${d.toFixed(1)} dB`;

// How likely what stands in the way is, in words. Other findings are not worth naming: they are
// unlikely, or nothing is known of them.
const words = { BAND_LIKELY: "Likely.", BAND_POSSIBLE: "Possible." };

function print(diagnosis) {
  console.log(`What stands in the way, by ${diagnosis.knowledgeBase}:`);
  const inTheWay = diagnosis.findings.filter((finding) => finding.band in words);
  if (inTheWay.length === 0) console.log("Nothing likely or possible, in what is known.");
  inTheWay.slice(0, 5).forEach((finding, rank) => {
    console.log(`${rank + 1}. ${finding.title} (${percent(finding.probability)})`);
    console.log(`     ${words[finding.band]} ${finding.bandNote}`.trimEnd());
    for (const reason of finding.reasons) {
      console.log(`     ${decibans(reason.decibans)}  ${reason.sentence}`);
    }
  });
  console.log(`Ask next: ${diagnosis.nextQuestions[0].question}`);
}

const address = process.argv[2];
if (!address) {
  console.error("usage: node tests/clients/diagnose.mjs HOST:PORT");
  process.exit(2);
}
const contract = grpc.loadPackageDefinition(
  loader.loadSync("pcsp/diagnosis/v1/diagnosis_service.proto", {
    includeDirs: [path.join(root, "protos"), googleapis],
    enums: String,
    defaults: true,
  }),
);
const client = new contract.pcsp.diagnosis.v1.DiagnosisService(
  address,
  grpc.credentials.createInsecure(),
);
const deadline = Date.now() + 10_000; // pcspd serves no call without one for longer than a minute
client.Diagnose({ evidence, maxReasons: 2 }, new grpc.Metadata(), { deadline }, (error, reply) => {
  if (error) {
    console.error(`diagnose.mjs: ${error.details}`);
    process.exitCode = 1;
  } else {
    print(reply);
  }
  client.close();
});
