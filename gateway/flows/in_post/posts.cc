#include "gateway/flows/in_post/posts.h"

#include <algorithm>
#include <utility>

#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::Appointment;

constexpr absl::Duration kPage = absl::Seconds(10), kCount = absl::Seconds(20);
constexpr size_t kAtOnce = 1000;  // people whose appointments one call asks for

bool IsOfAPractice(type::v1::StaffGroup group) {
  return group >= type::v1::STAFF_GROUP_GP && group <= type::v1::STAFF_GROUP_ADMIN;
}

}  // namespace

bool WorksThere(const Appointment& appointment) {
  return appointment.role() == registry::v1::APPOINTMENT_ROLE_STAFF ||
         appointment.role() == registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD ||
         appointment.role() == registry::v1::APPOINTMENT_ROLE_GP_CHAMPION;
}

Posts::Posts(Clients& clients, std::string programme, absl::CivilDay day,
             std::set<std::string> practices)
    : clients_(clients),
      programme_(std::move(programme)),
      day_(day),
      practices_(std::move(practices)) {}

absl::Status Posts::Count() {
  registry::v1::CountAppointedPeopleRequest count;
  count.set_parent(programme_);
  count.set_as_of_date(absl::FormatCivilTime(day_));
  ASSIGN_OR_RETURN(
      const auto counted,
      Ask(*clients_.registry, &registry::v1::RegistryService::Stub::CountAppointedPeople, count,
          absl::Now() + kCount));
  for (const auto& practice : counted.practices()) {
    for (const auto& group : practice.groups()) {
      appointed_[{practice.practice(), group.staff_group()}] = group;
    }
  }
  return absl::OkStatus();
}

absl::Status Posts::Read(const std::vector<std::string>& participants) {
  if (!teams_) {
    ASSIGN_OR_RETURN(teams_, Teams::Read(clients_, programme_));
  }
  std::vector<std::string> batch;
  for (const std::string& participant : participants) {
    if (!known_.insert(participant).second) continue;
    batch.push_back(participant);
    if (batch.size() < kAtOnce) continue;
    RETURN_IF_ERROR(List(batch));
    batch.clear();
  }
  return batch.empty() ? absl::OkStatus() : List(batch);
}

absl::Status Posts::List(const std::vector<std::string>& participants) {
  registry::v1::ListAppointmentsRequest list;
  list.set_parent(programme_);
  list.set_until_date(absl::FormatCivilTime(day_));
  list.mutable_people()->Add(participants.begin(), participants.end());
  return EachPage(*clients_.registry, &registry::v1::RegistryService::Stub::ListAppointments, list,
                  kPage, [this](const auto& page) {
                    for (const Appointment& one : page.appointments()) Take(one);
                  });
}

void Posts::Take(const Appointment& appointment) {
  persons_[appointment.name()] = appointment.person();
  if (!WorksThere(appointment)) return;
  PersonPosts& person = people_[appointment.person()];
  const std::string& practice = teams_->PracticeOf(appointment.organisation());
  const std::string& end = appointment.end_date();
  if (!end.empty() && end < absl::FormatCivilTime(day_)) {
    person.left.insert(practice);
    return;
  }
  if (!practices_.contains(practice)) return;
  const bool staff = appointment.role() == registry::v1::APPOINTMENT_ROLE_STAFF;
  const type::v1::StaffGroup group = IsOfAPractice(appointment.staff_group())
                                         ? appointment.staff_group()
                                         : type::v1::STAFF_GROUP_UNSPECIFIED;
  const auto [known, fresh] = person.now.emplace(practice, group);
  if (!fresh && (staff || known->second == type::v1::STAFF_GROUP_UNSPECIFIED)) {
    known->second = group;  // what somebody works as comes before what else they do
  }
}

std::vector<Post> Posts::Of(const std::string& participant, const std::string& practice,
                            type::v1::StaffGroup group) const {
  const auto by_appointment = persons_.find(participant);
  const auto person =
      people_.find(by_appointment == persons_.end() ? participant : by_appointment->second);
  if (person == people_.end()) return {{practice, group}};
  std::vector<Post> posts;
  for (const auto& [where, as] : person->second.now) {
    posts.push_back({where, as == type::v1::STAFF_GROUP_UNSPECIFIED ? group : as});
  }
  if (posts.empty() && !person->second.left.contains(practice)) return {{practice, group}};
  return posts;
}

int Posts::Appointed(const std::string& practice, type::v1::StaffGroup group) const {
  const auto found = appointed_.find({practice, group});
  return found == appointed_.end() ? 0 : found->second.people();
}

bool Posts::HasStaff(const std::string& practice, type::v1::StaffGroup group) const {
  const auto found = appointed_.find({practice, group});
  return found != appointed_.end() && found->second.staff() > 0;
}

}  // namespace pcsp::gateway
