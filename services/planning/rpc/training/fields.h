// What the requests and messages of training have in common: names, pages, days, etags, masks.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/page_token.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/planning/domain/training/kept.h"
#include "services/planning/domain/training/names.h"
#include "services/planning/domain/training/staff_group.h"

namespace pcsp::planning::training {

// Each adds to `violations` what is wrong with `field`, and then returns something empty.
std::string ProgrammeFrom(absl::string_view field, absl::string_view name, Violations& violations);
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

// Empty, or an id that a user may choose; empty, or a UUID.
void CheckNewId(absl::string_view field, absl::string_view id, Violations& violations);
void CheckRequestId(absl::string_view request_id, Violations& violations);

// Hours as minutes. What is no number of hours becomes -1, which every check refuses.
int MinutesFrom(double hours);

std::string EtagOf(const Kept& kept);
// OK if `given` is empty or that of `kept`; ETAG_MISMATCH otherwise.
absl::Status CheckEtag(absl::string_view type, absl::string_view name, absl::string_view given,
                       const Kept& kept);

// `given` must be empty or the same as `current`: the field is fixed once it is created.
void CheckFixed(absl::string_view field, absl::string_view given, absl::string_view current,
                Violations& violations);

void SetTime(absl::Time time, google::protobuf::Timestamp* out);

// Etag and times of any message.
template <typename Proto>
void SetKept(const Kept& kept, Proto& proto) {
  proto.set_etag(EtagOf(kept));
  SetTime(kept.create_time, proto.mutable_create_time());
  SetTime(kept.update_time, proto.mutable_update_time());
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

// One page of a list.
struct Page {
  int size = 0;                     // 1 to 1000
  std::vector<std::string> cursor;  // of the last item of the page before; empty for the first
};

// Lists ask for one item more than the page holds. If it is there it is taken off again: the page
// is not the last.
template <typename T>
bool TakeExtra(std::vector<T>& items, const Page& page) {
  if (items.size() <= static_cast<size_t>(page.size)) return false;
  items.resize(static_cast<size_t>(page.size));
  return true;
}

// `arguments` is everything that decides what is listed, the method's name first.
Page PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
              const std::vector<std::string>& arguments, Violations& violations);

}  // namespace pcsp::planning::training
