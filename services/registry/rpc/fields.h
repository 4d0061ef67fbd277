// What the fields of all messages have in common: enums, times, days, etags, masks.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// The enums of messages and domain have the same numbers, up to `last`; a test compares every
// word.
template <typename Domain, typename Proto>
Domain EnumFrom(const std::string& field, Proto value, Domain last, Violations& violations) {
  const int number = static_cast<int>(value);
  if (number >= 0 && number <= static_cast<int>(last)) return static_cast<Domain>(number);
  violations.Add(field, absl::StrCat(number), "a value of the enumeration");
  return Domain::kUnspecified;
}

template <typename Time>
void SetTime(absl::Time time, Time* out) {
  const int64_t micros = absl::ToUnixMicros(time);
  out->set_seconds(micros / 1'000'000);
  out->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

// The day in `text`; `absent` if it is empty.
Date DateFrom(const std::string& field, const std::string& text, Date absent,
              Violations& violations);

// The etag of a revision, a strong one: `"7"` with the quotes.
std::string EtagOf(int64_t revision);

// Says which of the fields that can be updated an update is about: those that the mask names, every
// field with a value if it names none, all for `*`.
class Mask {
 public:
  // `fields` can be updated; `others` are passed over (AIP-161).
  Mask(const google::protobuf::FieldMask& mask, const std::set<std::string>& fields,
       const std::set<std::string>& others, Violations& violations);

  bool Has(const std::string& field, bool has_value) const {
    return populated_ ? has_value : paths_.count(field) > 0;
  }

 private:
  const bool populated_;
  std::set<std::string> paths_;
};

}  // namespace pcsp::registry
