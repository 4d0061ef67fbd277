// pcspctl score: what a file of responses says, without a server.
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/offline/response_file.h"
#include "gateway/cli/offline/score_report.h"
#include "gateway/cli/upload.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::cli {
namespace {

using namespace assessments;  // NOLINT: a page of its vocabulary
using offline::ScoreReport;

struct ScoreFlags {
  std::string instrument, responses;
  bool items = false, reliability = false;
};

std::string Maybe(std::optional<double> value, int digits) {
  return value ? Fixed(*value, digits) : "-";
}
std::string Span(double low, double high, int digits) {
  return absl::StrCat(Fixed(low, digits), " to ", Fixed(high, digits));
}
std::string Figure(const std::optional<Ranged>& figure) {
  return figure ? Fixed(figure->value, 2) : "-";
}

Table SiteTable(const ScoreReport& report) {
  Table table({"SITE", "CONSTRUCT", "N", "MEAN", "SCORE", "90 % INTERVAL", "CONSENSUS", "R_WG(J)",
               "AD", "VERDICT"});
  for (size_t i = 0; i < report.figures.sites().size(); ++i) {
    const SiteFigures site = report.figures.Figures(i, Detail::kProfile);
    for (const auto& [word, construct] : kConstructWords) {
      const ConstructFigures& c = site.constructs[static_cast<int>(construct)];
      table.Add({report.figures.sites()[i].site, std::string(word), absl::StrCat(c.people),
                 Maybe(c.mean, 1), Fixed(c.how_site_works.score, 1),
                 Span(c.how_site_works.low, c.how_site_works.high, 0),
                 Fixed(c.agreement.expected_consensus, 2), Maybe(c.agreement.r_wg, 2),
                 Maybe(c.agreement.ad, 2), std::string(VerdictWords(c.agreement.verdict))});
    }
  }
  return table;
}

Table ItemTable(const ScoreReport& report) {
  Table table({"SITE", "ITEM", "ANSWERS", "SKIPPED", "FAVOURABLE", "90 % INTERVAL", "CONSENSUS",
               "R_WG", "AD"});
  const Instrument& instrument = report.figures.instrument();
  for (size_t i = 0; i < report.figures.sites().size(); ++i) {
    const SiteFigures site = report.figures.Figures(i, Detail::kItems);
    for (size_t j = 0; j < site.items.size(); ++j) {
      const ItemFigures& item = site.items[j];
      const Scale& scale = instrument.ScaleOf(instrument.items[j]);
      std::string answers;
      for (int slot = 1; slot < SlotsOf(scale); ++slot) {
        if (item.counts[slot] == 0) continue;
        absl::StrAppend(&answers, answers.empty() ? "" : " ", CodeOfSlot(scale, slot), ":",
                        item.counts[slot]);
      }
      table.Add({report.figures.sites()[i].site, instrument.items[j].code, answers,
                 absl::StrCat(item.counts[0]), Fixed(item.favourable, 2),
                 Span(item.favourable_interval->low, item.favourable_interval->high, 2),
                 Fixed(item.agreement.expected_consensus, 2), Maybe(item.agreement.r_wg, 2),
                 Maybe(item.agreement.ad, 2)});
    }
  }
  return table;
}

Table ReliabilityTable(const ScoreReport& report) {
  Table table({"CONSTRUCT", "SITES", "N", "ALPHA", "90 % INTERVAL", "NOMAD", "OMEGA", "ICC1",
               "ICC2", "MU", "TAU2", "SIGMA2"});
  const auto alpha_span = [](const ScaleReliability& scale) {
    return scale.alpha ? Span(scale.alpha->low, scale.alpha->high, 2) : "-";
  };
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    const auto& [scale, teams] = report.constructs[c];
    const Pool& pool = report.figures.pool(construct);
    table.Add({std::string(word), absl::StrCat(teams.teams), absl::StrCat(scale.n),
               Figure(scale.alpha), alpha_span(scale), Fixed(kNomadAlpha[c], 2),
               Maybe(scale.omega, 2), Figure(teams.icc1), Figure(teams.icc2), Fixed(pool.mu, 1),
               Fixed(pool.tau2, 1), Fixed(pool.sigma2, 1)});
  }
  table.Add({"all items", "-", absl::StrCat(report.total.n), Figure(report.total.alpha),
             alpha_span(report.total), Fixed(kNomadTotalAlpha, 2), Maybe(report.total.omega, 2),
             "-", "-", "-", "-", "-"});
  return table;
}

void PrintReport(Format format, const ScoreFlags& flags, const ScoreReport& report) {
  if (format == Format::kJson) {
    std::cout << offline::ToJson(report).dump(2, ' ', false,
                                              nlohmann::json::error_handler_t::replace)
              << "\n";
    return;
  }
  const Table chosen = flags.reliability ? ReliabilityTable(report)
                       : flags.items     ? ItemTable(report)
                                         : SiteTable(report);
  if (format == Format::kCsv) {
    std::cout << chosen.AsCsv();
    return;
  }
  std::cout << chosen.AsText();
  if (!flags.items && !flags.reliability) {
    std::cout << "\n" << ReliabilityTable(report).AsText();
  }
}

absl::Status Score(Session& session, const ScoreFlags& flags) {
  ASSIGN_OR_RETURN(const Instrument instrument, LoadInstrument(flags.instrument));
  const PairPlan plan(instrument);
  std::ifstream file;
  if (flags.responses != "-") {
    file.open(flags.responses, std::ios::binary);
    if (!file) return FileUnreadable(flags.responses);
  }
  ASSIGN_OR_RETURN(
      offline::CountedResponses responses,
      offline::ReadResponses(flags.responses == "-" ? std::cin : file, instrument, plan));
  PrintReport(session.format, flags, ScoreReport(instrument, plan, std::move(responses)));
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
Columns: site, staff_group (may be empty), and one for each item, named by its code, in any order.
Cells are answer codes of the item's scale, such as 4 or nr_role; an empty cell is a skip. Answers
that run against what the same people say in general (items from 0 to 10) are refused: their codes
are written the other way round.

  pcspctl score --instrument practice.yaml --responses answers.csv -o json

Nothing is sent anywhere and nothing is suppressed: mind who sees the output.)";

void SetUpScore(Command command, ScoreFlags& flags) {
  command.AddOption("--instrument", flags.instrument, "YAML or JSON file of an instrument")
      .Required();
  command.AddOption("--responses", flags.responses, "CSV, a row a respondent; - for standard input")
      .Required();
  const Flag items =
      command.AddFlag("--items", flags.items, "Table or CSV of every item of every site");
  command
      .AddFlag("--reliability", flags.reliability, "Table or CSV of alpha, omega, ICC, variances")
      .Excludes(items);
  command.Footer(kFooter);
}

}  // namespace

void AddScore(Command app, Session& session) {
  AddCommand(app, session, "score", "Score a CSV file of responses, without a server", SetUpScore,
             Score);
}

}  // namespace pcsp::cli
