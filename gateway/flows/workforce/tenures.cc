#include "gateway/flows/workforce/tenures.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_format.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::Appointment;

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr int kMonthsBack = 24;
constexpr double kDaysAMonth = 365.25 / 12;
// The belief before any evidence (methods.md 4d): one leaver in 50 months of work.
constexpr double kPriorLeavers = 1, kPriorMonths = 50;

absl::CivilDay WindowStart(const Horizon& horizon) {
  return absl::CivilDay(horizon.first() - kMonthsBack) + (horizon.day.day() - 1);
}

// `otherwise` for an empty date.
absl::CivilDay DayOf(const std::string& text, absl::CivilDay otherwise) {
  absl::CivilDay day;
  return absl::ParseCivilTime(text, &day) ? day : otherwise;
}

struct Span {
  absl::CivilDay first, last;
};
Span SpanOf(const Appointment& appointment) {
  return {DayOf(appointment.start_date(), absl::CivilDay::min()),
          DayOf(appointment.end_date(), absl::CivilDay::max())};
}

absl::StatusOr<std::vector<Appointment>> Read(Clients& clients, const ForecastQuestion& question,
                                              registry::v1::AppointmentRole role,
                                              const std::string& within) {
  registry::v1::ListAppointmentsRequest list;
  list.set_parent(question.programme);
  list.set_role(role);
  list.set_within(within);
  list.set_from_date(absl::FormatCivilTime(WindowStart(question.horizon)));
  std::vector<Appointment> all;
  RETURN_IF_ERROR(
      EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListAppointments, list,
               kPage, [&](auto& page) {
                 all.insert(all.end(), page.appointments().begin(), page.appointments().end());
               }));
  return all;
}

bool Serves(const Appointment& appointment, const std::string& organisation) {
  return std::find(appointment.serves().begin(), appointment.serves().end(), organisation) !=
         appointment.serves().end();
}

bool TurnoverGiven(const ForecastQuestion& question, type::v1::StaffGroup group) {
  const auto assumed = question.staff.find(group);
  return assumed != question.staff.end() && assumed->second.has_turnover();
}

std::set<type::v1::StaffGroup> GroupsToLearn(const ForecastQuestion& question, const Staff& staff) {
  std::set<type::v1::StaffGroup> groups;
  for (const auto& [key, people] : staff.people) {
    if (!TurnoverGiven(question, key.second)) groups.insert(key.second);
  }
  return groups;
}

}  // namespace

void AddTenure(const Appointment& appointment, const Horizon& horizon, Evidence& evidence) {
  const Span span = SpanOf(appointment);
  const absl::CivilDay first = std::max(span.first, WindowStart(horizon));
  const bool left = span.last < horizon.day;
  const absl::CivilDay end = left ? span.last + 1 : horizon.day;
  if (end <= first) return;
  evidence.person_months += static_cast<double>(end - first) / kDaysAMonth;
  if (left) ++evidence.leavers;
}

absl::StatusOr<std::vector<Appointment>> ListAppointments(Clients& clients,
                                                          const ForecastQuestion& question,
                                                          registry::v1::AppointmentRole role) {
  const std::string& within = question.request.within();
  if (within.empty()) return Read(clients, question, role, "");
  ASSIGN_OR_RETURN(std::vector<Appointment> kept, Read(clients, question, role, within));
  std::set<std::string> names;
  for (const Appointment& one : kept) names.insert(one.name());
  ASSIGN_OR_RETURN(const std::vector<Appointment> all, Read(clients, question, role, ""));
  for (const Appointment& one : all) {
    if (Serves(one, within) && names.insert(one.name()).second) kept.push_back(one);
  }
  return kept;
}

absl::StatusOr<std::map<PostKey, Evidence>> StaffEvidence(Clients& clients,
                                                          const ForecastQuestion& question,
                                                          const Staff& staff, Notes& notes) {
  std::map<PostKey, Evidence> evidence;
  const std::set<type::v1::StaffGroup> groups = GroupsToLearn(question, staff);
  if (groups.empty()) return evidence;
  ASSIGN_OR_RETURN(
      const std::vector<Appointment> all,
      Read(clients, question, registry::v1::APPOINTMENT_ROLE_STAFF, question.request.within()));
  std::map<type::v1::StaffGroup, Evidence> sums;
  for (const Appointment& one : all) {
    const auto site = staff.site_of.find(one.organisation());
    if (site == staff.site_of.end() || groups.count(one.staff_group()) == 0) continue;
    AddTenure(one, question.horizon, evidence[{site->second, one.staff_group()}]);
    AddTenure(one, question.horizon, sums[one.staff_group()]);
  }
  for (const auto group : groups) {
    notes.assumed.push_back(
        TurnoverInWords(absl::StrCat("Of staff group ", RoleOf(group)), sums[group]));
  }
  return evidence;
}

PoolPeople PeopleOf(const std::vector<Appointment>& appointments, const Horizon& horizon,
                    const std::map<std::string, bool>& counts) {
  PoolPeople people;
  people.leaving.resize(horizon.months);
  people.joining.resize(horizon.months);
  for (const Appointment& one : appointments) {
    AddTenure(one, horizon, people.evidence);
    const auto counted = counts.find(one.name());
    if (counted == counts.end() || !counted->second) continue;
    const Span span = SpanOf(one);
    if (span.last < horizon.day) continue;
    if (span.first > horizon.day) {
      if (span.first <= horizon.last_day()) ++people.joining[horizon.MonthOf(span.first)];
      continue;
    }
    ++people.active;
    if (span.last <= horizon.last_day()) ++people.leaving[horizon.MonthOf(span.last)];
  }
  return people;
}

std::string TurnoverInWords(const std::string& who, const Evidence& evidence) {
  const double share = (kPriorLeavers + evidence.leavers) / (kPriorMonths + evidence.person_months);
  if (evidence.person_months <= 0) {
    return absl::StrFormat(
        "%s, no appointments are known: turnover is taken to be %.2g %% a month, which is no more "
        "than a guess.",
        who, 100 * share);
  }
  return absl::StrFormat(
      "%s, %.0f left in %.0f months of work of the last two years: turnover is taken to be about "
      "%.2g %% a month.",
      who, evidence.leavers, evidence.person_months, 100 * share);
}

}  // namespace pcsp::gateway
