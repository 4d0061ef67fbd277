// Who it is that a row of a file of people means.
#pragma once

#include <string>

#include "services/registry/domain/imports/people/known_people.h"
#include "services/registry/domain/imports/people/people_rows.h"
#include "services/registry/domain/imports/people/row_faults.h"

namespace pcsp::registry {

// By id, else by key, else by address. A name never says who somebody is. Nobody who was erased is
// found or made again: a row that has their key, or their address and no key that tells them
// apart, is at fault; one with their address and another key is warned of.
class PersonFinder {
 public:
  // Both must outlive it.
  PersonFinder(const std::string& programme, const KnownPeople& known)
      : programme_(programme), known_(known) {}

  // Null with a fault, or for somebody new.
  const Person* Find(const PeopleRow& row, RowFaults& faults) const;

 private:
  const Person* Named(const PeopleRow& row, RowFaults& faults) const;
  const Person* WithAddress(const PeopleRow& row, RowFaults& faults) const;
  void Erased(size_t column, absl::string_view given, const Person& person,
              RowFaults& faults) const;

  const std::string& programme_;
  const KnownPeople& known_;
};

// True if both are the same but for capitals and spaces.
bool SameName(absl::string_view a, absl::string_view b);

}  // namespace pcsp::registry
