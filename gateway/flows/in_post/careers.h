// Where people worked, work and will work, day by day, as all their appointments say.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "gateway/clients.h"
#include "gateway/flows/in_post/teams.h"

namespace pcsp::gateway {

// Work at a practice or in one of its teams.
struct Job {
  std::string practice;  // a resource name
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
  absl::CivilDay first, last;
};

// Participants are named as in enrolments: a person or an appointment.
class Careers {
 public:
  // Of these people. Errors: those of ListAppointments and ListRelationships.
  static absl::StatusOr<Careers> Read(Clients& clients, const std::string& programme,
                                      const std::vector<std::string>& participants);

  // In no particular order; none for somebody of whom no appointment is known.
  const std::vector<Job>& Of(const std::string& participant) const;

 private:
  explicit Careers(Teams teams) : teams_(std::move(teams)) {}
  void Take(const registry::v1::Appointment& appointment);

  Teams teams_;
  std::map<std::string, std::vector<Job>> jobs_;  // by name of the person
  std::map<std::string, std::string> persons_;    // of appointments
};

}  // namespace pcsp::gateway
