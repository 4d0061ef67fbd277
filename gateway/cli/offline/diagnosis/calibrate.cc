// pcspctl calibrate: how far probabilities can be trusted, from a file and without a server.
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "gateway/cli/offline/diagnosis/calibration_json.h"
#include "gateway/cli/offline/diagnosis/commands.h"
#include "gateway/cli/offline/diagnosis/verdict_file.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary

struct CalibrateFlags {
  std::string verdicts;
};

std::string NameOf(const GroupReport& group) {
  if (!group.level) return "all";
  const std::string level(LevelWord(*group.level));
  if (!group.construct) return level;
  const auto construct = ConstructWord(*group.construct);
  return absl::StrCat(level, ", ", construct.empty() ? "no construct" : construct);
}

std::string Cell(const Estimate& estimate) {
  if (!estimate.value) return "-";
  if (!estimate.low) return Fixed(*estimate.value, 3);
  return absl::StrCat(Fixed(*estimate.value, 3), " (", Fixed(*estimate.low, 3), " to ",
                      Fixed(*estimate.high, 3), ")");
}

Table FigureTable(const std::vector<GroupReport>& groups) {
  std::vector<std::string> headings = {"GROUP", "VERDICTS", "SITES"};
  for (int m = 0; m < kMetrics; ++m) {
    headings.push_back(absl::AsciiStrToUpper(
        absl::StrReplaceAll(offline::FigureName(static_cast<Metric>(m)), {{"_", " "}})));
  }
  Table table(headings);
  for (const GroupReport& group : groups) {
    std::vector<std::string> row = {NameOf(group), absl::StrCat(group.forecasts),
                                    absl::StrCat(group.sites)};
    for (const Estimate& estimate : group.estimates) row.push_back(Cell(estimate));
    table.Add(row);
  }
  return table;
}

Table ReliabilityTable(const GroupReport& group) {
  Table table({"MEAN P", "OBSERVED SHARE", "90 % BAND", "VERDICTS", "SHARE OF VERDICTS"});
  for (const ReliabilityPoint& point : group.diagram) {
    table.Add({Fixed(point.forecast, 3), Fixed(point.observed, 3),
               absl::StrCat(Fixed(point.low, 2), " to ", Fixed(point.high, 2)),
               absl::StrCat(point.forecasts), Fixed(point.mass, 3)});
  }
  return table;
}

absl::Status Calibrate(Session& session, const CalibrateFlags& flags) {
  std::ifstream file;
  if (flags.verdicts != "-") {
    file.open(flags.verdicts, std::ios::binary);
    if (!file) return FileUnreadable(flags.verdicts);
  }
  ASSIGN_OR_RETURN(const std::vector<Forecast> verdicts,
                   offline::ReadVerdicts(flags.verdicts == "-" ? std::cin : file));
  const std::vector<GroupReport> groups = CalibrationReport(verdicts);
  if (session.format == Format::kJson) {
    std::cout << offline::ToJson(groups).dump(2) << "\n";
  } else if (session.format == Format::kCsv) {
    std::cout << FigureTable(groups).AsCsv();
  } else {
    std::cout << FigureTable(groups).AsText() << "\n" << ReliabilityTable(groups.front()).AsText();
  }
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
Columns: p (0 to 1), verdict (1/0, true/false, yes/no, confirmed/rejected); if known site, level,
construct, and show_probability, the chance that the finding came before a reviewer at all: verdicts
weigh by its inverse. Intervals are 95 %, by drawing whole sites.

  pcspctl calibrate --verdicts verdicts.csv -o json)";

void SetUpCalibrate(Command command, CalibrateFlags& flags) {
  command.AddOption("--verdicts", flags.verdicts, "CSV, a row a verdict; - for standard input")
      .Required();
  command.Footer(kFooter);
}

}  // namespace

void AddCalibrate(Command app, Session& session) {
  AddCommand(app, session, "calibrate",
             "Score probabilities against what turned out, from a CSV file; no server",
             SetUpCalibrate, Calibrate);
}

}  // namespace pcsp::cli
