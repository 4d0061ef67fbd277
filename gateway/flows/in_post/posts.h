// Where people work on a day, as their appointments say.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "gateway/clients.h"
#include "gateway/flows/in_post/teams.h"

namespace pcsp::gateway {

struct Post {
  std::string practice;  // a resource name
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;

  bool operator==(const Post&) const = default;
};

// Whether it is work at a practice; others speak for it or teach.
bool WorksThere(const registry::v1::Appointment& appointment);

// One thread at a time. Participants are named as in enrolments: a person or an appointment.
class Posts {
 public:
  // `practices`: the names of the programme's practices on the day.
  Posts(Clients& clients, std::string programme, absl::CivilDay day,
        std::set<std::string> practices);

  // How many people work where. Errors: those of CountAppointedPeople.
  absl::Status Count();
  // The appointments of these people, up to the day, as far as they are not known yet. Errors:
  // those of ListAppointments and ListRelationships.
  absl::Status Read(const std::vector<std::string>& participants);

  // Where somebody of whom that was read works on the day, who last came from `practice` as one of
  // `group`: each practice once, in order; nothing for somebody who has left it. Somebody without
  // an appointment to a practice is taken to be where they came from.
  std::vector<Post> Of(const std::string& participant, const std::string& practice,
                       type::v1::StaffGroup group) const;
  // How many have an appointment to a practice or one of its teams on the day, as one of a staff
  // group; after Count().
  int Appointed(const std::string& practice, type::v1::StaffGroup group) const;
  // Whether one of them is there to work in that group, beside those who lead.
  bool HasStaff(const std::string& practice, type::v1::StaffGroup group) const;

  absl::CivilDay day() const { return day_; }
  const std::set<std::string>& practices() const { return practices_; }

 private:
  struct PersonPosts {
    std::map<std::string, type::v1::StaffGroup> now;  // by practice
    std::set<std::string> left;                       // practices
  };

  absl::Status List(const std::vector<std::string>& participants);
  void Take(const registry::v1::Appointment& appointment);

  Clients& clients_;
  const std::string programme_;
  const absl::CivilDay day_;
  const std::set<std::string> practices_;
  std::map<std::string, PersonPosts> people_;   // by name of the person
  std::map<std::string, std::string> persons_;  // of appointments
  std::set<std::string> known_;                 // participants that were read
  std::optional<Teams> teams_;                  // once anybody was read
  std::map<std::pair<std::string, type::v1::StaffGroup>, registry::v1::AppointedGroup> appointed_;
};

}  // namespace pcsp::gateway
