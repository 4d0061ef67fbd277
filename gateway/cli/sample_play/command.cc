// pcspctl sample ...
#include "gateway/cli/command.h"

#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/rpc/config.h"
#include "gateway/cli/overview/board.h"
#include "gateway/cli/sample/evaluation.h"
#include "gateway/cli/sample/organisations.h"
#include "gateway/cli/sample_evidence/seen.h"
#include "gateway/cli/sample_plan/sample_plan.h"
#include "gateway/cli/sample_play/causes.h"
#include "gateway/cli/sample_play/change.h"
#include "gateway/cli/sample_play/followed.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/sample_play/told.h"
#include "gateway/cli/sample_play/worked.h"
#include "gateway/cli/sample_training/ahead.h"
#include "gateway/cli/upload.h"
#include "gateway/flows/pages.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {
namespace {

using gateway::sample::Evaluation;
using gateway::sample::HitCount;

struct SampleFlags {
  uint64_t seed = gateway::sample::Options().seed;
  std::string wave = "second";
  std::string file;
  std::string sheets;
  std::string content_dir = rpc::DefaultContentDir();
};

struct Sample {
  gateway::sample::Options options;
  gateway::sample::Blueprint blueprint;
  gateway::sample::SampleProgramme programme;
};

absl::StatusOr<Sample> Generate(const SampleFlags& flags) {
  Sample sample;
  ASSIGN_OR_RETURN(sample.blueprint, ReadBlueprint(flags.content_dir));
  sample.options.seed = flags.seed;
  sample.programme = gateway::sample::GenerateProgramme(sample.blueprint, sample.options);
  return sample;
}

// What was concluded about each site at its own level. Sites with too few answers are left out.
absl::StatusOr<std::vector<gateway::sample::SiteFindings>> ReadFindings(Session& session,
                                                                        const std::string& wave) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme, "/organisations/-"));
  request.set_wave(wave);
  request.set_latest_only(true);
  std::vector<gateway::sample::SiteFindings> all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request,
      absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
        for (const auto& diagnosis : page.diagnoses()) {
          if (diagnosis.outcome() == diagnosis::v1::OUTCOME_INSUFFICIENT_DATA) continue;
          gateway::sample::SiteFindings site{.organisation = IdOf(diagnosis.organisation())};
          for (const auto& finding : diagnosis.findings()) {
            if (finding.level() == diagnosis.level()) {
              site.probability[finding.issue()] = finding.probability();
            }
          }
          all.push_back(std::move(site));
        }
      }));
  return all;
}

Table Hits(const Evaluation& e) {
  Table table({"FINDINGS WITH A PROBABILITY OF", "FINDINGS", "PLANTED", "FALSE",
               "PLANTED, AT RANDOM", "PLANTED, BY PRIOR"});
  for (const HitCount* hit : {&e.likely, &e.possible}) {
    table.Add({absl::StrCat(Fixed(hit->threshold, 1), " or more"), absl::StrCat(hit->findings),
               absl::StrCat(hit->found), absl::StrCat(hit->false_findings),
               Fixed(hit->found_by_chance, 1), absl::StrCat(hit->found_by_prior)});
  }
  return table;
}

std::string EvaluationAsText(const Evaluation& e) {
  return absl::StrCat(
      "\nHow much of what was planted was found\n",
      "The sample is made up, so the truth is known: ", e.planted, " issues were planted in ",
      e.sites, " sites, ", e.planted_in_diagnosed_sites, " of them in the ", e.diagnosed_sites,
      " sites with enough answers to diagnose.\n", Hits(e).AsText(), "AUC ", Fixed(e.auc, 3),
      " (by how common issues are: ", Fixed(e.auc_by_prior, 3), "; chance: 0.5). Brier ",
      Fixed(e.brier, 3), " (by how common issues are: ", Fixed(e.brier_by_prior, 3),
      "; smaller is better).\n", "It is a simulated world; it promises nothing about real ones.\n");
}

nlohmann::ordered_json HitsAsJson(const HitCount& hit) {
  return {{"threshold", hit.threshold},
          {"findings", hit.findings},
          {"planted", hit.found},
          {"false", hit.false_findings},
          {"plantedAtRandom", hit.found_by_chance},
          {"plantedByPrior", hit.found_by_prior}};
}

nlohmann::ordered_json EvaluationAsJson(const Evaluation& e) {
  return {{"sites", e.sites},
          {"diagnosedSites", e.diagnosed_sites},
          {"planted", e.planted},
          {"plantedInDiagnosedSites", e.planted_in_diagnosed_sites},
          {"likely", HitsAsJson(e.likely)},
          {"possible", HitsAsJson(e.possible)},
          {"auc", e.auc},
          {"aucByPrior", e.auc_by_prior},
          {"brier", e.brier},
          {"brierByPrior", e.brier_by_prior}};
}

absl::Status Load(Session& session, const SampleFlags& flags) {
  ASSIGN_OR_RETURN(const Sample sample, Generate(flags));
  return LoadSample(session, sample.programme, sample.options, flags.sheets);
}

// What is read for a report. Only the second wave can say what has changed and what lies ahead.
struct SampleReport {
  gateway::v1::ProgrammeBoard board;
  Evaluation evaluation;
  SampleSeen seen;
  SampleCauses causes;
  bool later = false;
  SampleChange change;
  SampleWorked worked;
  planning::v1::ListStoriesResponse stories;
  SampleFollowed followed;
  SamplePlan plan;
  gateway::v1::WorkforceForecast ahead;
};

