// Decides about one row of a file of people after another, against what is known before them.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/registry/domain/imports/first_lines.h"
#include "services/registry/domain/imports/people/hearing.h"
#include "services/registry/domain/imports/people/known_people.h"
#include "services/registry/domain/imports/people/people_rows.h"
#include "services/registry/domain/imports/people/row_faults.h"
#include "services/registry/domain/imports/relationship_planner.h"

namespace pcsp::registry {

// What it is given must outlive it. `said` collects the appointments that the file says.
class PeoplePlanner {
 public:
  PeoplePlanner(PlanState& state, KnownPeople& people, const Header& header, FirstLines& said)
      : state_(state), people_(people), header_(header), said_(said) {}

  void Take(PeopleRow& row);

 private:
  ImportVerdict Decide(PeopleRow& row, ImportRow& report);

  // Those that look a row over, and say what is wrong with it.
  const Organisation* Find(const std::string& system, const std::string& code) const;
  const Organisation* Place(const PeopleRow& row, RowFaults& faults) const;
  void ReadServed(PeopleRow& row, RowFaults& faults) const;
  Hearing<Person> HearPerson(const PeopleRow& row, RowFaults& faults) const;
  const Appointment* Meant(const PeopleRow& row, const Appointment& blank, RowFaults& faults) const;
  Hearing<Appointment> HearAppointment(const PeopleRow& row, const Person& person,
                                       const Organisation* place, RowFaults& faults) const;
  void CheckClaims(const PeopleRow& row, Appointment claimed, const Organisation* place,
                   RowFaults& faults) const;
  void CheckFree(const Appointment& appointment, RowFaults& faults) const;
  bool Repeats(const Appointment& appointment, int line, RowFaults& faults);

  // Those that act on a row without faults.
  template <typename T>
  void Record(Hearing<T>& hearing, std::vector<T>& changed,
              absl::flat_hash_map<std::string, size_t>& places);
  template <typename T>
  void Ask(const Hearing<T>& hearing, const ImportConflict& question, ImportRow& report);

  PlanState& state_;
  KnownPeople& people_;
  const Header& header_;
  FirstLines& said_;
  // Where in the changes each is: what changes twice among the same rows is written once.
  absl::flat_hash_map<std::string, size_t> person_places_, appointment_places_;
};

}  // namespace pcsp::registry
