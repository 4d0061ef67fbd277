#include "services/registry/store/import_queries.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
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

  void AddCoded(const std::map<std::string, std::vector<std::string>>& coded) {
    for (const auto& [system, codes] : coded) {
      AddOrganisations(absl::StrCat("code_system = :system and code <> '' and ",
                                    OneOf(session_, "code", "values")),
                       codes, {{"system", system}});
    }
  }

  // Those about people are of the people.
  void AddConflicts() {
    Append(absl::StrCat("person = '' and ", OneOf(session_, "organisation", "values")), Ids(),
           known_.conflicts);
  }

  // The second condition is what lets a partial index serve.
  void AddPeople(const Wanted& wanted) {
    AddPeople("id", wanted.people);
    AddPeople("external_key <> '' and external_key", wanted.keys);
    AddPeople("email <> '' and email", wanted.emails);
    AddPeople("key_mark <> '' and key_mark", wanted.marks);
    AddPeople("email_mark <> '' and email_mark", wanted.marks);
    const std::vector<std::string> people(people_.begin(), people_.end());
    Append(OneOf(session_, "person", "values"), people, known_.appointments);
    Append(absl::StrCat("person <> '' and ", OneOf(session_, "person", "values")), people,
           known_.conflicts);
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
              std::vector<T>& out, Parameters more = {}) {
    if (values.empty()) return;
    more.emplace_back("programme", programme_);
    more.emplace_back("values", ListOf(session_, values));
    std::vector<T> found =
        SelectAs<T>(session_, absl::StrCat("where programme = :programme and ", condition), more);
    std::move(found.begin(), found.end(), std::back_inserter(out));
  }

  // `column` is that one, and what comes before it.
  void AddPeople(absl::string_view column, const std::vector<std::string>& values) {
    std::vector<Person> found;
    Append(OneOf(session_, column, "values"), values, found);
    for (Person& person : found) {
      if (people_.insert(person.id).second) known_.people.push_back(std::move(person));
    }
  }

  void AddOrganisations(const std::string& condition, const std::vector<std::string>& values,
                        Parameters more = {}) {
    std::vector<Organisation> found;
    Append(condition, values, found, std::move(more));
    for (Organisation& organisation : found) {
      if (!ids_.insert(organisation.id).second) continue;
      if (organisation.code_system == kOds) by_code_[organisation.code] = organisation.id;
      known_.organisations.push_back(std::move(organisation));
    }
  }

  soci::session& session_;
  const std::string programme_;
  std::set<std::string> ids_;
  std::set<std::string> people_;
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
  search.AddCoded(wanted.coded);
  search.AddConflicts();
  search.AddContexts(wanted.contexts);
  search.AddPeople(wanted);
  return std::move(search).Result();
}

std::optional<Known> FindAllKnown(soci::session& session, absl::string_view programme, int most) {
  const Parameters parameters = {{"programme", std::string(programme)}};
  Known known;
  known.organisations = SelectAs<Organisation>(
      session, absl::StrCat("where programme = :programme limit ", most + 1), parameters);
  if (static_cast<int>(known.organisations.size()) > most) return std::nullopt;
  known.relationships = SelectAs<Relationship>(session, "where programme = :programme", parameters);
  known.conflicts =
      SelectAs<ImportConflict>(session, "where programme = :programme and person = ''", parameters);
  return known;
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
