// pcspctl diagnosis calibration
#include <iostream>
#include <string>

#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/commands.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::CalibrationGroup;
using diagnosis::v1::CalibrationReport;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct CalibrationFlags {
  bool blind = false;
};

std::string Shown(const diagnosis::v1::Estimate& estimate) {
  if (!estimate.has_value()) return "-";
  std::string shown = Fixed(estimate.value(), 3);
  if (!estimate.has_low()) return shown;
  return shown + " (" + Fixed(estimate.low(), 3) + " to " + Fixed(estimate.high(), 3) + ")";
}

std::string LevelOf(const CalibrationGroup& group) {
  if (group.level() == type::v1::LEVEL_UNSPECIFIED) return "all";
  return Word(type::v1::Level_Name(group.level()), "LEVEL_");
}

std::string ConstructOf(const CalibrationGroup& group) {
  if (group.no_construct()) return "none";
  if (group.construct() == type::v1::CONSTRUCT_UNSPECIFIED) return "all";
  return Word(type::v1::Construct_Name(group.construct()), "CONSTRUCT_");
}

Table Scores(const CalibrationReport& report) {
  Table table({"LEVEL", "CONSTRUCT", "FINDINGS", "SITES", "SCORE", "VALUE (95 %)"});
  for (const CalibrationGroup& group : report.groups()) {
    for (const auto& score : group.scores()) {
      table.Add({LevelOf(group), ConstructOf(group), std::to_string(group.findings()),
                 std::to_string(group.sites()), score.metric(), Shown(score.estimate())});
    }
  }
  return table;
}

// The reliability diagram of all findings, and what the authors should look at.
void PrintBelowScores(const CalibrationReport& report) {
  if (report.volunteered() > 0) {
    std::cout << "\n"
              << report.volunteered()
              << " reviews of findings that nobody was asked about are left out\n";
  }
  if (report.groups().empty()) {
    std::cout
        << "\nNo finding has been reviewed: how far probabilities can be trusted is not known "
           "yet.\n`pcspctl diagnosis review` writes down what somebody says of one.\n";
  } else {
    std::cout
        << "\nbrier, log_loss, calibration_error: 0 is best. auc: 1 tells all findings apart, "
           "0.5 is chance. slope 1 and intercept 0: probabilities as they are.\n";
    Table table({"SAID", "CONFIRMED", "BY CHANCE, IF RIGHT (90 %)", "FINDINGS"});
    for (const auto& point : report.groups(0).diagram()) {
      const bool outside = point.observed() < point.low() || point.observed() > point.high();
      table.Add(
          {Fixed(point.forecast(), 2), Fixed(point.observed(), 2),
           Fixed(point.low(), 2) + " to " + Fixed(point.high(), 2) + (outside ? ", outside" : ""),
           std::to_string(point.findings())});
    }
    std::cout << "\nWhat was said, and the share of it that was confirmed\n\n" << table.AsText();
  }
  if (report.surprising_indicators().empty()) return;
  std::cout << "\nAnswered otherwise than the knowledge base expects\n";
  for (const auto& surprise : report.surprising_indicators()) {
    std::cout << "  " << surprise.indicator() << ": " << Fixed(surprise.excess_bits(), 2)
              << " bits beyond what was expected, at " << surprise.sites() << " sites ("
              << surprise.title() << ")\n";
  }
}

absl::Status Calibration(Session& session, const CalibrationFlags& flags) {
  diagnosis::v1::GetCalibrationReportRequest request;
  request.set_name(session.ProgrammeName());
  request.set_blind_only(flags.blind);
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::GetCalibrationReport, request,
                                session.deadline()));
  Print(session.format, Scores(reply), reply);
  if (session.format == Format::kTable) PrintBelowScores(reply);
  return absl::OkStatus();
}

void SetUpCalibration(Command command, CalibrationFlags& flags) {
  command.AddFlag("--blind", flags.blind, "Only by reviewers who had not seen the finding");
}

}  // namespace

void AddDiagnosisCalibration(Command noun, Session& session) {
  AddCommand(noun, session, "calibration", "How far probabilities can be trusted, from reviews",
             SetUpCalibration, Calibration);
}

}  // namespace pcsp::cli
