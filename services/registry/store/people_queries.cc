#include "services/registry/store/people_queries.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/registry/store/organisation_sql.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {
namespace {

// What follows "select ... from appointment".
struct Statement {
  std::string rest;
  Parameters parameters;

  void And(absl::string_view condition, absl::string_view name, std::string value) {
    absl::StrAppend(&rest, " and ", condition);
    parameters.emplace_back(name, std::move(value));
  }
};

// An appointment holds on a day if its dates say so and the organisation is in business then.
void AddDays(const AppointmentQuery& query, Statement& statement) {
  if (!query.from && !query.until) return;
  std::string life = "o.status <> 'closed' or o.close_date <> '9999-12-31'";
  life = absl::StrCat("(", life, ")");
  if (query.from) {
    statement.And("end_date >= :from_day", "from_day", DayText(*query.from));
    life += " and o.close_date >= :from_day";
  }
  if (query.until) {
    statement.And("start_date <= :until_day", "until_day", DayText(*query.until));
    life += " and o.open_date <= :until_day";
  }
  absl::StrAppend(&statement.rest,
                  " and exists (select 1 from organisation o where o.programme = "
                  "appointment.programme and o.id = appointment.organisation and ",
                  life, ")");
}

// Few appointments have such words; the first condition is what lets their partial index serve.
void AddWord(absl::string_view column, const std::string& word, Statement& statement) {
  if (word.empty()) return;
  statement.And(absl::StrCat(column, " <> '' and (' ' || ", column, " || ' ') like :", column),
                column, absl::StrCat("% ", word, " %"));
}

void AddPeople(soci::session& session, const AppointmentQuery& query, Statement& statement) {
  if (query.people.empty() && query.of_appointments.empty()) return;
  absl::StrAppend(&statement.rest, " and (", OneOf(session, "person", "people"),
                  " or person in (select a.person from appointment a where a.programme = "
                  ":programme and ",
                  OneOf(session, "a.id", "of_appointments"), "))");
  statement.parameters.emplace_back("people", ListOf(session, query.people));
  statement.parameters.emplace_back("of_appointments", ListOf(session, query.of_appointments));
}

Statement StatementOf(soci::session& session, const AppointmentQuery& query) {
  Statement s;
  s.rest = "where programme = :programme and id > :after";
  s.parameters = {{"programme", query.programme}, {"after", query.after}};
  if (!query.person.empty()) s.And("person = :person", "person", query.person);
  if (!query.organisation.empty()) {
    s.And("organisation = :organisation", "organisation", query.organisation);
  }
  if (query.role != Role::kUnspecified)
    s.And("role = :role", "role", std::string(Word(query.role)));
  AddDays(query, s);
  AddWord("skills", query.skill, s);
  AddWord("solved_issues", query.solved_issue, s);
  AddPeople(session, query, s);
  if (!query.within.empty()) {
    s.And(absl::StrCat("organisation in (", BelongingTo(":within"), ")"), "within", query.within);
    s.parameters.emplace_back("day", DayText(query.day));
  }
  absl::StrAppend(&s.rest, " order by id", Limit(query.limit));
  return s;
}

}  // namespace

std::vector<Person> SelectPeople(soci::session& session, const PersonQuery& query) {
  std::string rest = "where programme = :programme and id > :after";
  Parameters parameters = {{"programme", query.programme}, {"after", query.after}};
  if (!query.email.empty()) {
    // The second condition is what lets a partial index serve.
    rest += " and email = :email and email <> ''";
    parameters.emplace_back("email", query.email);
  }
  if (!query.external_key.empty()) {
    rest += " and external_key = :external_key and external_key <> ''";
    parameters.emplace_back("external_key", query.external_key);
  }
  if (!query.show_erased) rest += " and erase_time = 0";
  absl::StrAppend(&rest, " order by id", Limit(query.limit));
  return SelectAs<Person>(session, rest, parameters);
}

std::vector<Appointment> SelectAppointments(soci::session& session, const AppointmentQuery& query) {
  const Statement s = StatementOf(session, query);
  return SelectAs<Appointment>(session, s.rest, s.parameters);
}

std::vector<Person> SelectAppointed(soci::session& session, const AppointmentQuery& query) {
  const Statement s = StatementOf(session, query);
  return SelectAs<Person>(
      session,
      absl::StrCat("where programme = :programme and id in (select person from (select person from "
                   "appointment ",
                   s.rest, ") appointed) order by id"),
      s.parameters);
}

}  // namespace pcsp::registry
