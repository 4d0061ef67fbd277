// pcspctl kb check: whether files may be published, without a server.
#include "services/diagnosis/domain/engine/check.h"

#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/rpc/config.h"
#include "gateway/cli/knowledge/commands.h"
#include "nlohmann/json.hpp"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/rules/style.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::cli {
namespace {

using diagnosis::CheckedKnowledgeBase;
using diagnosis::NetworkCost;

struct CheckFlags {
  std::vector<std::string> files;
  std::string solutions = rpc::DefaultContentDir() + "/planning/solutions.yaml";
  std::string cues;
  bool strict = false;
};

std::string Shipped(const char* file) {
  return absl::StrCat(rpc::DefaultContentDir(), "/diagnosis/", file);
}

// A file, and all that is found in it.
struct CheckedFile {
  std::string path;
  CheckedKnowledgeBase checked;
  Violations violations;  // keep it from being published
  Violations trial;       // keep `pcspctl diagnose` from working with it
  diagnosis::LinkShare links;
  diagnosis::Lexicon cues;  // those that the knowledge base is read with
  size_t cues_left_out = 0;
};

// Where cues come from, and whether they must be of issues that the knowledge base has.
struct CueSource {
  std::string path;
  bool must_fit = false;
};

// The shipped cues, without those of issues that `kb` does not have, or all of a file that was
// asked for; and that both can be compiled together, as a server does.
absl::Status CheckCues(const CueSource& source, CheckedFile* file) {
  const diagnosis::KnowledgeBase& kb = file->checked.kb;
  if (source.must_fit) {
    ASSIGN_OR_RETURN(file->cues, diagnosis::LoadLexicon(source.path, kb));
  } else {
    ASSIGN_OR_RETURN(const auto shipped,
                     diagnosis::LoadKnowledgeBase(Shipped("knowledge_base.yaml")));
    ASSIGN_OR_RETURN(const auto all, diagnosis::LoadLexicon(source.path, shipped));
    file->cues = diagnosis::LexiconFor(kb, all);
    file->cues_left_out = all.cues.size() - file->cues.cues.size();
  }
  // Together they can be tried once the knowledge base can be relied on itself.
  if (!file->violations.empty()) return absl::OkStatus();
  return diagnosis::CompileModelWithNotes(kb, file->cues).status();
}

// NOT_FOUND and faults that leave nothing to look at; anything else is in the file's violations.
absl::StatusOr<CheckedFile> CheckOne(const std::string& path,
                                     const diagnosis::SolutionIds* solutions,
                                     const CueSource& cues) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  ASSIGN_OR_RETURN(text::Document again, text::ReadContentFile(path));
  CheckedFile file{path};
  auto publish = diagnosis::InspectKnowledgeBaseFile(std::move(document),
                                                     diagnosis::Purpose::kPublish, solutions);
  auto trial = diagnosis::InspectKnowledgeBaseFile(std::move(again), diagnosis::Purpose::kTrial);
  file.checked = std::move((publish.violations.empty() ? publish : trial).checked);
  file.violations = std::move(publish.violations);
  file.trial = std::move(trial.violations);
  file.links = diagnosis::WithinConstruct(file.checked.kb);
  const absl::Status with_cues = CheckCues(cues, &file);
  if (!with_cues.ok() && !ErrorDetailOf(with_cues).has_value()) return with_cues;
  if (absl::IsNotFound(with_cues)) return with_cues;
  file.violations.Merge("", with_cues);
  return file;
}

Table CostTable(const std::vector<CheckedFile>& files) {
  Table table({"FILE", "LEVEL", "ISSUES", "CLIQUES", "LARGEST", "COST", "LIMIT", "LARGEST CLIQUE"});
  for (const CheckedFile& file : files) {
    for (const NetworkCost& network : file.checked.report.networks) {
      table.Add({file.path, std::string(diagnosis::LevelWord(network.level)),
                 absl::StrCat(network.issues), absl::StrCat(network.clique_sizes.size()),
                 absl::StrCat(network.clique_sizes.empty() ? 0 : network.clique_sizes.front()),
                 absl::StrCat(network.cost), absl::StrCat(diagnosis::kCostLimit),
                 absl::StrJoin(network.widest, " ")});
    }
  }
  return table;
}

nlohmann::ordered_json ToJson(const std::vector<Violation>& faults) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Violation& fault : faults) {
    all.push_back({{"field", fault.field}, {"given", fault.given}, {"expected", fault.expected}});
  }
  return all;
}

nlohmann::ordered_json ToJson(const CheckedFile& file) {
  nlohmann::ordered_json networks = nlohmann::ordered_json::array();
  for (const NetworkCost& network : file.checked.report.networks) {
    networks.push_back({{"level", std::string(diagnosis::LevelWord(network.level))},
                        {"issues", network.issues},
                        {"cliqueSizes", network.clique_sizes},
                        {"largestClique", network.widest},
                        {"cost", network.cost}});
  }
  return {{"file", file.path},
          {"name", file.checked.kb.Name()},
          {"hash", diagnosis::FingerprintOf(file.checked.kb)},
          {"links", file.links.links},
          {"linksWithinConstruct", file.links.within},
          {"cues", file.cues.cues.size()},
          {"cuesLeftOut", file.cues_left_out},
          {"costLimit", diagnosis::kCostLimit},
          {"networks", networks},
          {"fitForUse", file.violations.empty()},
          {"violations", ToJson(file.violations.list())},
          {"fitForTrial", file.trial.empty()},
          {"trialViolations", ToJson(file.trial.list())},
          {"warnings", ToJson(file.checked.report.warnings)}};
}

