// The part of EvidenceRows that handles what is counted elsewhere.
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/storage/batch.h"
#include "services/assessments/store/evidence/rows.h"
#include "services/assessments/store/evidence/select.h"

namespace pcsp::assessments {

CountedChanges Compare(const std::vector<CountedFact>& before,
                       const std::vector<CountedFact>& after) {
  std::map<std::string, std::string> categories;  // before, of those that may have gone
  for (const CountedFact& fact : before) categories[fact.organisation] = fact.category;
  CountedChanges changes;
  std::set<std::string> sites;
  for (const CountedFact& fact : after) {
    const auto known = categories.find(fact.organisation);
    const bool same = known != categories.end() && known->second == fact.category;
    if (known != categories.end()) categories.erase(known);
    if (same) continue;
    sites.insert(fact.organisation);
    changes.put.push_back(fact);
  }
  for (const auto& [organisation, category] : categories) sites.insert(organisation);
  changes.sites.assign(sites.begin(), sites.end());
  return changes;
}

std::vector<CountedFact> EvidenceRows::Counted(const std::string& programme,
                                               const std::string& fact,
                                               const std::vector<std::string>& organisations) {
  std::string where = "where programme = :programme";
  Parameters parameters = {{"programme", programme}};
  if (!fact.empty()) {
    absl::StrAppend(&where, " and fact = :fact");
    parameters.emplace_back("fact", fact);
  }
  if (!organisations.empty()) {
    absl::StrAppend(&where, " and ", OneOf(engine_, "organisation", "organisations"));
    parameters.emplace_back("organisations", ListOf(engine_, organisations));
  }
  std::vector<CountedFact> facts;
  Select(session_,
         absl::StrCat("select organisation, fact, category, source, since_date from counted_fact ",
                      where, " order by organisation, fact"),
         parameters, 5, [&](Cells& cells) {
           CountedFact& found = facts.emplace_back();
           found.organisation = cells.Text();
           found.fact = cells.Text();
           found.category = cells.Text();
           found.source = cells.Text();
           found.since = ParseDay(cells.Text()).value_or(Day());
         });
  return facts;
}

void EvidenceRows::Replace(const std::string& programme, const std::string& fact,
                           const CountedChanges& changes) {
  Execute(
      session_,
      absl::StrCat("delete from counted_fact where programme = :programme and fact = :fact and ",
                   OneOf(engine_, "organisation", "organisations")),
      {{"programme", programme},
       {"fact", fact},
       {"organisations", ListOf(engine_, changes.sites)}});
  if (changes.put.empty()) return;
  std::vector<sql::BatchColumn> columns = {
      {"programme", "text", {}}, {"fact", "text", {}},   {"organisation", "text", {}},
      {"category", "text", {}},  {"source", "text", {}}, {"since_date", "text", {}}};
  for (const CountedFact& counted : changes.put) {
    columns[0].values.push_back(programme);
    columns[1].values.push_back(fact);
    columns[2].values.push_back(counted.organisation);
    columns[3].values.push_back(counted.category);
    columns[4].values.push_back(counted.source);
    columns[5].values.push_back(absl::FormatCivilTime(counted.since));
  }
  sql::InsertRows(session_, engine_, "counted_fact", columns);
}

}  // namespace pcsp::assessments
