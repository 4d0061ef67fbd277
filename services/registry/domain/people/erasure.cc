#include "services/registry/domain/people/erasure.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {

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
    after.period.last = std::min(after.period.last, today);
    if (after == before) continue;
    ++after.revision;
    after.update_time = now;
    erasure.changed.push_back(std::move(after));
  }
  person.display_name.clear();
  person.email.clear();
  person.erase_time = person.update_time = now;
  ++person.revision;
  erasure.person = std::move(person);
  return erasure;
}

}  // namespace pcsp::registry
