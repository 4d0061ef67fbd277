#include "services/registry/domain/imports/people/known_people.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {

KnownPeople::KnownPeople(std::vector<Person> people, std::vector<Appointment> appointments) {
  for (Person& person : people) Put(std::move(person));
  for (Appointment& appointment : appointments) Put(std::move(appointment));
}

const Person* KnownPeople::ById(absl::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const Person* KnownPeople::ByKey(absl::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() || found->second->external_key != key ? nullptr : found->second;
}

const Person* KnownPeople::ByMark(absl::string_view mark) const {
  const auto found = by_mark_.find(mark);
  return found == by_mark_.end() ? nullptr : found->second;
}

std::vector<const Person*> KnownPeople::ByEmail(absl::string_view email) const {
  const auto found = by_email_.find(email);
  if (found == by_email_.end()) return {};
  std::vector<const Person*> people = found->second;
  std::erase_if(people, [&](const Person* person) { return person->email != email; });
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

std::vector<const Appointment*> KnownPeople::AppointmentsOf(absl::string_view person) const {
  const auto found = by_person_.find(person);
  if (found == by_person_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void KnownPeople::Put(Person person) {
  Person*& kept = by_id_[person.id];
  if (kept == nullptr) kept = &people_.emplace_back();
  *kept = std::move(person);
  Index(*kept);
}

void KnownPeople::Index(const Person& person) {
  if (!person.external_key.empty()) by_key_[person.external_key] = &person;
  if (!person.email.empty()) by_email_[person.email].push_back(&person);
  for (const std::string& mark : {person.key_mark, person.email_mark}) {
    if (!mark.empty()) by_mark_[mark] = &person;
  }
}

void KnownPeople::Put(Appointment appointment) {
  std::vector<Appointment*>& of_person = by_person_[appointment.person];
  const auto known = std::find_if(of_person.begin(), of_person.end(),
                                  [&](const auto* other) { return other->id == appointment.id; });
  if (known != of_person.end()) {
    **known = std::move(appointment);
  } else {
    of_person.push_back(&appointments_.emplace_back(std::move(appointment)));
  }
}

}  // namespace pcsp::registry