void PrintSentences(const CheckedFile& file) {
  const auto& kb = file.checked.kb;
  std::cout << "\n" << file.path;
  if (!file.violations.empty()) {
    std::cout << " cannot be published; it can"
              << (file.trial.empty() ? " be tried with `pcspctl diagnose`" : "not be tried, either")
              << "\n";
    return;
  }
  std::cout << " is fit for use: " << kb.Name() << ", " << kb.issues.size() << " issues, "
            << kb.indicators.size() << " indicators; " << file.links.within << " of "
            << file.links.links << " links within a construct; hash "
            << diagnosis::FingerprintOf(kb) << "\n"
            << "notes are read by " << file.cues.cues.size() << " cues of " << file.cues.id << "@"
            << file.cues.version;
  if (file.cues_left_out > 0) {
    std::cout << "; " << file.cues_left_out << " are of issues that it does not have";
  }
  std::cout << "\n";
}

void PrintChecked(Format format, const std::vector<CheckedFile>& files) {
  if (format == Format::kJson) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const CheckedFile& file : files) all.push_back(ToJson(file));
    std::cout << all.dump(2) << "\n";
    return;
  }
  const Table costs = CostTable(files);
  std::cout << (format == Format::kCsv ? costs.AsCsv() : costs.AsText());
  if (format == Format::kCsv) return;
  for (const CheckedFile& file : files) PrintSentences(file);
}

// The warnings of all files, on standard error; how many.
size_t PrintWarnings(const std::vector<CheckedFile>& files) {
  size_t count = 0;
  for (const CheckedFile& file : files) {
    for (const Violation& warning : file.checked.report.warnings) {
      std::cerr << "warning: " << warning.field << ": expected " << warning.expected;
      if (!warning.given.empty()) std::cerr << ", given \"" << warning.given << "\"";
      std::cerr << "\n";
      ++count;
    }
  }
  return count;
}

absl::Status Check(Session& session, const CheckFlags& flags) {
  std::optional<diagnosis::SolutionIds> solutions;
  if (!flags.solutions.empty()) {
    ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(flags.solutions));
    ASSIGN_OR_RETURN(const auto catalogue, planning::Catalogue::Read(std::move(document)));
    solutions.emplace();
    for (const auto& solution : catalogue.solutions()) solutions->insert(solution.id);
  }
  std::vector<std::string> paths = flags.files;
  const CueSource cues{flags.cues.empty() ? Shipped("cues.yaml") : flags.cues,
                       paths.empty() || !flags.cues.empty()};
  if (paths.empty()) paths = {Shipped("knowledge_base.yaml")};
  std::vector<CheckedFile> files;
  Violations violations;
  for (const std::string& path : paths) {
    absl::StatusOr<CheckedFile> file = CheckOne(path, solutions ? &*solutions : nullptr, cues);
    if (!file.ok() && paths.size() == 1) return file.status();
    const std::string prefix = paths.size() > 1 ? path + ": " : "";
    violations.Merge(prefix, file.ok() ? file->violations.ToStatus() : file.status());
    if (file.ok()) files.push_back(*std::move(file));
  }
  PrintChecked(session.format, files);
  const size_t warnings = PrintWarnings(files);
  RETURN_IF_ERROR(violations.ToStatus("INVALID_KNOWLEDGE_BASE"));
  if (!flags.strict || warnings == 0) return absl::OkStatus();
  return InvalidField("warnings", absl::StrCat(warnings), "none, with --strict");
}

constexpr char kFooter[] = R"(
Refused: unknown, repeated or removed ids, solutions that the catalogue lacks, circles of causes,
probabilities outside 0 to 1, links without author, rationale or source, more than 3 links or
parents, fewer than 90 % of links within a construct (where links are few, one may leave it),
profiles that do not sum to 1 or are not monotone, networks over the cost limit. Warned of: issues
without an indicator, a settling question, solutions or a picture of what good looks like. JSON tells
all of these, also of a file that is refused, and what `pcspctl diagnose` could not work with.
Cues of --cues must be of issues that the file has. The shipped ones must be of issues that the
shipped knowledge base has; another is read without those of issues that it lacks.

  pcspctl kb check my_knowledge_base.yaml)";

void SetUpCheck(Command command, CheckFlags& flags) {
  command.AddOption("files", flags.files, "YAML or JSON files; none: the one that ships");
  command
      .AddOption("--solutions", flags.solutions,
                 "The catalogue of solutions that issues refer to; empty for none")
      .ShowDefault();
  command.AddOption("--cues", flags.cues, "Cues by which notes are read; none: those that ship");
  command.AddFlag("--strict", flags.strict, "Refuse what is warned of, too");
  command.Footer(kFooter);
}

}  // namespace

void AddKnowledgeBaseCheck(Command noun, Session& session) {
  AddCommand(noun, session, "check", "Check files, and show what diagnosing costs; no server",
             SetUpCheck, Check);
}

}  // namespace pcsp::cli
