#include "services/registry/domain/imports/people/person_finder.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/people/erasure.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {

bool SameName(absl::string_view a, absl::string_view b) {
  return absl::EqualsIgnoreCase(TidyLine(a), TidyLine(b));
}

const Person* PersonFinder::Find(const PeopleRow& row, RowFaults& faults) const {
  if (!row.person.empty()) return Named(row, faults);
  if (!row.key.empty()) {
    if (const Person* person = known_.ByKey(row.key)) return person;
    if (const Person* erased = known_.ByMark(MarkOf(programme_, kExternalKey, row.key))) {
      Erased(kPeopleKey, row.key, *erased, faults);
      return nullptr;
    }
  }
  return row.email.empty() ? nullptr : WithAddress(row, faults);
}

const Person* PersonFinder::Named(const PeopleRow& row, RowFaults& faults) const {
  const Person* person = known_.ById(row.person);
  if (person == nullptr) {
    faults.Add(kPeoplePerson, row.person, "the id of a person in the programme",
               "leave it empty for somebody new, and give a key or an email");
    return nullptr;
  }
  if (person->erase_time) {
    Erased(kPeoplePerson, row.person, *person, faults);
    return nullptr;
  }
  if (row.key.empty() || row.key == person->external_key) return person;
  if (!person->external_key.empty()) {
    faults.Add(kPeopleKey, row.key, "the key that this person has, or nothing",
               "to give the person another one, change it there first");
  } else if (const Person* holder = known_.ByKey(row.key)) {
    faults.Add(kPeopleKey, row.key, "a key that nobody else has",
               absl::StrCat(PersonName(programme_, holder->id), " has it"));
  }
  return person;
}

// With a key that nobody has yet, the address finds somebody without a key who has the same name:
// colleagues share addresses.
const Person* PersonFinder::WithAddress(const PeopleRow& row, RowFaults& faults) const {
  std::vector<const Person*> people = known_.ByEmail(row.email);
  const size_t sharing = people.size();
  if (!row.key.empty()) {
    std::erase_if(people, [&](const Person* person) {
      const bool same = row.name.empty() || SameName(row.name, person->display_name);
      return !person->external_key.empty() || !same;
    });
  }
  if (people.size() == 1) return people.front();
  if (people.size() > 1) {
    faults.Add(kPeopleEmail, row.email, "an address that only one person has",
               absl::StrCat(people.size(),
                            " people have it; say who is meant by a key or by the person's id"));
    return nullptr;
  }
  if (sharing > 0) {
    faults.Warn(kPeopleEmail, row.email, "an address that only one person has",
                "somebody else has it too; taken for somebody new because of the key");
    return nullptr;
  }
  const Person* erased = known_.ByMark(MarkOf(programme_, kEmail, row.email));
  if (erased == nullptr) return nullptr;
  const bool told_apart = !row.key.empty() && !erased->key_mark.empty();
  if (!told_apart) {
    Erased(kPeopleEmail, row.email, *erased, faults);
    return nullptr;
  }
  faults.Warn(kPeopleEmail, row.email, "an address that nobody had who has been erased",
              absl::StrCat(PersonName(programme_, erased->id),
                           " had it, with another key; taken for somebody new"));
  return nullptr;
}

void PersonFinder::Erased(size_t column, absl::string_view given, const Person& person,
                          RowFaults& faults) const {
  faults.Add(column, given, "somebody who has not been erased",
             absl::StrCat(PersonName(programme_, person.id), " was erased on ",
                          FormatDate(DayOf(*person.erase_time)),
                          "; leave the row out. If they are to be held again, enter the person by "
                          "hand first"));
}

}  // namespace pcsp::registry
