#include "services/registry/domain/people/person.h"

#include "absl/strings/ascii.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {

Person Patched(Person person, const PersonPatch& patch) {
  if (patch.display_name) person.display_name = *patch.display_name;
  if (patch.email) person.email = *patch.email;
  if (patch.external_key) person.external_key = *patch.external_key;
  return person;
}

Person Tidied(Person person) {
  person.display_name = TidyLine(person.display_name);
  person.email = TidyEmail(person.email);
  person.external_key = TidyLine(person.external_key);
  return person;
}

std::string TidyEmail(absl::string_view email) { return absl::AsciiStrToLower(TidyLine(email)); }

void Validate(const Person& person, Violations& violations) {
  if (!IsLine(person.display_name, 1, 200)) {
    violations.Add("person.display_name", person.display_name, "1 to 200 characters on one line");
  }
  if (!person.email.empty() && !IsEmail(person.email)) {
    violations.Add("person.email", person.email, kEmailRule);
  }
  if (!IsLine(person.external_key, 0, kMostKeyCharacters)) {
    violations.Add("person.external_key", person.external_key, "at most 63 characters on one line");
  }
}

}  // namespace pcsp::registry
