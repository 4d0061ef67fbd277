#include "services/registry/domain/people/person.h"

#include "absl/strings/ascii.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {

Person Patched(Person person, const PersonPatch& patch) {
  if (patch.display_name) person.display_name = *patch.display_name;
  if (patch.email) person.email = *patch.email;
  return person;
}

Person Tidied(Person person) {
  person.display_name = TidyLine(person.display_name);
  person.email = TidyEmail(person.email);
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
}

}  // namespace pcsp::registry
