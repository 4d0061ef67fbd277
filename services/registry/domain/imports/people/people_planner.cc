#include "services/registry/domain/imports/people/people_planner.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/registry/domain/imports/people/person_finder.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kPlaceRule = "the code, or the id, of an organisation in the programme";

ImportVerdict VerdictOn(const Hearing<Person>& person, const Hearing<Appointment>& appointment) {
  if (!appointment.before()) return ImportVerdict::kCreated;
  const Date before = appointment.before()->period.last;
  const Date after = appointment.after().period.last;
  if (before == kUntilFurtherNotice && after != kUntilFurtherNotice) return ImportVerdict::kClosed;
  return person.changed() || appointment.changed() ? ImportVerdict::kUpdated
                                                   : ImportVerdict::kUnchanged;
}

bool SamePost(const Appointment& a, const Appointment& b) {
  return a.person == b.person && a.organisation == b.organisation && a.role == b.role;
}

}  // namespace

void PeoplePlanner::Take(PeopleRow& row) {
  ImportRow report = {row.line, ImportVerdict::kRejected, "", row.given_code,
                      std::move(row.issues)};
  report.verdict = Decide(row, report);
  state_.report.Add(std::move(report));
}

// Looks at everything before it gives a row up, so that all of its faults are reported.
ImportVerdict PeoplePlanner::Decide(PeopleRow& row, ImportRow& report) {
  RowFaults faults(header_, report);
  const Organisation* place = Place(row, faults);
  ReadServed(row, faults);
  Hearing<Person> person = HearPerson(row, faults);
  Hearing<Appointment> appointment = HearAppointment(row, person.after(), place, faults);
  if (!faults.any()) CheckFree(appointment.after(), faults);
  if (faults.any() || Repeats(appointment.after(), row.line, faults)) {
    return ImportVerdict::kRejected;
  }
  const ImportVerdict verdict = VerdictOn(person, appointment);
  report.organisation = place->id;
  report.person = person.after().id;
  report.appointment = appointment.after().id;
  Record(person, state_.changes.people, person_places_);
  Record(appointment, state_.changes.appointments, appointment_places_);
  ImportConflict question;
  question.programme = state_.setting.programme;
  question.kind = ConflictKind::kPerson;
  question.organisation = place->id;
  question.person = report.person;
  question.claimed = {state_.setting.claimant, state_.setting.now, ""};
  Ask(person, question, report);
  question.kind = ConflictKind::kAppointment;
  question.appointment = report.appointment;
  Ask(appointment, question, report);
  return verdict;
}

const Organisation* PeoplePlanner::Find(const std::string& system, const std::string& code) const {
  const Organisation* found = state_.known.ByCode(system, TidyCode(code));
  return found != nullptr ? found : state_.known.ById(absl::AsciiStrToLower(code));
}

const Organisation* PeoplePlanner::Place(const PeopleRow& row, RowFaults& faults) const {
  if (row.code.empty()) return nullptr;
  const Organisation* place = Find(row.code_system, row.code);
  if (place == nullptr) {
    faults.Add(kPeopleOrganisation, row.given_code, kPlaceRule,
               "create or import the organisation first");
  } else if (place->delete_time) {
    faults.Add(kPeopleOrganisation, row.given_code,
               "the code of an organisation that is not deleted",
               "undelete it and import the file again");
    return nullptr;
  }
  return place;
}

// Says of the row which organisations are served.
void PeoplePlanner::ReadServed(PeopleRow& row, RowFaults& faults) const {
  std::vector<std::string> ids;
  Violations violations;
  for (const std::string& code : row.serves) {
    const Organisation* served = Find(row.code_system, code);
    if (served == nullptr || served->delete_time) {
      faults.Add(kPeopleServes, code, kPlaceRule, "several are parted by spaces");
      continue;
    }
    CheckServes(ids.size(), *served, violations);
    ids.push_back(served->id);
  }
  faults.Add(violations);
  if (!ids.empty()) {
    row.said.push_back({kPeopleServes, std::string(kServes), absl::StrJoin(ids, " ")});
  }
}

Hearing<Person> PeoplePlanner::HearPerson(const PeopleRow& row, RowFaults& faults) const {
  const size_t before = faults.count();
  const Person* known = PersonFinder(state_.setting.programme, people_).Find(row, faults);
  const bool lost = known == nullptr && faults.count() > before;
  Person blank;
  blank.programme = state_.setting.programme;
  blank.id = state_.setting.new_uid();
  blank.create_time = state_.setting.now;
  Hearing<Person> hearing(state_.setting.claimant, known, blank);
  Person claimed = known == nullptr ? blank : *known;
  for (const auto& [column, field, value] :
       {SaidField{kPeopleName, std::string(kDisplayName), row.name},
        SaidField{kPeopleEmail, std::string(kEmail), row.email},
        SaidField{kPeopleKey, std::string(kExternalKey), row.key}}) {
    if (value.empty()) continue;
    SetValue(field, value, claimed);
    hearing.Hear({column, field, value});
  }
  Violations violations;
  Validate(claimed, violations);
  if (!lost) faults.Add(violations);
  return hearing;
}

