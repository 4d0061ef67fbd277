// pcspctl kb diff: what another knowledge base would change, before it is published.
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/knowledge/commands.h"
#include "gateway/cli/knowledge/server_files.h"
#include "gateway/flows/pages.h"
#include "services/diagnosis/domain/engine/check.h"

namespace pcsp::cli {
namespace {

using diagnosis::KnowledgeBase;
using Stub = diagnosis::v1::DiagnosisService::Stub;
namespace pb = diagnosis::v1;

struct DiffFlags {
  std::string before, after;
  std::vector<std::string> evidence;
  bool stored = false;
};

absl::StatusOr<KnowledgeBase> ReadFile(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  ASSIGN_OR_RETURN(auto checked, diagnosis::CheckKnowledgeBaseFile(std::move(document)));
  return std::move(checked.kb);
}

// The organisation that the evidence of a file comes from, or else the file.
std::string SiteOf(const diagnosis::Evidence& evidence, const std::string& path) {
  for (const diagnosis::LevelEvidence& level : evidence.levels) {
    if (level.level == evidence.subject && !level.organisation.empty()) return level.organisation;
  }
  return path;
}

absl::StatusOr<DifferenceReport> CompareFiles(const DiffFlags& flags) {
  ASSIGN_OR_RETURN(KnowledgeBase before, ReadFile(flags.before));
  ASSIGN_OR_RETURN(KnowledgeBase after, ReadFile(flags.after));
  DifferenceReport report{before.Name(), after.Name()};
  ASSIGN_OR_RETURN(const auto comparison,
                   diagnosis::KnowledgeBaseComparison::Make(std::move(before), std::move(after)));
  report.changes = comparison.changes();
  Violations violations;
  for (const std::string& path : flags.evidence) {
    ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
    const auto evidence = diagnosis::ReadEvidence(std::move(document));
    violations.Merge(path + ": ", evidence.status());
    if (!evidence.ok()) continue;
    auto site = comparison.Compare(*evidence);
    violations.Merge(path + ": ", site.status());
    if (!site.ok()) continue;
    ++report.compared;
    report.small_moves += site->small_moves;
    if (site->issues.empty() && site->left_out.empty()) continue;
    report.sites.push_back({SiteOf(*evidence, path), *std::move(site)});
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return report;
}

std::optional<diagnosis::Reading> ReadingFrom(const pb::IssueReading& from, bool present) {
  if (!present) return std::nullopt;
  const int band = static_cast<int>(from.band()) - 1;  // 0 is unspecified
  return diagnosis::Reading{from.probability(), from.decibans(),
                            static_cast<diagnosis::Band>(std::max(0, band))};
}

diagnosis::SiteDifference SiteFrom(const pb::SiteDifference& from) {
  diagnosis::SiteDifference site;
  for (const pb::IssueDifference& issue : from.issues()) {
    diagnosis::IssueDifference added{issue.issue(), issue.title()};
    added.before = ReadingFrom(issue.before(), issue.has_before());
    added.after = ReadingFrom(issue.after(), issue.has_after());
    for (const auto& mover : issue.movers()) {
      added.movers.push_back({mover.owner(), mover.decibans()});
    }
    added.together_decibans = issue.together_decibans();
    site.issues.push_back(std::move(added));
  }
  site.left_out = {from.left_out().begin(), from.left_out().end()};
  return site;
}

void AddPage(const pb::DiffKnowledgeBasesResponse& page, DifferenceReport* report) {
  report->before = IdOf(page.before());
  report->after = IdOf(page.after());
  report->changes.clear();  // each page tells them all
  for (const auto& change : page.changes()) {
    report->changes.push_back({static_cast<diagnosis::ChangeKind>(change.kind() - 1),
                               change.field(), change.before(), change.after()});
  }
  for (const auto& site : page.sites()) {
    report->sites.push_back({IdOf(site.organisation()), SiteFrom(site)});
  }
  report->compared += page.compared_count();
  report->small_moves += page.small_move_count();
  report->without_evidence += page.without_evidence_count();
}

absl::StatusOr<DifferenceReport> CompareOnServer(Session& session, const DiffFlags& flags) {
  pb::DiffKnowledgeBasesRequest request;
  request.set_before(KnowledgeBaseNameOf(flags.before));
  if (std::filesystem::exists(flags.after)) {
    ASSIGN_OR_RETURN(*request.mutable_after_file(), KnowledgeBaseFileFrom(flags.after));
  } else {
    request.set_after(KnowledgeBaseNameOf(flags.after));
  }
  if (flags.stored) request.set_programme(session.ProgrammeName());
  DifferenceReport report;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().diagnosis, &Stub::DiffKnowledgeBases,
                                    request, absl::Seconds(session.timeout_seconds),
                                    [&](const auto& page) { AddPage(page, &report); }));
  return report;
}

absl::Status Diff(Session& session, const DiffFlags& flags) {
  const bool offline = std::filesystem::exists(flags.before);
  Violations violations;
  if (offline && flags.stored) {
    violations.Add("--stored", flags.before, "a version on the server as OLD, such as current");
  }
  if (!offline && !flags.evidence.empty()) {
    violations.Add("--evidence", flags.before, "two files as OLD and NEW");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const DifferenceReport report,
                   offline ? CompareFiles(flags) : CompareOnServer(session, flags));
  PrintDifferences(session.format, report);
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
OLD and NEW are files, compared without a server; or OLD is a version on the server (current,
pcsp@2) and NEW another one or a file. Sites are listed where an issue changes its band or moves by
0.05 or more; smaller moves are counted. WHY names the issue or indicator whose change moves a
finding, and how far it moves it alone; its changes are in the first table.

  pcspctl kb diff old.yaml new.yaml --evidence site1.yaml site2.yaml
  pcspctl -p north kb diff current new.yaml --stored)";

void SetUpDiff(Command command, DiffFlags& flags) {
  command.AddOption("old", flags.before, "File, or version on the server").Required();
  command.AddOption("new", flags.after, "File, or version on the server").Required();
  command.AddOption("--evidence", flags.evidence, "Files of evidence to read by both");
  command.AddFlag("--stored", flags.stored,
                  "Read what the latest diagnoses of the programme were made from by both");
  command.Footer(kFooter);
}

}  // namespace

void AddKnowledgeBaseDiff(Command noun, Session& session) {
  AddCommand(noun, session, "diff", "What another version would change, and at which sites",
             SetUpDiff, Diff);
}

}  // namespace pcsp::cli
