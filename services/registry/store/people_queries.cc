#include "services/registry/store/people_queries.h"

#include <string>

#include "absl/strings/numbers.h"
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

int CountFrom(const std::string& cell) {
  int count = 0;
  // What a database counts is a number.
  (void)absl::SimpleAtoi(cell, &count);
  return count;
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

std::vector<AppointedCount> SelectAppointedCounts(soci::session& session,
                                                  const std::string& programme, Date day) {
  // Somebody may work at a practice and in its team, or in two roles: people are counted, not rows.
  constexpr char kSql[] =
      "select coalesce(t.object, a.organisation) as practice, a.staff_group, "
      "count(distinct a.person), "
      "count(distinct case when a.role = 'staff' then a.person end) "
      "from appointment a join organisation o on o.programme = a.programme and "
      "o.id = a.organisation left join relationship t on o.kind = 'team' and "
      "t.programme = a.programme and t.subject = a.organisation and t.kind = 'part_of' and "
      "t.start_date <= :day and t.end_date >= :day "
      "where a.programme = :programme and a.start_date <= :day and a.end_date >= :day and "
      "a.role in ('staff', 'practice_lead', 'gp_champion') and "
      "a.staff_group in ('gp', 'nurse', 'direct_patient_care', 'admin') and "
      "(o.kind = 'practice' or t.object is not null) and "
      "o.open_date <= :day and o.close_date >= :day and "
      "(o.status <> 'closed' or o.close_date <> '9999-12-31') group by 1, 2 order by 1, 2";
  std::vector<AppointedCount> counts;
  for (Cells& cells : Select(session, kSql, 4, {{"programme", programme}, {"day", DayText(day)}})) {
    AppointedCount& count = counts.emplace_back();
    count.practice = std::move(cells[0]);
    count.group = StaffGroupOf(cells[1]);
    count.people = CountFrom(cells[2]);
    count.staff = CountFrom(cells[3]);
  }
  return counts;
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
