// What the requests and messages of training have in common beyond those of all planning
// (rpc/requests.h): names, days, masks.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/page_token.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/planning/domain/training/kept.h"
#include "services/planning/domain/training/names.h"
#include "services/planning/domain/training/staff_group.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning::training {

// Each adds to `violations` what is wrong with `field`, and then returns something empty.
NameParts NameFrom(absl::string_view collection, absl::string_view field, absl::string_view name,
                   Violations& violations);
// The id in a name of `programme`; "" if it is empty, which is wrong only for kRequired.
enum class Need { kOptional, kRequired };
std::string IdOf(absl::string_view programme, absl::string_view collection, absl::string_view field,
                 absl::string_view name, Need need, Violations& violations);
// `people/{person}` or `appointments/{appointment}`.
std::string ParticipantFrom(absl::string_view programme, absl::string_view field,
                            absl::string_view name, Need need, Violations& violations);
// `absent` if `text` is empty, which is wrong only for kRequired.
absl::CivilDay DayFrom(absl::string_view field, absl::string_view text, absl::CivilDay absent,
                       Need need, Violations& violations);
// "" for kNever.
std::string DayOrNever(absl::CivilDay day);

// Empty, or an id that a user may choose.
void CheckNewId(absl::string_view field, absl::string_view id, Violations& violations);

// Hours as minutes. What is no number of hours becomes -1, which every check refuses.
int MinutesFrom(double hours);

// `given` must be empty or the same as `current`: the field is fixed once it is created.
void CheckFixed(absl::string_view field, absl::string_view given, absl::string_view current,
                Violations& violations);

// Etag and times of any message.
template <typename Proto>
void SetKept(const Kept& kept, Proto& proto) {
  proto.set_etag(EtagOf(kept.revision));
  *proto.mutable_create_time() = TimestampOf(kept.create_time);
  *proto.mutable_update_time() = TimestampOf(kept.update_time);
}

// The enums of messages and domain have the same numbers, up to `last`; a test compares every word.
template <typename Domain, typename Proto>
Domain EnumFrom(absl::string_view field, Proto value, Domain last, Violations& violations) {
  const int number = static_cast<int>(value);
  if (number >= 0 && number <= static_cast<int>(last)) return static_cast<Domain>(number);
  violations.Add(std::string(field), absl::StrCat(number), "a value of the enumeration");
  return static_cast<Domain>(0);
}
template <typename Proto>
StaffGroup GroupFrom(absl::string_view field, Proto value, Violations& violations) {
  return EnumFrom(field, value, StaffGroup::kLeadership, violations);
}

// Says which of the fields that can be updated an update is about: those that the mask names, every
// field with a value if it names none, all for `*`. Other names are violations, but for those that
// nobody can update.
class Mask {
 public:
  Mask(const google::protobuf::FieldMask& mask, const std::set<std::string>& fields,
       Violations& violations);

  bool Has(const std::string& field, bool has_value) const {
    return populated_ ? has_value : paths_.count(field) > 0;
  }

 private:
  const bool populated_;
  std::set<std::string> paths_;
};

// A page of 50, or as asked for up to 1000.
inline Page PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
                     const std::vector<std::string>& arguments, Violations& violations) {
  return planning::PageFrom(page_size, 50, 1000, page_token, tokens, arguments, violations);
}

}  // namespace pcsp::planning::training
