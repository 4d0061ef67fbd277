// Who left in the last two years, and who is known to come and to leave: dated appointments.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"
#include "gateway/flows/workforce/staff.h"

namespace pcsp::gateway {

// Evidence of turnover.
struct Evidence {
  double leavers = 0;
  double person_months = 0;
};

// Whoever left within a month of coming counts as a month of work.
template <typename Proto>
void SetEvidence(const Evidence& evidence, Proto* proto) {
  proto->set_leavers(evidence.leavers);
  proto->set_person_months(std::max(evidence.leavers, evidence.person_months));
}

// Adds what an appointment tells of the two years before the horizon's day.
void AddTenure(const registry::v1::Appointment& appointment, const Horizon& horizon,
               Evidence& evidence);

// Appointments of a role that held on some day of those years or will later. Facilitators and
// trainers: those within the question's organisation, and those who serve it.
absl::StatusOr<std::vector<registry::v1::Appointment>> ListAppointments(
    Clients& clients, const ForecastQuestion& question, registry::v1::AppointmentRole role);

// Of the staff of each post. Nothing is read of staff groups whose turnover the question says.
absl::StatusOr<std::map<PostKey, Evidence>> StaffEvidence(Clients& clients,
                                                          const ForecastQuestion& question,
                                                          const Staff& staff, Notes& notes);

// Who is there today, of those who count, and what is known of the months to come.
struct PoolPeople {
  int active = 0;
  std::vector<int> leaving;  // by month, of them
  std::vector<int> joining;  // by month, of those not there yet
  Evidence evidence;         // of all, whether they count or not
};
// `counts` by name of the appointment.
PoolPeople PeopleOf(const std::vector<registry::v1::Appointment>& appointments,
                    const Horizon& horizon, const std::map<std::string, bool>& counts);

// The fields that pools of facilitators and trainers have in common. `assumed` says a turnover or
// leaves it to the evidence.
template <typename Assumption, typename Pool>
void FillPool(const PoolPeople& people, const Assumption& assumed, int lead_months, Pool* pool) {
  pool->set_active(people.active);
  pool->mutable_leaving()->Add(people.leaving.begin(), people.leaving.end());
  pool->mutable_joining()->Add(people.joining.begin(), people.joining.end());
  pool->set_lead_months(lead_months);
  if (assumed.has_completes()) pool->set_completes(assumed.completes());
  if (assumed.has_turnover()) {
    pool->set_turnover(assumed.turnover());
  } else {
    SetEvidence(people.evidence, pool);
  }
}

// "Of those, 3 have left in 120 months of work: turnover is taken to be 2.4 % a month."
std::string TurnoverInWords(const std::string& who, const Evidence& evidence);

}  // namespace pcsp::gateway
