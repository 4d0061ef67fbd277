// The people whom some rows of a file are about, and their appointments.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"

namespace pcsp::registry {

// What earlier rows say included. Pointers stay valid as long as this does.
class KnownPeople {
 public:
  KnownPeople(std::vector<Person> people, std::vector<Appointment> appointments);
  KnownPeople(const KnownPeople&) = delete;
  KnownPeople& operator=(const KnownPeople&) = delete;

  // Null if there is nobody.
  const Person* ById(absl::string_view id) const;
  const Person* ByKey(absl::string_view key) const;
  // Somebody who has been erased and had the key or address of this MarkOf().
  const Person* ByMark(absl::string_view mark) const;
  std::vector<const Person*> ByEmail(absl::string_view email) const;
  std::vector<const Appointment*> AppointmentsOf(absl::string_view person) const;

  // Adds, or replaces what has the same id.
  void Put(Person person);
  void Put(Appointment appointment);

 private:
  void Index(const Person& person);

  std::deque<Person> people_;
  std::deque<Appointment> appointments_;
  absl::flat_hash_map<std::string, Person*> by_id_;
  // These may hold what is not so any more: whoever looks makes sure.
  absl::flat_hash_map<std::string, const Person*> by_key_, by_mark_;
  absl::flat_hash_map<std::string, std::vector<const Person*>> by_email_;
  absl::flat_hash_map<std::string, std::vector<Appointment*>> by_person_;
};

}  // namespace pcsp::registry
