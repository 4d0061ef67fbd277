// pcspctl diagnose: what a file of evidence says of a site, without a server.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "common/rpc/config.h"
#include "gateway/cli/offline/diagnosis/commands.h"
#include "gateway/cli/offline/diagnosis/diagnosis_json.h"
#include "gateway/cli/offline/diagnosis/document_reading.h"
#include "gateway/cli/offline/diagnosis/model_file.h"
#include "gateway/cli/offline/problem_file.h"
#include "services/diagnosis/domain/draws/parameters.h"
#include "services/diagnosis/domain/programme/programme.h"

namespace pcsp::cli {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using offline::SiteReading;

struct DiagnoseFlags {
  std::string knowledge_base, cues, evidence;
  double discount = Programme::kDiscount;
  bool without_draws = false;
};

// Tables explain what they show first, and no more.
constexpr double kExplainFrom = 0.2;

std::string Maybe(std::optional<double> value, int digits) {
  return value ? Fixed(*value, digits) : "-";
}

std::string Words(absl::string_view snake) { return absl::StrReplaceAll(snake, {{"_", " "}}); }

Table FindingTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"ISSUE", "PROBABILITY", "80 % INTERVAL", "BAND", "SEVERITY", "PRIORITY",
               "CONFIDENCE", "DECIBANS", "TITLE"});
  for (const Finding& finding : diagnosis.findings) {
    const Issue& issue = kb.issues[finding.issue];
    const std::string interval = finding.interval
                                     ? absl::StrCat(Fixed(finding.interval->low, 2), " to ",
                                                    Fixed(finding.interval->high, 2))
                                     : "-";
    table.Add({issue.id, Fixed(finding.probability, 3), interval,
               Words(offline::BandWord(finding.band.band)), Maybe(finding.severity, 0),
               Fixed(finding.priority, 1), Maybe(finding.confidence, 2), Fixed(finding.decibans, 1),
               issue.title});
  }
  return table;
}

Table LedgerTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"ISSUE", "WHAT", "DECIBANS", "IN WORDS"});
  for (const Finding& finding : diagnosis.findings) {
    if (finding.probability < kExplainFrom) continue;
    const std::string& issue = kb.issues[finding.issue].id;
    table.Add({issue, "before any evidence", Fixed(finding.prior_decibans, 2), ""});
    table.Add({issue, "from above", Fixed(finding.from_above_decibans, 2), ""});
    table.Add({issue, "from below", Fixed(finding.from_below_decibans, 2), ""});
    table.Add({issue, "from before", Fixed(finding.from_before_decibans, 2), ""});
    for (const Reason& reason : finding.reasons) {
      table.Add(
          {issue, kb.indicators[reason.indicator].id, Fixed(reason.decibans, 2), reason.sentence});
    }
    table.Add({issue, "overlap of these", Fixed(finding.overlap_decibans, 2), ""});
    table.Add({issue, "all together", Fixed(finding.decibans, 2), ""});
  }
  return table;
}

Table CauseTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"ISSUE", "CAUSE ABOVE", "PROBABILITY", "HELPED TO CAUSE", "WOULD GO IF FIXED"});
  for (const Finding& finding : diagnosis.findings) {
    for (const CauseFinding& cause : finding.causes) {
      if (finding.probability < kExplainFrom) continue;
      table.Add({kb.issues[finding.issue].id, kb.issues[cause.issue].id,
                 Fixed(cause.probability, 3), Fixed(cause.triggered_share, 2),
                 Fixed(cause.would_go, 2)});
    }
  }
  return table;
}

Table FlipTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"ISSUE", "IF THE ANSWER TO", "WERE", "CHANCE OF THAT", "PROBABILITY NOW", "THEN"});
  for (const Finding& finding : diagnosis.findings) {
    if (!finding.flipping_answer) continue;
    const Indicator& indicator = kb.indicators[finding.flipping_answer->indicator];
    table.Add({kb.issues[finding.issue].id, indicator.id,
               indicator.categories[finding.flipping_answer->category],
               Fixed(finding.flipping_answer->answer_probability, 2), Fixed(finding.probability, 2),
               Fixed(finding.flipping_answer->probability, 2)});
  }
  return table;
}

