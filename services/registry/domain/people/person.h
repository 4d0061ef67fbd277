// A person who has a part in a programme, and what makes one valid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

// Nothing is kept of people but what their roles need. The id is a UUID of the server's making: it
// stays when the person is erased.
struct Person {
  std::string programme;
  std::string id;
  std::string display_name;  // empty once erased
  std::string email;         // may be empty
  std::optional<absl::Time> erase_time;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;
  std::string external_key;  // what lists of the programme's own go by; empty once erased
  StatedBy stated_by;        // keys as in people_fields.h; empty once erased
  // Once erased: what the key and the address were, as MarkOf() (erasure.h) writes it.
  std::string key_mark;
  std::string email_mark;

  bool operator==(const Person&) const = default;
};

// What an update changes; the rest stays.
struct PersonPatch {
  std::optional<std::string> display_name;
  std::optional<std::string> email;
  std::optional<std::string> external_key;
};

inline constexpr size_t kMostKeyCharacters = 63;

Person Patched(Person person, const PersonPatch& patch);

// Spaces tidied, the address in lower case.
Person Tidied(Person person);

// As a tidied person has it.
std::string TidyEmail(absl::string_view email);

// Adds what is wrong with a tidied person under `person.`.
void Validate(const Person& person, Violations& violations);

}  // namespace pcsp::registry
