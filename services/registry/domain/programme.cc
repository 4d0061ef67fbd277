#include "services/registry/domain/programme.h"

#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {

Programme Patched(Programme programme, const ProgrammePatch& patch) {
  if (patch.display_name) programme.display_name = *patch.display_name;
  if (patch.description) programme.description = *patch.description;
  return programme;
}

void Validate(const Programme& programme, Violations& violations) {
  if (!IsLine(programme.display_name, 1, 200)) {
    violations.Add("programme.display_name", programme.display_name,
                   "1 to 200 characters on one line");
  }
  if (!IsText(programme.description, 2000)) {
    violations.Add("programme.description", programme.description,
                   "at most 2000 characters, none of them a control character");
  }
}

}  // namespace pcsp::registry
