// pcspctl diagnosis compare | what-if | ask
#include <iostream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/commands.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/diagnosis/stored.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::FindingChange;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct ChangeFlags {
  std::string name, earlier, file;
  std::vector<std::string> facts;
  std::vector<std::string> issues;
  double minutes = 0;
  int questions = 10;
  bool all = false;
};

std::string BandWord(diagnosis::v1::Band band) {
  return Word(diagnosis::v1::Band_Name(band), "BAND_");
}

Table Changes(const google::protobuf::RepeatedPtrField<FindingChange>& changes) {
  Table table({"ISSUE", "CHANGE", "BEFORE", "", "AFTER", "", "DECIBANS"});
  for (const FindingChange& change : changes) {
    table.Add({change.issue(), Word(diagnosis::v1::ChangeKind_Name(change.kind()), "CHANGE_KIND_"),
               Fixed(change.probability_before(), 2), BandWord(change.band_before()),
               Fixed(change.probability_after(), 2), BandWord(change.band_after()),
               Fixed(change.decibans(), 1)});
  }
  return table;
}

// A table, and each change in a sentence below it.
template <typename Reply>
void Show(Session& session, const Reply& reply) {
  Print(session.format, Changes(reply.findings()), reply);
  if (session.format != Format::kTable) return;
  std::cout << "\n";
  for (const FindingChange& change : reply.findings()) std::cout << change.sentence() << "\n";
}

absl::StatusOr<diagnosis::v1::Diagnosis> Stored(Session& session, const std::string& name) {
  diagnosis::v1::GetDiagnosisRequest request;
  request.set_name(name);
  return gateway::Ask(*session.clients().diagnosis, &Stub::GetDiagnosis, request,
                      session.deadline());
}

// Of which site, wave and day.
absl::StatusOr<std::string> Described(Session& session, const std::string& name) {
  ASSIGN_OR_RETURN(const auto diagnosis, Stored(session, name));
  return absl::StrCat(
      IdOf(diagnosis.organisation()), " in wave ", IdOf(diagnosis.wave()), ", stored ",
      absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(diagnosis.create_time().seconds()),
                       absl::UTCTimeZone()),
      " (", name, ")");
}

absl::Status Compare(Session& session, const ChangeFlags& flags) {
  diagnosis::v1::CompareDiagnosesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), StoredDiagnosisName(session, flags.name));
  request.set_earlier(flags.earlier);
  request.set_unchanged_too(flags.all);
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::CompareDiagnoses, request,
                                session.deadline()));
  if (session.format == Format::kTable) {
    ASSIGN_OR_RETURN(const std::string earlier, Described(session, reply.earlier()));
    ASSIGN_OR_RETURN(const std::string later, Described(session, reply.later()));
    std::cout << "From " << earlier << "\n  to " << later << "\n";
    if (!reply.same_knowledge_base()) {
      std::cout << "They rest on different knowledge bases: a change may be one of knowledge.\n";
    }
    std::cout << "\n";
  }
  Show(session, reply);
  return absl::OkStatus();
}

// Facts as `id=category`, of the level that was diagnosed; without a category: not known after all.
absl::StatusOr<diagnosis::v1::LevelEvidence> FactsFrom(Session& session, const std::string& name,
                                                       const ChangeFlags& flags) {
  ASSIGN_OR_RETURN(const auto stored, Stored(session, name));
  diagnosis::v1::LevelEvidence level;
  level.set_level(stored.level());
  for (const std::string& given : flags.facts) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(given, absl::MaxSplits('=', 1));
    diagnosis::v1::FactEvidence* fact = level.add_facts();
    fact->set_fact(parts.first);
    fact->set_category(parts.second);
  }
  return level;
}

absl::Status WhatIf(Session& session, const ChangeFlags& flags) {
  diagnosis::v1::WhatIfRequest request;
  if (!flags.file.empty()) RETURN_IF_ERROR(ReadJson(flags.file, &request));
  ASSIGN_OR_RETURN(const std::string name, StoredDiagnosisName(session, flags.name));
  if (!name.empty()) request.set_diagnosis(name);
  if (!flags.facts.empty()) {
    ASSIGN_OR_RETURN(*request.add_changes(), FactsFrom(session, name, flags));
  }
  request.set_unchanged_too(flags.all || request.unchanged_too());
  ASSIGN_OR_RETURN(const auto reply, gateway::Ask(*session.clients().diagnosis, &Stub::WhatIf,
                                                  request, session.deadline()));
  Show(session, reply);
  return absl::OkStatus();
}

absl::Status AskNext(Session& session, const ChangeFlags& flags) {
  diagnosis::v1::NextQuestionsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_diagnosis(), StoredDiagnosisName(session, flags.name));
  for (const std::string& issue : flags.issues) request.add_issues(issue);
  request.set_minutes(flags.minutes);
  request.set_max_questions(flags.questions);
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::NextQuestions, request,
                                session.deadline()));
  Table table({"INDICATOR", "MINUTES", "BITS", "ANSWERS", "QUESTION"});
  for (const auto& question : reply.questions()) {
    table.Add({question.indicator(), Fixed(question.ask_minutes(), 1),
               Fixed(question.expected_information_gain_bits(), 2),
               absl::StrJoin(question.answers(), " "), question.question()});
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

void SetUpCompare(Command command, ChangeFlags& flags) {
  command.AddOption("name", flags.name, kDiagnosisOrSite).Required();
  command.AddOption("earlier", flags.earlier,
                    "Full name of the earlier one; else the last before it of the same site");
  command.AddFlag("--all", flags.all, "What did not change, too");
}

void SetUpWhatIf(Command command, ChangeFlags& flags) {
  command.AddOption("name", flags.name, kDiagnosisOrSite);
  command.AddOption("--fact", flags.facts,
                    "What would be known instead: id=category, or id= for not known");
  command.AddOption("--file", flags.file, "WhatIfRequest as JSON; - for standard input");
  command.AddFlag("--all", flags.all, "What would not change, too");
}

void SetUpAsk(Command command, ChangeFlags& flags) {
  command.AddOption("name", flags.name, kDiagnosisOrSite).Required();
  command.AddOption("--minutes", flags.minutes, "Minutes that there are; 0: no limit")
      .ShowDefault();
  command.AddOption("--issue", flags.issues, "Only what bears on this issue; may be repeated");
  command.AddOption("--most", flags.questions, "How many questions at most")
      .Between(1, 100)
      .ShowDefault();
}

}  // namespace

void AddDiagnosisChanges(Command noun, Session& session) {
  AddCommand(noun, session, "compare", "What changed since an earlier diagnosis, and why",
             SetUpCompare, Compare);
  AddCommand(noun, session, "what-if", "What would be concluded if some facts were different",
             SetUpWhatIf, WhatIf);
  AddCommand(noun, session, "ask", "What to ask next, in the minutes that there are", SetUpAsk,
             AskNext);
}

}  // namespace pcsp::cli