Table QuestionTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"ASK", "BITS", "MINUTES", "BITS A MINUTE", "QUESTION"});
  for (const Question& question : diagnosis.questions) {
    const Indicator& indicator = kb.indicators[question.indicator];
    table.Add({indicator.id, Fixed(question.bits, 4), Fixed(indicator.ask_minutes, 1),
               Fixed(question.bits / indicator.ask_minutes, 4), indicator.question});
  }
  return table;
}

Table FactorTable(const KnowledgeBase& kb, const Diagnosis& diagnosis) {
  Table table({"SUCCESS FACTOR", "IN PLACE", "TITLE"});
  for (const SuccessFactorState& state : diagnosis.success_factors) {
    const auto& factor = kb.success_factors[state.success_factor];
    table.Add({factor.id, Fixed(state.probability, 3), factor.title});
  }
  return table;
}

void PrintReading(Format format, const Model& model, const SiteReading& reading) {
  const Diagnosis& diagnosis = reading.diagnosis;
  if (format == Format::kJson) {
    std::cout << offline::ToJson(model, reading)
                     .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else if (format == Format::kCsv) {
    std::cout << FindingTable(model.kb, diagnosis).AsCsv();
  } else {
    if (!diagnosis.sufficient) std::cout << "Not enough evidence for a diagnosis.\n\n";
    for (const auto& table :
         {FindingTable, LedgerTable, CauseTable, FlipTable, QuestionTable, FactorTable}) {
      std::cout << table(model.kb, diagnosis).AsText() << "\n";
    }
    for (const std::string& sentence : diagnosis.collect) std::cout << sentence << "\n";
  }
}

void WarnOf(const std::vector<Violation>& warnings, const std::string& file) {
  if (warnings.empty()) return;
  std::cerr << "warning: " << file << " does not keep " << warnings.size()
            << " rules for authors; `pcspctl kb check` lists them\n";
}

absl::Status DiagnoseOffline(Session& session, const DiagnoseFlags& flags) {
  ASSIGN_OR_RETURN(const offline::LoadedModel loaded,
                   offline::LoadModel({rpc::DefaultContentDir() + "/diagnosis",
                                       flags.knowledge_base, flags.cues}));
  ASSIGN_OR_RETURN(text::Document document, ReadProblem(flags.evidence));
  std::vector<ParameterDraw> draws;
  if (!flags.without_draws) draws = DrawParameters(loaded.model);
  const DiagnoseOptions options = offline::InFull(flags.without_draws ? nullptr : &draws);
  ASSIGN_OR_RETURN(
      const SiteReading reading,
      offline::DiagnoseDocument(loaded.model, std::move(document), options, flags.discount));
  WarnOf(loaded.warnings, flags.knowledge_base);
  PrintReading(session.format, loaded.model, reading);
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
The evidence is a file of YAML or JSON:

  subject_level: practice
  levels:
    - level: practice
      items: { pr_purpose: { "1": 2, "4": 5, nr_role: 1 } }   # how many people gave which answer
      facts: { fact_pr_counted: documents }
      notes: ["It has become a tick box exercise"]
    - level: steering_group
      facts: { fact_sg_visits: some }

gateway/cli/offline/diagnosis/formats.md says what else it may hold, and what the JSON says.

  pcspctl diagnose --evidence site.yaml
  pcspctl diagnose --kb mine.yaml --evidence site.yaml -o json

Nothing is sent anywhere and nothing is suppressed: mind who sees the output.)";

void SetUpDiagnose(Command command, DiagnoseFlags& flags) {
  command.AddOption("--kb", flags.knowledge_base,
                    "YAML or JSON file of a knowledge base; none: the one that ships");
  command.AddOption("--evidence", flags.evidence, "YAML or JSON; - for standard input").Required();
  command.AddOption("--cues", flags.cues,
                    "Cues by which notes are read; none: those that ship and fit");
  command
      .AddOption("--discount", flags.discount,
                 "How much of what sites below say counts above; 1: exact over all sites")
      .Between(0.0, 1.0)
      .ShowDefault();
  command.AddFlag("--without-draws", flags.without_draws, "No confidence and no intervals");
  command.Footer(kFooter);
}

}  // namespace

void AddDiagnose(Command app, Session& session) {
  AddCommand(app, session, "diagnose", "Diagnose a file of evidence, without a server",
             SetUpDiagnose, DiagnoseOffline);
}

}  // namespace pcsp::cli
