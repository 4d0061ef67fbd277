#include "gateway/cli/knowledge/difference_report.h"

#include <cmath>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {
namespace {

using diagnosis::Band;
using diagnosis::Change;
using diagnosis::ChangeKind;
using diagnosis::IssueDifference;
using diagnosis::Mover;
using diagnosis::Reading;
using nlohmann::ordered_json;

constexpr size_t kWidest = 40;

std::string BandWord(Band band) {
  constexpr const char* kWords[] = {"insufficient data", "unlikely", "watch", "possible", "likely"};
  return kWords[static_cast<int>(band)];
}

std::string KindWord(ChangeKind kind) {
  constexpr const char* kWords[] = {"added", "removed", "changed"};
  return kWords[static_cast<int>(kind)];
}

std::string Shortened(const std::string& text) {
  if (text.size() <= kWidest) return text;
  return absl::StrCat(absl::string_view(text).substr(0, kWidest - 3), "...");
}

std::string ReadingWords(const std::optional<Reading>& reading) {
  if (!reading) return "not known";
  return absl::StrCat(Fixed(reading->probability, 2), " ", BandWord(reading->band));
}

std::string Signed(double decibans) {
  return absl::StrCat(decibans > 0 ? "+" : "", Fixed(decibans, 1), " dB");
}

// "indicators[pr_mentor] -3.1 dB, together -0.4 dB".
std::string Why(const IssueDifference& issue) {
  std::vector<std::string> parts;
  for (const Mover& mover : issue.movers) {
    parts.push_back(absl::StrCat(mover.owner, " ", Signed(mover.decibans)));
  }
  if (std::abs(issue.together_decibans) >= 0.05) {
    parts.push_back(absl::StrCat("other changes together ", Signed(issue.together_decibans)));
  }
  return absl::StrJoin(parts, ", ");
}

Table ChangeTable(const DifferenceReport& report) {
  Table table({"CHANGE", "WHAT", "BEFORE", "AFTER"});
  for (const Change& change : report.changes) {
    table.Add(
        {KindWord(change.kind), change.field, Shortened(change.before), Shortened(change.after)});
  }
  return table;
}

Table SiteTable(const DifferenceReport& report) {
  Table table({"SITE", "ISSUE", "BEFORE", "AFTER", "BAND", "WHY"});
  for (const NamedSite& site : report.sites) {
    for (const IssueDifference& issue : site.difference.issues) {
      table.Add({site.site, issue.issue, ReadingWords(issue.before), ReadingWords(issue.after),
                 issue.band_changed() ? "moves" : "", Why(issue)});
    }
  }
  return table;
}

ordered_json ReadingJson(const std::optional<Reading>& reading) {
  if (!reading) return nullptr;
  return {{"probability", reading->probability},
          {"decibans", reading->decibans},
          {"band", BandWord(reading->band)}};
}

ordered_json IssueJson(const IssueDifference& issue) {
  ordered_json movers = ordered_json::array();
  for (const Mover& mover : issue.movers) {
    movers.push_back({{"owner", mover.owner}, {"decibans", mover.decibans}});
  }
  return {{"issue", issue.issue},
          {"title", issue.title},
          {"before", ReadingJson(issue.before)},
          {"after", ReadingJson(issue.after)},
          {"movers", movers},
          {"togetherDecibans", issue.together_decibans}};
}

ordered_json ToJson(const DifferenceReport& report) {
  ordered_json changes = ordered_json::array(), sites = ordered_json::array();
  for (const Change& change : report.changes) {
    changes.push_back({{"kind", KindWord(change.kind)},
                       {"field", change.field},
                       {"before", change.before},
                       {"after", change.after}});
  }
  for (const NamedSite& site : report.sites) {
    ordered_json issues = ordered_json::array();
    for (const IssueDifference& issue : site.difference.issues) issues.push_back(IssueJson(issue));
    sites.push_back(
        {{"site", site.site}, {"issues", issues}, {"leftOut", site.difference.left_out}});
  }
  return {{"before", report.before},
          {"after", report.after},
          {"changes", changes},
          {"sites", sites},
          {"comparedCount", report.compared},
          {"withoutEvidenceCount", report.without_evidence},
          {"smallMoveCount", report.small_moves}};
}

void PrintText(const DifferenceReport& report) {
  std::cout << report.before << " -> " << report.after << "\n\n"
            << ChangeTable(report).AsText() << "\n";
  if (report.compared + report.without_evidence == 0) return;
  std::cout << report.sites.size() << " of " << report.compared
            << " sites would read differently: in another band, or by 0.05 and more\n\n"
            << SiteTable(report).AsText();
  if (report.small_moves > 0) {
    std::cout << report.small_moves << " more probabilities move by less, within their bands\n";
  }
  for (const NamedSite& site : report.sites) {
    for (const std::string& left_out : site.difference.left_out) {
      std::cout << site.site << ": not read: " << left_out << "\n";
    }
  }
  if (report.without_evidence > 0) {
    std::cout << report.without_evidence
              << " diagnoses were stored before evidence was kept and cannot be read again\n";
  }
}

}  // namespace

void PrintDifferences(Format format, const DifferenceReport& report) {
  if (format == Format::kJson) {
    std::cout << ToJson(report).dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
  } else if (format == Format::kCsv) {
    std::cout << SiteTable(report).AsCsv();
  } else {
    PrintText(report);
  }
}

}  // namespace pcsp::cli