// The known appointment that the row is about: the one on whose days it would hold, and of several
// the one that begins on the same day.
const Appointment* PeoplePlanner::Meant(const PeopleRow& row, const Appointment& blank,
                                        RowFaults& faults) const {
  const auto start = row.SaidDay(kStartDate);
  const Period wanted = {start.value_or(kSinceAlways),
                         row.SaidDay(kEndDate).value_or(kUntilFurtherNotice)};
  std::vector<const Appointment*> meant;
  for (const Appointment* known : people_.AppointmentsOf(blank.person)) {
    if (!SamePost(*known, blank) || Common(known->period, wanted).empty()) continue;
    if (start && known->period.first == *start) return known;
    meant.push_back(known);
  }
  if (meant.size() < 2) return meant.empty() ? nullptr : meant.front();
  faults.Add(kPeopleStart, start ? FormatDate(*start) : "",
             "the first day of the appointment that is meant",
             absl::StrCat("the person has had the role there ", meant.size(),
                          " times within these dates"));
  return nullptr;
}

Hearing<Appointment> PeoplePlanner::HearAppointment(const PeopleRow& row, const Person& person,
                                                    const Organisation* place,
                                                    RowFaults& faults) const {
  Appointment blank;
  blank.programme = state_.setting.programme;
  blank.id = state_.setting.new_uid();
  blank.person = person.id;
  blank.organisation = place == nullptr ? "" : place->id;
  blank.role = row.role;
  blank.create_time = state_.setting.now;
  const Appointment* known = Meant(row, blank, faults);
  Hearing<Appointment> hearing(state_.setting.claimant, known, blank);
  Appointment claimed = known == nullptr ? blank : *known;
  for (const SaidField& said : row.said) {
    SetValue(said.field, said.value, claimed);
    hearing.Hear(said);
  }
  CheckClaims(row, std::move(claimed), place, faults);
  hearing.after() = Tidied(std::move(hearing.after()), *state_.setting.titles);
  return hearing;
}

// The appointment as the row has it, disputed fields included.
void PeoplePlanner::CheckClaims(const PeopleRow& row, Appointment claimed,
                                const Organisation* place, RowFaults& faults) const {
  claimed = Tidied(std::move(claimed), *state_.setting.titles);
  Violations violations;
  Validate(claimed, violations);
  const bool has_role = row.role != Role::kUnspecified;
  if (place != nullptr && has_role) CheckFits(claimed, place->kind, violations);
  faults.Add(violations);
  if (place == nullptr || claimed.period.empty() || FitsInto(claimed.period, place->life)) return;
  faults.Add(kPeopleStart, InWords(claimed.period), "dates within the life of the organisation",
             absl::StrCat(OrganisationName(place->programme, place->id), " is in business ",
                          InWords(place->life)));
}

// What is not disputed must hold together with what is known.
void PeoplePlanner::CheckFree(const Appointment& appointment, RowFaults& faults) const {
  if (appointment.period.empty()) {
    faults.Add(
        kPeopleStart, FormatDate(appointment.period.first),
        absl::StrCat("on or before the end that is known, ", FormatDate(appointment.period.last)),
        "correct the appointment by hand, since a person has said when it ends");
  }
  std::vector<std::string> others;
  for (const Appointment* other : people_.AppointmentsOf(appointment.person)) {
    if (other->id == appointment.id || !SamePost(*other, appointment)) continue;
    if (Common(other->period, appointment.period).empty()) continue;
    others.push_back(AppointmentName(other->programme, other->id));
  }
  if (others.empty()) return;
  faults.Add(kPeopleStart, InWords(appointment.period),
             "days on which the person has not got this role there already",
             absl::StrCat("see ", absl::StrJoin(others, ", ")));
}

bool PeoplePlanner::Repeats(const Appointment& appointment, int line, RowFaults& faults) {
  const int first = said_.Before(appointment.id, line);
  if (first == 0) return false;
  faults.Add(kPeopleStart, InWords(appointment.period),
             "an appointment that is not in the file twice",
             absl::StrCat("line ", first, " has it too"));
  return true;
}

template <typename T>
void PeoplePlanner::Record(Hearing<T>& hearing, std::vector<T>& changed,
                           absl::flat_hash_map<std::string, size_t>& places) {
  if (!hearing.changed()) return;
  T value = hearing.after();
  ++value.revision;
  value.update_time = state_.setting.now;
  people_.Put(value);
  const auto [place, fresh] = places.emplace(value.id, changed.size());
  if (fresh) {
    changed.push_back(std::move(value));
  } else {
    changed[place->second] = std::move(value);
  }
}

template <typename T>
void PeoplePlanner::Ask(const Hearing<T>& hearing, const ImportConflict& question,
                        ImportRow& report) {
  for (const std::string& field : hearing.Settled()) {
    ImportConflict settled = question;
    settled.field = field;
    state_.conflicts.Settle(settled);
  }
  for (const Dispute& dispute : hearing.disputes()) {
    ImportConflict conflict = question;
    conflict.field = dispute.said.field;
    conflict.known = {dispute.by, hearing.before()->update_time, dispute.known};
    conflict.claimed.value = dispute.said.value;
    const std::string id = state_.conflicts.Add(std::move(conflict));
    if (id.empty()) continue;
    state_.report.CountConflict();
    RowFaults faults(header_, report);
    report.issues.push_back(Disputed(question.programme, id,
                                     faults.CellOf(dispute.said.column, dispute.said.value),
                                     dispute.known, dispute.by));
  }
}

}  // namespace pcsp::registry