absl::StatusOr<SampleReport> ReadReport(Session& session, const Sample& sample, bool later) {
  SampleReport report{.later = later};
  const std::string wave = later ? kSecondWave : kFirstWave;
  ASSIGN_OR_RETURN(const auto findings, ReadFindings(session, wave));
  const auto& sites = later ? sample.programme.sites_later : sample.programme.sites;
  report.evaluation = gateway::sample::Evaluate(sample.blueprint, sites, findings);
  ASSIGN_OR_RETURN(report.board, ReadBoard(session, wave));
  ASSIGN_OR_RETURN(report.seen, ReadSeen(session, wave));
  ASSIGN_OR_RETURN(report.causes, ReadCauses(session, wave));
  if (!later) return report;
  ASSIGN_OR_RETURN(report.change, ReadChange(session, sample.programme));
  ASSIGN_OR_RETURN(report.worked, ReadWorked(session, sample.programme));
  ASSIGN_OR_RETURN(report.stories, ReadStories(session));
  ASSIGN_OR_RETURN(report.followed, ReadFollowed(session));
  ASSIGN_OR_RETURN(report.plan, ReadSamplePlan(session, sample.programme, sample.options));
  ASSIGN_OR_RETURN(report.ahead, ReadAhead(session, sample.options));
  return report;
}

nlohmann::ordered_json ReportAsJson(const SampleReport& report, const SampleFlags& flags) {
  nlohmann::ordered_json json = {
      {"synthetic", true},
      {"seed", flags.seed},
      {"wave", flags.wave},
      {"evaluation", EvaluationAsJson(report.evaluation)},
      {"board", nlohmann::ordered_json::parse(AsJson(report.board), nullptr, false)},
      {"causes", CausesAsJson(report.causes)}};
  if (report.later) {
    json["change"] = ChangeAsJson(report.change);
    json["worked"] = WorkedAsJson(report.worked);
    json["stories"] = StoriesAsJson(report.stories);
    json["followed"] = FollowedAsJson(report.followed);
    json["trainingPlan"] = TrainingPlanAsJson(report.plan);
    json["trainerIll"] = TrainerIllAsJson(report.plan);
    json["ahead"] = AheadAsJson(report.ahead);
  }
  json["seen"] = SeenAsJson(report.seen);
  return json;
}

// Tables after that of the sites, each after an empty line and with headings of its own.
void PrintReportAsCsv(const SampleReport& report) {
  PrintBoard(Format::kCsv, report.board);
  if (!report.later) return;
  for (const Table& table : SamplePlanTables(report.plan)) std::cout << "\r\n" << table.AsCsv();
  std::cout << "\r\n" << AheadAsTable(report.ahead).AsCsv();
}

void PrintReportAsText(const SampleReport& report) {
  PrintBoard(Format::kTable, report.board);
  std::cout << CausesAsText(report.causes);
  if (report.later) {
    std::cout << ChangeAsText(report.change) << WorkedAsText(report.worked)
              << StoriesAsText(report.stories) << FollowedAsText(report.followed)
              << SamplePlanAsText(report.plan) << AheadAsText(report.ahead);
  }
  std::cout << SeenAsText(report.seen) << EvaluationAsText(report.evaluation);
}

absl::Status Report(Session& session, const SampleFlags& flags) {
  ASSIGN_OR_RETURN(const Sample sample, Generate(flags));
  ASSIGN_OR_RETURN(const SampleReport report, ReadReport(session, sample, flags.wave != "first"));
  switch (session.format) {
    case Format::kJson:
      std::cout << ReportAsJson(report, flags).dump(2) << "\n";
      break;
    case Format::kCsv:
      PrintReportAsCsv(report);
      break;
    case Format::kTable:
      PrintReportAsText(report);
      break;
  }
  return absl::OkStatus();
}

absl::Status WritePractices(Session&, const SampleFlags& flags) {
  ASSIGN_OR_RETURN(const Sample sample, Generate(flags));
  const std::string csv = gateway::sample::ToEpraccur(sample.programme.organisations);
  std::ofstream file;
  if (flags.file != "-") file.open(flags.file, std::ios::binary);
  std::ostream& out = flags.file == "-" ? std::cout : file;
  if (!(out << csv << std::flush)) return FileUnreadable(flags.file);
  return absl::OkStatus();
}

void SetUp(Command command, SampleFlags& flags) {
  command.AddOption("--seed", flags.seed, "Another seed gives another programme").ShowDefault();
  command.AddOption("--content-dir", flags.content_dir, "Folder of the content that ships")
      .ShowDefault();
}

void SetUpLoad(Command command, SampleFlags& flags) {
  SetUp(command, flags);
  command.AddOption("--sheets", flags.sheets,
                    "Have the second wave answered by invitation, and keep its link sheets in this "
                    "folder; without, its answers come as a file");
}

void SetUpReport(Command command, SampleFlags& flags) {
  SetUp(command, flags);
  command.AddOption("--wave", flags.wave, "Which of its two waves")
      .OneOf({"first", "second"})
      .ShowDefault();
}

void SetUpWrite(Command command, SampleFlags& flags) {
  SetUp(command, flags);
  command.AddOption("file", flags.file, "Where to; - for standard output").Required();
}

}  // namespace

void AddSample(Command app, Session& session) {
  const Command noun = AddNoun(app, "sample", "A made-up programme to try everything on");
  AddCommand(noun, session, "load", "Play it through: register, assess, diagnose, plan", SetUpLoad,
             Load);
  AddCommand(noun, session, "report",
             "The programme's report, and how much of the planted truth "
             "was found",
             SetUpReport, Report);
  AddCommand(noun, session, "practices", "Write its practices as an epraccur file", SetUpWrite,
             WritePractices);
}

}  // namespace pcsp::cli
