#include "services/registry/domain/people/erasure.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "services/registry/domain/people/people_fields.h"

namespace pcsp::registry {

std::string MarkOf(absl::string_view programme, absl::string_view field, absl::string_view value) {
  if (value.empty()) return "";
  return Sha256Hex(absl::StrJoin({absl::string_view("erased"), programme, field, value}, "\n"));
}

Erasure Erase(Person person, std::vector<Appointment> appointments, absl::Time now) {
  const Date today = DayOf(now);
  Erasure erasure;
  for (Appointment& before : appointments) {
    if (before.period.first > today) {
      erasure.dropped.push_back(std::move(before));
      continue;
    }
    Appointment after = before;
    after.local_title.clear();
    after.stated_by.clear();
    after.period.last = std::min(after.period.last, today);
    if (after == before) continue;
    ++after.revision;
    after.update_time = now;
    erasure.changed.push_back(std::move(after));
  }
  person.key_mark = MarkOf(person.programme, kExternalKey, person.external_key);
  person.email_mark = MarkOf(person.programme, kEmail, person.email);
  person.display_name.clear();
  person.email.clear();
  person.external_key.clear();
  person.stated_by.clear();
  person.erase_time = person.update_time = now;
  ++person.revision;
  erasure.person = std::move(person);
  return erasure;
}

}  // namespace pcsp::registry
