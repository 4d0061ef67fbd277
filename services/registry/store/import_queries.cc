#include "services/registry/store/import_queries.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {
namespace {

// Collects what is known, each thing once.
class Search {
 public:
  Search(soci::session& session, absl::string_view programme)
      : session_(session), programme_(programme) {}

  void AddByCode(const std::vector<std::string>& codes) {
    AddOrganisations(
        absl::StrCat("code_system = 'ods' and code <> '' and ", OneOf(session_, "code", "values")),
        codes);
  }

  void AddById(const std::vector<std::string>& ids) {
    AddOrganisations(OneOf(session_, "id", "values"), ids);
  }

  // Of all organisations found so far. Two statements, since SQLite takes no index for an "or".
  void AddRelationships() {
    const std::string by_subject = OneOf(session_, "subject", "values");
    Append(by_subject, Ids(), known_.relationships);
    Append(absl::StrCat(OneOf(session_, "object", "values"), " and not ", by_subject), Ids(),
           known_.relationships);
  }

  void AddConflicts() {
    Append(OneOf(session_, "organisation", "values"), Ids(), known_.conflicts);
  }

  // The last context of each organisation that began by its day.
  void AddContexts(const std::vector<std::pair<std::string, Date>>& wanted) {
    std::vector<std::string> ids, days;
    for (const auto& [code, day] : wanted) {
      const std::string id = IdOf(code);
      if (id.empty()) continue;
      ids.push_back(id);
      days.push_back(DayText(day));
    }
    if (ids.empty()) return;
    const std::string pairs = PairsOf(session_, "ids", "days");
    std::vector<SiteContext> found = SelectAs<SiteContext>(
        session_,
        absl::StrCat("where programme = :programme and (organisation, effective_date) in "
                     "(select w.id, (select max(c.effective_date) from site_context c "
                     "where c.programme = :programme and c.organisation = w.id "
                     "and c.effective_date <= w.day) from ",
                     pairs, " w)"),
        {{"programme", programme_},
         {"ids", ListOf(session_, ids)},
         {"days", ListOf(session_, days)}});
    std::move(found.begin(), found.end(), std::back_inserter(known_.contexts));
  }

  Known Result() && { return std::move(known_); }

 private:
  std::vector<std::string> Ids() const { return {ids_.begin(), ids_.end()}; }

  // By its code, or else by its id.
  std::string IdOf(const std::string& code) const {
    const auto found = by_code_.find(code);
    if (found != by_code_.end()) return found->second;
    const std::string id = absl::AsciiStrToLower(code);
    return ids_.count(id) > 0 ? id : "";
  }

  template <typename T>
  void Append(const std::string& condition, const std::vector<std::string>& values,
              std::vector<T>& out) {
    if (values.empty()) return;
    std::vector<T> found =
        SelectAs<T>(session_, absl::StrCat("where programme = :programme and ", condition),
                    {{"programme", programme_}, {"values", ListOf(session_, values)}});
    std::move(found.begin(), found.end(), std::back_inserter(out));
  }

  void AddOrganisations(const std::string& condition, const std::vector<std::string>& values) {
    std::vector<Organisation> found;
    Append(condition, values, found);
    for (Organisation& organisation : found) {
      if (!ids_.insert(organisation.id).second) continue;
      if (organisation.code_system == kOds) by_code_[organisation.code] = organisation.id;
      known_.organisations.push_back(std::move(organisation));
    }
  }

  soci::session& session_;
  const std::string programme_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> by_code_;
  Known known_;
};

}  // namespace

Known FindKnown(soci::session& session, absl::string_view programme, const Wanted& wanted) {
  Search search(session, programme);
  search.AddByCode(wanted.codes);
  search.AddRelationships();
  search.AddByCode(wanted.other_codes);
  search.AddById(wanted.ids);
  search.AddConflicts();
  search.AddContexts(wanted.contexts);
  return std::move(search).Result();
}

int CountSitesOn(soci::session& session, absl::string_view programme, Date day) {
  const std::vector<Cells> count =
      Select(session,
             "select cast(count(*) as text) from organisation where programme = :programme "
             "and kind in ('whole_system', 'steering_group', 'practice') "
             "and delete_time = 0 and open_date <= :day and close_date >= :day "
             "and (status = 'active' or (status = 'closed' and close_date <> '9999-12-31'))",
             1, {{"programme", std::string(programme)}, {"day", DayText(day)}});
  int number = 0;
  (void)absl::SimpleAtoi(count.front().front(), &number);
  return number;
}

}  // namespace pcsp::registry
